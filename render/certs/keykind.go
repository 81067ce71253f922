package certs

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rsa"
	"fmt"
)

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

// key is a key's file that Envoy can read.
type key struct {
	public interface{ Equal(crypto.PublicKey) bool }
	pem    []byte
}
