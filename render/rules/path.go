package rules

import (
	"cmp"
	"fmt"
	"regexp/syntax"
	"slices"
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/routing"
	"render/render/wording"
)

// warnOfPaths warns of paths that mean less than those who write them mostly mean.
func (v *verdict) warnOfPaths(p *plan.Tier) {
	below := map[[2]string]bool{} // hosts and paths with a route for what is below; "" for every path
	for _, r := range p.Indexed {
		if r.Path.Kind == routing.Every || r.Path.Kind == routing.Prefix {
			for _, h := range r.HostNames {
				below[[2]string{h, strings.TrimSuffix(r.Path.Text, "/")}] = true
			}
		}
	}
	alone := func(r *plan.Route, path string) bool {
		return !r.Written.Answered() && !slices.ContainsFunc(r.HostNames, func(h string) bool { return below[[2]string{h, strings.TrimSuffix(path, "/")}] })
	}
	for _, r := range p.Routes {
		route := r.Written
		switch path := route.Path.Value; {
		case route.Path.IsWrong() || route.Regex.IsWrong() || route.Exact.IsWrong() || route.Prefix.IsWrong():
		case format.HasPlaceholder(path):
			v.tellPlaceholder(r, path)
		case v.toldMeant(r):
		case r.Path.Kind < routing.Regex && !routing.IsSent(r.Path.Text):
			v.failUnsent(r, cmp.Or(path, route.Exact.Value, route.Prefix.Value))
		case r.Path.Kind < routing.Regex && routing.UpperEscapes(r.Path.Text) != r.Path.Text:
			written := cmp.Or(path, route.Exact.Value, route.Prefix.Value)
			v.warn("path-unlikely", r.Origin, "clients write %XX in large letters, and gateways tell those from small ones", "write: "+format.YAMLWord(routing.UpperEscapes(written)))
		case strings.HasSuffix(path, "/") && alone(r, path):
			v.warn("path-unlikely", r.Origin, wording.Quote(path)+" is that one path, and nothing below it", "write: "+format.YAMLWord(path+"*")+", or {exact: "+format.YAMLWord(path)+"} for that page alone")
		case route.Regex.IsSet():
			v.checkExpression(r)
		}
	}
}

// failUnsent tells of a path that clients send otherwise than it is written, or mostly do not mean.
func (v *verdict) failUnsent(r *plan.Route, written string) {
	sent := routing.Sent(written)
	if sign, plain := format.LongDashes(written); sign != "" && routing.IsSent(plain) {
		v.fail("path-unreachable", r.Origin, "no request has the path "+wording.Quote(written)+": it holds "+sign+", which is no hyphen", "write: "+format.YAMLWord(plain)+", or "+format.YAMLWord(sent)+" if that is meant")
		return
	}
	v.fail("path-unreachable", r.Origin, "no request has the path "+wording.Quote(written)+": where paths are compared it is "+wording.Quote(sent), "write: "+format.YAMLWord(sent))
}

// tellPlaceholder tells of a path with a part that only other routers fill in.
func (v *verdict) tellPlaceholder(r *plan.Route, path string) {
	kind, literal := "exact", path
	if body, below := strings.CutSuffix(path, "/*"); below {
		kind, literal = "prefix", body
	}
	help := fmt.Sprintf("write: {regex: %s}, or {%s: %s} if that is meant", wording.Quoted(format.FilledIn(path)), kind, wording.Quoted(routing.Sent(literal)))
	if !routing.IsSent(path) {
		v.fail("path-unreachable", r.Origin, "no request has the path "+wording.Quote(path)+": nothing in it stands for a part of the path", help)
		return
	}
	v.warn("path-unlikely", r.Origin, wording.Quote(path)+" is matched as it is written: nothing in it stands for a part of the path", help)
}

