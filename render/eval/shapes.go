package eval

import (
	"strconv"
	"strings"

	"github.com/google/go-jsonnet"

	"render/render/topology"
)

// standInMark begins every stand-in. No text of a topology has it, since a
// control character is refused.
const standInMark = "\x00"

// byShape evaluates the library alone: all components over the topology without
// its apps; then those that go through apps one by one, over one app of each
// shape in each tier. What an app of a shape renders to is then copied for every
// other one, with that one's opaque values.
func byShape(vm *jsonnet.VM, model *topology.Model) ([]Component, error) {
	without := *model
	without.Tiers = make([]topology.ModelTier, len(model.Tiers))
	for i, tier := range model.Tiers {
		tier.Apps = nil
		without.Tiers[i] = tier
	}
	table := &standIns{}
	out, err := pass(vm, without.Value(table.add), "{}", "")
	if err != nil {
		return nil, err
	}
	for i := range out {
		out[i].Objects = table.filled(out[i].Objects, 0).(map[string]any)
	}
	shapes := newShapes(model)
	if len(shapes.one.Tiers) == 0 {
		return out, nil
	}
	table = &standIns{}
	patterns, err := pass(vm, shapes.one.Value(table.add), "{}", "app")
	if err != nil {
		return nil, err
	}
	for _, pattern := range patterns {
		pattern.Objects = shapes.fill(pattern.Objects, model)
		out = append(out, pattern)
	}
	return out, nil
}

// shapes are the apps of a topology by shape.
type shapes struct {
	one   topology.Model // with one app of each shape in each tier
	first [][]int        // of each app of each tier: the number of its pattern's first stand-in
}

func newShapes(model *topology.Model) *shapes {
	s := &shapes{one: *model, first: make([][]int, len(model.Tiers))}
	s.one.Tiers = nil
	count := 0
	for i, tier := range model.Tiers {
		if len(tier.Apps) == 0 {
			continue
		}
		apps := tier.Apps
		tier.Apps, tier.VirtualServices = nil, nil // those that apps share came without the apps
		known := map[string]int{}
		s.first[i] = make([]int, len(apps))
		for j := range apps {
			shape := apps[j].Shape()
			first, ok := known[shape]
			if !ok {
				first = count
				known[shape] = first
				count += len(apps[j].Opaque())
				tier.Apps = append(tier.Apps, apps[j])
			}
			s.first[i][j] = first
		}
		s.one.Tiers = append(s.one.Tiers, tier)
	}
	return s
}

// fill makes a component's objects for all apps from those of each shape.
func (s *shapes) fill(patterns map[string]any, model *topology.Model) map[string]any {
	out := map[string]any{}
	for i, tier := range model.Tiers {
		byKey, ok := patterns[tier.Name].(map[string]any)
		if !ok {
			continue
		}
		objects := make(map[string]any, len(tier.Apps))
		for j := range tier.Apps {
			first := s.first[i][j]
			pattern, ok := byKey[standIn(first)]
			if !ok {
				continue
			}
			values := standIns{tier.Apps[j].Opaque()}
			objects[tier.Apps[j].Key] = values.filled(pattern, first)
		}
		out[tier.Name] = objects
	}
	return out
}

// standIns are opaque values, by the number of what stands in for them.
type standIns struct{ values []any }

func standIn(number int) string { return standInMark + strconv.Itoa(number) }

func (s *standIns) add(value any) any {
	s.values = append(s.values, value)
	return standIn(len(s.values) - 1)
}

// filled is a copy of a value with the stand-ins from number first on replaced,
// as values and as keys.
func (s *standIns) filled(v any, first int) any {
	switch v := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, inner := range v {
			if text, ok := s.original(k, first).(string); ok {
				k = text
			}
			out[k] = s.filled(inner, first)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, inner := range v {
			out[i] = s.filled(inner, first)
		}
		return out
	case string:
		return s.original(v, first)
	}
	return v
}

// original is the value that a text stands in for; the text itself where it
// stands for nothing.
func (s *standIns) original(text string, first int) any {
	number, ok := strings.CutPrefix(text, standInMark)
	if !ok {
		return text
	}
	i, err := strconv.Atoi(number)
	if err != nil || i < first || i-first >= len(s.values) {
		return text
	}
	return s.values[i-first]
}
