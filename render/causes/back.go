package causes

import (
	"context"
	"slices"
	"strings"

	"render/render/places"
	"render/render/source"
)

// Line finds out what of all objects depends on the scalars of a line, or on those below the key
// that stands alone in it. The paths are those of the scalars.
func Line(ctx context.Context, s *Subject, line int) (paths []string, made []Made, err error) {
	asked, paths := s.scalarsOn(line)
	if len(asked) == 0 {
		return nil, nil, nil
	}
	place := asked[0].node.Place
	x := newExploration(s)
	all := scalarsOf(s.Topology, nil)
	for i := range all.scalars {
		x.tried[all.scalars[i].node] = !slices.ContainsFunc(asked, func(a scalar) bool { return a.node == all.scalars[i].node })
	}
	for i := range all.absent {
		x.defaulted[all.absent[i].in] = true
	}
	cut, base := edit{}, s.Whole
	if len(all.scalars) > s.smallest() {
		if cut, base, err = s.alike(ctx, place); err != nil {
			return nil, nil, err
		}
	}
	st, err := x.stage(ctx, cut, base)
	if err != nil {
		return nil, nil, err
	}
	effects := x.effects
	if cut.gone != nil {
		if effects, err = st.again(ctx); err != nil {
			return nil, nil, err
		}
	}
	return paths, union(effects), nil
}

// PartLine finds out what of all objects depends on what begins in a line of a file of an
// overlay or a mixin. The paths are what is there; there are none of a file that was not read.
func PartLine(ctx context.Context, s *Subject, name string, line int) (paths []string, made []Made, err error) {
	one := *s
	one.Flags, one.Files = nil, slices.DeleteFunc(slices.Clone(s.Files), func(r Read) bool { return r.Source.Name() != name })
	x := newExploration(&one)
	st := &stage{exploration: x, base: s.Whole, varied: map[int]bool{}}
	if err := st.parts(ctx); err != nil {
		return nil, nil, err
	}
	at := x.begunAt(line)
	if len(at) == 0 {
		at = x.inMidst(line)
	}
	for _, i := range at {
		paths = append(paths, x.causes[i].Path)
	}
	there := x.effectsOf(at)
	if len(there) == 0 && len(at) > 0 { // it is refused without it, as a patch is without its text
		there = x.effectsOf(x.below(at[0]))
	}
	return paths, union(there), nil
}

// effectsOf are those of some causes.
func (x *exploration) effectsOf(causes []int) (out []effect) {
	for i := range x.effects {
		if slices.Contains(causes, x.effects[i].cause) {
			out = append(out, x.effects[i])
		}
	}
	return out
}

// below are the causes in the lines behind that of another, as far as they are more indented.
func (x *exploration) below(of int) (out []int) {
	place := x.causes[of].Place
	for n := place.Line + 1; n <= place.Source.Lines() && (strings.TrimSpace(place.Source.Line(n)) == "" || indented(place.Source.Line(n)) >= place.Column); n++ {
		out = append(out, x.begunAt(n)...)
	}
	return out
}

func indented(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }

// begunAt are the causes that begin in a line.
func (x *exploration) begunAt(line int) (out []int) {
	for i := range x.causes {
		if x.causes[i].Place.Line == line {
			out = append(out, i)
		}
	}
	return out
}

// inMidst are those that begin above a line and go on there, as an operation of a patch does that is
// written as a text: none begins between, and the line is not less indented.
func (x *exploration) inMidst(line int) []int {
	above := 0
	for i := range x.causes {
		if at := x.causes[i].Place.Line; at < line {
			above = max(above, at)
		}
	}
	out := x.begunAt(above)
	return slices.DeleteFunc(out, func(i int) bool {
		place := x.causes[i].Place
		text := place.Source.Line(line)
		return strings.TrimSpace(text) == "" || strings.HasPrefix(strings.TrimSpace(text), "#") || indented(text) < place.Column-1
	})
}

// Holds reports whether a file of an overlay or a mixin of that name was read.
func (s *Subject) Holds(name string) bool {
	return slices.ContainsFunc(s.Files, func(r Read) bool { return r.Source.Name() == name })
}

// alike is a cut that leaves the tier and the app of a place, and else one app of each sort: of
// those that say the same fields. What is above all tiers leaves all of them, and an app that is
// not right alone one of each sort beside it.
func (s *Subject) alike(ctx context.Context, place places.Place) (edit, Objects, error) {
	inTier, inApp := false, false
	if tiers := s.Topology.Get("tiers"); tiers != nil {
		for _, t := range tiers.Items {
			inTier = inTier || holds(t, place)
			if apps := t.Get("apps"); apps != nil {
				inApp = inApp || slices.ContainsFunc(apps.Items, func(a *source.Node) bool { return holds(a, place) })
			}
		}
	}
	own := func(n *source.Node) bool { return holds(n, place) }
	tier := func(t *source.Node) bool { return !inTier || own(t) }
	cuts := []edit{s.keeping(tier, ownAndFirsts(own)), s.keeping(all, ownAndFirsts(own))}
	if inApp {
		cuts = slices.Insert(cuts, 0, s.keeping(tier, own))
	}
	for _, cut := range cuts {
		if base, err := s.Render(ctx, Variation{Topology: cut.text(s.Topology)}); err != nil || base != nil {
			return cut, base, err
		}
	}
	return edit{}, s.Whole, nil
}

func all(*source.Node) bool { return true }

// sortOf are the fields that a node says, and those in it.
func sortOf(n *source.Node) string {
	var out strings.Builder
	for i, k := range n.Keys {
		out.WriteString(k.Text + "{" + sortOf(n.Values[i]) + "}")
	}
	for _, item := range n.Items {
		out.WriteString(sortOf(item))
	}
	return out.String()
}

// few is how many scalars may be asked of which each is tried in the whole: what it does to other
// apps' objects is not seen where these are cut away.
const few = 8

// again renders the whole topology with the fewest of the values of which some of the objects
// that were left showed all that they showed, of few scalars all that each of them did. What the
// whole refuses is left to others.
func (st *stage) again(ctx context.Context) ([]effect, error) {
	whole := &stage{exploration: newExploration(st.s), base: st.s.Whole, varied: map[int]bool{}}
	for how := range st.bases {
		if _, err := whole.renderBase(ctx, how); err != nil {
			return nil, err
		}
	}
	each := len(st.fresh) <= few
	var left []showing
	for i := range st.effects {
		left = append(left, showing{st.effects[i].trial, st.effects[i].shows(each)})
	}
	shown := map[string]bool{}
	for {
		trials, rest := fewest(left, shown)
		if len(trials) == 0 {
			return whole.effects, nil
		}
		before := len(whole.effects)
		if _, err := whole.run(ctx, trials); err != nil {
			return nil, err
		}
		for _, e := range whole.effects[before:] {
			for _, one := range e.shows(each) {
				shown[one] = true
			}
		}
		left = rest
	}
}
