package check

import (
	"cmp"
	"fmt"
	"iter"
	"slices"

	"render/render/manifest"
	"render/render/objects"
	"render/render/routing"
	"render/render/wording"
)

// showing is hosts for which a gateway shows the certificate of one Secret.
type showing struct {
	secret manifest.ID
	hosts  []string
	where  objects.Field // what names the Secret
	known  bool          // whose pods read it, and so in which namespace
}

// shows notes for which hosts a server of Istio shows a certificate: of several each is for some clients.
func (c *checker) shows(server objects.Server, names []objects.Text, namespace string, known bool) {
	if len(names) != 1 {
		return
	}
	one := showing{secret: manifest.ID{Kind: "Secret", Namespace: namespace, Name: names[0].Value()}, where: names[0].Field, known: known}
	for _, item := range server.Hosts().All() {
		_, host := parseHost(item.Value(), "")
		one.hosts = append(one.hosts, host)
	}
	c.showings = append(c.showings, one)
}

// listenerShows notes it of a listener of the Gateway API: of one without a hostname for the hosts of its routes, but
// for those of which another listener of the Gateway has the name.
func (c *checker) listenerShows(l objects.Listener, all objects.List[objects.Listener]) {
	refs := l.TLS().CertificateRefs()
	if refs.Len() != 1 || len(c.world.OfKind(objects.CertManager, "Certificate")) == 0 {
		return // nothing is compared with it
	}
	hosts := []string{l.Hostname().Value()}
	if hosts[0] == "" {
		hosts = c.hostsOfRoutes(l)
		for _, other := range all.All() {
			hosts = slices.DeleteFunc(hosts, func(h string) bool { return h == other.Hostname().Value() })
		}
	}
	ref := refs.Item(0)
	id := manifest.ID{Kind: "Secret", Namespace: ref.Namespace().Value(), Name: ref.Name().Value()}
	if id.Namespace == "" {
		id.Namespace = l.Object().ID().Namespace
	}
	if len(hosts) > 0 {
		c.showings = append(c.showings, showing{id, hosts, ref.Field, true})
	}
}

// hostsOfRoutes are the hosts of the routes of HTTP that attach to a listener.
func (c *checker) hostsOfRoutes(l objects.Listener) (hosts []string) {
	gateway := l.Object().ID()
	for _, list := range [...]iter.Seq[objects.Route]{c.world.HTTPRoutes(), c.world.GRPCRoutes()} {
		for r := range list {
			for _, to := range r.ParentRefs().All() {
				section := to.SectionName().Value()
				if to.Name().Value() != gateway.Name || cmp.Or(to.Namespace().Value(), r.ID().Namespace) != gateway.Namespace || section != "" && section != l.Name().Value() {
					continue
				}
				for _, host := range r.Hostnames().All() {
					if !slices.Contains(hosts, host.Value()) {
						hosts = append(hosts, host.Value())
					}
				}
			}
		}
	}
	return hosts
}

// checkIssued warns of Certificates that somebody keeps by hand and of which cert-manager makes
// what clients refuse, or what no gateway finds. Those that are rendered are for the hosts of the
// server that shows them.
func checkIssued(c *checker) {
	certificates := c.world.OfKind(objects.CertManager, "Certificate")
	if len(certificates) == 0 {
		return
	}
	var told []manifest.ID
	for _, s := range c.showings {
		if slices.Contains(told, s.secret) {
			continue
		}
		told = append(told, s.secret)
		maker, ok := c.world.Secret(s.secret.Namespace, s.secret.Name)
		switch {
		case ok && maker.ID().Kind == "Certificate":
			c.checkIssuedFor(maker, s)
		case !ok && s.known && (c.known.AnySecret || c.known.Secrets[s.secret.Namespace+"/"+s.secret.Name]): // else it is told that there is none
			c.checkIssuedElsewhere(certificates, s)
		}
	}
}

// checkIssuedFor checks that a Certificate is for all hosts for which gateways show it.
func (c *checker) checkIssuedFor(maker objects.SecretMaker, s showing) {
	var missing []string
	issued := namesOf(maker.Object())
	for _, other := range c.showings {
		if other.secret != s.secret {
			continue
		}
		for _, host := range other.hosts {
			if !issuedFor(issued, host) && !slices.Contains(missing, host) {
				missing = append(missing, host)
			}
		}
	}
	if len(missing) == 0 {
		return
	}
	names := maker.Spec().At("dnsNames")
	if !names.Present() {
		names = maker.Spec()
	}
	c.warn("cert-hosts", names, fmt.Sprintf("its dnsNames are not for %s, for which a gateway shows what is made of it: clients refuse that", wording.FewQuoted(missing)),
		"add "+wording.AllQuoted(missing)+" to spec.dnsNames", c.related(s.where.Object()))
}

// checkIssuedElsewhere finds a Certificate for the same hosts that is in another namespace than the
// gateway whose Secret it is called by. One with a template of its Secret may be for whoever copies that.
func (c *checker) checkIssuedElsewhere(certificates []*objects.Object, s showing) {
	for _, o := range certificates {
		spec := o.Resource().Spec()
		read := slices.ContainsFunc(c.showings, func(other showing) bool {
			return other.secret.Namespace == o.ID().Namespace && other.secret.Name == s.secret.Name
		})
		if textOf(spec, "secretName") != s.secret.Name || read || spec.At("secretTemplate").Present() {
			continue
		}
		if issued := namesOf(o); !slices.ContainsFunc(s.hosts, func(h string) bool { return issuedFor(issued, h) }) {
			continue
		}
		c.warn("cert-elsewhere", o.Root().At("metadata", "namespace"), fmt.Sprintf("cert-manager makes Secret %s in its own namespace, and the gateway's pods read that of the name in namespace %s",
			wording.Quote(s.secret.Name), wording.Quote(s.secret.Namespace)), "write: namespace: "+s.secret.Namespace+", with an issuer that is there or a ClusterIssuer", c.related(s.where.Object()))
	}
}

// namesOf are those that what is made of a Certificate is for. ACME puts the common name among the others.
func namesOf(certificate *objects.Object) routing.CertificateNames {
	spec := certificate.Resource().Spec()
	return routing.NewCertificateNames(append(textsIn(spec.At("dnsNames")), textOf(spec, "commonName")))
}

// issuedFor reports whether what is for some names is for a host; of all hosts nothing is. A wildcard may be
// one of which only some names are asked for.
func issuedFor(names routing.CertificateNames, host string) bool {
	if host == routing.EveryHost || host == "" {
		return true
	}
	domain, wild := routing.Wildcard(host)
	return names.Cover(host) || wild && names.Below(domain)
}
