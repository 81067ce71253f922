package render_test

import (
	"context"
	"crypto/rand"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"render/render"
	"render/render/manifest"
	"render/render/secret/age"
)

// without is an example's folder without the files of which the names end so.
func without(t *testing.T, example string, endings ...string) fs.FS {
	t.Helper()
	out := fstest.MapFS{}
	from := os.DirFS("../examples/" + example)
	err := fs.WalkDir(from, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		for _, ending := range endings {
			if strings.HasSuffix(name, ending) {
				return nil
			}
		}
		text, err := fs.ReadFile(from, name)
		out[name] = &fstest.MapFile{Data: text}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// secrets renders an example, and gives what of its output is a Secret, or is made one of.
func secrets(t *testing.T, in render.Input, example string) (string, *render.Output) {
	t.Helper()
	text, err := os.ReadFile("../examples/" + example + "/topology.yaml")
	if err != nil {
		t.Fatal(err)
	}
	in.Name, in.Text, in.Random, in.Age = "topology.yaml", text, rand.Reader, age.Encrypt
	out, err := render.Render(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, m := range out.Manifests {
		if kind := m.ID().Kind; kind == "Secret" || kind == "SealedSecret" {
			text, err := manifest.AppendYAML(nil, m.Object)
			if err != nil {
				t.Fatal(err)
			}
			all.Write(text)
		}
	}
	return all.String(), out
}

// TestWithoutKeys: to be compared, a topology needs no key, and shows by its certificate
// alone which one is meant; a revision without the certificate needs that neither.
func TestWithoutKeys(t *testing.T) {
	for _, c := range []struct {
		example, mode string
		holds, not    string
	}{
		{"small", "plain", "tls.key: cmVkYWN0ZWQ=", "tls.crt: cmVkYWN0ZWQ="},
		{"sealed", "sealed", "render/certificate-sha256: ", "Ag"},
		{"sops", "sops", "render/certificate-sha256: ", "ENC["},
	} {
		t.Run(c.mode, func(t *testing.T) {
			keys := secretsWith(t, c.example, c.mode, without(t, c.example))
			none := secretsWith(t, c.example, c.mode, without(t, c.example, ".key"))
			if keys != none || !strings.Contains(none, c.holds) || strings.Contains(none, c.not) {
				t.Errorf("with the keys\n%s\nwithout\n%s", keys, none)
			}
			if _, out := secrets(t, render.Input{Files: without(t, c.example, ".key"), Secrets: c.mode}, c.example); !out.Diagnostics.Failed() {
				t.Error("to be applied it needs none")
			}
			if _, out := secrets(t, render.Input{Files: without(t, c.example, "local.key", "local.crt", "example.org.crt", "example.org.key"), Secrets: c.mode, WithoutKeys: true}, c.example); !out.Diagnostics.Failed() {
				t.Error("a certificate that is not there is none that is missed")
			}
			bare, out := secrets(t, render.Input{Files: without(t, c.example, "local.key", "local.crt", "example.org.crt", "example.org.key"), Secrets: c.mode, WithoutKeys: true, Revision: true}, c.example)
			if out.Diagnostics.Failed() || !strings.Contains(bare, "tls.crt: cmVkYWN0ZWQ=") {
				t.Errorf("of a revision: %v\n%s", out.Diagnostics, bare)
			}
		})
	}
}

func secretsWith(t *testing.T, example, mode string, files fs.FS) string {
	t.Helper()
	text, out := secrets(t, render.Input{Files: files, Secrets: mode, WithoutKeys: true}, example)
	if out.Diagnostics.Failed() {
		t.Fatal(out.Diagnostics)
	}
	return text
}

// TestFormer: of a topology that was applied before, a pair that is not there or not right for it
// any more is redacted and told of; one that is right is read, with its key.
func TestFormer(t *testing.T) {
	const example = "small"
	former := func(files fs.FS, change ...string) (string, *render.Output) {
		return secrets(t, render.Input{Files: files, Secrets: "plain", Former: true, Set: change}, example)
	}
	whole, out := former(without(t, example))
	if out.Diagnostics.Failed() || len(out.Unread) > 0 || len(out.Withheld) > 0 || strings.Contains(whole, "cmVkYWN0ZWQ=") {
		t.Errorf("of a right pair: %v, unread %v\n%s", out.Diagnostics, out.Unread, whole)
	}
	ended, out := secrets(t, render.Input{Files: without(t, example), Secrets: "plain", Former: true, At: time.Date(2990, 1, 1, 0, 0, 0, 0, time.UTC)}, example)
	if ended != whole || len(out.Unread) > 0 {
		t.Errorf("of a pair that has ended: %v\n%s", out.Unread, ended)
	}
	keyless, out := former(without(t, example, ".key"))
	if out.Diagnostics.Failed() || len(out.Unread) > 0 || len(out.Withheld) != 1 || !strings.Contains(keyless, "tls.key: cmVkYWN0ZWQ=") || strings.Contains(keyless, "tls.crt: cmVkYWN0ZWQ=") {
		t.Errorf("without the key: %v, unread %v\n%s", out.Diagnostics, out.Unread, keyless)
	}
	for name, c := range map[string]struct {
		files  fs.FS
		change string
		want   string
	}{
		"without the pair":   {without(t, example, ".key", ".crt"), "name=home", `file "certs/home.example.org.crt" does not exist`},
		"another one's pair": {without(t, example), "tiers[0].hosts=[home.example.org, other.example.net]", `does not cover host "other.example.net"`},
	} {
		text, out := former(c.files, c.change)
		if out.Diagnostics.Failed() || len(out.Unread) != 1 || !strings.Contains(out.Unread[0].Message, c.want) || !strings.Contains(text, "tls.crt: cmVkYWN0ZWQ=") {
			t.Errorf("%s: %v, unread %v\n%s", name, out.Diagnostics, out.Unread, text)
		}
		if _, out := secrets(t, render.Input{Files: c.files, Secrets: "plain", Set: []string{c.change}}, example); !out.Diagnostics.Failed() {
			t.Errorf("%s: it can be applied", name)
		}
	}
	// Clients' authorities are apart from the pair.
	text, out := secrets(t, render.Input{Files: without(t, "mutual", "clients.crt"), Secrets: "plain", Former: true}, "mutual")
	if out.Diagnostics.Failed() || len(out.Unread) != 1 || !strings.Contains(text, "ca.crt: cmVkYWN0ZWQ=") || strings.Contains(text, "tls.crt: cmVkYWN0ZWQ=") {
		t.Errorf("without clients' authorities: %v, unread %v\n%s", out.Diagnostics, out.Unread, text)
	}
}
