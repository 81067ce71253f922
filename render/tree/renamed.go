package tree

import (
	"path"
	"slices"
	"strings"
)

// renamed reports how a layout's file that is written anew calls its object otherwise.
func renamed(f File, old []byte) []Renamed {
	if !slices.Contains(layoutFolders[:], topOf(f.Path)) {
		return nil
	}
	kind, is := called(f.Text)
	wasKind, was := called(old)
	if was != is && kind == wasKind && (kind == "Application" || kind == "Kustomization") {
		return []Renamed{{f.Path, kind, was, is}}
	}
	return nil
}

// called are the kind and the name, with the namespace ahead, of an object in a text
// that render wrote.
func called(text []byte) (kind, name string) {
	var namespace, within string
	for line := range strings.Lines(string(unixLines(text))) {
		key, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ":")
		value = strings.Trim(strings.TrimSpace(value), `"`)
		switch {
		case !strings.HasPrefix(key, " "):
			within = key
			if key == "kind" {
				kind = value
			}
		case within == "metadata" && key == "  name":
			name = value
		case within == "metadata" && key == "  namespace":
			namespace = value
		}
	}
	return kind, path.Join(namespace, name)
}

// dependsOn are the Kustomizations that one in a text that render wrote waits for, as
// called names them.
func dependsOn(text []byte) []string {
	_, own := called(text)
	namespace, _ := path.Split(own)
	var out []string
	within := false
	for line := range strings.Lines(string(unixLines(text))) {
		name, isName := strings.CutPrefix(strings.TrimSpace(line), "- name:")
		switch {
		case strings.HasPrefix(line, "  dependsOn:"):
			within = true
		case within && isName:
			out = append(out, path.Join(namespace, strings.Trim(strings.TrimSpace(name), `"`)))
		case within && !strings.HasPrefix(line, "   ") && !isName:
			within = false
		}
	}
	return out
}
