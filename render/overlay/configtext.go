package overlay

import (
	"fmt"
	"strings"

	"render/render/manifest"
	"render/render/places"
	"render/render/source"
)

// configText is the key of the ConfigMap "config" in which MetalLB before 0.13 has
// its pools and peers, as YAML in one text. A strategic merge of a text replaces
// it whole, and with it every pool that the patch does not repeat: what is in the
// text is merged instead.
const configText = "config"

// config is the patch of an object of Kubernetes, with MetalLB's text merged where
// it is about that, and whether all is well.
func (m *listMerge) config(value, old map[string]any, at where) (map[string]any, bool) {
	before, _ := manifest.At(old, "data", configText).(string)
	text, _ := manifest.At(value, "data", configText).(string)
	if m.id.Kind != "ConfigMap" || m.id.Name != configText || text == "" || !strings.Contains(before, "address-pools") && !strings.Contains(before, "peers") {
		return value, true
	}
	at = at.member("data").member(configText)
	there, ok := readText(places.NewSource(configText, []byte(before)))
	if !ok {
		m.fail(at, fmt.Sprintf("the text %s of %s is no YAML object, and nothing can be merged into it", pointer(at.steps), m.id), "write a JSON patch with the whole text")
		return nil, false
	}
	node, change := m.configChange(at)
	if m.failed {
		return nil, false
	}
	m.keys = listKeys()["metallb"]
	whole := m.object(change, there, where{n: node})
	if m.failed {
		return nil, false
	}
	merged, ok := mergeMaps(there, whole)
	encoded, err := manifest.AppendYAML(nil, manifest.NewObject(merged))
	if !ok || err != nil {
		m.fail(at, fmt.Sprintf("cannot be merged into the text %s of %s", pointer(at.steps), m.id), "compare its indentation and dashes with the text")
		return nil, false
	}
	patch := copyValue(value).(map[string]any)
	patch["data"].(map[string]any)[configText] = string(encoded)
	return patch, true
}

// configChange reads what a patch has for MetalLB's text.
func (m *listMerge) configChange(at where) (*source.Node, map[string]any) {
	r := &reading{overlay: m.w.overlay}
	docs := r.inside(at.n)
	for _, doc := range docs {
		r.directives(doc, m.path)
	}
	if len(docs) == 1 && !r.diagnostics.Failed() {
		if change, ok := r.value(docs[0], m.path).(map[string]any); ok && !r.diagnostics.Failed() {
			return docs[0], change
		}
	}
	if m.w.diagnostics = append(m.w.diagnostics, r.diagnostics...); r.diagnostics.Failed() {
		m.failed = true
	}
	m.fail(at, "is no YAML object, and MetalLB's configuration is one", "write what is to change: address-pools, peers, bfd-profiles")
	return nil, nil
}

// readText reads a YAML object that all readers understand alike.
func readText(src *places.Source) (object map[string]any, ok bool) {
	root, diagnostics := source.Parse(src)
	if root == nil || diagnostics.Failed() {
		return nil, false
	}
	r := &reading{}
	object, ok = r.value(root, "").(map[string]any)
	return object, ok && !r.diagnostics.Failed()
}
