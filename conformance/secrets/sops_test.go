package secrets

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"fmt"
	mathrand "math/rand/v2"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"filippo.io/age"
	realsops "github.com/getsops/sops/v3"
	"github.com/getsops/sops/v3/config"
	sopsjson "github.com/getsops/sops/v3/stores/json"
	sopsyaml "github.com/getsops/sops/v3/stores/yaml"

	"render/render/manifest"
	renderage "render/render/secret/age"
	"render/render/secret/sops"
)

// holding lets sops find this identity and no other.
func holding(t *testing.T, identity string) {
	t.Helper()
	t.Setenv("SOPS_AGE_KEY", identity)
	t.Setenv("HOME", t.TempDir())
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	for _, name := range []string{"SOPS_AGE_KEY_FILE", "SOPS_AGE_KEY_CMD", "SOPS_AGE_SSH_PRIVATE_KEY_FILE", "SOPS_AGE_SSH_PRIVATE_KEY_CMD"} {
		t.Setenv(name, "") // so that it comes back after the test
		if err := os.Unsetenv(name); err != nil {
			t.Fatal(err)
		}
	}
}

func classic(t *testing.T) *age.X25519Identity {
	t.Helper()
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	return identity
}

// encrypt gives an object as the renderer encrypts it.
func encrypt(t *testing.T, object map[string]any, recipients ...string) map[string]any {
	t.Helper()
	out, err := sops.Encrypt(manifest.NewObject(object), sops.Settings{
		Random: rand.Reader, Recipients: recipients, Wrap: renderage.Encrypt, LastModified: time.Now(),
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.Map()
}

var encoders = map[string]func([]byte, any) ([]byte, error){"yaml": manifest.AppendYAML, "json": manifest.AppendJSON}

func encoded(t *testing.T, format string, object map[string]any) string {
	t.Helper()
	text, err := encoders[format](nil, object)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func tlsSecret() map[string]any {
	return map[string]any{
		"apiVersion": "v1", "kind": "Secret", "type": "kubernetes.io/tls", "immutable": true,
		"metadata": map[string]any{
			"name": "tls", "namespace": "one", "labels": map[string]any{"name": "n", "app.kubernetes.io/name": "a"},
			"annotations": map[string]any{"note": "two\nlines\n", "since": "2026-01-01", "on": "on"},
		},
		"data": map[string]any{"tls.crt": "Q1JU", "tls.key": "S0VZ", "empty": ""},
	}
}

// decrypted wants sops to accept the object in each format and to give it back.
// It is compared as JSON: sops does not read every YAML that it writes.
func decrypted(t *testing.T, object, encrypted map[string]any) {
	t.Helper()
	want := encoded(t, "yaml", object)
	for format, store := range map[string]realsops.EncryptedFileLoader{
		"yaml": sopsyaml.NewStore(&config.YAMLStoreConfig{}), "json": sopsjson.NewStore(&config.JSONStoreConfig{}),
	} {
		text := encoded(t, format, encrypted)
		if _, err := Decrypt([]byte(text), format); err != nil {
			t.Fatalf("%s: %v:\n%s", format, err, text)
		}
		clear, err := decryptUnchecked(store, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		var back map[string]any
		decoder := json.NewDecoder(bytes.NewReader(clear))
		decoder.UseNumber()
		if err := decoder.Decode(&back); err != nil {
			t.Fatalf("%s: %v:\n%s", format, err, clear)
		}
		if got := encoded(t, "yaml", back); got != want {
			t.Fatalf("%s: got\n%s\nwant\n%s", format, got, want)
		}
	}
}

// TestDecrypt: each recipient alone decrypts the object, whichever it is among
// them and of which kind.
func TestDecrypt(t *testing.T) {
	first, second := classic(t), classic(t)
	quantum, err := age.GenerateHybridIdentity()
	if err != nil {
		t.Fatal(err)
	}
	encrypted := encrypt(t, tlsSecret(), first.Recipient().String(), quantum.Recipient().String(), second.Recipient().String())
	for _, identity := range []fmt.Stringer{first, second, quantum} {
		holding(t, "# made for a test\n"+identity.String()+"\n")
		decrypted(t, tlsSecret(), encrypted)
		got, err := DecryptLikeFlux([]byte(encoded(t, "yaml", encrypted)))
		if err != nil {
			t.Fatal(err)
		}
		if string(got.Data["tls.key"]) != "KEY" || got.Labels["name"] != "n" || got.Immutable == nil || !*got.Immutable {
			t.Errorf("as Flux reads it: %v", got)
		}
	}
	holding(t, classic(t).String())
	if _, err := Decrypt([]byte(encoded(t, "yaml", encrypted)), "yaml"); err == nil {
		t.Error("somebody else decrypts it")
	}
}

// TestDecryptAnything: texts, numbers, maps and lists of all sorts, always the
// same ones.
func TestDecryptAnything(t *testing.T) {
	identity := classic(t)
	holding(t, identity.String())
	g := generator{mathrand.New(mathrand.NewPCG(1, 2))}
	for range 150 {
		object := map[string]any{
			"apiVersion": "v1", "kind": "Secret", "data": g.object(2), "stringData": g.object(1), "metadata": g.object(2), "spec": g.object(2),
			"a": map[string]any{"data": g.value(1), "stringData": []any{g.value(1), g.value(0)}, "sops": g.value(0)},
		}
		decrypted(t, object, encrypt(t, object, identity.Recipient().String()))
	}
}

type generator struct{ *mathrand.Rand }

var pieces = strings.Split("a|b c|y|no|null|~|0|08|1_0|12:30|2001-01-01|0x1f|1e3|.5|-|: | #|'|\"|\\|[|{|&|*|!|@|%|=|<<|\n|\n\n| \n|\t| |é|日|ENC[AES256_GCM,data:|data|sops", "|")

func (g generator) text() string {
	var b strings.Builder
	for range g.IntN(5) {
		b.WriteString(pieces[g.IntN(len(pieces))])
	}
	return b.String()
}

func (g generator) value(depth int) any {
	kinds := 8
	if depth <= 0 {
		kinds = 6
	}
	switch g.IntN(kinds) {
	case 0:
		return nil
	case 1:
		return g.IntN(2) == 0
	case 2:
		return g.Int64() - g.Int64()
	case 3:
		return float64(g.IntN(1000000)) / 1024
	case 6:
		return []any{g.value(depth - 1), g.value(depth - 1)}
	case 7:
		return g.object(depth - 1)
	}
	return g.text()
}

func (g generator) object(depth int) map[string]any {
	m := map[string]any{}
	for range g.IntN(6) {
		m[g.text()] = g.value(depth)
	}
	return m
}

// TestChanged: sops finds every change of what was encrypted, in clear or not.
func TestChanged(t *testing.T) {
	identity := classic(t)
	holding(t, identity.String())
	mine := []string{identity.Recipient().String()}
	encrypted := encrypt(t, tlsSecret(), mine...)
	text := encoded(t, "yaml", encrypted)
	line := func(start string) string {
		_, rest, found := strings.Cut(text, start)
		if !found {
			t.Fatalf("no %q in\n%s", start, text)
		}
		value, _, _ := strings.Cut(rest, "\n")
		return start + value + "\n"
	}
	crt, key, mac := line("  tls.crt: "), line("  tls.key: "), line("  mac: ")
	_, crtValue, _ := strings.Cut(crt, ": ")
	_, keyValue, _ := strings.Cut(key, ": ")
	other := encrypt(t, tlsSecret(), mine...)
	for what, changes := range map[string][]string{
		"label":                      {"    app.kubernetes.io/name: a\n", "    app.kubernetes.io/name: b\n"},
		"label more":                 {"    app.kubernetes.io/name: a\n", "    app.kubernetes.io/name: a\n    more: x\n"},
		"label less":                 {"    app.kubernetes.io/name: a\n", ""},
		"name":                       {"  name: tls\n", "  name: other\n"},
		"namespace":                  {"namespace: one", "namespace: two"},
		"type":                       {"type: kubernetes.io/tls", "type: Opaque"},
		"bool":                       {"immutable: true", "immutable: false"},
		"text to bool":               {`"on": "on"`, `"on": true`},
		"order in clear":             {"  name: tls\n  namespace: one\n", "  namespace: one\n  name: tls\n"},
		"order of what is encrypted": {crt + key, key + crt},
		"value swapped":              {crt + key, "  tls.crt: " + keyValue + "  tls.key: " + crtValue},
		"value moved":                {"  tls.key: ", "  tls.pem: "},
		"value of another run":       {key, "  tls.key: " + other["data"].(map[string]any)["tls.key"].(string) + "\n"},
		"value less":                 {key, ""},
		"value in clear":             {key, "  tls.key: S0VZ\n"},
		"value emptied":              {key, "  tls.key: \"\"\n"},
		"ciphertext":                 {`tls.key: "ENC[AES256_GCM,data:`, `tls.key: "ENC[AES256_GCM,data:AAAA`},
		"kind of value":              {key, strings.Replace(key, "type:str", "type:int", 1)},
		"no sum":                     {mac, ""},
		"sum of another run":         {mac, "  mac: " + other["sops"].(map[string]any)["mac"].(string) + "\n"},
		"time":                       {"lastmodified: \"20", "lastmodified: \"21"},
		"less encrypted":             {"^(data|stringData)$", "^(stringData)$"},
		"more encrypted":             {"^(data|stringData)$", "^(data|stringData|labels)$"},
		"sum of what is encrypted":   {"  mac: ", "  mac_only_encrypted: true\n  mac: "},
		"no sops":                    {"sops:\n", "spos:\n"},
	} {
		if strings.Count(text, changes[0]) != 1 {
			t.Fatalf("%s: %q is %d times in\n%s", what, changes[0], strings.Count(text, changes[0]), text)
		}
		if clear, err := Decrypt([]byte(strings.Replace(text, changes[0], changes[1], 1)), "yaml"); err == nil {
			t.Errorf("%s: decrypts all the same:\n%s", what, clear)
		}
	}
	decrypted(t, tlsSecret(), encrypted)
}

// TestPlaces: a value that was encrypted for another place, or under another
// path, does not decrypt for Flux either, which checks no sum.
func TestPlaces(t *testing.T) {
	identity := classic(t)
	holding(t, identity.String())
	object := tlsSecret()
	encrypted := encrypt(t, object, identity.Recipient().String())
	data := encrypted["data"].(map[string]any)
	data["tls.crt"], data["tls.key"] = data["tls.key"], data["tls.crt"]
	if _, err := DecryptLikeFlux([]byte(encoded(t, "yaml", encrypted))); err == nil {
		t.Error("a certificate where the key was, and it decrypts")
	}
	encrypted = encrypt(t, object, identity.Recipient().String())
	encrypted["stringData"] = encrypted["data"]
	delete(encrypted, "data")
	if _, err := DecryptLikeFlux([]byte(encoded(t, "yaml", encrypted))); err == nil {
		t.Error("data became stringData, and it decrypts")
	}
	encrypted = encrypt(t, object, identity.Recipient().String())
	encrypted["metadata"].(map[string]any)["labels"] = map[string]any{"argocd.argoproj.io/instance": "x"}
	got, err := DecryptLikeFlux([]byte(encoded(t, "yaml", encrypted)))
	if err != nil || !reflect.DeepEqual(got.Labels, map[string]string{"argocd.argoproj.io/instance": "x"}) {
		t.Errorf("a label that was put on keeps Flux from it: %v", err)
	}
}
