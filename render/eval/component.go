package eval

import "render/render/manifest"

// Component is what one component of the library came to.
type Component struct {
	Name    string
	Stage   string
	Reader  string // "kubectl" or "istioctl"
	Tiers   bool   // the keys of Objects are tiers
	Objects manifest.Object
	// Unchanged says that no mixin names it.
	Unchanged bool
	// Share, where it is set, is in place of Objects what a mixin changes of those that the
	// library makes with the fields Own.
	Share *Share          `json:",omitempty"`
	Own   manifest.Object `json:",omitempty"`
}

// Share is what a mixin changes of an object.
type Share struct {
	Changed manifest.Object
	Kept    []string         // keys that are as in the library's
	Below   map[string]Share // that are changed in part
}

// whole is the object, by the library's.
func (p *Share) whole(library manifest.Object) manifest.Object {
	out := append(make(manifest.Object, 0, len(p.Changed)+len(p.Kept)+len(p.Below)), p.Changed...)
	find := library.Finder()
	for _, key := range p.Kept {
		out = append(out, manifest.Member{Key: key, Value: find(key)})
	}
	for key, below := range p.Below {
		object, _ := find(key).(manifest.Object)
		out = append(out, manifest.Member{Key: key, Value: below.whole(object)})
	}
	return manifest.Arrange(out)
}

// share is a Share as the library's listing gives it.
func share(value map[string]any) *Share {
	p := &Share{Changed: manifest.NewObject(value["changed"].(map[string]any)), Below: map[string]Share{}}
	for _, key := range value["kept"].([]any) {
		p.Kept = append(p.Kept, key.(string))
	}
	for key, below := range value["below"].(map[string]any) {
		p.Below[key] = *share(below.(map[string]any))
	}
	return p
}
