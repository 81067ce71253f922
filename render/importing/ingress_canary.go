package importing

import (
	"cmp"
	"slices"
	"strings"

	"render/render/manifest"
	"render/render/wording"
)

// canary is what requests have that ingress-nginx leads by an Ingress that is the canary of another: nil where no route
// can say which they are, and false where it is none
// (https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#canary).
func (in *ingress) canary() (headers manifest.Object, is bool) {
	if !in.isCanary() {
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

// missMains tells of a canary whose paths are of several Ingresses, one of which says another thing than the others.
func (in *ingress) missMains() {
	mains := in.all.mains[nameOf(in.o)]
	if at := slices.IndexFunc(mains, func(other *ingress) bool { return !slices.Equal(other.inherited(), mains[0].inherited()) }); at >= 0 {
		in.missFor("metadata.annotations["+nginxNotes+"canary]", "its paths are of Ingress "+wording.Quote(mains[0].o.Object("metadata").Text("name"))+" and "+wording.Quote(mains[at].o.Object("metadata").Text("name"))+
			", whose annotations differ, and those of the first hold for all of them here: make a canary for each, and read it again")
	}
}

// inherited are the annotations of an Ingress that its canaries inherit, in one order.
func (in *ingress) inherited() (out []string) {
	for _, a := range annotationsOf(in.o) {
		if name, is := strings.CutPrefix(a.Key, nginxNotes); is {
			out = append(out, name+"="+annotationsOf(in.o).Text(a.Key))
		}
	}
	slices.Sort(out)
	return out
}

// pair finds of each canary the Ingresses that have its paths: those of its class for the same host and path.
func (all *ingressPaths) pair(list []*ingress) {
	all.mains = map[string][]*ingress{}
	of := map[string]*ingress{}
	for _, in := range list {
		for _, place := range in.places() {
			if !in.isCanary() && of[place] == nil {
				of[place] = in
			}
		}
	}
	for _, in := range list {
		for _, place := range in.places() {
			if main, name := of[place], nameOf(in.o); in.isCanary() && main != nil && !slices.Contains(all.mains[name], main) {
				all.mains[name] = append(all.mains[name], main)
			}
		}
	}
}

// places are the paths of an Ingress, each with its class and host.
func (in *ingress) places() (out []string) {
	for _, r := range in.spec().List("rules") {
		for _, p := range asObject(r).Object("http").List("paths") {
			out = append(out, classOf(in.o)+"\n"+hostOf(asObject(r))+"\n"+cmp.Or(asObject(p).Text("path"), "/"))
		}
	}
	return out
}
