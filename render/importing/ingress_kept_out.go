package importing

import "strings"

// keptOut are annotations by which the controller keeps requests out, or may do so, and how a topology
// does (https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/).
var keptOut = map[string]string{
	nginxNotes + "auth-type":              "who shows no password comes in from now on: write access with jwt, or with auth and a provider that asks for it",
	nginxNotes + "auth-url":               "who that server refuses comes in from now on: write access with auth, and it as a provider of istio.meshConfig",
	nginxNotes + "auth-tls-secret":        "who shows no certificate comes in from now on: write tls: {mode: mutual, clientCA: FILE} at the host",
	nginxNotes + "allowlist-source-range": "everybody comes in from now on: write access with from at the apps that it is of",
	nginxNotes + "whitelist-source-range": "everybody comes in from now on: write access with from at the apps that it is of",
	nginxNotes + "denylist-source-range":  "everybody comes in from now on: write access with notFrom at the apps that it is of",
	nginxNotes + "limit-rps":              unlimited,
	nginxNotes + "limit-rpm":              unlimited,
	nginxNotes + "limit-connections":      unlimited,
	nginxNotes + "configuration-snippet":  snippet,
	nginxNotes + "server-snippet":         snippet,
	nginxNotes + "auth-snippet":           snippet,
	nginxNotes + "modsecurity-snippet":    snippet,
	nginxNotes + "enable-modsecurity":     "what that firewall refuses comes in from now on",

	"traefik.ingress.kubernetes.io/router.middlewares": "who those Middlewares keep out, if any do, comes in from now on: see what each does",
}

const (
	unlimited = "nothing limits requests from now on"
	snippet   = "who it keeps out, if anybody, comes in from now on: see what it does, and write that into the topology"
)

// toldMissed tells of fields and annotations of an Ingress that no topology made of it has.
func toldMissed(missed []string) (out []Told) {
	for _, path := range missed {
		text := "is not taken up"
		if inner, is := annotationIn(path); is && keptOut[inner] != "" {
			text += ", and " + keptOut[inner]
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
