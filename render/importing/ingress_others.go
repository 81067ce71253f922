package importing

import (
	"fmt"
	"strings"
)

// ofApplying begin annotations that say how an Ingress itself is applied, which is nothing that requests meet.
var ofApplying = []string{"argocd.argoproj.io/", "meta.helm.sh/", "kustomize.toolkit.fluxcd.io/", "helm.sh/", "reloader.stakater.com/"}

// othersHelp is what takes the place of annotations of other controllers than ingress-nginx, and of its rarer ones, as
// far as each means one thing: those of HAProxy's two, NGINX' own, Contour, Kong, Traefik and of clouds (their pages of
// annotations for Ingresses). "" for others.
func othersHelp(key string) string {
	switch key {
	case nginxNotes + "mirror-target":
		return "write mirror: in the app's routes"
	case nginxNotes + "server-alias":
		return "write the names into hosts of the tier, and where the app lists hosts into those"
	case nginxNotes + "upstream-vhost":
		return "the gateway sends on the Host that it got; of an app that is outside, outside: {address: NAME} sends that name"
	case nginxNotes + "custom-headers":
		return "write response: {set: {NAME: VALUE}} in the app's routes"
	case nginxNotes + "x-forwarded-prefix":
		return "write request: {set: {x-forwarded-prefix: VALUE}} in the app's routes"
	case "haproxy.org/path-rewrite", "haproxy-ingress.github.io/rewrite-target", "ingress.kubernetes.io/rewrite-target", "nginx.org/rewrites", "konghq.com/strip-path", "konghq.com/rewrite":
		return "write rewrite: in the app's routes"
	case "haproxy.org/ssl-redirect", "haproxy-ingress.github.io/ssl-redirect", "ingress.kubernetes.io/ssl-redirect", "ingress.kubernetes.io/force-ssl-redirect", "appgw.ingress.kubernetes.io/ssl-redirect",
		"alb.ingress.kubernetes.io/ssl-redirect", "nginx.org/redirect-to-https", "konghq.com/protocols":
		return "tls: {redirect: true} at the tier or the host does it"
	case "haproxy.org/server-ssl", "haproxy-ingress.github.io/secure-backends", "nginx.org/ssl-services", "konghq.com/protocol":
		return "write port: {port: PORT, protocol: https} at the app"
	case "haproxy.org/ssl-passthrough", "haproxy-ingress.github.io/ssl-passthrough":
		return "write tls: passthrough at the host, and no routes"
	case "projectcontour.io/response-timeout", "haproxy.org/timeout-server", "haproxy-ingress.github.io/timeout-server":
		return "write timeout: in the app's routes"
	case "projectcontour.io/num-retries", "projectcontour.io/retry-on", "projectcontour.io/per-try-timeout":
		return "write retries: in the app's routes"
	case traefikNotes + "router.priority":
		return "routes of longer paths are tried first"
	}
	return ""
}

// othersKeepOut is keptOut of annotations of other controllers.
func othersKeepOut(key string) string {
	switch key {
	case "haproxy.org/whitelist", "haproxy.org/allow-list", "haproxy-ingress.github.io/whitelist-source-range", "haproxy-ingress.github.io/allowlist-source-range", "ingress.kubernetes.io/whitelist-source-range",
		"alb.ingress.kubernetes.io/inbound-cidrs":
		return "everybody comes in from now on: write access: {from: [NETWORK]} at the app"
	case "haproxy.org/blacklist", "haproxy.org/deny-list", "haproxy-ingress.github.io/denylist-source-range":
		return "everybody comes in from now on: write access: {notFrom: [NETWORK]} at the app"
	case "haproxy.org/auth-type", "haproxy-ingress.github.io/auth-secret", "ingress.kubernetes.io/auth-type", "nginx.org/basic-auth-secret":
		return "who shows no password comes in from now on: write access with jwt, or with auth and a provider that asks for it"
	case "haproxy-ingress.github.io/auth-url", "haproxy-ingress.github.io/oauth", "alb.ingress.kubernetes.io/auth-type":
		return "who that server refuses comes in from now on: write access with auth, and it as a provider of istio.meshConfig"
	case "haproxy.org/client-ca", "haproxy-ingress.github.io/auth-tls-secret":
		return "who shows no certificate comes in from now on: write tls: {mode: mutual, clientCA: FILE} at the host"
	case traefikNotes + "router.tls.options":
		return "what that TLSOption asks of clients, a certificate perhaps, nobody asks from now on: write tls: {minVersion, ciphers} at the tier, and clientCA where it asks for certificates"
	case "konghq.com/plugins":
		return "who those plugins keep out, if any do, comes in from now on: see what each does"
	case nginxNotes + "satisfy":
		return "of what else keeps requests out, all has to hold: access has no other way"
	}
	return ""
}

// dashboards are what annotations for pages of links begin with, which find Ingresses, and whose they are.
var dashboards = [...][2]string{{"gethomepage.dev/", "Homepage"}, {"hajimari.io/", "Hajimari"}, {"forecastle.stakater.com/", "Forecastle"}}

// toldTogether are lines about annotations that are one thing's, in one of them: "" for one that is told by another
// line, and false where it is of none.
func toldTogether(path string, missed []string) (text string, is bool) {
	name, _ := annotationIn(path)
	for _, d := range dashboards {
		if !strings.HasPrefix(name, d[0]) {
			continue
		}
		n, first := 0, ""
		for _, other := range missed {
			if inner, is := annotationIn(other); is && strings.HasPrefix(inner, d[0]) {
				if n++; n == 1 {
					first = other
				}
			}
		}
		if first != path {
			return "", true
		}
		what := "is not taken up"
		if n > 1 {
			what += fmt.Sprintf(", nor what else is for %s here", d[1])
		}
		return what + ": " + d[1] + " finds Ingresses, and no VirtualServices; list the page in its own settings", true
	}
	return "", false
}
