// Package acme owns how an ACME issuer of cert-manager proves hosts: which of its solvers is for which
// host of a Certificate, what is made to answer an authority that asks, and whether that is asked at all.
//
// In go worlds of objects; out come what issuers ask to have proved, and what of that nobody answers, with
// the words for it and its cure. Who answers is found by following what an authority asks for through
// the objects, with those beside them that cert-manager makes while it proves a host. It must never change
// an object, or judge an issuer that is not among them.
package acme

import (
	"cmp"
	"slices"
	"strings"

	"render/render/manifest"
	"render/render/objects"
	"render/render/routing"
)

// Solver is how an ACME issuer proves a host of a Certificate. Place is the number of the solver.
type Solver struct {
	Members manifest.Object // none of no solver
	Place   int
	notes   manifest.Object // of the Certificate, which may say a part otherwise
}

// Annotations of a Certificate by which it says a part of its solver otherwise (cert-manager,
// pkg/apis/acme/v1/types.go).
const (
	notedIngress     = "acme.cert-manager.io/http01-override-ingress-name"
	notedClass       = "acme.cert-manager.io/http01-override-ingress-class"
	notedClassName   = "acme.cert-manager.io/http01-override-ingress-ingressclassname"
	notedParent      = "acme.cert-manager.io/http01-parentrefname"
	notedParentKind  = "acme.cert-manager.io/http01-parentrefkind"
	notedParentSpace = "acme.cert-manager.io/http01-parentrefnamespace"
)

// Solves reports whether there is a solver at all.
func (s Solver) Solves() bool { return s.Members != nil }

// HTTP01 reports whether a host is proved by a request in clear.
func (s Solver) HTTP01() bool { return s.Members.Get("http01") != nil }

// Ingress reports whether that comes in by an Ingress that is made, and of which class; not where that is
// a route of the Gateway API's, or an Ingress of somebody's that is added to.
func (s Solver) Ingress() (class objects.IngressClass, is bool) {
	ingress := s.Members.Object("http01").Object("ingress")
	own := objects.IngressClass{Annotation: s.notes.Text(notedClass), Name: s.notes.Text(notedClassName)}
	if s.Members.Object("http01").Get("ingress") == nil || s.notes.Text(notedIngress) != "" {
		return class, false
	}
	if own.Called() != "" {
		return own, true
	}
	class = objects.IngressClass{Annotation: ingress.Text("class"), Name: ingress.Text("ingressClassName")}
	return class, ingress.Get("name") == nil
}

// parents are what the route attaches to by which a host is proved, as it says them; none where it is
// proved otherwise.
func (s Solver) parents(certificate *objects.Object) (out []manifest.Object) {
	route := s.Members.Object("http01").Object("gatewayHTTPRoute")
	if s.Members.Object("http01").Get("gatewayHTTPRoute") == nil {
		return nil
	}
	for _, one := range route.List("parentRefs") {
		if ref, ok := one.(manifest.Object); ok {
			out = append(out, ref)
		}
	}
	name, kind := s.notes.Text(notedParent), s.notes.Text(notedParentKind)
	if name == "" || kind == "" {
		return out
	}
	return append(out, manifest.NewObject(map[string]any{"name": name, "kind": kind,
		"namespace": cmp.Or(s.notes.Text(notedParentSpace), certificate.ID().Namespace)}))
}

// Gateways are those of the Gateway API by whose routes a host of a Certificate is proved. A route is in
// the Certificate's namespace.
func (s Solver) Gateways(certificate *objects.Object) (out []manifest.ID) {
	for _, ref := range s.parents(certificate) {
		if id, is := gatewayOf(ref, certificate); is {
			out = append(out, id)
		}
	}
	return out
}

// gatewayOf is the Gateway that a solver names; not where that is something else.
func gatewayOf(ref manifest.Object, certificate *objects.Object) (id manifest.ID, is bool) {
	id = manifest.ID{Group: objects.GatewayAPI, Kind: "Gateway", Namespace: cmp.Or(ref.Text("namespace"), certificate.ID().Namespace), Name: ref.Text("name")}
	return id, cmp.Or(ref.Text("kind"), id.Kind) == id.Kind
}

// fit is how nearly a solver is for a host: whether it names it, then how many labels of it the longest of
// its zones has, then how many of the Certificate's labels it asks for.
type fit struct{ names, zones, labels int }

func (f fit) compare(o fit) int {
	return cmp.Or(cmp.Compare(f.names, o.names), cmp.Compare(f.zones, o.zones), cmp.Compare(f.labels, o.labels))
}

// SolverOf is the solver that cert-manager chooses for a host of a Certificate: of those that are for it
// in all that they ask the nearest, and the first of these (cert-manager, pkg/util/solverpicker). No
// authority has a wildcard proved by HTTP-01, and a solver that cannot be asked is none.
func SolverOf(host string, certificate, issuer *objects.Object) (chosen Solver) {
	labels := objects.Labels(certificate.Members().Object("metadata").Object("labels"))
	var best fit
	for i, one := range issuer.Members().Object("spec").Object("acme").List("solvers") {
		solver, _ := one.(manifest.Object)
		if solver.Get("dns01") == nil && (solver.Get("http01") == nil || routing.IsWild(host)) {
			continue
		}
		of, ok := fits(solver.Object("selector"), host, labels)
		if ok && (!chosen.Solves() || of.compare(best) > 0) {
			chosen, best = Solver{solver, i, certificate.Members().Object("metadata").Object("annotations")}, of
		}
	}
	return chosen
}

// fits reports whether a selector is for a host of a Certificate with some labels, and how nearly.
func fits(selector manifest.Object, host string, labels objects.Labels) (of fit, ok bool) {
	names, zones, asked := textsIn(selector.List("dnsNames")), textsIn(selector.List("dnsZones")), objects.Labels(selector.Object("matchLabels"))
	if slices.Contains(names, host) {
		of.names = 1
	}
	for _, zone := range zones {
		if of.zones < 1+strings.Count(zone, ".") && strings.HasSuffix("."+strings.ToLower(host), "."+strings.ToLower(zone)) {
			of.zones = 1 + strings.Count(zone, ".")
		}
	}
	of.labels = len(asked)
	return of, (len(names) == 0 || of.names > 0) && (len(zones) == 0 || of.zones > 0) && labels.Match(asked)
}

func textsIn(list []any) (out []string) {
	for _, one := range list {
		if text, ok := one.(string); ok {
			out = append(out, text)
		}
	}
	return out
}
