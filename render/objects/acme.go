package objects

import (
	"cmp"
	"slices"
	"strings"

	"render/render/manifest"
	"render/render/wording"
)

// istioIngressController is what an IngressClass names whose Ingresses istiod serves.
const istioIngressController = "istio.io/ingress-controller"

// SolverLabel is what cert-manager's objects have that answer a challenge of HTTP-01 (cert-manager,
// pkg/issuer/acme/http), which are there for as long as that takes.
const SolverLabel = "acme.cert-manager.io/http01-solver"

// SolverNote is the annotation by which a Certificate tells how its hosts are proved, where that decides
// what has to be there before.
const SolverNote = "render/solver"

// IngressClass is what an Ingress says of who is to serve it: the annotation
// kubernetes.io/ingress.class, or spec.ingressClassName. "" is nothing.
type IngressClass struct{ Annotation, Name string }

// Called is what the class is called, "" for none.
func (c IngressClass) Called() string { return cmp.Or(c.Annotation, c.Name) }

// ServesIngresses reports whether istiod serves Ingresses of a class (istio,
// pilot/pkg/config/kube/ingress). One that is called istio, and whose IngressClass is not among
// the objects, is taken for Istio's.
func (w *World) ServesIngresses(class IngressClass) bool {
	config := w.MeshConfig()
	value, _ := config.Setting("ingressControllerMode")
	mode, _ := value.Raw().(string)
	value, _ = config.Setting("ingressClass")
	own, _ := value.Raw().(string)
	own = cmp.Or(own, "istio")
	switch {
	case mode == "OFF":
		return false
	case class.Annotation != "":
		return class.Annotation == own
	case class.Name == "":
		return mode == "DEFAULT"
	}
	for _, o := range w.OfKind(KubernetesNetwork, "IngressClass") {
		if o.ID().Name == class.Name {
			return o.Members().Object("spec").Text("controller") == istioIngressController
		}
	}
	return class.Name == "istio"
}

// IssuerOf is the issuer of a Certificate; nil where it is not among the objects.
func (w *World) IssuerOf(certificate *Object) *Object {
	ref := certificate.Members().Object("spec").Object("issuerRef")
	for _, issuer := range w.OfKind(CertManager, cmp.Or(ref.Text("kind"), "Issuer")) {
		if id := issuer.ID(); id.Name == ref.Text("name") && (id.Kind != "Issuer" || id.Namespace == certificate.ID().Namespace) {
			return issuer
		}
	}
	return nil
}

// Solver is how an ACME issuer proves a host of a Certificate. Place is the number of the solver.
type Solver struct {
	Members manifest.Object
	Place   int
}

// HTTP01 reports whether a host is proved by a request in clear, and by an Ingress of which class;
// not where that is a route of the Gateway API's, or an Ingress of somebody's that is added to.
func (s Solver) HTTP01() (class IngressClass, byIngress bool) {
	http := s.Members.Object("http01")
	ingress := http.Object("ingress")
	return IngressClass{ingress.Text("class"), ingress.Text("ingressClassName")}, http.Get("ingress") != nil && ingress.Get("name") == nil
}

// Gateways are those of the Gateway API by whose routes a host of a Certificate is proved; none where it
// is proved otherwise. A route is in the Certificate's namespace.
func (s Solver) Gateways(certificate *Object) (out []manifest.ID) {
	for _, one := range s.Members.Object("http01").Object("gatewayHTTPRoute").List("parentRefs") {
		ref, _ := one.(manifest.Object)
		if kind := ref.Text("kind"); kind == "" || kind == "Gateway" {
			out = append(out, manifest.ID{Group: GatewayAPI, Kind: "Gateway", Namespace: cmp.Or(ref.Text("namespace"), certificate.ID().Namespace), Name: ref.Text("name")})
		}
	}
	return out
}

