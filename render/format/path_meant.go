package format

import (
	"regexp"
	"regexp/syntax"
	"strings"
)

// The functions of this file read paths in the spelling of other tools: of Ingresses and their
// nginx, of Traefik, of routers in programs.

var (
	// placeholder is a part of a path that other routers fill in: {id}, <id>, :id.
	placeholder = Expression(`/(\{[^/{}]*\}|<[^/<>]*>|:[A-Za-z_]\w*)(/|$)`)
	// expressed is what only expressions have.
	expressed = Expression(`\.[*+]|\)[*+?]|\][*+?]|\[\^?([^\]/]*\w-\w[^\]/]*)\]|\\[dwsDWS.]|\(\?|\([^()]*\|[^()]*\)|\|/|^\^|\$$`)
	// plain is a path of which no character means anything elsewhere.
	plain = Expression(`^(/[^\s?#*+()\[\]{}|\\^$<>]*)?$`)
)

// HasPlaceholder reports whether a path has a part that only other routers fill in.
func HasPlaceholder(path string) bool {
	return strings.ContainsAny(path, "{<:") && placeholder.MatchString(path)
}

// Expressed reports whether a path has what only expressions, or patterns with "*", have.
func Expressed(path string) bool {
	return strings.Contains(path, "*") || expressed.MatchString(path)
}

// PathMeant is the field of a route, and its value there, that a path in another tool's spelling
// is; "" for any other.
func PathMeant(text string) (field, value string) {
	text = strings.TrimSpace(text)
	for _, one := range [][2]string{{"= ", "exact"}, {"^~ ", "prefix"}} { // as nginx has them
		if path, ok := strings.CutPrefix(text, one[0]); ok && path != "" && plain.MatchString(strings.TrimSpace(path)) {
			return one[1], strings.TrimSpace(path)
		}
	}
	body, begun := strings.CutPrefix(text, "^")
	whole, ended := strings.CutSuffix(body, "$")
	if above, ok := above(whole); ok {
		return "prefix", above
	}
	switch plainly := whole != "" && plain.MatchString(whole); {
	case plainly && ended:
		return "exact", whole
	case plainly && begun && !strings.Contains(whole, "."):
		return "prefix", whole
	case HasPlaceholder(text) && !Expressed(text):
		return "regex", FilledIn(text)
	case Expressed(text):
		if out := asExpression(text); strings.HasPrefix(out, "/") && !checkRegex(out).Found() {
			return "regex", out
		}
	}
	return "", ""
}

// above is the path above what stands for anything behind it; false where there is no such end.
func above(text string) (string, bool) {
	for _, end := range []string{"(/|$)(.*)", "(/.*)?", "/?(.*)", "/(.*)", "(/|$)", "/.*", "/**", "/*", "(.*)", ".*", "**", "*"} {
		if path, ok := strings.CutSuffix(text, end); ok && plain.MatchString(path) {
			return "/" + strings.Trim(path, "/"), true
		}
	}
	return "", false
}

// FilledIn is the expression for a path whose parts other routers fill in.
func FilledIn(path string) string {
	body, below := strings.CutSuffix(path, "/*")
	parts := strings.Split(body, "/")
	for i, part := range parts {
		if placeholder.MatchString("/" + part) {
			parts[i] = "[^/]+"
		} else {
			parts[i] = regexp.QuoteMeta(part)
		}
	}
	out := strings.Join(parts, "/")
	if below {
		out += "(/.*)?"
	}
	return out
}

// Literally is the expression for a path as it is written.
func Literally(path string) string {
	return strings.ReplaceAll(regexp.QuoteMeta(path), `\*`, "[*]")
}

// anchored reports whether a path is a regular expression by its ends.
func anchored(text string) bool {
	return strings.HasPrefix(text, "^") || strings.HasPrefix(text, "~") || strings.HasSuffix(text, "$") && strings.HasPrefix(text, "/") && strings.ContainsAny(text, `*+[](|\\`)
}

// asExpression is a regular expression for a path as people write it elsewhere:
// Istio's has to match the whole path, that of nginx its beginning.
func asExpression(text string) string {
	text = strings.TrimSpace(strings.TrimLeft(text, "~"))
	if body, ok := strings.CutPrefix(text, "^"); ok || strings.HasSuffix(text, "$") {
		whole, ended := strings.CutSuffix(body, "$")
		if _, err := syntax.Parse(whole, syntax.Perl); err == nil {
			if !ended && !strings.HasSuffix(whole, ".*") {
				whole += ".*"
			}
			return whole
		}
	}
	if expressed.MatchString(text) {
		if _, err := syntax.Parse(text, syntax.Perl); err == nil {
			return text
		}
	}
	parts := strings.Split(text, "*")
	for i := range parts {
		parts[i] = regexp.QuoteMeta(parts[i])
	}
	last := len(parts) - 1
	return strings.Join(parts[:last], "[^/]*") + map[bool]string{true: ".*", false: "[^/]*" + parts[last]}[parts[last] == ""]
}
