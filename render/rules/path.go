package rules

import (
	"cmp"
	"fmt"
	"regexp"
	"regexp/syntax"
	"slices"
	"strconv"
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/routing"
	"render/render/wording"
)

// placeholder is a part of a path that other routers fill in: {id}, <id>, :id.
var placeholder = format.Expression(`/(\{[^/{}]*\}|<[^/<>]*>|:[A-Za-z_]\w*)(/|$)`)

// warnOfPaths warns of paths that mean less than those who write them mostly mean.
func (v *verdict) warnOfPaths(p *plan.Tier) {
	below := map[string]bool{} // hosts with a route for every path
	for _, r := range p.Indexed {
		if r.Path.Kind == routing.Every {
			for _, h := range r.HostNames {
				below[h] = true
			}
		}
	}
	for _, r := range p.Routes {
		route := r.Written
		switch path := route.Path.Value; {
		case route.Path.IsWrong() || route.Regex.IsWrong() || route.Exact.IsWrong() || route.Prefix.IsWrong():
		case strings.ContainsAny(path, "{<:") && placeholder.MatchString(path):
			v.tellPlaceholder(r, path)
		case r.Path.Kind < routing.Regex && !routing.IsSent(r.Path.Text):
			written := cmp.Or(path, route.Exact.Value, route.Prefix.Value)
			v.fail("path-unreachable", r.Origin, "no request has the path "+wording.Quote(written)+": where paths are compared it is "+wording.Quote(routing.Sent(written)), "write: "+format.YAMLWord(routing.Sent(written)))
		case r.Path.Kind < routing.Regex && routing.UpperEscapes(r.Path.Text) != r.Path.Text:
			written := cmp.Or(path, route.Exact.Value, route.Prefix.Value)
			v.warn("path-unlikely", r.Origin, "clients write %XX in large letters, and gateways tell those from small ones", "write: "+format.YAMLWord(routing.UpperEscapes(written)))
		case path == "/" && !route.Answered() && !slices.ContainsFunc(r.HostNames, func(h string) bool { return below[h] }):
			v.warn("path-unlikely", r.Origin, `"/" is that one path, and nothing below it`, "write: /*, or {exact: /} for that page alone")
		case route.Regex.IsSet():
			v.checkExpression(r)
		}
	}
}

// tellPlaceholder tells of a path with a part that only other routers fill in.
func (v *verdict) tellPlaceholder(r *plan.Route, path string) {
	kind, literal := "exact", path
	if body, below := strings.CutSuffix(path, "/*"); below {
		kind, literal = "prefix", body
	}
	help := fmt.Sprintf("write: {regex: %q}, or {%s: %q} if that is meant", filledIn(path), kind, routing.Sent(literal))
	if !routing.IsSent(path) {
		v.fail("path-unreachable", r.Origin, "no request has the path "+wording.Quote(path)+": nothing in it stands for a part of the path", help)
		return
	}
	v.warn("path-unlikely", r.Origin, wording.Quote(path)+" is matched as it is written: nothing in it stands for a part of the path", help)
}

func filledIn(path string) string {
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

// checkExpression finds expressions that no path can match, and those in the
// spelling of other languages.
func (v *verdict) checkExpression(r *plan.Route) {
	text := r.Written.Regex.Value
	re, err := syntax.Parse(text, syntax.Perl)
	if err != nil {
		return
	}
	if body, flags, ok := inSlashes(text); ok {
		mended := "(?i).*" + body + ".*"
		if !strings.Contains(flags, "i") {
			mended = ".*" + body + ".*"
		}
		v.warn("path-unlikely", r.Origin, fmt.Sprintf("the slashes and %q round it are another language's, and part of the path here", flags), "write: "+strconv.Quote(mended)+", if they are no path")
		return
	}
	switch begun, sent := routing.ReadsPath(re); {
	case !begun:
		v.fail("regex-unreachable", r.Origin, "no path matches "+wording.Quote(text)+`: a path begins with "/", and all of it has to match`, "write: "+format.YAMLWord(slashed(text)))
	case !sent && strings.ContainsAny(text, `[\`):
		v.fail("regex-unreachable", r.Origin, "no path matches "+wording.Quote(text)+": clients send what is not ASCII as %XX", "write it as %XX, of its bytes in UTF-8")
	case sent && routing.DecodedExpression(text) != text:
		v.fail("regex-unreachable", r.Origin, "no path matches "+wording.Quote(text)+": letters, digits, -, _, . and ~ are themselves where paths are compared, and not %XX", "write: "+format.YAMLWord(routing.DecodedExpression(text)))
	case !sent:
		v.fail("regex-unreachable", r.Origin, "no path matches "+wording.Quote(text)+": clients send what is not ASCII as %XX", "write: "+format.YAMLWord(routing.EscapedExpression(text)))
	}
}

// inSlashes takes an expression as JavaScript and Perl have it: /.../gi.
func inSlashes(text string) (body, flags string, ok bool) {
	at := strings.LastIndexByte(text, '/')
	if at < 1 || text[0] != '/' {
		return "", "", false
	}
	flags = text[at+1:]
	return text[1:at], flags, slices.Contains([]string{"gi", "ig", "gim", "gm"}, flags)
}

func slashed(text string) string {
	if body, ok := strings.CutPrefix(text, "^"); ok {
		return "^/" + body
	}
	return "/" + text
}
