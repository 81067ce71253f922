package importing

import (
	"strings"

	"render/render/document"
	"render/render/manifest"
)

// routesOf are those of a rule of HTTP, each match one.
func routesOf(rule manifest.Object) []route {
	matches := rule.List("match")
	if len(matches) == 0 {
		matches = []any{manifest.Object{}}
	}
	var actions document.Mapping
	var one route
	destinations := rule.List("route")
	if len(destinations) > 0 {
		d, _ := destinations[0].(manifest.Object)
		to := d.Object("destination")
		one.to = to.Text("host")
		one.port, _ = number(to.Object("port").Get("number"))
		if len(destinations) == 1 {
			actions.Add("version", to.Text("subset"))
			n, _ := number(d.Get("weight"))
			one.weighed = n == 100
		}
	}
	one.authority = rule.Object("rewrite").Text("authority")
	rewrite(&actions, rule)
	answers(&actions, rule)
	actions.Add("timeout", rule.Text("timeout"))
	retries(&actions, rule.Object("retries"))
	cors(&actions, rule.Object("corsPolicy"))
	mirror(&actions, rule)
	for _, way := range []string{"request", "response"} {
		edits := rule.Object("headers").Object(way)
		var m document.Mapping
		for _, verb := range []string{"set", "add", "remove"} {
			m.Add(verb, lowered(edits.Get(verb)))
		}
		actions.Add(way, m)
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

// lowered are headers as a topology names them, which is how HTTP/2 does.
func lowered(v any) any {
	switch v := v.(type) {
	case manifest.Object:
		out := make(manifest.Object, 0, len(v))
		for _, m := range v {
			out = append(out, manifest.Member{Key: strings.ToLower(m.Key), Value: m.Value})
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, item := range v {
			text, _ := item.(string)
			out[i] = strings.ToLower(text)
		}
		return out
	}
	return nil
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

func rewrite(m *document.Mapping, rule manifest.Object) {
	o := rule.Object("rewrite")
	if regex := o.Object("uriRegexRewrite"); len(regex) > 0 {
		m.Add("rewrite", document.Mapping{{Key: "regex", Value: regex.Text("match")}, {Key: "to", Value: regex.Text("rewrite")}})
		return
	}
	m.Add("rewrite", o.Text("uri"))
}

// answers are what the gateway answers by itself.
func answers(m *document.Mapping, rule manifest.Object) {
	if o := rule.Object("redirect"); len(o) > 0 {
		to := o.Text("uri")
		if host := o.Text("authority"); host != "" {
			to = o.Text("scheme") + "://" + host + to
		}
		code, _ := number(o.Get("redirectCode"))
		if code == 0 || code == 301 {
			m.Add("redirect", to)
		} else {
			m.Add("redirect", document.Mapping{{Key: "to", Value: to}, {Key: "code", Value: code}})
		}
	}
	if o := rule.Object("directResponse"); len(o) > 0 {
		status, _ := number(o.Get("status"))
		respond := document.Mapping{{Key: "status", Value: status}}
		respond.Add("body", o.Object("body").Text("string"))
		if len(respond) == 1 {
			m.Add("respond", status)
		} else {
			m.Add("respond", respond)
		}
	}
}

// mirror is where requests go too.
func mirror(m *document.Mapping, rule manifest.Object) {
	to := rule.Object("mirror")
	if len(to) == 0 {
		return
	}
	one := document.Mapping{{Key: "app", Value: to.Text("host")}}
	one.Add("port", to.Object("port").Get("number"))
	percent, ok := number(rule.Object("mirrorPercentage").Get("value"))
	if ok && percent != 100 {
		one.Add("percent", percent)
	}
	m.Add("mirror", one)
}

func retries(m *document.Mapping, o manifest.Object) {
	if o.Get("attempts") == nil {
		return
	}
	r := document.Mapping{{Key: "attempts", Value: o.Get("attempts")}}
	r.Add("perTry", o.Text("perTryTimeout"))
	if on := o.Text("retryOn"); on != "" {
		r.Add("on", document.Strs(strings.Split(on, ",")))
	}
	if len(r) == 1 {
		m.Add("retries", r[0].Value)
		return
	}
	m.Add("retries", r)
}

func cors(m *document.Mapping, o manifest.Object) {
	var origins []any
	for _, one := range o.List("allowOrigins") {
		origin, _ := one.(manifest.Object)
		if text := origin.Text("exact"); text != "" {
			origins = append(origins, text)
		} else if regex := origin.Text("regex"); regex != "" {
			origins = append(origins, document.Mapping{{Key: "regex", Value: regex}})
		}
	}
	if len(origins) == 0 {
		return
	}
	c := document.Mapping{{Key: "origins", Value: origins}}
	c.Add("methods", o.List("allowMethods"))
	c.Add("headers", o.List("allowHeaders"))
	c.Add("expose", o.List("exposeHeaders"))
	c.Add("maxAge", o.Text("maxAge"))
	c.Add("credentials", o.Get("allowCredentials"))
	m.Add("cors", c)
}
