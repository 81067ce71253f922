package making

import (
	"cmp"

	"render/render/acme"
	"render/render/objects"
)

// Proof is how an issuer has somebody prove that a host is theirs.
type Proof uint8

// The proofs.
const (
	Untold    Proof = iota
	HTTP01          // by an answer of the host's own, on port 80
	Otherwise       // by DNS, or its issuer asks for none
)

// ProofOf is how a host of a Certificate is proved: by what its issuer says, where the objects of some
// sides have it, else by what the Certificate does. By HTTP-01 that may be by Ingresses of a class that
// Istio does not serve.
func ProofOf(certificate *objects.Object, host string, sides ...*objects.World) (how Proof, class string) {
	if group := certificate.Members().Object("spec").Object("issuerRef").Text("group"); cmp.Or(group, objects.CertManager) != objects.CertManager {
		return Otherwise, ""
	}
	for _, side := range sides {
		issuer := side.IssuerOf(certificate)
		if issuer == nil {
			continue
		}
		solver := acme.SolverOf(host, certificate, issuer)
		switch {
		case solver.HTTP01():
			if by, is := solver.Ingress(); is && !side.ServesIngresses(by) {
				class = by.Called()
			}
			return HTTP01, class
		case solver.Solves() || issuer.Members().Object("spec").Get("acme") == nil:
			return Otherwise, ""
		}
	}
	switch certificate.Resource().Metadata().Annotations().Text(objects.SolverNote).Value() {
	case "http01":
		return HTTP01, ""
	case "dns01":
		return Otherwise, ""
	}
	return Untold, ""
}
