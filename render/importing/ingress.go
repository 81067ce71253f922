package importing

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"render/internal/later"
	"render/render/manifest"
	"render/render/routing"
	"render/render/wording"
)

// kubernetesIngress is the group of Ingresses.
const kubernetesIngress = "networking.k8s.io"

// nginxNotes begins the annotations of the controller whose Ingresses are read.
const nginxNotes = "nginx.ingress.kubernetes.io/"

// ingress is the reading of one Ingress: what of it has a place in a topology, in Istio's
// words, and what of it has none.
type ingress struct {
	o      manifest.Object
	missed []string          // fields and annotations
	why    map[string]string // of some of these
}

func isIngress(o manifest.Object) bool {
	return manifest.GroupOf(o.Text("apiVersion")) == kubernetesIngress && o.Text("kind") == "Ingress"
}

// classOf is what takes an Ingress up.
func classOf(o manifest.Object) string {
	return cmp.Or(o.Object("spec").Text("ingressClassName"), annotationsOf(o).Text("kubernetes.io/ingress.class"), "nginx")
}

func (in *ingress) note(name string) string { return annotationsOf(in.o).Text(nginxNotes + name) }

func (in *ingress) miss(what string) {
	if !slices.Contains(in.missed, what) {
		in.missed = append(in.missed, what)
	}
}

// missFor is miss with what becomes of it.
func (in *ingress) missFor(what, why string) {
	if in.why == nil {
		in.why = map[string]string{}
	}
	in.why[what] = why
	in.miss(what)
}

// understood are the annotations that are read, as far as their values are.
var understood = []string{"rewrite-target", "ssl-redirect", "force-ssl-redirect", "use-regex", "backend-protocol", "permanent-redirect", "permanent-redirect-code", "temporal-redirect", "temporal-redirect-code", "app-root"}

// captured is a path of which what is behind it is captured, for a rewrite to "/$2".
func captured() *regexp.Regexp {
	return capturedOnce.Get(func() *regexp.Regexp { return regexp.MustCompile(`^(/[^()*$|]*?)/?\(/\|\$\)\(\.\*\)$`) })
}

var capturedOnce later.Value[*regexp.Regexp]

// match is how a path is matched, and how it is rewritten.
func (in *ingress) match(path manifest.Object) (uri, rewrite manifest.Object) {
	text, target := path.Text("path"), in.note("rewrite-target")
	found := captured().FindStringSubmatch(text)
	switch {
	case found != nil && target == "/$2":
		return object("prefix", strings.TrimSuffix(found[1], "/")+"/"), object("uri", "/")
	case in.note("use-regex") == "true" || strings.ContainsAny(text, "()*$|"):
		in.missRewrite(target)
		return object("regex", "(?i)"+text+".*"), nil // the controller anchors the beginning alone
	case path.Text("pathType") == "Exact":
		if target != "" && !strings.Contains(target, "$") {
			return object("exact", text), object("uri", target)
		}
		in.missRewrite(target)
		return object("exact", text), nil
	case text == "" || text == "/":
		in.missRewrite(target)
		return nil, nil
	}
	in.missRewrite(target)
	if path.Text("pathType") != "Prefix" {
		in.miss("spec.rules.http.paths[" + text + "].pathType") // it takes /foobar for /foo
	}
	return object("prefix", strings.TrimSuffix(text, "/")+"/"), nil
}

func (in *ingress) missRewrite(target string) {
	if target != "" {
		in.miss("metadata.annotations[" + nginxNotes + "rewrite-target]")
	}
}

// rules are what an Ingress does with requests, by host.
func (in *ingress) rules() (byHost map[string][]any, hosts []string) {
	byHost = map[string][]any{}
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
	root, cors := in.root(redirect), in.cors()
	if redirect != nil && cors != nil {
		in.miss("metadata.annotations[" + nginxNotes + "enable-cors]") // of an answer of the gateway's own
	}
	for _, r := range in.spec().List("rules") {
		rule, _ := r.(manifest.Object)
		host := cmp.Or(rule.Text("host"), "*")
		for _, p := range rule.Object("http").List("paths") {
			path, _ := p.(manifest.Object)
			service := path.Object("backend").Object("service")
			uri, rewrite := in.match(path)
			out := object("match", []any{object("uri", uri)}, "rewrite", rewrite)
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
	case to == "" || redirect != nil: // of which all paths are
		return nil
	case !strings.HasPrefix(to, "/") || strings.ContainsAny(to, "$?#"):
		in.miss("metadata.annotations[" + nginxNotes + "app-root]")
		return nil
	}
	return []any{object("match", []any{object("uri", object("exact", "/"))}, "redirect", object("uri", to, "redirectCode", int64(302)))}
}

// spec is an Ingress' with a rule for all hosts where it has a default backend and no rules.
func (in *ingress) spec() manifest.Object {
	spec := in.o.Object("spec")
	if fallback := spec.Object("defaultBackend"); len(fallback) > 0 && len(spec.List("rules")) == 0 {
		return spec.With([]any{object("http", object("paths", []any{object("pathType", "Prefix", "path", "/", "backend", fallback)}))}, "rules")
	}
	return spec
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

// secure are the hosts of an Ingress that have a certificate, each with its Secret, and
// whether port 80 redirects them.
func (in *ingress) secure() (secrets map[string]string, redirects bool) {
	secrets = map[string]string{}
	list := in.o.Object("spec").List("tls")
	var hosts, bare []string
	for _, r := range in.spec().List("rules") {
		host := cmp.Or(asObject(r).Text("host"), "*")
		hosts = append(hosts, host)
		at := tlsOf(list, host)
		switch {
		case at < 0 && in.note("force-ssl-redirect") == "true":
			in.missFor("metadata.annotations["+nginxNotes+"force-ssl-redirect]", wording.Quote(host)+" has no certificate here, and is served in clear alone: write a cert in the place of tls: off")
		case at < 0:
		case asObject(list[at]).Text("secretName") != "":
			secrets[host] = asObject(list[at]).Text("secretName")
		case !slices.Contains(bare, wording.Quote(host)):
			bare = append(bare, wording.Quote(host))
		}
	}
	if len(bare) > 0 {
		in.missFor("spec.tls", "without a secretName the controller shows its default certificate; "+strings.Join(bare, ", ")+" is served in clear alone: write a cert in the place of tls: off, a file's path or {secret: NAME}")
	}
	for _, t := range list {
		for _, h := range texts(asObject(t).List("hosts")) {
			if !slices.ContainsFunc(hosts, func(host string) bool { return routing.CertificateCovers(h, host) }) && len(bare) == 0 {
				in.missFor("spec.tls", "no rule is for "+wording.Quote(h))
			}
		}
	}
	return secrets, in.note("ssl-redirect") != "false" || in.note("force-ssl-redirect") == "true"
}

// tlsOf is which of the tls of an Ingress is for a host: that which names it, or a wildcard above it,
// or no host at all; -1 for none. The controller looks at what certificates say, too.
func tlsOf(list []any, host string) int {
	for _, is := range []func(hosts []string) bool{
		func(hosts []string) bool { return slices.Contains(hosts, host) },
		func(hosts []string) bool {
			return slices.ContainsFunc(hosts, func(h string) bool {
				return routing.Covers(h, host) && strings.Count(h, ".") == strings.Count(host, ".")
			})
		},
		func(hosts []string) bool { return len(hosts) == 0 },
	} {
		if at := slices.IndexFunc(list, func(one any) bool { return is(texts(asObject(one).List("hosts"))) }); at >= 0 {
			return at
		}
	}
	return -1
}
