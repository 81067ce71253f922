package keyset

import (
	"crypto/ecdh"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"render/render/wording"
)

// key is a public key, with the members by which tokens are verified (RFC 7518, section 6, and
// RFC 8037).
type key struct {
	Type  string `json:"kty"`
	ID    string `json:"kid,omitempty"`
	Use   string `json:"use,omitempty"`
	Alg   string `json:"alg,omitempty"`
	Curve string `json:"crv,omitempty"`
	N     string `json:"n,omitempty"`
	E     string `json:"e,omitempty"`
	X     string `json:"x,omitempty"`
	Y     string `json:"y,omitempty"`
}

// private are the members of private keys, and k, which is that of a key that both sides share.
var private = []string{"d", "p", "q", "dp", "dq", "qi", "oth", "k"}

// read reads the keys of the list: those by which signatures are verified, and what is wrong with any.
func (d *document) read(list []value) (set []*key, faults []Fault) {
	known := map[string]bool{}
	for _, of := range list {
		k, fault := d.key(of)
		switch {
		case fault.Found():
			faults = append(faults, fault)
		case k.ID != "" && known[k.ID]:
			faults = append(faults, d.fault(of.at, fmt.Sprintf("kid %s is that of another key too, and a token says by its kid which key signed it", wording.Quote(k.ID)), "remove one of the two"))
		case k.Use == "enc":
			known[k.ID] = true
		default:
			known[k.ID] = true
			set = append(set, k)
		}
	}
	if len(set) == 0 && len(faults) == 0 {
		faults = append(faults, d.fault(list[0].at, `has keys for encryption alone, "use": "enc", by which no token is verified`, fetch))
	}
	return set, faults
}

// key is one key of the list.
func (d *document) key(of value) (*key, Fault) {
	if of.raw[0] != '{' {
		return nil, d.fault(of.at, "is no key", fetch)
	}
	members, fault := d.members(of)
	if fault.Found() {
		return nil, fault
	}
	k := &key{}
	texts := map[string]*string{"kty": &k.Type, "kid": &k.ID, "use": &k.Use, "alg": &k.Alg, "crv": &k.Curve, "n": &k.N, "e": &k.E, "x": &k.X, "y": &k.Y}
	for _, m := range members {
		if slices.Contains(private, m.name) {
			return nil, d.fault(m.at, fmt.Sprintf("has %s, a part of a private key: whoever has it makes tokens that are let in", wording.Quote(m.name)),
				"name a file of public keys alone, and have the issuer sign by a new key, if this one has been where others read it")
		}
		if text := texts[m.name]; text != nil && json.Unmarshal(m.raw, text) != nil {
			return nil, d.fault(m.at, fmt.Sprintf("%s is no text", wording.Quote(m.name)), fetch)
		}
	}
	if k.Use == "enc" {
		return k, Fault{}
	}
	if fault := k.check(); fault.Found() {
		return nil, d.fault(of.at, fault.Message, fault.Help)
	}
	return k, Fault{}
}

// check finds what keeps tokens from being verified by a key.
func (k *key) check() wording.Fault {
	switch k.Type {
	case "":
		return wording.Fault{Message: "has no kty, which says of what type the key is", Help: fetch}
	case "RSA":
		return k.checkRSA()
	case "EC":
		return k.checkCurve()
	case "OKP":
		if k.Curve != "Ed25519" {
			return wording.Fault{Message: fmt.Sprintf("is of the curve %s, and of this type gateways verify by Ed25519 alone", wording.Quote(k.Curve)), Help: remove}
		}
		if x, ok := bytesOf(k.X); !ok || len(x) != 32 {
			return wording.Fault{Message: "has an x that is no key of Ed25519", Help: fetch}
		}
		return k.checkAlg("EdDSA")
	case "oct":
		return wording.Fault{Message: `is of kty "oct", a key that both sides share: whoever reads it makes tokens that are let in`, Help: "have the issuer sign by RSA or EC, and name its public keys"}
	}
	return wording.Fault{Message: fmt.Sprintf("is of kty %s, by which gateways verify nothing", wording.Quote(k.Type)), Help: remove}
}

// remove is what helps where one key of several is of no use.
const remove = "remove the key from the file, if the issuer signs by another of its keys"

// fewestBits are those of an RSA key that signs (RFC 7518, section 3.3).
const fewestBits = 2048

func (k *key) checkRSA() wording.Fault {
	n, okN := bytesOf(k.N)
	e, okE := bytesOf(k.E)
	if !okN || !okE {
		return wording.Fault{Message: "has not both of n and e, in base64 for URLs, of which an RSA key consists", Help: fetch}
	}
	if bits := new(big.Int).SetBytes(n).BitLen(); bits < fewestBits {
		return wording.Fault{Message: fmt.Sprintf("is an RSA key of %d bits, and of fewer than %d it can be found out", bits, fewestBits), Help: "have the issuer sign by a longer key"}
	}
	if exponent := new(big.Int).SetBytes(e); exponent.Bit(0) == 0 || exponent.Cmp(big.NewInt(3)) < 0 {
		return wording.Fault{Message: "has an e that no RSA key has", Help: fetch}
	}
	return k.checkAlg("RS256", "RS384", "RS512", "PS256", "PS384", "PS512")
}

func (k *key) checkCurve() wording.Fault {
	curves := map[string]struct {
		curve ecdh.Curve
		size  int
		alg   string
	}{"P-256": {ecdh.P256(), 32, "ES256"}, "P-384": {ecdh.P384(), 48, "ES384"}, "P-521": {ecdh.P521(), 66, "ES512"}}
	of, known := curves[k.Curve]
	if !known {
		return wording.Fault{Message: fmt.Sprintf("is of the curve %s, and gateways verify by P-256, P-384 and P-521", wording.Quote(k.Curve)), Help: remove}
	}
	x, okX := bytesOf(k.X)
	y, okY := bytesOf(k.Y)
	if okX = okX && len(x) == of.size; okX && okY && len(y) == of.size {
		if _, err := of.curve.NewPublicKey(slices.Concat([]byte{4}, x, y)); err == nil {
			return k.checkAlg(of.alg)
		}
	}
	return wording.Fault{Message: "has an x and a y that are no point of " + k.Curve, Help: fetch}
}

// checkAlg finds an algorithm that is not one of the key's.
func (k *key) checkAlg(known ...string) wording.Fault {
	if k.Alg == "" || slices.Contains(known, k.Alg) {
		return wording.Fault{}
	}
	return wording.Fault{Message: fmt.Sprintf("has alg %s, and by such a key tokens are signed with %s", wording.Quote(k.Alg), strings.Join(known, ", ")), Help: remove}
}

// bytesOf is what a text in base64 for URLs says, which has no padding; false for none.
func bytesOf(text string) ([]byte, bool) {
	out, err := base64.RawURLEncoding.Strict().DecodeString(text)
	return out, err == nil && len(out) > 0
}
