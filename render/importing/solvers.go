package importing

import (
	"cmp"
	"slices"

	"render/render/acme"
	"render/render/document"
	"render/render/manifest"
	"render/render/objects"
	"render/render/routing"
	"render/render/wording"
)

// withoutSolvers are objects without those by which cert-manager answers a challenge.
func (im *importer) withoutSolvers(list []manifest.Manifest) (out []manifest.Manifest) {
	for _, m := range list {
		if label, is := objects.Labels(labelsOf(m.Object)).Get(objects.SolverLabel); is && label == "true" {
			im.solvers = true
			im.tell(m.ID(), "", "is not taken up: cert-manager makes it while it proves a host, and removes it")
			continue
		}
		out = append(out, m)
	}
	return out
}

// solve adds how an issuer proves the hosts to what is said of it: by what the issuer says, or what
// is let through to its solvers.
func (im *importer) solve(doc document.Mapping) {
	for i := range doc {
		secrets, _ := doc[i].Value.(document.Mapping)
		issuer, is := find(secrets, "cert-manager")
		if doc[i].Key != "secrets" || !is {
			continue
		}
		m, _ := issuer.(document.Mapping)
		if _, made := find(m, "create"); made {
			continue
		}
		solver := im.solver()
		m = slices.Clone(m)
		m.Add("solver", solver)
		doc[i].Value = document.Mapping{{Key: "cert-manager", Value: m}}
		im.solved = solver == "http01" && !im.standard
	}
}

// solver is how hosts are proved: "" where nothing says it, or a topology would not let it.
func (im *importer) solver() string {
	if im.asksSolvers() || im.isSolvedThere() {
		return "http01"
	}
	said := im.saidSolver()
	if said == "dns01" || said == "" && !im.solvers && !im.servesChallenges() {
		return said
	}
	if why := im.unprovable(); why != "" {
		im.note("solver: http01 is not written, though hosts are proved so: %s", why)
		return ""
	}
	return "http01"
}

// asksSolvers reports whether some NetworkPolicy lets its pods open connections to those that
// cert-manager proves hosts by.
func (im *importer) asksSolvers() bool {
	for _, o := range im.world.OfKind("networking.k8s.io", "NetworkPolicy") {
		for _, rule := range o.Members().Object("spec").List("egress") {
			for _, to := range asObject(rule).List("to") {
				if asObject(to).Object("podSelector").Object("matchLabels").Text(objects.SolverLabel) == "true" {
					return true
				}
			}
		}
	}
	return false
}

// takesSolvers notes where a Gateway of the Gateway API takes routes of its own namespace on
// port 80 beside others', and on no other port: those of cert-manager's solvers.
func (im *importer) takesSolvers(g manifest.Object) {
	own := map[bool]bool{} // by whether the listener is in clear
	namespace := g.Object("metadata").Text("namespace")
	for _, l := range g.Object("spec").List("listeners") {
		listener := asObject(l)
		for _, e := range listener.Object("allowedRoutes").Object("namespaces").Object("selector").List("matchExpressions") {
			if slices.Contains(asObject(e).List("values"), any(namespace)) {
				own[listener.Text("protocol") == "HTTP"] = true
			}
		}
	}
	if own[true] && !own[false] {
		im.takenSolvers = append(im.takenSolvers, namespace)
	}
}

// isSolvedThere reports whether a Certificate is where routes of solvers are taken from.
func (im *importer) isSolvedThere() bool {
	return slices.ContainsFunc(im.world.OfKind(objects.CertManager, "Certificate"), func(c *objects.Object) bool { return slices.Contains(im.takenSolvers, c.ID().Namespace) })
}

// saidSolver is what Certificates that render wrote say, or issuers of ACME that are among the objects, of each host:
// "http01" where one is proved so through the gateways, "dns01" where none is, "" where none says it.
func (im *importer) saidSolver() (said string) {
	for _, o := range im.world.OfKind(objects.CertManager, "Certificate") {
		switch o.Resource().Metadata().Annotations().Text(objects.SolverNote).Value() {
		case "http01":
			return "http01"
		case "dns01":
			said = "dns01"
		}
		issuer := im.world.IssuerOf(o)
		if issuer == nil {
			continue
		}
		for _, host := range document.Texts(o.Members().Object("spec").List("dnsNames")) {
			chosen := acme.SolverOf(host, o, issuer)
			class, byIngress := chosen.Ingress()
			switch {
			case byIngress && im.world.ServesIngresses(class), im.standard && chosen.Members.Object("http01").Get("gatewayHTTPRoute") != nil:
				return "http01"
			case chosen.Members.Get("dns01") != nil:
				said = "dns01"
			}
		}
	}
	return said
}

// noteUnserved notes which issuers prove hosts of the gateways by Ingresses that Istio does not serve.
func (im *importer) noteUnserved() {
	var all []acme.Question
	for _, o := range im.world.OfKind(objects.CertManager, "Certificate") {
		if im.namesCredential(o.Members().Object("spec").Text("secretName")) {
			all = append(all, acme.Questions(im.world, o)...)
		}
	}
	for _, u := range acme.Unserved(im.world, all) {
		im.note("%s %s %s: what leads to a gateway is renewed no more, and that shows as its certificate expires, months later; %s", u.Issuer.ID().Kind, wording.Quote(u.Issuer.ID().Name), u.Says(), u.Cure())
	}
}

// servesChallenges reports whether port 80 of each tier that redirects serves the challenge.
func (im *importer) servesChallenges() bool {
	found := false
	for _, t := range im.tiers {
		redirects := slices.ContainsFunc(t.servers, func(s *server) bool { return s.clearly.Get("httpsRedirect") == true })
		excepted := slices.Contains(t.except, any(challenged)) || slices.ContainsFunc(t.servers, func(s *server) bool { return slices.Contains(s.except, any(challenged)) })
		if redirects && !excepted {
			return false
		}
		found = found || excepted
	}
	return found
}

// unprovable is why hosts of the tiers cannot be proved by HTTP-01; "" where they can.
func (im *importer) unprovable() string {
	label := cmp.Or(im.meshConfig().Text("ingressSelector"), "ingressgateway")
	for _, t := range im.tiers {
		for _, s := range t.servers {
			if s.tls.Text("credentialName") == "" || im.certified(t, s) == nil {
				continue
			}
			of, _ := t.labels.Get("istio")
			switch {
			case slices.ContainsFunc(s.hosts, routing.IsWild):
				return "no authority proves a wildcard of tier \"" + t.name + "\" by it"
			case len(t.service.List("loadBalancerSourceRanges")) > 0:
				return "the authority asks from networks that tier \"" + t.name + "\" does not let in"
			case !im.standard && of != label:
				return "cert-manager solves by an Ingress, which Istio does not serve by the gateway of tier \"" + t.name + "\""
			}
		}
	}
	return ""
}

// certified is the Certificate of a server's Secret; nil where none is.
func (im *importer) certified(t *tier, s *server) *objects.Object {
	for _, o := range im.world.OfKind(objects.CertManager, "Certificate") {
		if o.ID().Namespace == t.namespace && o.Members().Object("spec").Text("secretName") == s.tls.Text("credentialName") {
			return o
		}
	}
	return nil
}
