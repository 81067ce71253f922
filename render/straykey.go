package render

import (
	"bytes"
	"iter"
	"strings"

	"render/render/diag"
	"render/render/manifest"
	"render/render/places"
	"render/render/secret"
	"render/render/wording"
)

// checkStrayKeys looks for private keys in what is rendered, before render's own are
// put in, in clear and in base64; they come from a mixin, an overlay or the
// topology. Only plain writes keys, and there they belong into Secrets: elsewhere
// whoever may read objects reads them.
func (r *rendering) checkStrayKeys(origin func(component string) places.Place) (failed bool) {
	for m := range r.all() {
		id := m.ID()
		if r.kept.mode == secret.Plain && id.IsSecret() ||
			!manifest.Holds(m.Object, holdsKey) && !manifest.Lists(m.Object, wording.InPieces) && !manifest.Named(m.Object, wording.IsNamedKey) {
			continue
		}
		p := diag.Diagnostic{Code: "key-exposed", Place: origin(m.Origin.Component), Hide: true}
		if r.kept.mode == secret.Plain {
			p.Message, p.Help = id.String()+": holds a private key, which everybody sees who may read such objects", "put it into a Secret"
			r.out.Diagnostics.Warn(p)
			r.strays = append(r.strays, id)
			continue
		}
		p.Message = id.String() + ": holds a private key, and secrets: " + string(r.kept.mode) + " keeps keys out of what is rendered"
		p.Help = "leave the key out; those of the tiers' certificates get into the cluster as secrets says"
		r.add(diag.List{p})
	}
	return r.out.Diagnostics.Failed()
}

// all are the objects, and the values for helm.
func (r *rendering) all() iter.Seq[*manifest.Manifest] {
	return func(yield func(*manifest.Manifest) bool) {
		for _, list := range [][]manifest.Manifest{r.list, r.values} {
			for i := range list {
				if !yield(&list[i]) {
					return
				}
			}
		}
	}
}

// checkTopologyKeys looks for those that the topology itself holds, at their place.
func (r *rendering) checkTopologyKeys() bool {
	if r.topology == nil || !wording.HoldsKey(r.topology.Text()) {
		return false
	}
	place := keyPlace(r.topology)
	return r.checkStrayKeys(func(string) places.Place { return place })
}

// keyPlace is where in a text that holds a private key it is seen: at its mark, where it
// begins without one, or in which line it is base64 of one; the whole of the text where
// it is in several lines.
func keyPlace(s *places.Source) places.Place {
	const mark = "PRIVATE KEY"
	if at := bytes.Index(s.Text(), []byte(mark)); at >= 0 {
		return s.At(at, len(mark))
	}
	if at := wording.KeyAt(s.Text()); at >= 0 {
		return s.At(at, 1)
	}
	for n := range s.Lines() {
		if line := s.Line(n + 1); holdsKey(line) {
			return places.Place{Source: s, Line: n + 1, Column: len(line) - len(strings.TrimLeft(line, " -")) + 1, Length: 1}
		}
	}
	return places.File(s)
}

// holdsKey reports whether a text is a private key, or holds one.
func holdsKey(text string) bool {
	const shortest = 40 // bytes; no key and its mark are shorter
	return len(text) >= shortest && wording.HoldsKey([]byte(text))
}
