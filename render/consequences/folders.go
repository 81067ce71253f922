package consequences

import (
	"fmt"
	"path"
	"slices"

	"render/render/compare"
	"render/render/objects"
	"render/render/wording"
)

// checkFolders tells of what applies folders where it applies others, or goes on beside
// what takes its place.
func checkFolders(c *change) {
	c.checkByHand()
	type move struct{ what, from, to string }
	var order []move
	names, of := map[move][]string{}, map[move][]*objects.Object{}
	for i := range c.Changes {
		one := &c.Changes[i]
		if one.Old == nil || one.New == nil || one.Kind != compare.Changed || !ofApplier(one.New) {
			continue
		}
		was, is := sourceOf(one.Old), sourceOf(one.New)
		for _, key := range [...]string{"repository", "revision", "folder", "cluster"} {
			m := move{key, was[key], is[key]}
			if m.from == m.to || key == "folder" && c.handsToStages(one.New, m.from) {
				continue
			}
			if names[m] == nil {
				order = append(order, m)
			}
			names[m] = append(names[m], one.New.ID().Kind+" "+one.New.ID().Name)
			of[m] = append(of[m], one.New)
		}
	}
	for _, m := range order {
		title, verb := titled(of[m][0]), "reads"
		if len(of[m]) > 1 {
			title, verb = quoted(names[m]), "read"
		}
		from, to := wording.Quote(m.from), wording.Quote(m.to)
		if m.what == "cluster" {
			c.tell("gitops-destination", Danger, fmt.Sprintf("%s: another cluster is applied to, %s in place of %s: what was applied to the old one stays there, and nobody brings it up to date", title, to, from),
				"delete it there, once nobody asks for it", of[m]...)
			continue
		}
		c.tell("gitops-source", Warning, fmt.Sprintf("%s: %s the %s %s in place of %s: what is not in it is deleted, and while it is missing nothing is applied", title, verb, m.what, to, from),
			"have all of it there before", of[m]...)
		c.steps.Need(beforehand, fmt.Sprintf("have all that is applied in the %s %s", m.what, to))
	}
}

// handsToStages tells of an Application that applied a folder, and applies from now on Applications
// that come and apply that folder's stages: what it pruned it prunes until they have it.
func (c *change) handsToStages(o *objects.Object, folder string) bool {
	if !isApplication(o) {
		return false
	}
	of := []*objects.Object{o}
	for _, one := range c.new.World.OfKind(argoGroup, "Application") {
		if one != o && c.comes(one) && sourceOf(one)["folder"] == folder {
			of = append(of, one)
		}
	}
	if len(of) == 1 {
		return false
	}
	c.tell("gitops-source", Danger, fmt.Sprintf("%s: applies Applications in place of what it applied itself, and deletes all of that until these apply it again", titled(o)),
		"apply it with prune: false in spec.syncPolicy.automated, and with true again once the others have what it applied", of...).lasting = true
	return true
}

// sourceOf is what an Application or a Kustomization reads, and where to it applies that.
// The folder is that of all stages.
func sourceOf(o *objects.Object) map[string]string {
	spec := o.Resource().Spec()
	text := func(keys ...string) string { s, _ := spec.At(keys...).Raw().(string); return s }
	if !isApplication(o) {
		source := text("sourceRef", "kind") + " " + text("sourceRef", "namespace") + "/" + text("sourceRef", "name")
		return map[string]string{"repository": source, "folder": path.Dir(text("path"))}
	}
	folder := text("source", "path")
	if !isByHand(o) {
		folder = path.Dir(folder)
	}
	return map[string]string{"repository": text("source", "repoURL"), "revision": text("source", "targetRevision"), "folder": folder,
		"cluster": text("destination", "server") + text("destination", "name")}
}

// checkByHand tells of an Application that goes on, since nobody deletes what somebody
// applied by hand.
func (c *change) checkByHand() {
	if !c.prunes() {
		return
	}
	for _, o := range c.gone {
		if !isApplication(o) || !isByHand(o) || c.repeated(o) {
			continue
		}
		name, namespace := o.ID().Name, o.ID().Namespace
		beside, run := "", "run before"
		if stages := c.stagesOf(namespace); len(stages) > 0 {
			run += ", and then for " + quoted(stages) + " too, which it would prune"
		}
		if at := slices.IndexFunc(c.new.World.OfKind(argoGroup, "Application"), isByHand); at >= 0 {
			beside = " beside " + titled(c.new.World.OfKind(argoGroup, "Application")[at])
		}
		c.tell("gitops-stays", Danger, fmt.Sprintf("%s: is in no folder that is applied, so that it stays and goes on applying its folder%s; deleted with its cascade, as argocd does by itself, it takes along all that it applied", titled(o), beside),
			fmt.Sprintf(`%s: kubectl patch application.argoproj.io %s -n %s --type merge -p '{"metadata":{"finalizers":null}}'; kubectl delete application.argoproj.io %s -n %s`, run, name, namespace, name, namespace), o)
		c.steps.Need(beforehand, fmt.Sprintf("delete Application %s without what it applied", wording.Quote(name)))
	}
}

// stagesOf are the Applications of stages in a namespace that fall out with the one that
// applies them.
func (c *change) stagesOf(namespace string) []string {
	var out []string
	for _, o := range c.gone {
		if isApplication(o) && !isByHand(o) && o.ID().Namespace == namespace {
			out = append(out, o.ID().Name)
		}
	}
	return out
}
