package importing

import "strings"

// keptOut is how a topology does what the controller keeps requests out by, or may, by an annotation; "" for others
// (https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/).
func keptOut(annotation string) string {
	if annotation == "traefik.ingress.kubernetes.io/router.middlewares" {
		return "who those Middlewares keep out, if any do, comes in from now on: see what each does"
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
	case "enable-modsecurity":
		return "what that firewall refuses comes in from now on"
	}
	return ""
}

// toldMissed tells of fields and annotations of an Ingress that no topology made of it has.
func toldMissed(missed []string) (out []Told) {
	for _, path := range missed {
		text := "is not taken up"
		if inner, is := annotationIn(path); is {
			if why := keptOut(inner); why != "" {
				text += ", and " + why
			}
		}
		out = append(out, Told{path, text})
	}
	return out
}

// annotationIn is the annotation that a path is of, if it is of one.
func annotationIn(path string) (name string, is bool) {
	name, is = strings.CutPrefix(path, "metadata.annotations[")
	return strings.TrimSuffix(name, "]"), is
}
