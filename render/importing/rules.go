package importing

import (
	"slices"
	"strings"

	"render/render/manifest"
)

// route is what a rule of a VirtualService says of one path.
type route struct {
	kind, path string  // exact, prefix, regex, "/*" for a prefix at borders; "" for a connection's
	rest       mapping // conditions and actions, in the document's order
	to         string  // the Service or host that it leads to; "" where the gateway answers
	port       int64
	hosts      []string
}

func (r *route) key() string { return r.kind + " " + r.path + " " + r.to + " " + flow(r.rest) }

// routesOf are those of a rule of HTTP, each match one.
func routesOf(rule manifest.Object) []route {
	matches := rule.List("match")
	if len(matches) == 0 {
		matches = []any{manifest.Object{}}
	}
	var actions mapping
	var one route
	destinations := rule.List("route")
	if len(destinations) > 0 {
		d, _ := destinations[0].(manifest.Object)
		to := d.Object("destination")
		one.to = to.Text("host")
		one.port, _ = number(to.Object("port").Get("number"))
		if len(destinations) == 1 {
			actions.add("version", to.Text("subset"))
		}
	}
	rewrite(&actions, rule)
	answers(&actions, rule)
	actions.add("timeout", rule.Text("timeout"))
	retries(&actions, rule.Object("retries"))
	cors(&actions, rule.Object("corsPolicy"))
	for _, way := range []string{"request", "response"} {
		edits := rule.Object("headers").Object(way)
		var m mapping
		for _, verb := range []string{"set", "add", "remove"} {
			m.add(verb, edits.Get(verb))
		}
		actions.add(way, m)
	}
	var out []route
	for _, m := range matches {
		match, _ := m.(manifest.Object)
		r := one
		uri := match.Object("uri")
		switch {
		case uri.Text("exact") != "":
			r.kind, r.path = "exact", uri.Text("exact")
		case uri.Text("regex") != "":
			r.kind, r.path = "regex", uri.Text("regex")
		case uri.Text("prefix") == "/" || len(uri) == 0:
			r.kind, r.path = "/*", ""
		default:
			r.kind, r.path = "prefix", uri.Text("prefix")
		}
		r.rest = append(conditions(match), actions...)
		out = append(out, r)
	}
	return out
}

