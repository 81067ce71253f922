package importing

import (
	"fmt"
	"slices"
	"strings"
)

// holds is what holds at a gateway in the place of an annotation of ingress-nginx, "" where nothing
// is known of it, and whether that is what the annotation asks for. istiod writes routes without a
// timeout and connections without one for pauses (istio, pilot/pkg/networking/core:
// listener_builder.go, StreamIdleTimeout), and Envoy passes bodies on as they come where no filter
// asks for all of one (https://www.envoyproxy.io/docs/envoy/latest/faq/debugging/why_is_envoy_sending_413s).
func (in *ingress) holds(name string) (what string, same bool) {
	value := in.note(name)
	switch name {
	case "configuration-snippet", "server-snippet", "auth-snippet", "modsecurity-snippet":
		return snippet(value), false
	case "from-to-www-redirect":
		if value != "true" {
			return "", true
		}
		return in.fromWWW(), false
	}
	if what, same = holdsFor(name, value); what != "" || same {
		return what, same
	}
	return othersHelp(nginxNotes + name), false
}

// holdsFor is holds of what is said with the same words of all Ingresses.
func holdsFor(name, value string) (what string, same bool) {
	switch name {
	case "proxy-body-size":
		return "a gateway has no limit for bodies, and what is larger reaches the app", value == "0"
	case "proxy-read-timeout", "proxy-send-timeout":
		return "a gateway waits as long as it takes; a route's timeout would end a request as a whole", false
	case "proxy-request-buffering", "proxy-buffering":
		return "a gateway passes bodies on as they come", value == "off"
	}
	return "", false
}

// holdsOthers is holds of annotations for Traefik and cert-manager. Traefik's router.tls has a router
// for requests by TLS alone, as websecure alone does; port 80 of a host with a certificate redirects there
// (https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/ingress/).
func (in *ingress) holdsOthers(key, value string) (what string, same bool) {
	secured := in.secured()
	switch key {
	case traefikNotes + "router.tls":
		return "", (value == "true") == secured
	case traefikNotes + "router.entrypoints":
		return "", value == "websecure" && secured || value == "web" && !secured
	case "cert-manager.io/private-key-rotation-policy":
		return "a new key comes with each new certificate", value == "Always"
	case "cert-manager.io/private-key-size":
		return "a key of ECDSA has 256 bits, and one of RSA 2048", value == "256" || value == "2048"
	case "cert-manager.io/private-key-algorithm":
		return "a key is of ECDSA; for RSA write certs: {key: rsa} beside tiers", value == "ECDSA"
	case "projectcontour.io/websocket-routes", "nginx.org/websocket-services":
		return "", true // which a gateway passes on by itself
	case "konghq.com/protocols":
		return othersHelp(key), value == "https" && secured
	case "haproxy.org/ssl-redirect", "haproxy-ingress.github.io/ssl-redirect", "ingress.kubernetes.io/ssl-redirect", "ingress.kubernetes.io/force-ssl-redirect", "appgw.ingress.kubernetes.io/ssl-redirect":
		return othersHelp(key), value == "true" && secured
	}
	if slices.ContainsFunc(ofApplying, func(prefix string) bool { return strings.HasPrefix(key, prefix) }) {
		return "", true
	}
	return othersHelp(key), false
}

// secured reports whether all hosts of an Ingress have a certificate.
func (in *ingress) secured() bool {
	rules := in.spec().List("rules")
	return len(rules) > 0 && !slices.ContainsFunc(rules, func(r any) bool {
		return in.all.paths(classOf(in.o), hostOf(asObject(r))).secret == ""
	})
}

// fromWWW is how a topology has the redirect of each host's other name, with www. or without it.
func (in *ingress) fromWWW() string {
	list := in.o.Object("spec").List("tls")
	var hosts, routes []string
	for _, r := range in.spec().List("rules") {
		host := asObject(r).Text("host")
		if host == "" || strings.HasPrefix(host, "*") {
			continue
		}
		other, bare := strings.CutPrefix(host, "www.")
		if !bare {
			other = "www." + host
		}
		scheme := "http"
		if tlsOf(list, host) >= 0 {
			scheme = "https"
		}
		hosts = append(hosts, other)
		routes = append(routes, fmt.Sprintf("{prefix: /, hosts: [%s], redirect: {to: %s://%s, code: 308}}", other, scheme, host))
	}
	if len(hosts) == 0 {
		return ""
	}
	return fmt.Sprintf("write %s into hosts of the tier, with a cert that is for it, and into its routes: %s", strings.Join(hosts, ", "), strings.Join(routes, ", "))
}

// withWhy adds to what is told of an Ingress what becomes of it.
func (in *ingress) withWhy(told []Told) []Told {
	for i := range told {
		if why := in.why[told[i].Path]; why != "" {
			told[i].Text += ": " + why
		}
	}
	return told
}
