package render_test

import (
	"bytes"
	"encoding/base64"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"render/render/secret"
)

// TestSecretModes: every mode of Secrets goes with every install mode and
// routing, shows no key but in plain, and leaves nothing in clear that is not
// public.
func TestSecretModes(t *testing.T) {
	const forms = `
secrets:
  mode: MODE
  sealed: {cert: sealing.pem}
  sops: {age: [age1hckrng8qtr4qzer9wjcqc7nj0ve7knwrex937yhrq2dgag0wdfgqqxutxk]}
  external: {store: vault}
  cert-manager: {create: ca}
`
	kinds := map[string]string{secret.Plain: "Secret", secret.Redacted: "Secret", secret.SOPS: "Secret", secret.Sealed: "SealedSecret",
		secret.External: "ExternalSecret", secret.CertManager: "Certificate", secret.Omit: ""}
	in := sealedExample(t, "sealed")
	_, tiers, _ := strings.Cut(string(in.Text), "tiers:\n")
	tiers = strings.Replace(tiers, "microk8s-alt.local]", "{host: microk8s-alt.local, cert: {crt: certs/microk8s.local.crt, key: certs/microk8s.local.key}}]", 1) // which has a Secret of its own
	key, err := os.ReadFile(filepath.Join(examplesDir, "sealed", "certs", "microk8s.local.key"))
	if err != nil {
		t.Fatal(err)
	}
	marker := base64.StdEncoding.EncodeToString(key[bytes.Index(key, []byte("-----BEGIN")):])
	for _, mode := range secret.Modes() {
		for _, istio := range []string{"{version: 1.20.1, install: operator}", `{version: "1.31", install: istioctl}`, `{version: "1.31", install: sail}`, `{version: "1.31", install: helm}`, `{version: "1.31", install: none}`} {
			for _, routing := range []string{"istio", "gateway-api"} {
				microk8s := "1.36"
				if strings.Contains(istio, "operator") {
					microk8s = "1.28"
				}
				in.Text = []byte("name: modes\nmicrok8s: \"" + microk8s + "\"\nistio: " + istio + "\nrouting: " + routing + strings.ReplaceAll(forms, "MODE", mode) + "tiers:\n" + tiers)
				out := mustRender(t, in)
				found := 0
				for _, m := range out.Manifests {
					if m.ID().Kind == kinds[mode] && strings.HasPrefix(m.ID().Name, "tls-") {
						found++
					}
				}
				text := stream(t, out.Manifests)
				if want := map[bool]int{true: 0, false: 3}[mode == secret.Omit]; found != want {
					t.Errorf("%s, %s, %s: %d Secrets", mode, istio, routing, found)
				}
				if shown := bytes.Contains(text, []byte(marker[:60])); shown != (mode == secret.Plain) || (out.InClear(out.Manifests) != "") != shown {
					t.Errorf("%s, %s, %s: shows a key: %v, says so: %q", mode, istio, routing, shown, out.InClear(out.Manifests))
				}
			}
		}
	}
}

// TestIssuersMade: an issuer that is made is where its Certificates are, or of
// the whole cluster, and each Certificate names it.
func TestIssuersMade(t *testing.T) {
	in := sealedExample(t, "cert-manager")
	for settings, want := range map[string][]string{
		"{create: ca}":                      {"Issuer istio-system/issued-ca", "Issuer istio-system/issued-ca-selfsigned", "Certificate istio-system/issued-ca"},
		"{create: ca, kind: ClusterIssuer}": {"ClusterIssuer issued-ca", "ClusterIssuer issued-ca-selfsigned", "Certificate cert-manager/issued-ca"},
		"{create: ca, kind: ClusterIssuer, namespace: infra, issuer: root}": {"ClusterIssuer root", "ClusterIssuer root-selfsigned", "Certificate infra/root"},
		"{create: selfSigned}":                      {"Issuer istio-system/issued-selfsigned"},
		"{create: selfSigned, kind: ClusterIssuer}": {"ClusterIssuer issued-selfsigned"},
		"{issuer: there}":                           nil,
	} {
		in.Set = []string{"secrets={cert-manager: " + settings + "}"}
		var made []string
		for _, m := range mustRender(t, in).Manifests {
			id := m.ID()
			if id.Group == "cert-manager.io" && !strings.HasPrefix(id.Name, "tls-") {
				id.Group = ""
				made = append(made, id.String())
			}
			if id.Kind == "Certificate" && strings.HasPrefix(id.Name, "tls-") {
				spec := m.Object.Map()["spec"].(map[string]any)
				issuer := spec["issuerRef"].(map[string]any)
				if name := issuer["name"].(string); !strings.Contains(settings, "issuer: "+name) && name != "issued-ca" && name != "issued-selfsigned" {
					t.Errorf("%s: %s is issued by %v", settings, id, issuer)
				}
			}
		}
		slices.Sort(made)
		slices.Sort(want)
		if !slices.Equal(made, want) {
			t.Errorf("%s: %v, want %v", settings, made, want)
		}
	}
}
