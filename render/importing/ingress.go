package importing

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"render/internal/later"
	"render/render/document"
	"render/render/manifest"
	"render/render/routing"
	"render/render/wording"
)

// understood are the annotations that are read, as far as their values are.
var understood = []string{"rewrite-target", "ssl-redirect", "force-ssl-redirect", "use-regex", "backend-protocol", "permanent-redirect", "permanent-redirect-code", "temporal-redirect", "temporal-redirect-code", "app-root", "canary", "canary-by-header", "canary-by-header-value"}

// rules are what an Ingress does with requests, by host.
func (in *ingress) rules() (byHost map[string][]any, hosts []string) {
	byHost = map[string][]any{}
	only, canary := in.canary()
	if canary && only == nil {
		return byHost, nil // the other one gets its requests
	}
	var redirect manifest.Object
	for _, one := range [][2]any{{"permanent-redirect", int64(301)}, {"temporal-redirect", int64(302)}} {
		if to := in.note(one[0].(string)); to != "" {
			redirect = redirectOf(to, one[1].(int64))
			if code := in.note(one[0].(string) + "-code"); code != "" && redirect != nil {
				if n, err := strconv.ParseInt(code, 10, 64); err == nil && slices.Contains([]int64{301, 302, 303, 307, 308}, n) {
					redirect = redirect.With(n, "redirectCode")
				} else {
					in.miss("metadata.annotations[" + nginxNotes + one[0].(string) + "-code]")
				}
			}
			if redirect == nil {
				in.miss("metadata.annotations[" + nginxNotes + one[0].(string) + "]")
			}
		}
	}
	if canary && redirect != nil {
		return byHost, nil // which the main one answers before any backend
	}
	root, cors := in.root(redirect), in.cors()
	if redirect != nil && cors != nil {
		in.miss("metadata.annotations[" + nginxNotes + "enable-cors]") // of an answer of the gateway's own
	}
	for _, r := range in.spec().List("rules") {
		rule, _ := r.(manifest.Object)
		host := hostOf(rule)
		for _, p := range rule.Object("http").List("paths") {
			path, _ := p.(manifest.Object)
			service := path.Object("backend").Object("service")
			uri, rewrite := in.match(host, path)
			out := object("match", []any{object("uri", uri, "headers", only, "ignoreUriCase", in.anyCase(host, path.Text("path"), uri))}, "rewrite", rewrite)
			switch {
			case redirect != nil:
				out = append(out, object("redirect", redirect)...)
			case service.Text("name") == "" || service.Object("port").Get("number") == nil && service.Object("port").Text("name") == "":
				in.miss("spec.rules[" + host + "].http.paths[" + path.Text("path") + "].backend")
				continue
			default:
				out = append(out, object("route", []any{object("destination", object("host", service.Text("name"), "port", service.Object("port")))}, "corsPolicy", cors)...)
			}
			if byHost[host] == nil {
				hosts = append(hosts, host)
				byHost[host] = slices.Clone(root)
			}
			byHost[host] = append(byHost[host], out)
		}
	}
	if protocol := in.note("backend-protocol"); !slices.Contains([]string{"", "HTTP", "HTTPS", "GRPC"}, protocol) {
		in.miss("metadata.annotations[" + nginxNotes + "backend-protocol]")
	}
	return byHost, hosts
}

// root is what an Ingress does with the path / alone, where that is said of it.
func (in *ingress) root(redirect manifest.Object) []any {
	to := in.note("app-root")
	switch {
	case to == "" || redirect != nil || in.main() != nil: // of which all paths are, or whose main one does it
		return nil
	case !strings.HasPrefix(to, "/") || strings.ContainsAny(to, "$?#"):
		in.miss("metadata.annotations[" + nginxNotes + "app-root]")
		return nil
	}
	return []any{object("match", []any{object("uri", object("exact", "/"))}, "redirect", object("uri", to, "redirectCode", int64(302)))}
}

func absolute() *regexp.Regexp {
	return absoluteOnce.Get(func() *regexp.Regexp { return regexp.MustCompile(`^(https?)://([^/$?#]+)(/[^$?#]*)?$`) })
}

var absoluteOnce later.Value[*regexp.Regexp]

func redirectOf(to string, code int64) manifest.Object {
	parts := absolute().FindStringSubmatch(to)
	if parts == nil {
		return nil
	}
	return object("scheme", parts[1], "authority", parts[2], "uri", parts[3], "redirectCode", code)
}

// secure notes what of the TLS of an Ingress a topology does not have. Another Ingress may name the Secret of a host.
func (in *ingress) secure() {
	list := in.o.Object("spec").List("tls")
	var hosts, bare []string
	for _, r := range in.spec().List("rules") {
		host := hostOf(asObject(r))
		hosts = append(hosts, host)
		forced, _ := strconv.ParseBool(in.note("force-ssl-redirect"))
		switch at := tlsOf(list, host); {
		case in.all.paths(classOf(in.o), host).secret != "":
		case at < 0 && forced:
			in.missFor("metadata.annotations["+nginxNotes+"force-ssl-redirect]", wording.Quote(host)+" has no certificate here, and is served in clear alone: write a cert in the place of tls: off")
		case at >= 0 && !slices.Contains(bare, wording.Quote(host)):
			bare = append(bare, wording.Quote(host))
		}
	}
	if len(bare) > 0 {
		in.missFor("spec.tls", "without a secretName the controller shows its default certificate; "+strings.Join(bare, ", ")+" is served in clear alone: write a cert in the place of tls: off, a file's path or {secret: NAME}")
	}
	for _, t := range list {
		for _, h := range document.Texts(asObject(t).List("hosts")) {
			if !slices.ContainsFunc(hosts, func(host string) bool { return routing.CertificateCovers(h, host) }) && len(bare) == 0 {
				in.missFor("spec.tls", "no rule is for "+wording.Quote(h))
			}
		}
	}
	in.missClear(hosts)
}
