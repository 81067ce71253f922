package importing

import (
	"slices"
	"strings"
)

// keptOut is how a topology does what the controller keeps requests out by, or may, by an annotation; "" for others
// (https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/).
func keptOut(annotation string) string {
	if annotation == "traefik.ingress.kubernetes.io/router.middlewares" {
		return "who those Middlewares keep out, if any do, comes in from now on: see what each does"
	}
	if why := othersKeepOut(annotation); why != "" {
		return why
	}
	name, nginx := strings.CutPrefix(annotation, nginxNotes)
	if !nginx {
		return ""
	}
	switch name {
	case "auth-type":
		return "who shows no password comes in from now on: write access with jwt, or with auth and a provider that asks for it"
	case "auth-url":
		return "who that server refuses comes in from now on: write access with auth, and it as a provider of istio.meshConfig"
	case "auth-tls-secret":
		return "who shows no certificate comes in from now on: write tls: {mode: mutual, clientCA: FILE} at the host"
	case "allowlist-source-range", "whitelist-source-range":
		return "everybody comes in from now on: write access with from at the app, or where other paths of its Service are for others at a second app for these paths, with service: NAME.NAMESPACE"
	case "denylist-source-range":
		return "everybody comes in from now on: write access with notFrom at the app, or where other paths of its Service are for others at a second app for these paths, with service: NAME.NAMESPACE"
	case "limit-rps", "limit-rpm", "limit-connections":
		return "nothing limits requests from now on"
	case "ssl-passthrough":
		return "the gateway ends TLS itself from now on, where the controller has --enable-ssl-passthrough: write tls: passthrough at the host, and no routes"
	case "enable-modsecurity":
		return "what that firewall refuses comes in from now on"
	}
	return ""
}

// toldMissed tells of fields and annotations of an Ingress that no topology made of it has.
func toldMissed(missed []string) (out []Told) {
	forDNS := slices.DeleteFunc(slices.Clone(missed), func(path string) bool { return !isForDNS(path) })
	for _, path := range missed {
		text := "is not taken up"
		if inner, is := annotationIn(path); is {
			if isForDNS(path) {
				if path != forDNS[0] {
					continue // one line has them all
				}
				if len(forDNS) > 1 {
					text += ", nor what else is for external-dns here"
				}
				text += ": write dns: external-dns beside tiers, and give external-dns --source=istio-gateway"
			}
			if together, is := toldTogether(path, missed); is {
				if together != "" {
					out = append(out, Told{path, together})
				}
				continue
			}
			if why := keptOut(inner); why != "" {
				text += ", and " + why
			}
		}
		out = append(out, Told{path, text})
	}
	return out
}

// isForDNS reports whether a path is that of an annotation for external-dns.
func isForDNS(path string) bool {
	inner, _ := annotationIn(path)
	return slices.ContainsFunc(dnsPrefixes, func(prefix string) bool { return strings.HasPrefix(inner, prefix) })
}
