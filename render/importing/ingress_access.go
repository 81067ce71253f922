package importing

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"render/render/compose"
	"render/render/document"
	"render/render/manifest"
	"render/render/objects"
)

// accessNotes are the annotations of the networks that an Ingress lets in, or does not; of
// the first two the second is the older name.
var accessNotes = []string{"allowlist-source-range", "whitelist-source-range", "denylist-source-range"}

// Ingresses are Ingresses that are read together, and what they say of the Services behind
// them that is said of an app once.
type Ingresses struct {
	access said // who may come in; nothing for everybody
	sticky said // what keeps a client with one pod
	apart  *apartIngresses
	paths  *ingressPaths
	// traefik are Traefik's own IngressRoutes.
	traefik *traefikRoutes
	// settings are of the ConfigMap of its controller's own; zero for none.
	settings manifest.ID
	code     string   // by which its controller redirects to https
	notes    []string // of what was decided
}

// said is what Ingresses say of Services, by "<namespace>/<service>".
type said struct {
	of   map[string]document.Mapping
	torn map[string]bool // of which one Ingress says another thing than another
}

func (s *said) say(service string, m document.Mapping) {
	if s.of == nil {
		s.of, s.torn = map[string]document.Mapping{}, map[string]bool{}
	}
	if before, seen := s.of[service]; seen && document.Flow(before) != document.Flow(m) {
		s.torn[service] = true
	}
	s.of[service] = m
}

// settle leaves what is said of a Service by all alike.
func (s *said) settle() {
	maps.DeleteFunc(s.of, func(service string, m document.Mapping) bool { return s.torn[service] || len(m) == 0 })
}

// ReadIngresses gives the Ingresses of some objects; nil where none is read, since another
// gateway is among them.
func ReadIngresses(list []manifest.Manifest) *Ingresses {
	if !readsIngresses(list) {
		return nil
	}
	of := &Ingresses{paths: &ingressPaths{hosts: map[string]*hostPaths{}, controllers: map[string]string{}}, settings: settingsOf(list), traefik: traefikOf(list)}
	var all []*ingress
	if at := slices.IndexFunc(list, func(m manifest.Manifest) bool { return m.ID() == of.settings }); at >= 0 {
		of.paths.defaults, of.code = defaultsIn(list[at].Object), list[at].Object.Object("data").Text("http-redirect-code")
	}
	of.paths.redirecting, of.paths.named = of.traefik.redirecting(), of.traefik.named
	for i := range list {
		if id := list[i].ID(); id.Group == kubernetesIngress && id.Kind == "IngressClass" {
			of.paths.controllers[id.Name] = list[i].Object.Object("spec").Text("controller")
		}
		if isIngress(list[i].Object) {
			all = append(all, of.one(list[i].Object))
		}
	}
	of.paths.pair(all)
	for _, in := range all {
		of.paths.gather(in)
		for _, r := range in.spec().List("rules") {
			host := of.paths.paths(classOf(in.o), hostOf(asObject(r)))
			host.admits = append(host.admits, document.Flow(in.access()))
		}
	}
	for _, in := range all {
		of.notes = append(of.notes, in.letters()...)
		access, sticky := in.access(), in.sticky()
		for _, service := range in.services() {
			of.access.say(service, access)
			if len(sticky) > 0 { // the one that says it says it of the Service, whatever leads there
				of.sticky.say(service, sticky)
			}
		}
	}
	of.divide(all)
	of.admit(list)
	of.access.settle()
	of.sticky.settle()
	return of
}

// one is the reading of one of them.
func (of *Ingresses) one(o manifest.Object) *ingress { return &ingress{o: o, all: of.paths} }

// readsIngresses reports whether Ingresses are read: there are some, and no other gateway.
func readsIngresses(list []manifest.Manifest) bool {
	found := false
	for i := range list {
		id := list[i].ID()
		if id.Kind == "Gateway" && (id.Group == objects.IstioNetworking || id.Group == objects.GatewayAPI) || id.Group == objects.IstioInstall {
			return false
		}
		found = found || isIngress(list[i].Object) || isTraefiks(list[i].Object, "IngressRoute") || isTraefiks(list[i].Object, "IngressRouteTCP")
	}
	return found
}

