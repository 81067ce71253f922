package importing

import (
	"slices"

	"render/render/document"
	"render/render/manifest"
)

// document is who may come in as a topology says it; nothing for everybody. Of an issuer the
// headers of claims are given once.
func (e *entry) document(a *admission, given map[string]bool) (m document.Mapping) {
	groups := grouped(e.ways)
	from, notFrom := e.from, e.notFrom
	var tokens []tokenAsk
	var others []any
	if len(groups) == 1 && (len(from) == 0 || len(groups[0].from) == 0) {
		from, notFrom, tokens = slices.Concat(from, groups[0].from), slices.Concat(notFrom, groups[0].notFrom), groups[0].tokens
		groups = nil
	}
	for i := range groups {
		var way document.Mapping
		way.Add("from", groups[i].from)
		way.Add("notFrom", groups[i].notFrom)
		way.Add("jwt", a.documents(groups[i].tokens, given))
		others = append(others, way)
	}
	m.Add("from", unique(from))
	m.Add("notFrom", unique(notFrom))
	m.Add("jwt", a.documents(tokens, given))
	switch {
	case e.provider == "":
	case len(e.unless) == 0:
		m.Add("auth", e.provider)
	default:
		others = append(others, document.Mapping{{Key: "from", Value: unique(e.unless)}}, document.Mapping{{Key: "auth", Value: e.provider}})
	}
	m.Add("except", document.Strs(e.except))
	m.Add("anyOf", others)
	if _, only := find(m, "except"); only && len(m) == 1 {
		return nil
	}
	return m
}

// unreadable reports whether alternatives are asked for and beside them others, of which a topology
// has one list.
func (e *entry) unreadable() bool {
	groups := grouped(e.ways)
	return e.provider != "" && len(e.unless) > 0 && (len(groups) > 1 || len(groups) == 1 && len(e.from) > 0 && len(groups[0].from) > 0)
}

// who is all but the paths for everybody, as a text to compare.
func (e *entry) who(a *admission) string {
	bare := *e
	bare.except = nil
	return document.Flow(bare.document(a, map[string]bool{}))
}

// documents are tokens, any of which is enough; nothing for none.
func (a *admission) documents(list []tokenAsk, given map[string]bool) any {
	var out []any
	for _, t := range list {
		out = append(out, a.document(t, given))
	}
	if len(out) == 0 {
		return nil
	}
	return document.Alone(out)
}

// grouped are ways with those of the same networks as one, where each asks for a token.
func grouped(ways []way) (out []way) {
	for i := range ways {
		w := ways[i]
		at := slices.IndexFunc(out, func(o way) bool {
			return document.Flow(o.from) == document.Flow(w.from) && document.Flow(o.notFrom) == document.Flow(w.notFrom) && (len(o.tokens) > 0) == (len(w.tokens) > 0)
		})
		if at < 0 {
			w.tokens = slices.Clone(w.tokens)
			out = append(out, w)
			continue
		}
		for _, t := range w.tokens {
			if !slices.ContainsFunc(out[at].tokens, func(o tokenAsk) bool { return o.same(t) }) {
				out[at].tokens = append(out[at].tokens, t)
			}
		}
	}
	return out
}

func (t tokenAsk) same(o tokenAsk) bool {
	return t.issuer == o.issuer && document.Flow(t.audiences) == document.Flow(o.audiences) && document.Flow(t.claims) == document.Flow(o.claims)
}

// unique are a list's texts, each once.
func unique(list []any) (out []any) {
	for _, one := range list {
		if !slices.Contains(out, one) {
			out = append(out, one)
		}
	}
	return out
}

// asObject is a value as an object, nothing where it is none.
func asObject(v any) manifest.Object {
	o, _ := v.(manifest.Object)
	return o
}
