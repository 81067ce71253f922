package render_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"render/render"
	"render/render/diag"
	"render/render/gitops"
	"render/render/manifest"
)

// folderInput is an example that becomes a folder.
func folderInput(t testing.TB, name string) render.Input {
	t.Helper()
	folder := filepath.Join(examplesDir, name)
	text, err := os.ReadFile(filepath.Join(folder, "topology.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	before, _ := os.ReadFile(filepath.Join(goldenDir, name, "stream.yaml"))
	return sealing(render.Input{Name: "topology.yaml", Text: text, Files: os.DirFS(folder), Folder: true}, before)
}

func renderInput(t testing.TB, in render.Input) *render.Output {
	t.Helper()
	out, err := render.Render(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	var printed bytes.Buffer
	if err := diag.Text(&printed, out.Diagnostics); err != nil || out.Diagnostics.Failed() {
		t.Fatalf("refused: %s%v", printed.String(), err)
	}
	return out
}

func exampleFolder(t testing.TB, name string) *render.Output {
	t.Helper()
	return renderInput(t, folderInput(t, name))
}

// addLayout adds what a layout makes of an example: the files that it adds, and the
// annotations that its objects have for it.
func addLayout(t testing.TB, name string, files map[string][]byte) {
	t.Helper()
	out := exampleFolder(t, name)
	if len(out.Layout) == 0 {
		return
	}
	var added, notes bytes.Buffer
	for _, f := range out.Layout {
		added.WriteString("---\n# " + f.Path + "\n" + string(f.Text))
	}
	for _, f := range out.Files() {
		var own []string
		for _, note := range f.Manifest.Object.Object("metadata").Object("annotations") {
			if strings.HasPrefix(note.Key, "argocd.argoproj.io/") || strings.HasPrefix(note.Key, "kustomize.toolkit.fluxcd.io/") {
				own = append(own, note.Key+"="+note.Value.(string))
			}
		}
		notes.WriteString(f.Path() + ":")
		for _, note := range own {
			notes.WriteString(" " + note)
		}
		notes.WriteByte('\n')
	}
	files["layout.txt"] = append(notes.Bytes(), added.Bytes()...)
}

// keptNotes are what a folder that is laid out for nobody has on what is never deleted.
var keptNotes = map[string]string{"argocd.argoproj.io/sync-options": "Prune=false,Delete=false", "kustomize.toolkit.fluxcd.io/prune": "disabled"}

// TestLayoutAddsAnnotations: what a layout changes of objects is their annotations;
// without one a folder has the very bytes of the stream, but for those by which nobody
// deletes Namespaces and the operator.
func TestLayoutAddsAnnotations(t *testing.T) {
	layouts := 0
	for _, name := range exampleNames(t) {
		in := folderInput(t, name)
		folder := renderInput(t, in)
		in.Folder = false
		plain := renderInput(t, in)
		if len(plain.Layout) > 0 {
			t.Errorf("%s: the stream has files of a layout", name)
		}
		if len(folder.Layout) > 0 {
			layouts++
		}
		for i := range plain.Manifests {
			a, b := plain.Manifests[i].Object, folder.Manifests[i].Object
			m := &folder.Manifests[i]
			switch kept := m.Reader == manifest.Kubectl && gitops.Kept(m, m.ID()); {
			case len(folder.Layout) > 0:
				a, b = bare(a), bare(b)
			case kept:
				a = manifest.Annotated(a, keptNotes)
			}
			one, _ := manifest.AppendYAML(nil, a)
			other, _ := manifest.AppendYAML(nil, b)
			if !bytes.Equal(one, other) {
				t.Errorf("%s: %s differs by more than annotations\n%s\n%s", name, plain.Manifests[i].ID(), one, other)
			}
		}
	}
	if layouts < 3 {
		t.Errorf("only %d examples have a layout", layouts)
	}
}

// bare is an object without annotations, and without ciphertext, which sums up
// annotations too.
func bare(object manifest.Object) manifest.Object {
	object = object.Without("metadata", "annotations")
	if object.Find("sops") != nil {
		object = object.Without("sops").Without("data")
	}
	return object
}

// TestLayoutOfRun: the flag's layout counts in place of the topology's, and its needs
// are told as the topology's are.
func TestLayoutOfRun(t *testing.T) {
	for _, test := range []struct{ example, layout, want string }{
		{"argocd", "plain", ""},
		{"argocd", "flux", "flux/00-namespaces.yaml flux/10-metallb.yaml flux/30-istio.yaml flux/40-gateways.yaml flux/50-apps.yaml"},
		{"argocd", "argocd", "argocd/application.yaml argocd/argocd-cm.yaml"},
		{"sail", "flux", "refused"},
		{"small", "argocd", "refused"},
	} {
		in := folderInput(t, test.example)
		in.Layout = test.layout
		out, err := render.Render(context.Background(), in)
		if err != nil {
			t.Fatal(err)
		}
		var found []string
		for _, f := range out.Layout {
			found = append(found, f.Path)
		}
		slices.Sort(found)
		got := strings.Join(found, " ")
		if out.Diagnostics.Failed() {
			got = "refused"
		}
		if got != test.want {
			t.Errorf("%s --layout %s: %q, not %q", test.example, test.layout, got, test.want)
		}
	}
}

// TestLayoutMixin: a mixin changes what Argo CD is told as it does any component, and
// may add to it; what it makes of it that is no object is its own fault.
func TestLayoutMixin(t *testing.T) {
	for _, test := range []struct{ mixin, want string }{
		{`{ argocd+: { application+: { spec+: { revisionHistoryLimit: 3 } } } }`, "revisionHistoryLimit: 3"},
		{`function(t) { more: { _reader:: 'gitops', project: { apiVersion: 'argoproj.io/v1alpha1', kind: 'AppProject', metadata: { name: t.name } } } }`, "kind: AppProject"},
		{`{ argocd+: { application: 1 } }`, "site.jsonnet:1:14: argocd.application is neither a manifest"},
	} {
		in := folderInput(t, "argocd")
		in.Text = append(in.Text, "jsonnet: site.jsonnet\n"...)
		in.Files = fstest.MapFS{"site.jsonnet": {Data: []byte(test.mixin)}}
		out, err := render.Render(context.Background(), in)
		if err != nil {
			t.Fatal(err)
		}
		var all bytes.Buffer
		if err := diag.Text(&all, out.Diagnostics); err != nil {
			t.Fatal(err)
		}
		for _, f := range out.Layout {
			all.Write(f.Text)
		}
		if !strings.Contains(all.String(), test.want) {
			t.Errorf("%s: has no %q:\n%s", test.mixin, test.want, all.String())
		}
	}
}

// TestLayoutKeepsCiphertext: what is encrypted is kept from an earlier folder, with the
// annotations that the layout gives it.
func TestLayoutKeepsCiphertext(t *testing.T) {
	in := folderInput(t, "flux")
	first := renderInput(t, in)
	var stream []byte
	for _, f := range first.Files() {
		stream = append(stream, "---\n"+string(f.Text)...)
	}
	in = sealing(in, stream)
	again := renderInput(t, in)
	for i, f := range first.Files() {
		if other := again.Files()[i]; !bytes.Equal(f.Text, other.Text) {
			t.Errorf("%s changes from run to run", f.Path())
		}
	}
	if !bytes.Contains(stream, []byte("ENC[")) {
		t.Error("nothing is encrypted")
	}
}

// TestLayoutAwaitsChallenges: with Argo CD a Certificate of an overlay whose issuer proves hosts by HTTP-01 is of the
// wave in which gateways get their addresses, since it is not ready before; one proved by DNS-01 is of its stage.
func TestLayoutAwaitsChallenges(t *testing.T) {
	const topology = `
name: home
microk8s: "1.33"
istio: {version: "1.31", install: none}
secrets: omit
gitops: {layout: argocd, repo: "https://git.example.org/x.git", path: deploy}
overlays: [own]
tiers:
- name: primary
  ip: 192.168.1.141
  hosts: [home.example.org]
  apps:
  - {name: hello, image: "example.org/hello:1", port: 5000, routes: [/*]}
`
	for solver, want := range map[string]string{"http01: {ingress: {class: istio}}": "60", "dns01: {cloudflare: {apiTokenSecretRef: {name: token, key: token}}}": "50"} {
		own := "apiVersion: cert-manager.io/v1\nkind: ClusterIssuer\nmetadata: {name: own}\nspec: {acme: {server: \"https://acme.example.org/directory\", privateKeySecretRef: {name: account}, solvers: [{" + solver + "}]}}\n---\n" +
			"apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: own, namespace: istio-system}\nspec: {secretName: tls-credential, dnsNames: [home.example.org], issuerRef: {name: own, kind: ClusterIssuer}}\n"
		out := renderInput(t, render.Input{Name: "topology.yaml", Text: []byte(topology), Folder: true, Files: fstest.MapFS{
			"own/kustomization.yaml": {Data: []byte("resources: [certificate.yaml]\n")}, "own/certificate.yaml": {Data: []byte(own)}}})
		var got string
		for _, m := range out.Manifests {
			if m.ID().Kind == "Certificate" {
				got = m.Object.Object("metadata").Object("annotations").Text("argocd.argoproj.io/sync-wave")
			}
		}
		if got != want {
			t.Errorf("by %s it is of wave %q", solver, got)
		}
	}
}
