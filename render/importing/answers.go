package importing

import (
	"slices"

	"render/render/document"
)

// besides is where a route of a VirtualService leads; of an answer, where the next one does that
// leads anywhere, or the one before: it is of the same app.
func (v *virtual) besides(i int) string {
	for k := range v.routes[i:] {
		if to := v.routes[i+k].to; to != "" {
			return to
		}
	}
	for _, r := range slices.Backward(v.routes[:i]) {
		if r.to != "" {
			return r.to
		}
	}
	return ""
}

// endsWith reports whether some app's VirtualService ends with a route, which is its own then and
// repeated elsewhere.
func endsWith(all []*virtual, key string) bool {
	return slices.ContainsFunc(all, func(v *virtual) bool {
		return v.label != "" && len(v.routes) > 0 && v.routes[len(v.routes)-1].key() == key
	})
}

// answers reports whether the gateway itself answers.
func (r *route) answers() bool {
	return slices.ContainsFunc(r.rest, func(m document.Member) bool { return m.Key == "redirect" || m.Key == "respond" })
}

// answer is a route of the tier's own.
func (t *tier) answer(r route) {
	if !slices.ContainsFunc(t.answers, func(o route) bool { return o.key() == r.key() && slices.Equal(o.hosts, r.hosts) }) {
		t.answers = append(t.answers, r)
	}
}