// toldMeant tells of a path in the spelling of other tools, in which some characters stand for others:
// here they are themselves. It is false for any other path.
func (v *verdict) toldMeant(r *plan.Route) bool {
	route := r.Written
	written := cmp.Or(route.Exact.Value, route.Prefix.Value, strings.TrimSuffix(route.Path.Value, "/*"))
	sent := routing.IsSent(written)
	if !format.Expressed(written) && (sent || !format.HasPlaceholder(written)) {
		return false
	}
	whole := cmp.Or(route.Exact.Value, route.Prefix.Value, route.Path.Value)
	field, value := format.PathMeant(whole)
	if field == "" {
		return false
	}
	help, literally := fieldMeant(route, field, value)
	told := wording.Quote(whole)
	at := format.Or(format.Or(route.Exact.Origin, route.Prefix.Origin), r.Origin)
	switch {
	case strings.HasSuffix(route.Prefix.Value, "*"):
		v.fail("path-form", at, told+` has a "*", which has no meaning here`, help)
	case !sent:
		if !format.Expressed(written) { // of a part to fill in, which may be itself
			help += ", or " + format.YAMLWord(routing.Sent(written)) + " if that is meant"
		}
		v.fail("path-unreachable", at, "no request has the path "+told+": nothing in it stands for a part of the path", help)
	default:
		v.warn("path-unlikely", at, told+" is matched as it is written: nothing in it stands for other characters", help+", or "+fmt.Sprintf(literally, wording.Quoted(format.Literally(written)))+" if that is meant")
	}
	return true
}

// fieldMeant is the help that has what a route's path means as a field, and how an expression is
// written in the path's place.
func fieldMeant(r *format.Route, field, value string) (help, expression string) {
	key := "exact"
	switch {
	case r.Path.IsSet() && field == "prefix":
		return "write: " + format.YAMLWord(strings.TrimSuffix(value, "/")+"/*"), "{regex: %s}"
	case r.Path.IsSet() && field == "exact":
		return "write: " + format.YAMLWord(value), "{regex: %s}"
	case r.Path.IsSet():
		return "write: {regex: " + wording.Quoted(value) + "}", "{regex: %s}"
	case r.Prefix.IsSet():
		if key = "prefix"; field == "regex" && !strings.HasSuffix(value, ".*") {
			value += "(/.*)?"
		}
	}
	switch field {
	case key:
		return "write: " + format.YAMLWord(value), "regex: %s"
	case "regex":
		return "write regex: " + wording.Quoted(value) + " in place of " + key, "regex: %s"
	}
	return "write " + field + ": " + format.YAMLWord(value) + " in place of " + key, "regex: %s"
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
		v.warn("path-unlikely", r.Origin, fmt.Sprintf("the slashes and %q round it are another language's, and part of the path here", flags), "write: "+wording.Quoted(mended)+", if they are no path")
		return
	}
	switch begun, sent := routing.ReadsPath(re); {
	case text != strings.TrimSpace(text):
		v.fail("regex-unreachable", r.Origin, "no path matches "+wording.Quote(text)+", which has white space round it", "write: "+format.YAMLWord(strings.TrimSpace(text)))
	case !begun:
		v.fail("regex-unreachable", r.Origin, "no path matches "+wording.Quote(text)+`: a path begins with "/", and all of it has to match`, "write: "+format.YAMLWord(slashed(text)))
	case !sent && strings.ContainsAny(text, `[\`):
		v.fail("regex-unreachable", r.Origin, "no path matches "+wording.Quote(text)+": clients send what is not ASCII as %XX", "write it as %XX, of its bytes in UTF-8")
	case sent && routing.DecodedExpression(text) != text:
		v.fail("regex-unreachable", r.Origin, "no path matches "+wording.Quote(text)+": letters, digits, -, _, . and ~ are themselves where paths are compared, and not %XX", "write: "+format.YAMLWord(routing.DecodedExpression(text)))
	case !sent:
		v.fail("regex-unreachable", r.Origin, "no path matches "+wording.Quote(text)+": clients send what is not ASCII as %XX", "write: "+format.YAMLWord(routing.EscapedExpression(text)))
	case strings.HasSuffix(strings.TrimSuffix(text, "$"), "/*"):
		body := strings.TrimSuffix(strings.TrimSuffix(text, "$"), "*")
		v.warn("path-unlikely", r.Origin, wording.Quote(text)+` ends in "/*", which is any number of slashes, and nothing behind them`, "write: "+wording.Quoted(body+".*")+", or "+wording.Quoted(strings.TrimSuffix(body, "/")+"(/)*")+" if slashes are meant")
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
