package importing

import (
	"cmp"
	"slices"
	"strings"

	"render/render/document"
	"render/render/manifest"
	"render/render/routing"
)

// kubernetesIngress is the group of Ingresses.
const kubernetesIngress = "networking.k8s.io"

// nginxNotes begins the annotations of the controller whose Ingresses are read.
const nginxNotes = "nginx.ingress.kubernetes.io/"

// ingress is the reading of one Ingress: what of it has a place in a topology, in Istio's
// words, and what of it has none.
type ingress struct {
	o      manifest.Object
	all    *ingressPaths     // of those that it is read with
	missed []string          // fields and annotations
	why    map[string]string // of some of these
}

func isIngress(o manifest.Object) bool {
	return manifest.GroupOf(o.Text("apiVersion")) == kubernetesIngress && o.Text("kind") == "Ingress"
}

// classOf is what takes an Ingress up: as it says, or as the controller is called that its annotations
// are for.
func classOf(o manifest.Object) string {
	said := cmp.Or(o.Object("spec").Text("ingressClassName"), annotationsOf(o).Text("kubernetes.io/ingress.class"))
	if said == "" && slices.ContainsFunc(annotationsOf(o), func(m manifest.Member) bool { return strings.HasPrefix(m.Key, traefikNotes) }) {
		return "traefik"
	}
	return cmp.Or(said, "nginx")
}

// traefikNotes is what annotations for Traefik begin with.
const traefikNotes = "traefik.ingress.kubernetes.io/"

// note is what an annotation says, or where there is none the controller for all Ingresses; of a canary it is mostly
// that of its main Ingress.
func (in *ingress) note(name string) string {
	if in.inherits(name) {
		return in.main().note(name)
	}
	said := annotationsOf(in.o).Text(nginxNotes + name)
	if fallback := in.all.defaults[name]; said == "" && fallback != "" && in.all.byNginx(classOf(in.o)) {
		return fallback
	}
	return said
}

// isCanary reports whether an Ingress says that it is the canary of another.
func (in *ingress) isCanary() bool { return annotationsOf(in.o).Text(nginxNotes+"canary") == "true" }

// main is the Ingress of which one is the canary, nil where it is none, or where that was not read.
func (in *ingress) main() *ingress {
	if mains := in.all.mains[nameOf(in.o)]; len(mains) > 0 {
		return mains[0]
	}
	return nil
}

// inherits reports whether an annotation of a canary is what its main Ingress says, whatever it says by itself: the
// locations of nginx are the main one's, and a canary is but another backend in them.
func (in *ingress) inherits(name string) bool {
	return in.main() != nil && !strings.HasPrefix(name, "canary") && name != "load-balance" && !strings.HasPrefix(name, "upstream-hash-by") && !strings.HasPrefix(name, "affinity") && !strings.HasPrefix(name, "session-cookie-")
}

func (in *ingress) miss(what string) {
	inner, _ := annotationIn(what)
	if name, is := strings.CutPrefix(inner, nginxNotes); is && in.inherits(name) {
		return // the main Ingress tells it, and what a canary says of it does nothing
	}
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

// hostPaths are what ingress-nginx has of all Ingresses of a class for a host. One of them that says use-regex, or
// rewrites, makes expressions of all, in small letters or large and of how a path begins, and the first of
// them that matches is taken, the longer before the shorter (ingress-nginx, internal/ingress/controller:
// template/template.go, enforceRegexModifier and buildLocation; controller.go, getBackendServers).
type hostPaths struct {
	expressions bool
	all         []hostPath
	admits      []string // who may come in, by each Ingress
	secret      string   // of its certificate, which one of the Ingresses names
}

// ingressPaths are those of Ingresses that are read together.
type ingressPaths struct {
	hosts       map[string]*hostPaths // by "<class>\n<host>"
	controllers map[string]string     // of classes, as their IngressClasses say
	redirecting map[string]string     // Middlewares of Traefik's that redirect to https, by "<namespace>-<name>"
	named       map[string]bool       // those that some Ingress or IngressRoute has, by "<namespace>/<name>"
	defaults    map[string]string     // of annotations, as ingress-nginx's ConfigMap says
	mains       map[string][]*ingress // the Ingresses of which one is the canary, by "<namespace>/<name>"
}

// spec is an Ingress' with a rule for all hosts where it has a default backend and no rules.
func (in *ingress) spec() manifest.Object {
	spec := in.o.Object("spec")
	if fallback := spec.Object("defaultBackend"); len(fallback) > 0 && len(spec.List("rules")) == 0 {
		return spec.With([]any{object("http", object("paths", []any{object("pathType", "Prefix", "path", "/", "backend", fallback)}))}, "rules")
	}
	return spec
}

func hostOf(rule manifest.Object) string { return cmp.Or(rule.Text("host"), "*") }

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
		if at := slices.IndexFunc(list, func(one any) bool { return is(document.Texts(asObject(one).List("hosts"))) }); at >= 0 {
			return at
		}
	}
	return -1
}

// annotationIn is the annotation that a path is of, if it is of one.
func annotationIn(path string) (name string, is bool) {
	name, is = strings.CutPrefix(path, "metadata.annotations[")
	return strings.TrimSuffix(name, "]"), is
}

func nameOf(o manifest.Object) string {
	return o.Object("metadata").Text("namespace") + "/" + o.Object("metadata").Text("name")
}
