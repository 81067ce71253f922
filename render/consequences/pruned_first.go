package consequences

import (
	"slices"

	"render/render/access"
	"render/render/making"
	"render/render/objects"
	"render/render/routing"
	"render/render/served"
	"render/render/wording"
)

// checkPrunedFirst tells of what Argo CD deletes before it applies what takes its place:
// within a wave it deletes first, and of several waves it deletes in the first what is of
// the last (gitops-engine, pkg/sync/sync_context.go). Meanwhile requests find no route or
// no Service, gateways no certificate, and addresses nobody who answers for them. Where
// new pods start meanwhile, others tell of it.
func checkPrunedFirst(c *change) {
	if c.by != ArgoCD || !c.habits().deletesFirst {
		return
	}
	p := prunedFirst{change: c}
	p.checkRoutes()
	p.checkConnections()
	p.checkCertificates()
	p.checkAdvertisements()
	p.checkPolicies()
	p.checkGuards()
	p.tell()
}

// prunedFirst gathers what is deleted before something else is there.
type prunedFirst struct {
	*change
	list   []early
	leads  map[*objects.Object][]served.Service // of the old side's routes, once they are asked for
	guards []access.Chosen                      // of the old side's pods, once they are asked for
}

// early is an object that is deleted before another is applied.
type early struct {
	o, next *objects.Object
	what    string   // that is lost meanwhile, with "%s" for whose
	whose   []string // hosts, or pools
	step    string   // that goes before, where it is not to be kept
}

func (p *prunedFirst) add(o, next *objects.Object, what, whose string) *early {
	at := slices.IndexFunc(p.list, func(e early) bool { return e.o == o && e.next == next && e.what == what })
	if at < 0 {
		at = len(p.list)
		p.list = append(p.list, early{o: o, next: next, what: what})
	}
	one := &p.list[at]
	if !slices.Contains(one.whose, whose) {
		one.whose = append(one.whose, whose)
	}
	return one
}

// before reports whether an object that fell out is deleted before another is applied,
// which comes or changes.
func (p *prunedFirst) before(o, next *objects.Object) bool {
	return p.goes(o) && !p.repeated(o) && p.deletes(o) && !says(o, argoOptions, "PruneLast=true") &&
		next != nil && p.changes[next] != nil && p.changes[next].New == next && p.pruneWave(o) <= waveOf(next)
}

// checkRoutes finds routes of which another takes the requests, and Services to which a
// route leads until it is changed.
func (p *prunedFirst) checkRoutes() {
	stays, before := map[string]bool{}, map[string]served.Answer{}
	for _, a := range p.old.Answers() {
		if _, ok := before[a.Key]; !ok {
			before[a.Key] = a
		}
		if !p.goes(a.Object) || p.repeated(a.Object) {
			stays[a.Key] = true
		}
	}
	seen := map[string]bool{}
	for _, a := range p.new.Answers() {
		was, ok := before[a.Key]
		if !ok || seen[a.Key] || p.tellsOf("route-before-pods", a.Object) || p.tellsOf("route-gap", a.Object) {
			continue
		}
		seen[a.Key] = true
		if !stays[a.Key] && p.before(was.Object, a.Object) {
			p.add(was.Object, a.Object, "requests for %s get 404", wording.Quote(a.Host))
			continue
		}
		p.checkVersions(was, a)
		for _, to := range was.Services {
			if one, ok := p.old.World.Service(to.Namespace, to.Name); ok && !slices.Contains(a.Services, to) && p.before(one.Object(), a.Object) {
				p.add(one.Object(), a.Object, "requests for %s fail with 503", wording.Quote(a.Host))
			}
		}
	}
}

// checkConnections finds likewise routes of whole connections, by the gateway's pods and the port or name
// that these come by: a route of the same name at another gateway stands in for none of them.
func (p *prunedFirst) checkConnections() {
	before, now := p.old.OwnPassages(), p.passagesAfter()
	for _, at := range slices.Concat(before.Order, now.Order) {
		o, next := before.Becomes(at).From, now.Becomes(at).From
		if o == nil || next == nil || p.tellsOf("route-gap", o) || p.tellsOf("route-before-pods", next) {
			continue
		}
		what, whose := "connections to %s end at once", wording.Quote(at.Host)
		if at.Host == "" || at.Host == routing.EveryHost { // of a port, whose connections name no host
			what, whose = "its connections end at once%s", ""
		}
		if p.before(o, next) {
			p.add(o, next, what, whose)
			continue
		}
		p.addBehind(before.Becomes(at).To, now.Becomes(at).To, next, what, whose)
	}
}