// SolverOf is the solver that cert-manager chooses for a host of a Certificate (cert-manager,
// pkg/controller/acmeorders): that which names it before those of zones, of these the longest one
// before others, and those without any last.
func SolverOf(host string, certificate, issuer *Object) (chosen Solver) {
	labels := Labels(certificate.Members().Object("metadata").Object("labels"))
	best := -1
	for i, one := range issuer.Members().Object("spec").Object("acme").List("solvers") {
		solver, _ := one.(manifest.Object)
		selector := solver.Object("selector")
		names, zones := textsIn(selector.List("dnsNames")), textsIn(selector.List("dnsZones"))
		rank := 0
		for _, zone := range zones {
			if bare := strings.TrimPrefix(host, "*."); bare == zone || strings.HasSuffix(bare, "."+zone) {
				rank = max(rank, len(zone))
			}
		}
		const named = 1 << 10 // longer than any zone
		if slices.Contains(names, host) {
			rank = named
		}
		if rank == 0 && len(zones)+len(names) > 0 || !labels.Match(Labels(selector.Object("matchLabels"))) {
			continue
		}
		if rank > best {
			chosen, best = Solver{solver, i}, rank
		}
	}
	return chosen
}

func textsIn(list []any) (out []string) {
	for _, one := range list {
		if text, ok := one.(string); ok {
			out = append(out, text)
		}
	}
	return out
}

// Unserved are the hosts of a Certificate that its issuer proves by an Ingress which Istio does
// not serve, with the solver and the class.
type Unserved struct {
	Certificate, Issuer *Object
	Solver              Field
	Class               string
	Hosts               []string
}

// UnservedAtGateways are those of the Certificates that gateways show.
func (w *World) UnservedAtGateways() (out []Unserved) {
	for _, o := range w.OfKind(CertManager, "Certificate") {
		if w.shown(o.Members().Object("spec").Text("secretName")) {
			out = append(out, w.UnservedChallenges(o)...)
		}
	}
	return out
}

// shown reports whether a gateway shows the certificate of a Secret.
func (w *World) shown(secret string) bool {
	for g := range w.Gateways() {
		for _, s := range g.Servers().All() {
			if slices.ContainsFunc(s.TLS().Credentials(), func(t Text) bool { return t.Value() == secret }) {
				return true
			}
		}
	}
	for g := range w.KubernetesGateways() {
		for _, l := range g.Listeners().All() {
			for _, ref := range l.At("tls", "certificateRefs").Items().All() {
				if ref.At("name").Raw() == secret {
					return true
				}
			}
		}
	}
	return false
}

// UnservedChallenges are those of a Certificate, a solver each.
func (w *World) UnservedChallenges(certificate *Object) (out []Unserved) {
	issuer := w.IssuerOf(certificate)
	if issuer == nil {
		return nil
	}
	for _, host := range textsIn(certificate.Members().Object("spec").List("dnsNames")) {
		solver := SolverOf(host, certificate, issuer)
		class, is := solver.HTTP01()
		if is && !w.ServesIngresses(class) {
			at := issuer.Root().At("spec", "acme", "solvers").Items().Item(solver.Place)
			out = append(out, Unserved{certificate, issuer, at, class.Called(), []string{host}})
		}
	}
	return BySolver(out)
}

// BySolver puts those of one solver together, each host once.
func BySolver(list []Unserved) (out []Unserved) {
	for _, one := range list {
		i := slices.IndexFunc(out, func(u Unserved) bool { return u.Issuer == one.Issuer && u.Solver.Path() == one.Solver.Path() })
		if i < 0 {
			out = append(out, one)
			continue
		}
		for _, host := range one.Hosts {
			if !slices.Contains(out[i].Hosts, host) {
				out[i].Hosts = append(slices.Clip(out[i].Hosts), host)
			}
		}
	}
	return out
}

// Says is what its issuer does, behind its name.
func (u Unserved) Says() string {
	class := "of no class"
	if u.Class != "" {
		class = "of class " + wording.Quote(u.Class)
	}
	return "proves " + wording.FewQuoted(u.Hosts) + " by Ingresses " + class + ", which Istio does not serve"
}

// Cure is how its issuer proves the hosts by what Istio serves, with routes of the Gateway API or not.
func (u Unserved) Cure(standard bool) string {
	solver := "class: istio in its http01.ingress"
	if u.Solver.At("http01", "ingress", "ingressClassName").Present() { // cert-manager takes one of the two
		solver += " in place of ingressClassName"
	}
	if standard {
		solver = "gatewayHTTPRoute in its http01 in place of ingress"
	}
	return "write: " + solver + ", and solver: http01 in the topology under secrets.cert-manager; or prove it by dns01"
}
