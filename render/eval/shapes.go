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

// byShape evaluates the library alone, over one app of each shape in each tier.
// What an app of a shape renders to, in components that go through apps one by
// one, is then copied for every other one, with that one's opaque values.
func byShape(vm *jsonnet.VM, model *topology.Model) ([]Component, error) {
	s := newShapes(model)
	table := &standIns{}
	components, err := evaluate(vm, s.one.Value(table.add), alone())
	if err != nil {
		return nil, err
	}
	for i := range components {
		c := &components[i]
		if c.apps {
			c.Objects = s.fill(c.Objects, model, table)
		} else {
			c.Objects = table.filled(c.Objects).(map[string]any)
		}
	}
	return components, nil
}

// shapes are the apps of a topology by shape.
type shapes struct {
	one     topology.Model // with one app of each shape in each tier
	pattern [][]int        // of each app of each tier: the number of that one app
}

func newShapes(model *topology.Model) *shapes {
	s := &shapes{one: *model, pattern: make([][]int, len(model.Tiers))}
	s.one.Tiers = make([]topology.ModelTier, len(model.Tiers))
	count := 0
	for i, tier := range model.Tiers {
		apps := tier.Apps
		tier.Apps = nil
		known := map[string]int{}
		s.pattern[i] = make([]int, len(apps))
		for j := range apps {
			shape := apps[j].Shape()
			number, ok := known[shape]
			if !ok {
				number = count
				known[shape] = number
				count++
				tier.Apps = append(tier.Apps, apps[j])
			}
			s.pattern[i][j] = number
		}
		s.one.Tiers[i] = tier
	}
	return s
}

// fill makes a component's objects for all apps from those of each shape. What
// the component has beside apps is kept.
func (s *shapes) fill(patterns map[string]any, model *topology.Model, table *standIns) map[string]any {
	out := make(map[string]any, len(patterns))
	for i, tier := range model.Tiers {
		byKey, ok := patterns[tier.Name].(map[string]any)
		if !ok {
			continue
		}
		objects := make(map[string]any, len(tier.Apps)+1)
		for key, object := range byKey {
			if !strings.HasPrefix(key, standInMark) {
				objects[key] = table.filled(object)
			}
		}
		for j := range tier.Apps {
			number := s.pattern[i][j]
			pattern, ok := byKey[standIn(number, 0)] // the key is the first opaque value
			if !ok {
				continue
			}
			values := &standIns{other: table.other, app: number, own: tier.Apps[j].Opaque()}
			objects[tier.Apps[j].Key] = values.filled(pattern)
		}
		out[tier.Name] = objects
	}
	return out
}

// standIns are opaque values, by the number of what stands in for them.
type standIns struct {
	other []any // of no app
	app   int   // whose values own are
	own   []any
}

func standIn(app, number int) string {
	return standInMark + strconv.Itoa(app) + "." + strconv.Itoa(number)
}

// add gives a value's stand-in. Of apps only the number is needed: what is
// filled in are the values of every app of the shape.
func (s *standIns) add(app int, value any) any {
	if app == topology.NoApp {
		s.other = append(s.other, value)
		return standIn(app, len(s.other)-1)
	}
	if app != s.app {
		s.app, s.own = app, s.own[:0]
	}
	s.own = append(s.own, value)
	return standIn(app, len(s.own)-1)
}

// filled is a copy of a value with its stand-ins replaced, as values and as
// keys.
func (s *standIns) filled(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, inner := range v {
			if text, ok := s.original(k).(string); ok {
				k = text
			}
			out[k] = s.filled(inner)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, inner := range v {
			out[i] = s.filled(inner)
		}
		return out
	case string:
		return s.original(v)
	}
	return v
}

// original is the value that a text stands in for; the text itself where it
// stands for nothing.
func (s *standIns) original(text string) any {
	rest, ok := strings.CutPrefix(text, standInMark)
	if !ok {
		return text
	}
	first, second, _ := strings.Cut(rest, ".")
	app, err1 := strconv.Atoi(first)
	number, err2 := strconv.Atoi(second)
	values := s.other
	if app != topology.NoApp {
		values = s.own
	}
	if err1 != nil || err2 != nil || number >= len(values) || app != topology.NoApp && app != s.app {
		return text
	}
	return values[number]
}
