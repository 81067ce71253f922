package secret_test

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"regexp"
	"testing"

	"render/render/manifest"
	"render/render/secret/sops"
)

// received is what comes out of a Secret's or a SealedSecret's data where it is
// received, in whichever form it left.
func received(t *testing.T, object manifest.Object) map[string]string {
	t.Helper()
	m := manifest.Manifest{Object: object}
	id, data := m.ID(), object.Object("data")
	read := func(_, value string) string { return value }
	switch {
	case id.Kind == "SealedSecret":
		data = object.Object("spec").Object("encryptedData")
		read = func(_, value string) string { return unsealed(t, value, id.Namespace+"/"+id.Name) }
	case object.Find(sops.Key) != nil:
		first, _ := object.Object(sops.Key).List("age")[0].(manifest.Object)
		key := decoded(t, first.Text("enc"))
		read = func(at, value string) string { return decrypted(t, key, value, "data:"+at+":") }
	}
	out := map[string]string{}
	for _, member := range data {
		out[member.Key] = read(member.Key, data.Text(member.Key))
		if id.Kind == "Secret" {
			out[member.Key] = string(decoded(t, out[member.Key]))
		}
	}
	return out
}

func decoded(t *testing.T, text string) []byte {
	t.Helper()
	raw, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return raw
}

// unsealed is what the controller does.
func unsealed(t *testing.T, text, label string) string {
	t.Helper()
	raw := decoded(t, text)
	n := 2 + int(binary.BigEndian.Uint16(raw))
	session, err := rsa.DecryptOAEP(sha256.New(), nil, controllersKey(), raw[2:n], []byte(label))
	if err != nil {
		t.Fatal(err)
	}
	return opened(t, session, make([]byte, 12), raw[n:], nil)
}

var sopsForm = regexp.MustCompile(`^ENC\[AES256_GCM,data:(.*),iv:(.*),tag:(.*),type:str\]$`)

// decrypted is what sops does.
func decrypted(t *testing.T, key []byte, text, at string) string {
	t.Helper()
	part := sopsForm.FindStringSubmatch(text)
	if part == nil {
		t.Fatalf("%q is not of sops' form", text)
	}
	return opened(t, key, decoded(t, part[2]), append(decoded(t, part[1]), decoded(t, part[3])...), []byte(at))
}

func opened(t *testing.T, key, nonce, text, bound []byte) string {
	t.Helper()
	block, err := aes.NewCipher(key)
	if err != nil {
		t.Fatal(err)
	}
	gcm, err := cipher.NewGCMWithNonceSize(block, len(nonce))
	if err != nil {
		t.Fatal(err)
	}
	out, err := gcm.Open(nil, nonce, text, bound)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}
