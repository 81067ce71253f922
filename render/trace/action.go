package trace

import (
	"regexp"
	"strings"

	"render/internal/later"
	"render/render/objects"
)

// location is where a redirect sends a request (istio, ApplyRedirect; Envoy's
// RedirectAction).
func (d *redirection) location(m *match, r *Request, port int64) string {
	scheme, host, path := r.scheme(), r.authority(), r.Path
	if d.scheme != "" {
		scheme = d.scheme
	}
	to := d.port
	if d.ownPort {
		to = port
	}
	standard := map[string]int64{"http": 80, "https": 443}
	if to == standard[scheme] {
		to = 0
	}
	if to != 0 {
		host = r.asked()
	}
	if d.host != "" {
		host = d.host
	}
	if to != 0 {
		host += ":" + decimal(to)
	}
	switch {
	case d.replacesStart:
		path = d.prefix + strings.TrimPrefix(path, m.taken(path))
	case d.path != "":
		path = d.path
	}
	if r.Query != "" && !strings.Contains(path, "?") {
		path += "?" + r.Query
	}
	return scheme + "://" + host + path
}

// sent is the path that goes on.
func (w *rewriting) sent(m *match, path string) string {
	switch {
	case w == nil:
		return path
	case w.expression != "":
		if w.compiled == nil {
			w.compiled, _ = regexp.Compile(w.expression)
		}
		return replaced(w.compiled, path, w.by)
	case w.path == "":
		return path
	case m != nil && m.segments && w.path == "/":
		whole := ""
		if m.uri != nil && m.uri.kind == prefix && m.uri.text != "/" {
			whole = strings.TrimSuffix(m.uri.text, "/")
		}
		if rest, begins := strings.CutPrefix(path, whole); begins {
			return "/" + strings.TrimPrefix(rest, "/")
		}
		return path
	}
	return w.path + strings.TrimPrefix(path, m.taken(path))
}

func group() *regexp.Regexp {
	return groupOnce.Get(func() *regexp.Regexp { return regexp.MustCompile(`\\[0-9\\]`) })
}

var groupOnce later.Value[*regexp.Regexp]

// replaced is a text with each match of an expression replaced, in which `\1` is its
// first group and `\\` the sign itself (https://github.com/google/re2, RE2::Rewrite).
func replaced(e *regexp.Regexp, text, by string) string {
	if e == nil {
		return text
	}
	return e.ReplaceAllString(text, group().ReplaceAllStringFunc(strings.ReplaceAll(by, "$", "$$"), func(sign string) string {
		if sign == `\\` {
			return `\`
		}
		return "${" + sign[1:] + "}"
	}))
}

// readHTTPRule reads a rule of a VirtualService.
func (m *Mesh) readHTTPRule(r objects.HTTPRule, own string) httpRoute {
	out := httpRoute{object: r.Object(), field: r.Field}
	for _, one := range r.Matches().All() {
		out.matches = append(out.matches, readMatch(one, own))
	}
	if d := r.Delegate(); d.Present() {
		out.delegate = &delegation{d.Namespace().Value(), d.Name().Value()}
	}
	does := action{field: r.Field, fault: r.Fault().Field, crossing: readCrossing(r.At("corsPolicy"))}
	for _, d := range r.Routes().All() {
		does.to = append(does.to, readDestination(d, own))
	}
	if f := r.Redirect(); f.Present() {
		does.redirect = readRedirection(f)
	}
	if f := r.DirectResponse(); f.Present() {
		does.respond = &response{field: f, status: wholeOf(f.At("status")), body: textOf(f.At("body", "string"))}
	}
	if f := r.Rewrite(); f.Present() {
		does.rewrite = &rewriting{field: f, path: textOf(f.At("uri")), host: textOf(f.At("authority")),
			expression: textOf(f.At("uriRegexRewrite", "match")), by: textOf(f.At("uriRegexRewrite", "rewrite"))}
	}
	if h := r.HeaderEdits(); h.Present() {
		does.edits = true
		for _, set := range h.At("request", "set").Members() {
			if text, ok := set.Value.(string); ok && (strings.EqualFold(set.Key, "host") || strings.EqualFold(set.Key, ":authority")) {
				does.hostSet = text
			}
		}
	}
	for _, d := range r.Mirrors().All() {
		does.mirrors = append(does.mirrors, readDestination(d, own))
	}
	if d := r.Mirror(); d.Present() {
		port, _ := d.Port().Number().Value()
		does.mirrors = append(does.mirrors, Destination{Host: wholeHost(d.Host().Value(), own), Port: port, Subset: d.Subset().Value(), field: d.Field})
	}
	out.does = does
	return out
}

func readRedirection(f objects.Field) *redirection {
	out := &redirection{field: f, code: wholeOf(f.At("redirectCode")), scheme: textOf(f.At("scheme")), host: textOf(f.At("authority")), path: textOf(f.At("uri")),
		port: wholeOf(f.At("port")), ownPort: textOf(f.At("derivePort")) == "FROM_REQUEST_PORT"}
	if out.code == 0 {
		out.code = 301
	}
	return out
}
