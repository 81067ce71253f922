package handling

import (
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/platform"
)

// checkExpressions finds the spelling of named groups that RE2 took late: gateways of
// before refuse the whole configuration that has it.
func (v *verdict) checkExpressions(r *plan.Route) {
	message := platform.IstioNamedGroups.Missing(v.Plan.Versions.Istio)
	if message == "" {
		return
	}
	route := r.Written
	all := []format.Text{route.Regex, route.Rewrite.Regex}
	for _, list := range [][]format.HeaderMatch{route.Headers, route.Query} {
		for i := range list {
			x := &list[i].Value
			if all = append(all, x.Regex); x.Not != nil {
				all = append(all, x.Not.Regex)
			}
		}
	}
	if c := route.CORS; c != nil {
		for i := range c.Origins {
			all = append(all, c.Origins[i].Regex)
		}
	}
	for _, t := range all {
		if !t.IsSet() || t.IsWrong() {
			continue
		}
		if mended := withNamedGroups(t.Value); mended != t.Value {
			v.Fail("version-too-old", t.Origin, message, "write: "+format.YAMLWord(mended))
		}
	}
}

// withNamedGroups is an expression with its named groups as every version reads them:
// (?P<name>x) in place of (?<name>x).
func withNamedGroups(text string) string {
	var out strings.Builder
	for i := 0; i < len(text); {
		n := 1
		switch rest := text[i:]; {
		case strings.HasPrefix(rest, `\Q`):
			n = len(rest)
			if end := strings.Index(rest, `\E`); end >= 0 {
				n = end + 2
			}
		case rest[0] == '\\':
			n = min(2, len(rest))
		case rest[0] == '[':
			n = classLength(rest)
		case strings.HasPrefix(rest, "(?<"):
			n = len("(?<")
			out.WriteString("(?P<")
			i += n
			continue
		}
		out.WriteString(text[i : i+n])
		i += n
	}
	return out.String()
}

// classLength is how long the class is with which an expression begins: [...], where a
// "]" that comes first is one of its characters, as are those of [:alpha:].
func classLength(text string) int {
	i := 1
	if strings.HasPrefix(text[i:], "^") {
		i++
	}
	for first := true; i < len(text); first = false {
		switch {
		case text[i] == '\\':
			i++
		case strings.HasPrefix(text[i:], "[:"):
			if end := strings.Index(text[i:], ":]"); end > 0 {
				i += end + 1
			}
		case text[i] == ']' && !first:
			return i + 1
		}
		i++
	}
	return len(text)
}