// redirected are the paths that a rule leaves in clear which redirects all others of port
// 80; nil where the rule is another.
func redirected(rule manifest.Object) (paths []any) {
	matches := rule.List("match")
	if len(matches) != 1 || rule.Object("redirect").Text("scheme") != "https" {
		return nil
	}
	match, _ := matches[0].(manifest.Object)
	if port, _ := number(match.Get("port")); port != 80 {
		return nil
	}
	for one := range strings.SplitSeq(match.Object("withoutHeaders").Object(":path").Text("regex"), "|") {
		bare := strings.ReplaceAll(one, `\`, "")
		if path, below := strings.CutSuffix(bare, "([/?].*)?"); below {
			paths = append(paths, path+"/*")
		} else if path, exact := strings.CutSuffix(bare, "([?].*)?"); exact {
			paths = append(paths, path)
		}
	}
	return paths
}

// conditions are what a match asks for beside the path.
func conditions(match manifest.Object) (m mapping) {
	method := match.Object("method")
	switch {
	case method.Text("exact") != "":
		m.add("methods", []any{method.Text("exact")})
	case method.Text("regex") != "":
		m.add("methods", strs(strings.Split(method.Text("regex"), "|")))
	}
	m.add("headers", values(match.Object("headers"), match.Object("withoutHeaders")))
	m.add("query", values(match.Object("queryParams"), nil))
	if match.Get("ignoreUriCase") == true {
		m.add("ignoreCase", true)
	}
	return m
}

// values are what headers or parameters are to be, and not to be.
func values(is, not manifest.Object) (m mapping) {
	for _, one := range is {
		m.add(one.Key, valueOf(one.Value, true))
	}
	for _, one := range not {
		v := valueOf(one.Value, false)
		if v == nil {
			m.add(one.Key, mapping{{"present", false}})
			continue
		}
		m.add(one.Key, mapping{{"not", v}})
	}
	return m
}

func valueOf(v any, present bool) any {
	o, _ := v.(manifest.Object)
	if text, ok := o.Get("exact").(string); ok {
		return text
	}
	for _, kind := range []string{"prefix", "regex"} {
		if text := o.Text(kind); text != "" {
			return mapping{{kind, text}}
		}
	}
	if present {
		return mapping{{"present", true}}
	}
	return nil
}

func rewrite(m *mapping, rule manifest.Object) {
	o := rule.Object("rewrite")
	if regex := o.Object("uriRegexRewrite"); len(regex) > 0 {
		m.add("rewrite", mapping{{"regex", regex.Text("match")}, {"to", regex.Text("rewrite")}})
		return
	}
	m.add("rewrite", o.Text("uri"))
}

// answers are what the gateway answers by itself.
func answers(m *mapping, rule manifest.Object) {
	if o := rule.Object("redirect"); len(o) > 0 {
		to := o.Text("uri")
		if host := o.Text("authority"); host != "" {
			scheme := o.Text("scheme")
			if scheme == "" {
				scheme = "https"
			}
			to = scheme + "://" + host + to
		}
		code, _ := number(o.Get("redirectCode"))
		if code == 0 || code == 301 {
			m.add("redirect", to)
		} else {
			m.add("redirect", mapping{{"to", to}, {"code", code}})
		}
	}
	if o := rule.Object("directResponse"); len(o) > 0 {
		status, _ := number(o.Get("status"))
		respond := mapping{{"status", status}}
		respond.add("body", o.Object("body").Text("string"))
		if len(respond) == 1 {
			m.add("respond", status)
		} else {
			m.add("respond", respond)
		}
	}
}

func retries(m *mapping, o manifest.Object) {
	if o.Get("attempts") == nil {
		return
	}
	r := mapping{{"attempts", o.Get("attempts")}}
	r.add("perTry", o.Text("perTryTimeout"))
	if on := o.Text("retryOn"); on != "" {
		r.add("on", strs(strings.Split(on, ",")))
	}
	if len(r) == 1 {
		m.add("retries", r[0].value)
		return
	}
	m.add("retries", r)
}

func cors(m *mapping, o manifest.Object) {
	var origins []any
	for _, one := range o.List("allowOrigins") {
		origin, _ := one.(manifest.Object)
		if text := origin.Text("exact"); text != "" {
			origins = append(origins, text)
		} else if regex := origin.Text("regex"); regex != "" {
			origins = append(origins, mapping{{"regex", regex}})
		}
	}
	if len(origins) == 0 {
		return
	}
	c := mapping{{"origins", origins}}
	c.add("methods", o.List("allowMethods"))
	c.add("headers", o.List("allowHeaders"))
	c.add("expose", o.List("exposeHeaders"))
	c.add("maxAge", o.Text("maxAge"))
	c.add("credentials", o.Get("allowCredentials"))
	m.add("cors", c)
}

// join makes one route of the two that a path with all below it becomes.
func join(list []route) []route {
	var out []route
	for _, r := range byMethod(list) {
		if n := len(out); n > 0 && r.kind == "prefix" {
			before := &out[n-1]
			if before.kind == "exact" && r.path == before.path+"/" && before.to == r.to && sameBut(before.rest, r.rest) {
				before.kind = "prefix/*"
				continue
			}
		}
		out = append(out, r)
	}
	return out
}

// byMethod makes one route of neighbours that differ by their methods alone.
func byMethod(list []route) []route {
	var out []route
	for _, r := range list {
		if n := len(out); n > 0 && len(r.rest) > 0 && r.rest[0].key == "methods" {
			before := &out[n-1]
			if before.kind == r.kind && before.path == r.path && before.to == r.to && len(before.rest) > 0 && before.rest[0].key == "methods" && flow(before.rest[1:]) == flow(r.rest[1:]) {
				methods := slices.Concat(before.rest[0].value.([]any), r.rest[0].value.([]any))
				before.rest = append(mapping{{"methods", methods}}, before.rest[1:]...)
				continue
			}
		}
		out = append(out, r)
	}
	return out
}

// sameBut reports whether what two routes say is the same but for the slash that the path
// below has in its rewrite.
func sameBut(a, b mapping) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		one, other := flow(a[i].value), flow(b[i].value)
		if a[i].key != b[i].key || one != other && (a[i].key != "rewrite" || one+"/" != other) {
			return false
		}
	}
	return true
}

// document is a route as the document has it; with hosts where they are its own.
func (r *route) document(port string, hosts []string) any {
	var m mapping
	switch r.kind {
	case "/*":
		m.add("prefix", "/")
	case "prefix", "prefix/*": // at the borders of segments, as it was most likely meant
		m.add("prefix", strings.TrimSuffix(r.path, "/"))
	case "tcp", "tls", "sni": // their port is in rest
	default:
		m.add(r.kind, r.path)
	}
	m.add("hosts", strs(hosts))
	for i, one := range r.rest {
		if port != "" && (one.key != "methods" && one.key != "headers" && one.key != "query" && one.key != "ignoreCase") {
			m.add("port", port)
			port = ""
		}
		m.add(one.key, r.rest[i].value)
	}
	m.add("port", port)
	if len(m) != 1 {
		return m
	}
	switch r.kind {
	case "/*":
		return "/*"
	case "prefix", "prefix/*":
		return strings.TrimSuffix(r.path, "/") + "/*"
	case "exact":
		return r.path
	}
	return m
}
