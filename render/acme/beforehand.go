package acme

import (
	"render/render/manifest"
	"render/render/objects"
)

// Beforehand are the hosts, by Certificate of a new side, that nobody answers for where it comes to the old
// one before anything else does: its routes are for Gateways that are not there yet, or come from a namespace
// of which those that are there take none. Its issuer is that of the old side, where that has it.
func Beforehand(old, new *objects.World) map[*objects.Object][]string {
	var questions []Question
	for _, certificate := range new.OfKind(objects.CertManager, "Certificate") {
		issuer := old.IssuerOf(certificate)
		if issuer == nil {
			issuer = new.IssuerOf(certificate)
		}
		if issuer == nil {
			questions = append(questions, assumed(old, certificate)...)
		} else {
			questions = append(questions, QuestionsTo(issuer, certificate)...)
		}
	}
	out := map[*objects.Object][]string{}
	for _, u := range find(old, questions) {
		out[u.Certificate] = append(out[u.Certificate], u.Hosts...)
	}
	return out
}

// assumed are the questions of a Certificate that says of an issuer which is not among the objects that it asks
// by HTTP-01: with the Gateway API by routes of whichever Gateway, at best, and else by an Ingress that Istio serves.
func assumed(w *objects.World, certificate *objects.Object) (out []Question) {
	var parents []any
	for g := range w.KubernetesGateways() {
		id := g.ID()
		parents = append(parents, manifest.NewObject(map[string]any{"name": id.Name, "namespace": id.Namespace, "kind": id.Kind}))
	}
	if certificate.Resource().Metadata().Annotations().Text(objects.SolverNote).Value() != "http01" {
		return nil
	}
	by := map[string]any{"gatewayHTTPRoute": map[string]any{"parentRefs": parents}}
	if len(parents) == 0 {
		by = map[string]any{"ingress": map[string]any{"class": "istio"}}
	}
	solver := manifest.NewObject(map[string]any{"http01": by})
	for _, host := range hostsOf(certificate) {
		out = append(out, Question{certificate, certificate, host, Solver{Members: solver}})
	}
	return out
}
