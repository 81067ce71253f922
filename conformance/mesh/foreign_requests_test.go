package mesh

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// foreignRequest is a request as package trace makes it up.
type foreignRequest struct {
	Secure, Raw         bool
	Host                string
	Port                int
	Method, Path, Query string
	Headers             []struct{ Name, Value string }
	SNI, Service        string `json:",omitempty"`
	From, Address, At   string `json:"-"`
}

// variants are requests, and some beside each.
func variants(made []foreignRequest) (out []foreignRequest) {
	seen := map[string]bool{}
	add := func(r foreignRequest) {
		if key := fmt.Sprint(r); !seen[key] {
			seen[key] = true
			out = append(out, r)
		}
	}
	for _, r := range made {
		add(r)
		if r.Raw {
			continue
		}
		for _, change := range []func(*foreignRequest){
			func(r *foreignRequest) { r.Path += "x" }, func(r *foreignRequest) { r.Path += "/a/b" }, func(r *foreignRequest) { r.Path = "/" },
			func(r *foreignRequest) { r.Path = strings.ToUpper(r.Path) }, func(r *foreignRequest) { r.Path = "/a//../." + r.Path + "/%2E" }, func(r *foreignRequest) { r.Path = "/" + r.Path + `\%2fx%zz` },
			func(r *foreignRequest) { r.Path = strings.ReplaceAll(r.Path, "a", "%61") }, func(r *foreignRequest) { r.Method = "DELETE" }, func(r *foreignRequest) { r.Headers = nil },
			func(r *foreignRequest) { r.Query = "a=b" }, func(r *foreignRequest) { r.Query = "c&v=a%20b&v=c" }, func(r *foreignRequest) { r.Host = "other.example.net" }, func(r *foreignRequest) { r.Host = "far.below." + r.Host },
			func(r *foreignRequest) { r.Secure = !r.Secure }, func(r *foreignRequest) { r.SNI = "another.example.net" },
		} {
			one := r
			change(&one)
			add(one)
		}
	}
	return out
}

// crossed are requests of what the objects say themselves, each host with each port and
// each path, whatever package trace makes of them.
func (w *world) crossed() (out []foreignRequest) {
	hosts, ports, paths := map[string]bool{"nobody.example.net": true}, map[int]bool{}, map[string]bool{"/": true}
	for _, o := range w.objects {
		collect(o.Object["spec"], "", func(key string, value any) {
			text, _ := value.(string)
			switch {
			case key == "port" || key == "number":
				ports[int(asInt(value))] = true
			case strings.HasPrefix(text, "/"):
				paths[text] = true
			case text != "" && slices.Contains([]string{"hostname", "hostnames", "hosts", "sniHosts"}, key):
				_, host, cut := strings.Cut(text, "/")
				if !cut {
					host = text
				}
				hosts[strings.ToLower(strings.Replace(host, "*", "any", 1))] = true
			}
		})
	}
	for _, host := range slices.Sorted(maps.Keys(hosts)) {
		for _, port := range slices.Sorted(maps.Keys(ports)) {
			for _, secure := range []bool{false, true} {
				out = append(out, foreignRequest{Host: host, Port: port, Secure: secure, Raw: true})
				for _, path := range slices.Sorted(maps.Keys(paths)) {
					out = append(out, foreignRequest{Host: host, Port: port, Secure: secure, Method: "GET", Path: path})
				}
			}
		}
	}
	return out
}

// preflights are what browsers ask before some requests, for pages of origins that the
// objects let ask, and of others; none where they say nothing of it.
func (w *world) preflights(made []foreignRequest) (out []foreignRequest) {
	origins := map[string]bool{}
	for _, o := range w.objects {
		collect(o.Object["spec"], "", func(key string, value any) {
			if text, _ := value.(string); strings.Contains(text, "://") && slices.Contains([]string{"exact", "prefix", "regex", "allowOrigin", "allowOrigins"}, key) {
				origins[text], origins[strings.NewReplacer("*", "any", "[a-z]+", "some").Replace(text)] = true, true
			}
		})
	}
	if len(origins) == 0 {
		return nil
	}
	origins["https://other.example.net"], origins["null"] = true, true
	for _, r := range made {
		if r.Raw {
			continue
		}
		for _, origin := range slices.Sorted(maps.Keys(origins)) {
			r.Method, r.Headers = "OPTIONS", []struct{ Name, Value string }{{"Origin", origin}, {"Access-Control-Request-Method", "PUT"}}
			out = append(out, r)
			r.Headers = r.Headers[:1] // no question
			out = append(out, r)
		}
	}
	return out
}

// collect hands over every member of a value, an item of a list by the list's key.
func collect(value any, key string, each func(key string, value any)) {
	switch v := value.(type) {
	case map[string]any:
		for k, one := range v {
			collect(one, k, each)
		}
	case []any:
		for _, one := range v {
			collect(one, key, each)
		}
	default:
		each(key, value)
	}
}
