package importing

import (
	"strings"

	"render/render/manifest"
)

// canary is what requests have that ingress-nginx leads by an Ingress that is the canary of another: nil where no route
// can say which they are, and false where it is none
// (https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#canary).
func (in *ingress) canary() (headers manifest.Object, is bool) {
	if in.note("canary") != "true" {
		return nil, false
	}
	name, value := in.note("canary-by-header"), in.note("canary-by-header-value")
	for _, a := range annotationsOf(in.o) {
		switch key, _ := strings.CutPrefix(a.Key, nginxNotes); key {
		case "canary-by-header", "canary-by-header-value":
		case "canary-by-cookie", "canary-by-header-pattern", "canary-weight", "canary-weight-total":
			in.missFor("metadata.annotations["+a.Key+"]", "no request comes here by that from now on: write versions of the app, each with its weight, or a route with headers to an app of its own")
		}
	}
	switch {
	case name == "":
		return nil, true
	case value == "":
		value = "always"
	}
	return object(strings.ToLower(name), object("exact", value)), true
}
