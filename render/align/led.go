package align

import (
	"strings"

	"render/render/manifest"
	"render/render/objects"
)

// leading is a search for objects of a cluster that are somebody else's, and that routes which
// are compared lead to or by: without them nothing tells what becomes of requests now.
type leading struct {
	live *objects.World
	want *objects.World
	kept map[manifest.ID]bool // what is compared, whoever's it is
	// rival are those of what is wanted too: how a Service that is wanted is spoken to, and pods behind
	// it. They go on beside what is wanted, as others' routes of its hosts do.
	rival map[manifest.ID]bool
	// beside are all else, which stays as it is, on both sides.
	beside map[manifest.ID]bool
	hosts  map[string]bool // that were followed
}

// ledTo finds what the routes of a cluster lead to which are wanted, ours, or rivals of what is
// wanted; these rivals get company.
func ledTo(live, want []manifest.Manifest, topologies map[string]bool, rival map[manifest.ID]bool) *leading {
	l := &leading{live: objects.New(live), want: objects.New(want), kept: map[manifest.ID]bool{}, rival: rival, beside: map[manifest.ID]bool{}, hosts: map[string]bool{}}
	for o := range l.live.All() {
		l.kept[o.ID()] = l.want.Find(o.ID()) != nil || rival[o.ID()] || ours(o.Members(), topologies)
	}
	for o := range l.live.All() {
		if l.kept[o.ID()] {
			l.follow(o)
		}
	}
	return l
}

// follow takes in what a route leads to.
func (l *leading) follow(o *objects.Object) {
	id := o.ID()
	switch {
	case id.Group == objects.IstioNetworking && id.Kind == "VirtualService":
		eachUnder(o.Members().Get("spec"), func(key string, to manifest.Object) {
			switch name := to.Text("host"); {
			case (key == "destination" || key == "mirror") && name != "":
				l.host(hostFrom(name, id.Namespace))
			case key == "delegate":
				l.add(l.live.Find(manifest.ID{Group: id.Group, Kind: id.Kind, Namespace: orIn(to, id.Namespace), Name: to.Text("name")}), l.beside)
			}
		})
	case id.Group == objects.GatewayAPI && strings.HasSuffix(id.Kind, "Route"):
		eachUnder(o.Members().Get("spec"), func(key string, to manifest.Object) {
			if kind := to.Text("kind"); (key == "backendRefs" || key == "backendRef") && (kind == "" || kind == "Service") {
				l.host(to.Text("name") + "." + orIn(to, id.Namespace) + clusterDomain)
			}
		})
	}
}

// add takes in an object that is not compared yet, and what it leads to.
func (l *leading) add(o *objects.Object, to map[manifest.ID]bool) {
	if o == nil || l.kept[o.ID()] {
		return
	}
	l.kept[o.ID()], to[o.ID()] = true, true
	l.follow(o)
}

// host takes in what a host is: a Service, its pods and how it is spoken to.
func (l *leading) host(host string) {
	if l.hosts[host] {
		return
	}
	l.hosts[host] = true
	to := l.beside
	rest, inside := strings.CutSuffix(host, clusterDomain)
	name, namespace, _ := strings.Cut(rest, ".")
	if service, ok := l.live.Service(namespace, name); inside && ok {
		if l.want.Find(service.ID()) != nil {
			to = l.rival
		}
		l.add(service.Object(), l.beside)
		if selector := service.Selector().Labels(); len(selector) > 0 {
			l.pods(namespace, selector, to)
		}
	}
	for range l.want.ServiceEntriesOf(host) {
		to = l.rival
	}
	for e := range l.live.ServiceEntriesOf(host) {
		l.add(e.Object(), to)
	}
	for r := range l.live.DestinationRules() {
		if hostFrom(r.Host().Value(), r.ID().Namespace) == host {
			l.add(r.Object(), to)
		}
	}
}

// pods takes in what makes the pods behind a Service; those that somebody makes of another object
// only where nothing else is behind it.
func (l *leading) pods(namespace string, selector objects.Labels, to map[manifest.ID]bool) {
	var made []*objects.Object
	found := false
	for w := range l.live.PodsOf(namespace, selector) {
		o := w.Object()
		if len(o.Members().Object("metadata").List("ownerReferences")) > 0 {
			made = append(made, o)
			continue
		}
		found = true
		l.add(o, to)
	}
	if !found {
		for _, o := range made {
			l.add(o, l.beside)
		}
	}
}

const clusterDomain = ".svc.cluster.local"

// hostFrom is a host as an object in a namespace says it, in whole.
func hostFrom(host, namespace string) string {
	if host == "" || host == "*" || strings.Contains(host, ".") {
		return host
	}
	return host + "." + namespace + clusterDomain
}

// orIn is the namespace that a reference says, or the one where it stands.
func orIn(ref manifest.Object, namespace string) string {
	if named := ref.Text("namespace"); named != "" {
		return named
	}
	return namespace
}

// eachUnder calls a function with each object in a value, with the key that it, or its list, is under.
func eachUnder(value any, found func(key string, o manifest.Object)) {
	o, _ := value.(manifest.Object)
	for _, m := range o {
		list, is := m.Value.([]any)
		if !is {
			list = []any{m.Value}
		}
		for _, item := range list {
			if one, is := item.(manifest.Object); is {
				found(m.Key, one)
				eachUnder(one, found)
			}
		}
	}
}
