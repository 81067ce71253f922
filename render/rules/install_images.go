package rules

import (
	"fmt"
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/platform"
	"render/render/wording"
)

// imageValues are values of Istio's charts that say which image runs, as a tag or as a whole
// image with one (istio, manifests/charts).
var imageValues = [][]string{
	{"global", "tag"}, {"pilot", "tag"}, {"pilot", "image"}, {"global", "proxy", "image"}, {"global", "proxy_init", "image"},
	{"cni", "tag"}, {"cni", "image"}, {"ztunnel", "tag"}, {"ztunnel", "image"},
}

// checkImages tells of a tag, an image, and a revision that is called by a version, which are
// of another Istio than is written: the rules, and what is rendered, are those of the version.
// A fork's tag that is none of Istio's versions says nothing.
func (v *verdict) checkImages() {
	i, istio := &v.doc.Istio, v.plan.Versions.Istio
	if v.plan.Versions.Install == format.InstallNone {
		return
	}
	if tag := i.Tag; tag.IsSet() && format.Fits(tag, "tag") {
		v.checkImage(tag.Origin, "", tag.Value)
	}
	values, _ := i.Values.Value.(map[string]any)
	for _, path := range imageValues {
		set, ok := plan.ValueAt(values, path...)
		if !ok {
			continue
		}
		tag := fmt.Sprint(set)
		if path[len(path)-1] == "image" {
			name, _, _ := strings.Cut(tag, "@")
			_, tag, _ = strings.Cut(name[strings.LastIndex(name, "/")+1:], ":")
		}
		v.checkImage(i.Values.Origin, wording.Quote(strings.Join(path, "."))+": ", tag)
	}
	if revision := i.Revision; revision.IsSet() && format.Fits(revision, "label") {
		if is, ok := platform.Leading(strings.ReplaceAll(revision.Value, "-", ".")); ok && is.Major == istio.Major && !is.Agrees(istio) {
			v.warn("version-conflict", revision.Origin, fmt.Sprintf("the revision is called by Istio %s, and runs %s", is, istio),
				fmt.Sprintf("write: %s, or version: %s", istio.Dashes(), is), i.Version.Origin)
		}
	}
}

// checkImage tells of a tag of another version than is written; said is which value it is.
func (v *verdict) checkImage(at format.Origin, said, tag string) {
	istio := v.plan.Versions.Istio
	if is, ok := platform.Leading(tag); ok && is.Major == istio.Major && !is.Agrees(istio) {
		v.warn("version-conflict", at, fmt.Sprintf("%sthe images are of Istio %s, and what is rendered is for %s", said, is, istio),
			fmt.Sprintf("write version: %s, or a tag of %s, or remove it", is, istio), v.doc.Istio.Version.Origin)
	}
}
