package schemas

import "testing"

// TestSelector asks selectors for something with team=web, without region, of which mesh is not known.
func TestSelector(t *testing.T) {
	label := func(key string) (value string, has, known bool) {
		if key == "team" {
			return "web", true, true
		}
		return "", false, key == "region"
	}
	expression := func(key, operator string, values ...any) map[string]any {
		return map[string]any{"matchExpressions": []any{map[string]any{"key": key, "operator": operator, "values": values}}}
	}
	for name, c := range map[string]struct {
		selector any
		may      bool
	}{
		"nothing":            {map[string]any{}, true},
		"its label":          {map[string]any{"matchLabels": map[string]any{"team": "web"}}, true},
		"another's":          {map[string]any{"matchLabels": map[string]any{"team": "api"}}, false},
		"one that is not":    {map[string]any{"matchLabels": map[string]any{"region": "a"}}, false},
		"one not known":      {map[string]any{"matchLabels": map[string]any{"mesh": "in"}}, true},
		"among":              {expression("team", "In", "api", "web"), true},
		"not among":          {expression("team", "In", "api"), false},
		"none of":            {expression("team", "NotIn", "web"), false},
		"absent, none of":    {expression("region", "NotIn", "a"), true},
		"there":              {expression("team", "Exists"), true},
		"not there":          {expression("region", "Exists"), false},
		"absent":             {expression("region", "DoesNotExist"), true},
		"not absent":         {expression("team", "DoesNotExist"), false},
		"not known, absent":  {expression("mesh", "DoesNotExist"), true},
		"an operator of two": {expression("team", "Is", "api"), true},
	} {
		if got := SelectorOf(c.selector).MayMatch(label); got != c.may {
			t.Errorf("%s: %v", name, got)
		}
	}
}
