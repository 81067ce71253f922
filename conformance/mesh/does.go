package mesh

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
)

// target is the status and the place that a redirect answers with: a URL's parts
// replace the request's.
func (r *redirection) target(q *request) string {
	code, scheme, host, path := r.Code, "http", q.authority(), q.path
	if code == 0 {
		code = 301
	}
	if q.secure {
		scheme = "https"
	}
	if to, err := url.Parse(r.To); err == nil {
		if to.Scheme != "" {
			scheme = to.Scheme
		}
		if to.Host != "" {
			host = to.Host
		}
		if to.Path != "" {
			path = to.Path
		}
	}
	return fmt.Sprint(code, " ", scheme, "://", host, path)
}

// sent is the path that goes on to the app.
func (r *route) sent(path string) string {
	switch {
	case r.Rewrite == nil:
		return path
	case r.Rewrite.Regex != "":
		return replaced(r.Rewrite.Regex, path, r.Rewrite.To)
	case r.Exact != "" || r.Regex != "":
		return r.Rewrite.Path
	}
	out := strings.TrimSuffix(r.Rewrite.Path, "/") + path[len(strings.TrimSuffix(r.Prefix, "/")):]
	if out == "" {
		return "/"
	}
	return out
}

// replaced is a text with each match of an expression replaced, in which `\1` is
// its first group.
func replaced(expression, text, by string) string {
	e, err := regexp.Compile(expression)
	if err != nil {
		return text
	}
	by = strings.ReplaceAll(by, "$", "$$")
	return e.ReplaceAllString(text, regexp.MustCompile(`\\([0-9])`).ReplaceAllString(by, "$${$1}"))
}

// withoutHost are the edits beside that of Host, which istiod makes a change of where
// the request goes by name; and that name.
func (c edits) withoutHost() (edits, string) {
	rest, host := c, ""
	rest.Set = map[string]string{}
	for name, value := range c.Set {
		if strings.EqualFold(name, "host") {
			host = value
			continue
		}
		rest.Set[name] = value
	}
	return rest, host
}

// String is the changes in an order that says nothing.
func (c edits) String() string {
	var out []string
	for name, value := range c.Set {
		out = append(out, "set "+strings.ToLower(name)+"="+value)
	}
	for name, value := range c.Add {
		out = append(out, "add "+strings.ToLower(name)+"="+value)
	}
	for _, name := range c.Remove {
		out = append(out, "remove "+strings.ToLower(name))
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

func (s *sticky) String() string {
	if s == nil {
		return ""
	}
	if s.Header != "" {
		return "header " + strings.ToLower(s.Header)
	}
	ttl, _ := time.ParseDuration(s.TTL)
	return fmt.Sprint("cookie ", s.Cookie, " ", ttl)
}

// copied is the port of an app that gets a copy of a rule's requests; nil for none.
func (t *topology) copied(r *rule) *port {
	to, _, _ := t.copies(r)
	return to
}

// copies is that port, the host of its app, and of how many of a hundred requests it gets
// a copy.
func (t *topology) copies(r *rule) (to *port, host string, percent float64) {
	name, _ := r.Mirror.(string)
	named := route{}
	percent = 100
	if object, ok := r.Mirror.(map[string]any); ok {
		name, _ = object["app"].(string)
		named.Port = object["port"]
		if given, ok := object["percent"].(float64); ok {
			percent = given
		}
	}
	for i := range t.Tiers {
		for j := range t.Tiers[i].Apps {
			a := &t.Tiers[i].Apps[j]
			if name != "" && (a.Name == name || a.Name+"."+t.namespace(&t.Tiers[i], a) == name) {
				return a.port(&named), t.host(&t.Tiers[i], a), percent
			}
		}
	}
	return nil, "", 0
}

// mirrored is the cluster that gets a copy of a rule's requests, and of how many of
// a hundred.
func (t *topology) mirrored(r *rule) string {
	to, host, percent := t.copies(r)
	if to == nil {
		return ""
	}
	return fmt.Sprintf("outbound|%d||%s %v %%", to.Port, host, percent)
}

// lets reports whether an origin may ask.
func (c *cors) lets(origin string) bool {
	return slices.ContainsFunc(c.Origins, func(one any) bool {
		if object, ok := one.(map[string]any); ok {
			expression, _ := object["regex"].(string)
			return whole(expression).MatchString(origin)
		}
		text := fmt.Sprint(one)
		if text == "*" || text == origin {
			return true
		}
		scheme, host, ok := strings.Cut(text, "://*")
		rest, isThat := strings.CutPrefix(origin, scheme+"://")
		name, isBelow := strings.CutSuffix(rest, host)
		return ok && isThat && isBelow && name != "" && !strings.ContainsAny(name, "/:@")
	})
}

// tried are origins that a route lets in and some that are nearly such.
func (c *cors) tried() (out []string) {
	for _, one := range c.Origins {
		origin := fmt.Sprint(one)
		if object, ok := one.(map[string]any); ok {
			expression, _ := object["regex"].(string)
			origin = shortest(expression)
		}
		if origin == "*" {
			origin = "https://*.example.net"
		}
		origin = strings.Replace(origin, "*", "any", 1)
		out = append(out, origin, origin+".evil.example.net", strings.Replace(origin, "://", "://x", 1), strings.Replace(origin, "any.", "", 1))
	}
	return out
}
