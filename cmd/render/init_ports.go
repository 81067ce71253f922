package main

import (
	"slices"

	"render/render/compare"
	"render/render/manifest"
	"render/render/objects"
)

// saysNothing reports whether a port of a container that is listed no more was only listed, or is
// called otherwise by nobody's loss: it is open whether it is listed or not (Kubernetes API reference,
// Container), unless the node has it too, or another object that was read may mean it by its name. What
// is rendered means it by its new one.
func saysNothing(f *compare.Field, of manifest.ID, read, rendered *objects.World) bool {
	name, is := portGone(f)
	if !is || read == nil || !f.Path.Has("spec", "template", "spec") {
		return false
	}
	for o := range read.All() {
		if id := o.ID(); name != "" && rendered.Find(id) == nil && meansPort(o, of.Namespace, name) {
			return false
		}
	}
	return true
}

// meansPort reports whether an object may mean a port of some pod by its name.
func meansPort(o *objects.Object, namespace, name string) bool {
	switch id := o.ID(); id.Kind {
	case "Service":
		return id.Namespace == namespace && slices.ContainsFunc(o.Members().Object("spec").List("ports"), func(p any) bool {
			port, _ := p.(manifest.Object)
			return port.Get("targetPort") == name
		})
	case "NetworkPolicy", "PodMonitor", "VMPodScrape":
		return holdsText(o.Members().Object("spec"), name)
	}
	return false
}

// portGone is the name that a port of a container has no more, "" for one that had none; false where a
// field is none of that.
func portGone(f *compare.Field) (name string, is bool) {
	last := len(f.Path) - 1
	if last > 2 && f.Path[last].Member == "name" && f.Path[last-2].Member == "ports" {
		name, is = f.Old.(string)
		return name, is
	}
	port, item := f.Old.(manifest.Object)
	is = item && f.New == nil && last > 1 && f.Path[last].Item && f.Path[last-1].Member == "ports" && port.Get("hostPort") == nil
	return port.Text("name"), is
}

// holdsText reports whether a value is a text, or has it anywhere.
func holdsText(value any, text string) bool {
	switch v := value.(type) {
	case manifest.Object:
		for _, m := range v {
			if holdsText(m.Value, text) {
				return true
			}
		}
	case []any:
		for _, one := range v {
			if holdsText(one, text) {
				return true
			}
		}
	case string:
		return v == text
	}
	return false
}
