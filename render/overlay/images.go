package overlay

import (
	"fmt"
	"strings"

	"render/render/manifest"
	"render/render/source"
	"render/render/wording"
)

// image replaces the name, tag or digest of an image wherever a container has
// it.
type image struct {
	node                          *source.Node
	path                          string
	name                          string
	newName, newTag, digest, tail string
}

func (r *reading) image(n *source.Node, path string) {
	if !r.members(n, path, []string{"name", "newName", "newTag", "digest", "tagSuffix"}, nil) {
		return
	}
	s := &image{node: n.Get("name"), path: path}
	before := len(r.diagnostics)
	s.name, _ = r.text(n.Get("name"), path+".name")
	s.newName, _ = r.text(n.Get("newName"), path+".newName")
	s.newTag, _ = r.text(n.Get("newTag"), path+".newTag")
	s.digest, _ = r.text(n.Get("digest"), path+".digest")
	s.tail, _ = r.text(n.Get("tagSuffix"), path+".tagSuffix")
	switch {
	case len(r.diagnostics) > before:
	case s.name == "":
		r.fail("overlay-form", n, path, "has no name", "write: name, the image without its tag")
	case s.newName+s.newTag+s.digest+s.tail == "":
		r.fail("overlay-form", n, path, "changes nothing", "write: newName, newTag or digest")
	case s.tail != "" && s.newTag+s.digest != "":
		r.fail("overlay-form", n.Get("tagSuffix"), path+".tagSuffix", "does not go together with newTag or digest", "write: the whole tag as newTag")
	default:
		r.requests = append(r.requests, s)
	}
}

func (s *image) apply(w *work) {
	var there []string
	found := false
	for i := range w.list {
		if w.removed[i] || w.ids[i].Kind == "CustomResourceDefinition" {
			continue
		}
		hit := false
		eachImage(w.seen(i), func(holder any, key string) {
			if text, ok := manifest.At(holder, key).(string); ok {
				name, _, _ := splitImage(text)
				there = append(there, name)
				hit = hit || name == s.name
			}
		})
		if hit {
			found = true
			eachImage(w.object(i), s.change)
		}
	}
	if !found && !w.overlay.Builtin {
		w.fail("overlay-no-match", s.node, s.path+".name", fmt.Sprintf("no container has the image %s, so the entry would change nothing", wording.Quote(s.name)), oneOf(s.name, there))
	}
}

func (s *image) change(holder any, key string) {
	text, _ := manifest.At(holder, key).(string)
	name, tag, digest := splitImage(text)
	if name != s.name {
		return
	}
	if s.newName != "" {
		name = s.newName
	}
	switch {
	case s.newTag != "":
		tag, digest = s.newTag, s.digest
	case s.digest != "":
		tag, digest = "", s.digest
	case s.tail != "":
		tag, digest = tag+s.tail, ""
	}
	if tag != "" {
		name += ":" + tag
	}
	if digest != "" {
		name += "@" + digest
	}
	holder.(map[string]any)[key] = name
}

// splitImage takes an image apart; a colon in the registry's part is a port.
func splitImage(text string) (name, tag, digest string) {
	name, digest, _ = strings.Cut(text, "@")
	slash := strings.LastIndexByte(name, '/')
	if colon := strings.LastIndexByte(name, ':'); colon > slash {
		name, tag = name[:colon], name[colon+1:]
	}
	return name, tag, digest
}

// eachImage visits the image of every container and every image volume below v,
// which is a map or an Object: what holds it, and under which key.
func eachImage(v any, visit func(holder any, key string)) {
	member := func(key string, value any) {
		eachImage(value, visit)
		list, _ := value.([]any)
		for _, item := range list {
			switch key {
			case "containers", "initContainers":
				visit(item, "image")
			case "volumes":
				visit(manifest.At(item, "image"), "reference")
			}
		}
	}
	switch v := v.(type) {
	case map[string]any:
		for _, key := range sortedKeys(v) {
			member(key, v[key])
		}
	case manifest.Object:
		for _, m := range v {
			member(m.Key, m.Value)
		}
	case []any:
		for _, item := range v {
			eachImage(item, visit)
		}
	}
}
