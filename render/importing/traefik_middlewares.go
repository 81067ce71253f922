package importing

import (
	"cmp"
	"fmt"
	"strings"

	"render/render/compose"
	"render/render/document"
	"render/render/manifest"
)

// middled is what Middlewares do with requests of a route and their answers.
type middled struct {
	strip     []string // prefixes that are taken away
	stripped  string   // where it is said
	add       string   // what comes before the path then
	replace   string   // the path in place of it
	redirects bool     // to https
	headers   traefikHeaders
	admits    admitted
}

// middlewares gathers what those of a route do; what a topology has nothing for is told, of those in a chain where the
// route names that.
func (r *ingressRoute) middlewares(list []any, namespace string, at func(i int) string, does *middled) {
	for i, m := range list {
		name, at := asObject(m).Text("name"), at(i)
		in := cmp.Or(asObject(m).Text("namespace"), namespace)
		r.all.named[in+"/"+name] = true
		spec, known := r.all.middlewares[in+"/"+name]
		if !known {
			r.miss(at, "Middleware "+in+"/"+name+" is not among the objects; where it asks for a login, everybody comes in until access at the app says who")
		}
		for _, kind := range spec {
			r.middleware(strings.ToLower(kind.Key), spec.Object(kind.Key), at, kind.Key+" of "+in+"/"+name, in, does)
		}
	}
}

// middleware adds what one does, of a kind.
func (r *ingressRoute) middleware(kind string, of manifest.Object, at, what, namespace string, does *middled) {
	switch kind {
	case "redirectscheme":
		does.redirects = does.redirects || of.Text("scheme") == "https"
	case "stripprefix":
		does.strip, does.stripped = append(does.strip, document.Texts(of.List("prefixes"))...), at
	case "addprefix":
		does.add = strings.TrimSuffix(of.Text("prefix"), "/") + does.add
	case "replacepath":
		does.replace = of.Text("path")
	case "headers":
		for _, key := range does.headers.take(of) {
			r.miss(at, key+" in "+what+": "+headerHelp(key))
		}
	case "compress":
	case "ipallowlist", "ipwhitelist":
		does.admits.take(of, at, what)
	case "chain":
		r.middlewares(of.List("middlewares"), namespace, func(int) string { return at }, does)
	default:
		r.miss(at, what+": "+compose.MiddlewareHelp(kind))
	}
}

// rewritten is the path that takes the place of what a rule asks for; false where nothing does, and why where no route
// can say it.
func (d *middled) rewritten(a compose.Asked) (path string, is bool, why string) {
	if d.replace != "" {
		if a.Exact == "" {
			return "", false, "replacePath is of all paths of the route; write exact: PATH in a route with rewrite: " + d.replace
		}
		return d.add + d.replace, true, ""
	}
	asked := cmp.Or(a.Exact, "/"+strings.Trim(a.Prefix, "/"))
	left := asked
	for _, prefix := range d.strip {
		prefix = "/" + strings.Trim(prefix, "/")
		if rest, cut := strings.CutPrefix(asked, prefix); cut && (rest == "" || rest[0] == '/') {
			left = "/" + strings.TrimPrefix(rest, "/")
			break
		} else if prefix != "/" && a.Exact == "" && (asked == "/" || strings.HasPrefix(prefix, asked+"/")) {
			why = fmt.Sprintf("stripPrefix is of paths below %s alone; write a route {prefix: %s, rewrite: /} at the app", prefix, prefix)
		}
	}
	if d.add != "" && left == "/" && a.Exact == "" {
		left = "" // the rest of the path comes behind
	}
	if path = d.add + left; asked == "/" && d.add != "" && a.Exact == "" {
		path += "/"
	}
	return path, path != asked, why
}
