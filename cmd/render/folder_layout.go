package main

import (
	"fmt"
	"path"
	"strings"

	"render/render/tree"
	"render/render/wording"
)

// tellRenamed tells of Applications and Kustomizations that have another name now: who
// applies them takes them for others, and what the old ones applied goes with these.
func (r *folderRun) tellRenamed(s *shell, renamed []tree.Renamed) {
	for _, one := range renamed {
		namespace, name := path.Split(one.Was)
		where := ""
		if namespace != "" {
			where = " -n " + path.Clean(namespace)
		}
		what := fmt.Sprintf("once it is pushed Flux deletes the old one with all that it applied; first: flux suspend kustomization%s %s, "+
			"and then nothing of it is deleted", where, name)
		if one.Kind == "Application" {
			command := "kubectl" + where
			what = fmt.Sprintf("both would apply the same, and the old one deletes what only it has; before it is pushed, remove the old one alone: "+
				"%[1]s delete applications.argoproj.io %[2]s", command, name)
			if path.Base(one.Path) != applicationFile {
				what = fmt.Sprintf("the old one deletes all that it applied once it is deleted; before it is pushed, remove it alone, after the one in %[3]s: "+
					`%[1]s patch applications.argoproj.io %[2]s --type merge -p '{"metadata":{"finalizers":null}}' && %[1]s delete applications.argoproj.io %[2]s`, command, name, applicationFile)
			}
		}
		fmt.Fprintf(s.stderr, "%s: note: the %s %s is %s now: %s\n", path.Join(r.name, one.Path), one.Kind, wording.Quote(one.Was), wording.Quote(one.Is), what)
	}
}

// applicationFile is the Application of the whole folder.
const applicationFile = "application.yaml"

// formerLayout is how a folder keeps its layout, where the topology has another one. For
// Applications of stages there is no flag.
func formerLayout(was, is string) string {
	layout, apps := strings.CutSuffix(was, " apps")
	now, appsNow := strings.CutSuffix(is, " apps")
	switch {
	case layout != now && apps:
		return "write layout: " + layout + " and apps: true in gitops"
	case layout != now:
		return "--layout " + layout + " for what gitops.layout was"
	case appsNow:
		return "remove apps: true in gitops"
	}
	return "write apps: true in gitops"
}