// Missed are the fields and annotations of an Ingress that a topology made of them does not
// have, and the settings of its controller; false where the object is neither.
func (of *Ingresses) Missed(o manifest.Object) (missed []Told, is bool) {
	if of == nil {
		return nil, false
	}
	if m := (manifest.Manifest{Object: o}); of.settings == m.ID() {
		return missedSettings(o), true
	}
	switch {
	case isTraefiks(o, "Middleware"):
		m := manifest.Manifest{Object: o}
		id := m.ID()
		return nil, of.traefik.named[id.Namespace+"/"+id.Name] // each route tells what becomes of those that it has
	case isTraefiks(o, "IngressRoute"):
		r := of.traefik.one(o)
		rules := r.read()
		if len(rules) == 0 && len(r.missed) > 0 {
			return []Told{{"", r.missed[0].Text}}, true
		}
		r.unread(rules)
		of.missAdmitted(r, rules)
		return r.missed, true
	case traefikHelp(o) != "":
		return []Told{{"", traefikHelp(o)}}, true
	case !isIngress(o):
		return nil, false
	}
	in := of.one(o)
	in.rules()
	in.secure()
	in.unread()
	in.missMains()
	in.access()
	in.sticky()
	in.missTorn(accessNotes, of.access.torn)
	in.missTorn(stickyNotes, of.sticky.torn)
	return in.withWhy(toldMissed(in.missed)), true
}

// unread notes what of an Ingress nothing looks at.
func (in *ingress) unread() {
	for _, a := range annotationsOf(in.o) {
		name, nginx := strings.CutPrefix(a.Key, nginxNotes)
		if a.Key == "kubernetes.io/ingress.class" || slices.Contains(issuerNotes, a.Key) || strings.HasPrefix(a.Key, "kubectl.kubernetes.io/") || nginx && (slices.Contains(understood, name) || slices.Contains(corsNotes, name) || slices.Contains(accessNotes, name) || slices.Contains(stickyNotes, name)) {
			continue
		}
		what, same := "", false
		if nginx {
			what, same = in.holds(name)
		} else {
			what, same = in.holdsOthers(a.Key, fmt.Sprint(a.Value))
		}
		if path := "metadata.annotations[" + a.Key + "]"; !same {
			in.missFor(path, what)
		}
	}
	if spec := in.o.Object("spec"); spec.Get("defaultBackend") != nil && (len(spec.List("rules")) > 0 || spec.Object("defaultBackend").Get("service") == nil) {
		in.miss("spec.defaultBackend")
	}
}

// missTorn notes annotations of what is said of Services, where there is none, or another Ingress
// says another thing of one.
func (in *ingress) missTorn(names []string, torn map[string]bool) {
	if services := in.services(); len(services) > 0 && !slices.ContainsFunc(services, func(s string) bool { return torn[s] }) {
		return
	}
	for _, name := range names {
		if in.note(name) != "" {
			in.miss("metadata.annotations[" + nginxNotes + name + "]")
		}
	}
}

// services are those that an Ingress leads to, "<namespace>/<name>".
func (in *ingress) services() (out []string) {
	byHost, hosts := in.rules()
	for _, host := range hosts {
		for _, r := range byHost[host] {
			rule, _ := r.(manifest.Object)
			for _, d := range rule.List("route") {
				one, _ := d.(manifest.Object)
				out = append(out, in.o.Object("metadata").Text("namespace")+"/"+one.Object("destination").Text("host"))
			}
		}
	}
	return out
}

// access is who may come in, as a topology says it.
func (in *ingress) access() (m document.Mapping) {
	from := accessNotes[0]
	if in.note(from) == "" {
		from = accessNotes[1]
	}
	if from := in.networks(from); from != nil {
		m.Add("from", from)
	}
	m.Add("notFrom", in.networks(accessNotes[2]))
	return m
}

// networks are those of an annotation, nil where it is none of networks alone.
func (in *ingress) networks(name string) (out []any) {
	said := in.note(name)
	if said == "" {
		return nil
	}
	for one := range strings.SplitSeq(said, ",") {
		text, ok := compose.Network(one)
		if !ok {
			in.miss("metadata.annotations[" + nginxNotes + name + "]")
			return nil
		}
		if !slices.Contains(out, any(text)) {
			out = append(out, text)
		}
	}
	return out
}
