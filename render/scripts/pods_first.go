package scripts

import (
	"slices"
	"strings"

	"render/render/manifest"
)

// PodsFirst puts new pods and their Services, and waits until they are ready: before routes, or before
// Gateways that take their hosts from others.
type PodsFirst struct {
	Gateways bool
	Hold     []Hold
}

// Hold keeps pods that come from a share of requests that go to all pods of a Service: routes send these to the
// others alone, by what is put before, until the change divides them.
type Hold struct {
	Puts   []manifest.ID
	Routes []Patch
	Until  manifest.ID // once it is there, nothing is held any more
}

// Patch is a JSON patch of an object that is there.
type Patch struct {
	Object manifest.ID
	JSON   string
}

// Narrow has routes send nothing any more to the pods of something that goes, as long as that is there.
type Narrow struct {
	Routes []Patch
	While  manifest.ID
}

func (d Narrow) in(o *ordered, text string) bool {
	var lines []string
	for _, r := range d.Routes {
		lines = append(lines, words("narrows", kind(r.Object), r.Object.Namespace, r.Object.Name, r.JSON, kind(d.While), d.While.Namespace, d.While.Name))
	}
	if len(lines) > 0 {
		o.place(text, atBegin, append(lines, "heard")...)
	}
	return len(lines) > 0
}

// goesFirst reports whether objects of a kind lead no request anywhere, and can be there
// before the routes that go to them.
func goesFirst(id manifest.ID) bool {
	switch id.Group {
	case "", "apps", "autoscaling", "policy", "rbac.authorization.k8s.io":
		return true
	}
	return false
}

// What the old topology has not and no request goes by is put, pods with their Services, and
// waited for before the routes come.
func (d PodsFirst) in(o *ordered, text string) bool {
	var list []Object
	var lines []string
	for _, one := range o.of(manifest.Apps) {
		if goesFirst(one.ID) && !slices.ContainsFunc(o.old.Objects, func(was Object) bool { return was.ID == one.ID }) {
			list = append(list, one)
			if one.Kind == "Deployment" || one.Kind == "DaemonSet" {
				lines = append(lines, words("await_rollout", one.Namespace, strings.ToLower(one.Kind)+"/"+one.Name))
			}
		}
	}
	if len(lines) == 0 {
		return false
	}
	stage := manifest.Apps
	if d.Gateways {
		stage = manifest.Gateways
	}
	o.place(text, o.spotIn(stage, atBegin), slices.Concat(o.holds(d.Hold), []string{o.puts(list)}, lines)...)
	return true
}

// holds are the lines that hold pods back before they come.
func (o *ordered) holds(list []Hold) (lines []string) {
	for _, one := range list {
		lines = append(lines, o.putsKnown(o.called(one.Puts))...)
		for _, r := range one.Routes {
			lines = append(lines, words("holds_back", kind(r.Object), r.Object.Namespace, r.Object.Name, r.JSON, kind(one.Until), one.Until.Namespace, one.Until.Name))
		}
		lines = append(lines, "heard")
	}
	return lines
}