// addBehind adds Services to which a route leads until it is changed.
func (p *prunedFirst) addBehind(was, is []served.Part, next *objects.Object, what, whose string) {
	for _, to := range was {
		one, ok := p.old.World.Service(to.Namespace, to.Name)
		if leads := func(part served.Part) bool { return part.Service == to.Service }; ok && !slices.ContainsFunc(is, leads) && p.before(one.Object(), next) {
			p.add(one.Object(), next, what, whose)
		}
	}
}

// checkCertificates finds Secrets that a Gateway names until it is changed, but for those of
// cert-manager's Certificates: they stay when these are deleted, which checkKeysLeft tells.
func (p *prunedFirst) checkCertificates() {
	for _, one := range p.old.credentials {
		was := p.old.making(one.ID)
		if was.Object == nil || was.Form == making.CertManager || p.new.making(one.ID).Object != nil {
			continue
		}
		for _, g := range one.From {
			next := p.New.Find(g.ID())
			if next == nil || !p.before(was.Object, next) || !p.makesCertificate(next) {
				continue
			}
			for _, host := range one.Hosts {
				p.add(was.Object, next, "TLS of %s ends", wording.Quote(host))
			}
		}
	}
}

// makesCertificate reports whether a Gateway of the new side takes a certificate from a
// Secret that is there.
func (p *prunedFirst) makesCertificate(g *objects.Object) bool {
	return slices.ContainsFunc(p.new.credentials, func(one *served.Credential) bool {
		return slices.Contains(one.From, g) && p.new.making(one.ID).Object != nil
	})
}

// checkAdvertisements finds what alone announces a pool until another does.
func (p *prunedFirst) checkAdvertisements() {
	for _, pool := range p.new.Pools {
		old := p.old.PoolNamed(pool.Name)
		if old == nil || pool.Configured() || old.Configured() {
			continue
		}
		was, is := p.old.Advertisements(old), p.new.Advertisements(pool)
		if len(was) == 0 || slices.ContainsFunc(is, func(o *objects.Object) bool { return !p.comes(o) }) {
			continue
		}
		for _, next := range is {
			if !slices.ContainsFunc(was, func(o *objects.Object) bool { return o.ID().Kind != next.ID().Kind || !p.before(o, next) }) {
				p.add(was[0], next, "nobody answers for the addresses of pool %s", wording.Quote(pool.Name))
				break
			}
		}
	}
}

// meanwhile is what becomes of requests while an object is not there; "" of a kind that
// says nothing of them.
func meanwhile(o *objects.Object) string {
	switch id := o.ID(); (groupKind{id.Group, id.Kind}) {
	case groupKind{objects.IstioNetworking, "DestinationRule"}:
		return "requests go without its subsets and its TLS"
	case groupKind{objects.IstioSecurity, "AuthorizationPolicy"}, groupKind{objects.IstioSecurity, "RequestAuthentication"}:
		return "requests are judged without it"
	case groupKind{objects.IstioSecurity, "PeerAuthentication"}, groupKind{objects.KubernetesNetwork, "NetworkPolicy"}:
		return "connections are judged without it"
	}
	return ""
}

// checkGuards finds policies of gateways whose Services keep out more in their place.
func (p *prunedFirst) checkGuards() {
	for _, e := range p.new.Entrances {
		old := p.old.ByService[e.Service]
		if old == nil || !access.LetsMoreIn(e, old) || e.Maker == served.Installer && !p.new.Operated { // which a person has it do first
			continue
		}
		guards, _ := p.authorized("ALLOW").old(old.Target())
		for _, o := range guards {
			if p.before(o, e.Object) {
				p.add(o, e.Object, "whom it kept out comes in at %s", e.Title())
			}
		}
	}
}

// checkPolicies finds objects that say what becomes of requests, and that get another name
// in their namespace.
func (p *prunedFirst) checkPolicies() {
	for _, o := range p.gone {
		what, next := meanwhile(o), p.changes[o].New
		if what == "" || next == nil || next.ID().Namespace != o.ID().Namespace || !p.before(o, next) {
			continue
		}
		if o.ID().Kind == "DestinationRule" && (objects.DestinationRule{Resource: o.Resource()}).Host().Value() != (objects.DestinationRule{Resource: next.Resource()}).Host().Value() {
			continue
		}
		p.add(o, next, what+"%s", "")
	}
}

// groupKind is a kind of object.
type groupKind struct{ group, kind string }
