package causes

import (
	"context"
	"slices"
	"strings"

	"render/render/compare"
	"render/render/manifest"
	"render/render/source"
)

// exploration finds an Influence.
type exploration struct {
	Influence
	s      *Subject
	tried  map[*source.Node]bool // what was tried by itself
	number map[*source.Node]int  // of the cause that a scalar is
	many   bool                  // some of what a cut left was not tried
	only   *manifest.ID          // what is kept of the changes is this object's; nil: all objects
	// defaulted is where the defaults of what is not written were, and absent the numbers of their
	// causes.
	defaulted map[*source.Node]bool
	absent    map[string]int
}

func newExploration(s *Subject) *exploration {
	return &exploration{s: s, tried: map[*source.Node]bool{}, number: map[*source.Node]int{}, defaulted: map[*source.Node]bool{}, absent: map[string]int{}, Influence: Influence{inside: map[int][]int{}}}
}

// stage tries what a cut leaves of the topology and was not tried before.
func (x *exploration) stage(ctx context.Context, cut edit, base Objects) (*stage, error) {
	st := &stage{exploration: x, cut: cut, base: base, all: scalarsOf(x.s.Topology, cut.gone), varied: map[int]bool{}}
	for i := range st.all.scalars {
		if s := &st.all.scalars[i]; !x.tried[s.node] {
			x.tried[s.node] = true
			s.names = x.s.namesAt(s.path)
			if _, again := x.number[s.node]; !again {
				x.number[s.node] = len(x.causes)
				x.causes = append(x.causes, s.cause())
			}
			st.fresh = append(st.fresh, s)
		}
	}
	for _, step := range []func(context.Context) error{st.alone, st.together, st.uncertified, st.refused} {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	return st, nil
}

// namesAt are the names that fields of what stands at a path may have, by their keys.
func (s *Subject) namesAt(path string) func(key string) []string {
	tier, within, ok := strings.Cut(path, "].")
	if !ok || strings.HasPrefix(within, "hosts") {
		tier = ""
	}
	return func(key string) []string {
		if tier == "" {
			return s.Names[key]
		}
		return slices.Concat(s.Names[key], s.Names[tier+"]."+key])
	}
}

// stage is an exploration of what a cut leaves.
type stage struct {
	*exploration
	cut    edit
	base   Objects         // without any change
	bases  map[How]Objects // the same as it is rendered for trials of a way that has its own
	all    *walker
	fresh  []*scalar
	varied map[int]bool // of their causes: another value was right
	right  []*trial
}

// run tries some trials, and keeps what was seen. It tells of each whether it changes
// anything, or nobody knows, since it is refused.
func (st *stage) run(ctx context.Context, trials []trial) (matters []bool, err error) {
	seen, err := try(ctx, st.s, st.cut, trials, st.look)
	if err != nil {
		return nil, err
	}
	matters = make([]bool, len(trials))
	for i := range trials {
		t := &trials[i]
		matters[i] = !seen[i].valid || len(seen[i].seen) > 0
		if !seen[i].valid {
			continue
		}
		if len(seen[i].seen) > 0 {
			st.effects = append(st.effects, effect{t, seen[i].seen})
		}
		st.right = append(st.right, t)
		if t.how != LeftOut && !t.form {
			st.varied[t.cause] = true
		}
	}
	return matters, nil
}

// look finds the objects that a variation changes.
func (st *stage) look(t *trial, all Objects) []change {
	base, own := st.bases[t.how]
	if !own {
		base = st.base
	}
	var out []change
	add := func(id manifest.ID, before manifest.Object) {
		if now, there := all[id]; !there || !compare.Equal(before, now) {
			out = append(out, change{id, before, now, nil})
			if !there && t.files != nil {
				out[len(out)-1].called = calledOtherwise(id, before, base, all)
			}
		}
	}
	if st.only != nil {
		add(*st.only, base[*st.only])
		return out
	}
	for id, before := range base {
		add(id, before)
	}
	return out
}

// calledOtherwise is the only object that came and is as one that went, but for its name or its namespace.
func calledOtherwise(id manifest.ID, went manifest.Object, base, all Objects) (found manifest.Object) {
	nameless := func(o manifest.Object) manifest.Object {
		return o.Without("metadata", "name").Without("metadata", "namespace")
	}
	for other, now := range all {
		if other.Group != id.Group || other.Kind != id.Kind || base[other] != nil || !compare.Equal(nameless(went), nameless(now)) {
			continue
		}
		if found != nil {
			return nil
		}
		found = now
	}
	return found
}

// alone tries each scalar and each default by itself.
func (st *stage) alone(ctx context.Context) error {
	var trials []trial
	each, lists := st.sorted()
	for _, s := range each {
		trials = append(trials, s.first(st.number[s.node])...)
	}
	if _, err := st.run(ctx, append(trials, st.defaults()...)); err != nil {
		return err
	}
	return st.alike(ctx, lists)
}

// defaults are the trials of the fields with a default that were not written and not tried
// before.
func (st *stage) defaults() []trial {
	var trials []trial
	for i := range st.all.absent {
		a := &st.all.absent[i]
		if st.defaulted[a.in] {
			continue
		}
		number, again := st.absent[a.path]
		if !again {
			number = len(st.causes)
			st.absent[a.path] = number
			st.causes = append(st.causes, a.cause())
		}
		trials = append(trials, a.trials(number)...)
	}
	for i := range st.all.absent {
		st.defaulted[st.all.absent[i].in] = true
	}
	return trials
}

// together tries the scalars of which no other value was right by itself: with what else the
// topology says, and those that are left with others that go with them.
func (st *stage) together(ctx context.Context) error {
	_, err := st.run(ctx, st.unvaried(func(s *scalar, cause int) []trial { return s.pooled(cause, st.all.scalars) }))
	if err == nil {
		_, err = st.run(ctx, st.unvaried(func(s *scalar, cause int) []trial { return s.together(cause, st.all.scalars) }))
	}
	return err
}

// uncertified tries those that are left where no certificate is there that a host might not
// be of.
func (st *stage) uncertified(ctx context.Context) error {
	alone := st.otherwise(Uncertified, func(s *scalar, cause int) []trial { return append(s.first(cause), s.pooled(cause, st.all.scalars)...) })
	if len(alone) == 0 {
		return nil
	}
	if there, err := st.renderBase(ctx, Uncertified); err != nil || !there {
		return err
	}
	_, err := st.run(ctx, alone)
	if err == nil {
		_, err = st.run(ctx, st.otherwise(Uncertified, func(s *scalar, cause int) []trial { return s.together(cause, st.all.scalars) }))
	}
	return err
}

// refused tries words and numbers that nobody may leave out or change beside what else the topology says, as far as
// that goes.
func (st *stage) refused(ctx context.Context) error {
	right := map[int]bool{}
	for _, t := range st.right {
		right[t.cause] = true
	}
	trials := st.otherwise(Refused, func(s *scalar, cause int) []trial {
		if right[cause] || s.field == nil || !s.field.IsWord() && s.field.Enum == nil {
			return nil
		}
		return s.first(cause)
	})
	if len(trials) == 0 {
		return nil
	}
	if there, err := st.renderBase(ctx, Refused); err != nil || !there {
		return err
	}
	_, err := st.run(ctx, trials)
	return err
}

// renderBase renders what trials of a way are compared with; false where that is refused.
func (st *stage) renderBase(ctx context.Context, how How) (there bool, err error) {
	base, err := st.s.Render(ctx, (&trial{how: how}).variation(st.s.Topology, st.cut))
	if st.bases == nil {
		st.bases = map[How]Objects{}
	}
	st.bases[how] = base
	return base != nil, err
}

// otherwise are trials in another way of the scalars of which no other value was right yet.
func (st *stage) otherwise(how How, trials func(*scalar, int) []trial) []trial {
	out := st.unvaried(func(s *scalar, cause int) []trial {
		if s.field == nil {
			return nil
		}
		return slices.DeleteFunc(trials(s, cause), func(t trial) bool { return t.how == LeftOut })
	})
	for i := range out {
		out[i].how = how
	}
	return out
}

func (st *stage) unvaried(trials func(*scalar, int) []trial) []trial {
	var out []trial
	for _, s := range st.fresh {
		if cause := st.number[s.node]; !st.varied[cause] {
			out = append(out, trials(s, cause)...)
		}
	}
	return out
}

// cause is a scalar as one.
func (s *scalar) cause() Cause {
	kind := Written
	if isFlag(s.node) {
		kind = Flag
	}
	return Cause{Kind: kind, Place: s.node.Place, Path: s.path}
}

func (a *absent) cause() Cause {
	return Cause{Kind: Default, Place: a.in.Place, Path: a.path, Value: a.field.Fallback}
}
