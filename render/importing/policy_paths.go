package importing

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// within are the paths of a list that are some of a target's alone, as a topology has them; all
// where they are all of them.
func (t *target) within(list []string) (all bool, paths []string, why string) {
	for _, text := range list {
		bare, open := strings.CutSuffix(text, "*")
		if bare == "/" && open || text == "*" {
			return true, nil, ""
		}
		if slices.ContainsFunc(t.rivals, func(r *route) bool {
			if open { // /a* has /ab too
				return r.holds("prefix", bare) && bare != r.base()
			}
			return r.holds("prefix", bare) && r.kind != "exact" || r.holds("exact", bare)
		}) {
			continue // others'
		}
		switch covered, one, odd := t.one(bare, open, list); {
		case covered:
			return true, nil, ""
		case odd:
			why = fmt.Sprintf("%q is no path as routes of %q have them", text, t.host)
		case one != "" && !slices.Contains(paths, one):
			paths = append(paths, one)
		}
	}
	if why != "" {
		return false, nil, why
	}
	return false, paths, ""
}

// one is what a single path of a list is of a target's: all of it, a path within it, or something
// that no route says.
func (t *target) one(bare string, open bool, list []string) (all bool, path string, odd bool) {
	r := t.route
	own := r.base()
	_, any := find(r.rest, "ignoreCase")
	below := strings.HasPrefix(bare, own+"/") || bare == own
	switch {
	case strings.ContainsAny(bare, "*{"):
		return false, "", true
	case r.kind == "regex" || any:
		return t.oneOfRegex(bare, open)
	case r.kind == "exact":
		return bare == own || open && strings.HasPrefix(own, bare), "", false
	case open && strings.HasPrefix(own, bare) && r.kind != "/*":
		return true, "", false
	case open && bare == own+"/": // all below it: with the path itself, all
		return slices.Contains(list, own) || strings.HasSuffix(r.path, "/"), "", !slices.Contains(list, own) && !strings.HasSuffix(r.path, "/")
	case !below && r.kind != "/*":
		return false, "", false
	case !open && bare == own && slices.Contains(list, own+"/*"):
		return false, "", false // with what is below it
	case !open:
		if slices.Contains(list, bare+"/*") {
			return false, "", false
		}
		return false, bare, false
	}
	segment, cut := strings.CutSuffix(bare, "/")
	if !cut || !slices.Contains(list, segment) {
		return false, "", true
	}
	return false, segment + "/*", false
}

// oneOfRegex is what a single path is of those that an expression is for.
func (t *target) oneOfRegex(bare string, open bool) (all bool, path string, odd bool) {
	e, err := regexp.Compile("^(?:" + t.route.path + ")$")
	if err != nil || t.route.kind != "regex" {
		return false, "", true
	}
	if !open {
		if e.MatchString(bare) {
			return false, bare, false
		}
		return false, "", false
	}
	start, _ := regexp.MustCompile(t.route.path).LiteralPrefix()
	switch {
	case strings.HasPrefix(start, bare):
		return true, "", false
	case strings.HasPrefix(bare, start):
		return false, "", true
	}
	return false, "", false
}
