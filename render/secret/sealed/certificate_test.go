package sealed

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"math/big"
	"strings"
	"sync"
	"testing"
	"time"
)

var rsaKey = sync.OnceValue(func() *rsa.PrivateKey { return newRSA(2048) })

func newRSA(bits int) *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		panic(err)
	}
	return key
}

var until = time.Date(2036, 5, 6, 7, 8, 9, 0, time.UTC)

// certificate is one as the controller makes them: signed by itself, without
// names.
func certificate(t testing.TB, key crypto.Signer) []byte {
	t.Helper()
	return certificateOf(t, key.Public(), key)
}

func certificateOf(t testing.TB, public crypto.PublicKey, key crypto.Signer) []byte {
	t.Helper()
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: until.AddDate(-10, 0, 0), NotAfter: until,
		KeyUsage: x509.KeyUsageEncipherOnly, BasicConstraintsValid: true, IsCA: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, public, key)
	if err != nil {
		t.Fatal(err)
	}
	return der
}

func block(label string, der []byte) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: label, Bytes: der}))
}

func TestParseCertificate(t *testing.T) {
	der := certificate(t, rsaKey())
	text := block("CERTIFICATE", der)
	digest := sha256.Sum256(der)
	for what, text := range map[string]string{
		"as printed": text, "with line ends of Windows": strings.ReplaceAll(text, "\n", "\r\n"),
		"with text round it": "Certificate:\n    Data:\n" + text + "\n\n",
	} {
		got, err := ParseCertificate([]byte(text))
		if err != nil {
			t.Errorf("%s: %v", what, err)
			continue
		}
		if !got.Key.Equal(rsaKey().Public()) || !got.NotAfter.Equal(until) || got.Digest != hex.EncodeToString(digest[:]) {
			t.Errorf("%s: %+v", what, got)
		}
	}
}

func TestParseCertificateErrors(t *testing.T) {
	curve, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	der := certificate(t, rsaKey())
	good := block("CERTIFICATE", der)
	lines := strings.SplitAfter(good, "\n")
	private, err := x509.MarshalPKCS8PrivateKey(rsaKey())
	if err != nil {
		t.Fatal(err)
	}
	key := block("PRIVATE KEY", private)
	secret := strings.Split(key, "\n")[2]
	damaged := "holds a PEM block that is damaged: its END line or its base64 lines are not right"
	isKey := "holds a private key; sealing takes the certificate alone, and the key belongs in the cluster"
	for what, c := range map[string]struct{ text, want string }{
		"empty":          {" \n", "is empty"},
		"large":          {strings.Repeat(good, 1<<20/len(good)+1), "is larger than 1 MiB, which no certificate is"},
		"DER":            {string(der), "is not PEM: no line begins with -----BEGIN"},
		"UTF-16":         {strings.Join(strings.Split("\xff\xfe"+good, ""), "\x00"), "is not PEM: no line begins with -----BEGIN"},
		"YAML":           {"kind: Secret\n", "is not PEM: no line begins with -----BEGIN"},
		"key":            {key, isKey},
		"key behind":     {good + key, isKey},
		"key in front":   {block("RSA PRIVATE KEY", x509.MarshalPKCS1PrivateKey(rsaKey())) + good, isKey},
		"damaged key":    {good + strings.Replace(key, "-----END", "-----", 1), isKey},
		"public key":     {block("PUBLIC KEY", []byte{1}), "holds no certificate"},
		"beside":         {good + block("PUBLIC KEY", []byte{1}), "holds something beside the certificate; leave the certificate alone"},
		"two":            {good + good, "holds 2 certificates; leave the one that the controller seals with now"},
		"a line less":    {strings.Join(append(lines[:3:3], lines[4:]...), ""), "holds a certificate that cannot be read"},
		"cut":            {strings.Join(lines[:5], ""), damaged},
		"bad line":       {strings.Replace(good, lines[2], "!"+lines[2], 1), damaged},
		"good and cut":   {good + strings.Join(lines[:5], ""), damaged},
		"cut and good":   {strings.Join(lines[:5], "") + good, damaged},
		"not X.509":      {block("CERTIFICATE", []byte("MARKER")), "holds a certificate that cannot be read"},
		"an ECDSA key":   {block("CERTIFICATE", certificate(t, curve)), "holds a certificate whose key is not RSA; sealing takes no other"},
		"a 1024-bit key": {block("CERTIFICATE", certificate(t, newRSA(1024))), "holds a certificate with an RSA key of 1024 bits; sealing takes 2048 to 16384"},
		"exponent 1":     {block("CERTIFICATE", certificateOf(t, &rsa.PublicKey{N: rsaKey().N, E: 1}, rsaKey())), "holds a certificate with an RSA key that cannot be used"},
		"even modulus":   {block("CERTIFICATE", certificateOf(t, &rsa.PublicKey{N: new(big.Int).Sub(rsaKey().N, big.NewInt(1)), E: 65537}, rsaKey())), "holds a certificate with an RSA key that cannot be used"},
	} {
		got, err := ParseCertificate([]byte(c.text))
		if err == nil || err.Error() != c.want || got != nil {
			t.Errorf("%s: %v, want %s", what, err, c.want)
		}
		if err != nil && strings.Contains(err.Error(), secret) {
			t.Errorf("%s: the key is in the error", what)
		}
	}
}

// FuzzParseCertificate: whatever a file holds, it is refused or can be sealed
// with, and nothing of it is in the error.
func FuzzParseCertificate(f *testing.F) {
	f.Add([]byte(block("CERTIFICATE", certificate(f, rsaKey()))))
	f.Add([]byte(block("PRIVATE KEY", []byte("MARKER"))))
	f.Add([]byte("-----BEGIN CERTIFICATE-----\nMARKER\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		cert, err := ParseCertificate(text)
		if (cert == nil) == (err == nil) {
			t.Fatalf("%v, %v", cert, err)
		}
		if err != nil {
			if strings.ContainsAny(err.Error(), "\n\"") || len(err.Error()) > 120 {
				t.Errorf("%v", err)
			}
			return
		}
		if _, err := Seal(stream(1), cert, ClusterWide, "", "", text); err != nil {
			t.Error(err)
		}
	})
}
