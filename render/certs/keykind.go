package certs

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rsa"
	"fmt"
	"slices"
)

// The kinds of keys that are made, in the words of certs.key. P-256 is the one
// curve that every Envoy reads.
const (
	KeyECDSA = "ecdsa"
	KeyRSA   = "rsa"
)

// minRSA is how many bits Envoy takes at least.
const minRSA = 2048

// overHTTP3 is what is wrong with other curves there.
const overHTTP3 = "; over HTTP/3 this Istio's Envoy reads P-256 only"

// keyKind names a key as people do, and reports whether it is RSA or on one of
// the curves in use.
func keyKind(public any) (name string, known bool) {
	switch public := public.(type) {
	case *rsa.PublicKey:
		return fmt.Sprintf("RSA %d", public.N.BitLen()), true
	case *ecdsa.PublicKey:
		curve := public.Curve
		return "ECDSA " + curve.Params().Name, curve == elliptic.P256() || curve == elliptic.P384() || curve == elliptic.P521()
	}
	return "of another kind than RSA and ECDSA", false
}

// asWanted is why a key is not of the kind that would be made; "" where it is.
func (r *Rules) asWanted(public any, http3 bool) (kind, unfit string) {
	kind, _ = keyKind(public)
	rsaKey, isRSA := public.(*rsa.PublicKey)
	var fit bool
	switch {
	case r.Key == KeyRSA:
		fit = isRSA && rsaKey.N.BitLen() >= minRSA
	case r.NISTCurves && slices.Contains([]string{"ECDSA P-384", "ECDSA P-521"}, kind):
		if http3 {
			return kind, overHTTP3
		}
		return kind, ""
	default:
		fit = kind == "ECDSA P-256"
	}
	if !fit {
		unfit = ", and certs.key asks for " + r.Key
	}
	return kind, unfit
}

// key is a key's file that Envoy can read.
type key struct {
	public interface{ Equal(crypto.PublicKey) bool }
	pem    []byte
}
