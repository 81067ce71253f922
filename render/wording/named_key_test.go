package wording

import (
	"bytes"
	"compress/gzip"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/base64"
	"encoding/hex"
	"encoding/pem"
	"strings"
	"testing"
)

// TestNamedKeys: 32 bytes are a private key where they are called so, and nowhere else.
func TestNamedKeys(t *testing.T) {
	number := make([]byte, 32)
	_, _ = rand.Read(number)
	b64, digits := base64.StdEncoding.EncodeToString(number), hex.EncodeToString(number)
	other := base64.StdEncoding.EncodeToString(append([]byte{0}, number...)) // as long, but of 33 bytes
	for text, want := range map[string]bool{
		"[Interface]\nPrivateKey = " + b64 + "\nAddress = 10.0.0.1/24\n": true,
		"privateKey: " + b64: true, `{"privateKey":"` + b64 + `"}`: true, "WG_PRIVATE_KEY=" + b64: true, "private-key: '" + b64 + "'": true,
		"env: [{name: WG_PRIVATE_KEY, value: " + b64 + "}]":  true,
		"- name: WG_PRIVATE_KEY\n  value: \"" + b64 + "\"\n": true,
		"ETH_PRIVATE_KEY: 0x" + digits:                       true,
		"private key: " + digits:                             true,
		`{\"privateKey\":\"` + b64 + `\"}`:                   true,

		"PublicKey = " + b64:                         false,
		"cookieSecret: " + b64:                       false,
		"privateKey: " + other:                       false,
		"privateKey: " + b64[:40] + "====":           false,
		"privateKey: " + digits + "00":               false,
		"privateKeySecretRef: " + b64:                false,
		"privateKeyFile: /etc/" + digits:             false,
		"privateKey: {algorithm: ECDSA, x: " + b64:   false,
		"privateKey: ${PRIVATE_KEY}\nsum: " + digits: false,
		"private: " + b64:                            false,
	} {
		for spelling, text := range map[string]string{"plain": text, "base64": base64.StdEncoding.EncodeToString([]byte(text))} {
			if got := HoldsKey([]byte(text)); got != want {
				t.Errorf("%s: %q holds a key: %v", spelling, text, got)
			}
		}
		if shown := Quote(text); want && (strings.Contains(shown, b64[:20]) || strings.Contains(shown, digits[:20])) {
			t.Errorf("%s is shown as %s", text, shown)
		}
	}
	for _, c := range []struct {
		name, value string
		want        bool
	}{
		{"privateKey", b64, true}, {"WG_PRIVATE_KEY", digits, true}, {"private-key", base64.StdEncoding.EncodeToString([]byte(b64 + "\n")), true},
		{"privateKey", other, false}, {"publicKey", b64, false}, {"privateKeys", b64, false}, {"privateKey", b64 + " and more", false}, {"privateKey", "", false}, {"", b64, false},
	} {
		if IsNamedKey(c.name, c.value) != c.want {
			t.Errorf("%s: %s is a key: %v", c.name, c.value, !c.want)
		}
	}
}

// TestPackedKeys: what gzip made of a private key is one, and what it made of others none.
func TestPackedKeys(t *testing.T) {
	key := must(x509.MarshalPKCS8PrivateKey(must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))))
	inPEM := pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key})
	certificate := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: bytes.Repeat([]byte{0x30}, 300)})
	secret := "data: {tls.key: " + base64.StdEncoding.EncodeToString(inPEM) + "}"
	for _, c := range []struct {
		text string
		want bool
	}{
		{string(inPEM), true}, {base64.StdEncoding.EncodeToString(key), true}, {secret, true}, {strings.Repeat("nothing yet\n", 5000) + secret, true},
		{string(certificate), false}, {"", false}, {strings.Repeat("a", 1<<22), false},
	} {
		packed := base64.StdEncoding.EncodeToString(pack(c.text))
		for spelling, text := range map[string]string{
			"plain": "data: " + packed, "twice": base64.StdEncoding.EncodeToString([]byte(packed)), "behind another": base64.StdEncoding.EncodeToString(pack("a")) + "\n" + packed,
		} {
			if HoldsKey([]byte(text)) != c.want || SuspectsKey([]byte(text)) != c.want {
				t.Errorf("%s, %.30q: is a key: %v", spelling, c.text, !c.want)
			}
		}
		if shown := Quote("data: " + packed); c.want && len(shown) > 20 {
			t.Errorf("%.30q is shown as %s", c.text, shown)
		}
	}
	if HoldsKey([]byte(strings.Repeat("H4sIAAAAAAAAA", 1000))) {
		t.Error("what is no gzip's holds no key")
	}
}

func pack(text string) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write([]byte(text))
	_ = w.Close()
	return b.Bytes()
}

// store is PKCS #12 with one thing in it: a bag of some kind.
func store(bag int) []byte {
	type contentInfo struct {
		Type    asn1.ObjectIdentifier
		Content asn1.RawValue `asn1:"tag:0,explicit"`
	}
	data := asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 1}
	in := func(v any) asn1.RawValue { return asn1.RawValue{FullBytes: must(asn1.Marshal(v))} }
	bags := must(asn1.Marshal([]contentInfo{{asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 12, 10, 1, bag}, in(make([]byte, 200))}}))
	safe := must(asn1.Marshal([]contentInfo{{data, in(bags)}}))
	return must(asn1.Marshal(struct {
		Version int
		Safe    contentInfo
		MAC     struct {
			Digest struct {
				Algorithm pkix.AlgorithmIdentifier
				Sum       []byte
			}
			Salt []byte
		}
	}{Version: 3, Safe: contentInfo{data, in(safe)}, MAC: struct {
		Digest struct {
			Algorithm pkix.AlgorithmIdentifier
			Sum       []byte
		}
		Salt []byte
	}{Digest: struct {
		Algorithm pkix.AlgorithmIdentifier
		Sum       []byte
	}{Algorithm: pkix.AlgorithmIdentifier{Algorithm: asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 1}}, Sum: make([]byte, 32)}, Salt: make([]byte, 8)}}))
}
