package rules

import (
	"fmt"
	"strings"
	"unicode"

	"render/internal/later"
	"render/render/format"
	"render/render/places"
	"render/render/plan"
	"render/render/wording"
)

// derives reports whether names of objects are made from what is there: a name
// or a version of a tier, an app or Istio.
func derives(m format.Origin) bool {
	path := m.Path()
	return !strings.Contains(path, ".names.") && path != "secrets.cert-manager.issuer" && !strings.HasPrefix(path, "metallb.")
}

type claim struct{ kind, namespace, name string }

type claims struct {
	v          *verdict
	taken      map[claim]format.Origin
	apps       map[claim]format.Origin  // by an app's Service, its Deployment's mark
	components map[string]*plan.Tier    // by the names of their gateways
	told       map[[2]places.Place]bool // names that are chosen, of which it is told
}

// maxNames are the kinds' own limits: a Service's name and a Gateway's are DNS
// labels; a Deployment's becomes a label value of its pods' owners.
func maxNames() map[string]int { return maxNamesOnce.Get(makeMaxNames) }

var maxNamesOnce later.Value[map[string]int]

func makeMaxNames() map[string]int {
	return map[string]int{"Service": 63, "Gateway": 63, "Deployment": 63}
}

// ofWrongHost reports whether a name is made from a text that has a form of its own and not
// that form: letters that are not in ASCII, or of a host in upper case.
func ofWrongHost(name string, m format.Origin) bool {
	foreign := func(r rune) bool { return r > unicode.MaxASCII }
	return strings.ContainsFunc(name, foreign) || strings.Contains(m.Path(), ".hosts[") && strings.ToLower(name) != name
}

func (c *claims) take(kind, namespace, name string, m format.Origin, field string) {
	help := "write: " + field + ": ..., a name of your own"
	limit, form := 253, format.Formats()["subdomain"]
	if l := maxNames()[kind]; l > 0 {
		limit = l
	}
	switch kind {
	case "Service":
		form = format.Formats()["service"]
	case "Gateway":
		form = format.Formats()["label"]
	}
	switch {
	case len(name) > limit:
		c.v.fail("name-too-long", m, fmt.Sprintf("the %s's name %s is longer than %d characters", kind, wording.Quote(name), limit), help)
	case derives(m) && (ofWrongHost(name, m) || c.v.doubted().names): // of which it is told
	case !form.Pattern.MatchString(name) && (derives(m) || format.Formats()["subdomain"].Pattern.MatchString(name)): // else told where it is written
		c.v.fail("name-form", m, fmt.Sprintf("the %s's name %s is not %s", kind, wording.Quote(name), form.Words), help)
	}
	key := claim{kind, namespace, name}
	if first, ok := c.taken[key]; ok && !first.IsSet() {
		c.v.fail("name-taken", m, fmt.Sprintf("the %s %q in namespace %q is the API server's own", kind, name, namespace), "write: "+field+": ..., a name of your own, or another namespace")
		return
	} else if ok {
		where := ""
		if namespace != "" {
			where = fmt.Sprintf(" in namespace %q", namespace)
		}
		if derives(m) && !derives(first) { // who chose the name can choose another
			m, first = first, m
		}
		if !derives(m) {
			pair := [2]places.Place{m.At(), first.At()}
			if c.told[pair] {
				return // of an object beside it, which is called alike
			}
			help, c.told[pair] = "write: another name", true
		}
		c.v.fail("name-taken", m, fmt.Sprintf("two objects are the %s %q%s", kind, name, where), help, first)
		return
	}
	c.taken[key] = m
}
