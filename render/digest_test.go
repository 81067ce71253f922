package render_test

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"
	"testing/fstest"

	"render/render"
	"render/render/manifest"
)

// istioNamespace is Istio's Namespace as kubectl's stream has it.
func istioNamespace(t *testing.T, out *render.Output) string {
	t.Helper()
	text, err := out.Stream([]manifest.Stage{manifest.Namespaces}, manifest.YAML)
	if err != nil {
		t.Fatal(err)
	}
	for document := range strings.SplitSeq(string(text), "---\n") {
		if strings.Contains(document, "\n  name: "+out.Install.Namespace+"\n") {
			return document
		}
	}
	return ""
}

// operatorDigest is the sum of what --stage istio prints, as its annotation.
func operatorDigest(t *testing.T, out *render.Output) string {
	t.Helper()
	text, err := out.Stream([]manifest.Stage{manifest.Istio}, manifest.YAML)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(text)
	return "\n    " + render.OperatorDigest + ": " + hex.EncodeToString(sum[:]) + "\n"
}

// TestOperatorDigest: Istio's Namespace holds the sum of what istioctl gets, where
// that is not in kubectl's stream.
func TestOperatorDigest(t *testing.T) {
	found := 0
	for _, name := range exampleNames(t) {
		out := example(t, name)
		namespace := istioNamespace(t, out)
		if out.Apart() != manifest.Istioctl {
			if strings.Contains(namespace, render.OperatorDigest) {
				t.Errorf("%s: the sum of what is in the stream itself:\n%s", name, namespace)
			}
			continue
		}
		found++
		if want := operatorDigest(t, out); !strings.Contains(namespace, want) {
			t.Errorf("%s: no %s in\n%s", name, want, namespace)
		}
	}
	if found < 5 {
		t.Errorf("%d examples are for istioctl", found)
	}
}

// TestNothingHidden: whatever changes what istioctl gets is seen in kubectl's
// stream, also where an overlay or a mixin changes it.
func TestNothingHidden(t *testing.T) {
	const istiod = `{istio+: {"istio-control-plane"+: {spec+: {tag: "y"}}}}`
	_, in := readExample(t, "today")
	in.Secrets = "omit"
	seen := map[string]string{"": istioNamespace(t, mustRender(t, in))}
	overlay := func(patch string) []render.Overlay {
		return []render.Overlay{{Name: "site", Files: fstest.MapFS{"kustomization.yaml": {Data: []byte("patches:\n- " + patch + "\n")}}}}
	}
	for name, change := range map[string]func(*render.Input){
		"the address":  func(in *render.Input) { in.Set = []string{"tiers[0].ip=192.168.1.155"} },
		"the ranges":   func(in *render.Input) { in.Set = []string{"tiers[0].sourceRanges=[10.0.0.0/9]"} },
		"the version":  func(in *render.Input) { in.Set = []string{"istio.version=1.31.1"} },
		"the replicas": func(in *render.Input) { in.Set = []string{"tiers[0].replicas=3"} },
		"an overlay": func(in *render.Input) {
			in.Overlays = overlay("{target: {kind: IstioOperator}, patch: '[{op: add, path: /spec/tag, value: x}]'}")
		},
		"a mixin": func(in *render.Input) {
			in.Set = []string{"jsonnet=site.jsonnet"}
			in.Files = fstest.MapFS{"site.jsonnet": {Data: []byte(istiod)}}
		},
	} {
		changed := in
		change(&changed)
		out := mustRender(t, changed)
		namespace := istioNamespace(t, out)
		if !strings.Contains(strings.ReplaceAll(namespace, `"`, ""), operatorDigest(t, out)) { // a sum that looks like a number is quoted
			t.Errorf("%s: the sum is another than that of --stage istio", name)
		}
		for other, text := range seen {
			if text == namespace {
				t.Errorf("%s: the Namespace is as with %q", name, other)
			}
		}
		seen[name] = namespace
	}
	in.Overlays = overlay("{target: {kind: Namespace}, patch: '[{op: add, path: /metadata/annotations, value: {team: web}}]'}")
	out := mustRender(t, in)
	if namespace := istioNamespace(t, out); !strings.Contains(namespace, operatorDigest(t, out)) || !strings.Contains(namespace, "team: web") {
		t.Errorf("with an annotation of an overlay:\n%s", namespace)
	}
}

// TestValuesNotHidden: neither is any change of what helm gets, nor another version
// of the charts, which values do not name.
func TestValuesNotHidden(t *testing.T) {
	_, in := readExample(t, "helm")
	seen := map[string]string{"": istioNamespace(t, mustRender(t, in))}
	for name, change := range map[string]func(*render.Input){
		"the version":  func(in *render.Input) { in.Set = []string{"istio.version=1.31.2"} },
		"the revision": func(in *render.Input) { in.Set = []string{"istio.revision=other"} },
		"values":       func(in *render.Input) { in.Set = []string{"istio.values.pilot.replicaCount=2"} },
		"the mesh":     func(in *render.Input) { in.Set = []string{"istio.meshConfig={accessLogFile: /dev/stderr}"} },
		"a mixin": func(in *render.Input) {
			in.Set = []string{"jsonnet=site.jsonnet"}
			in.Files = fstest.MapFS{"site.jsonnet": {Data: []byte(`{helm+: {values+: {pilot+: {replicaCount: 3}}}}`)}}
		},
	} {
		changed := in
		change(&changed)
		out := mustRender(t, changed)
		text, err := out.Stream([]manifest.Stage{manifest.Istio}, manifest.YAML)
		if err != nil {
			t.Fatal(err)
		}
		namespace, sum := istioNamespace(t, out), sha256.Sum256(text)
		for _, want := range []string{render.ValuesDigest + ": " + hex.EncodeToString(sum[:]), render.VersionNote + ": " + out.Install.Version} {
			if !strings.Contains(namespace, "\n    "+want+"\n") {
				t.Errorf("%s: no %s in\n%s", name, want, namespace)
			}
		}
		for other, text := range seen {
			if text == namespace {
				t.Errorf("%s: the Namespace is as with %q", name, other)
			}
		}
		seen[name] = namespace
	}
}

// TestValuesMixed: what a mixin says of the mesh in values is checked, and what is no
// object of values is refused.
func TestValuesMixed(t *testing.T) {
	_, in := readExample(t, "helm")
	in.Set = []string{"jsonnet=site.jsonnet"}
	for mixin, want := range map[string]string{
		`{helm+: {values+: {meshConfig+: {accesLogFile: "x"}}}}`: "accesLogFile",
		`{helm+: {values: "none"}}`:                              "neither a manifest",
		`{helm+: {_reader:: "helmfile"}}`:                        `there is no reader "helmfile"`,
		`{helm+: {values+: {note: "-----BEGIN PRIVATE KEY-----\n` + "MIIBVQIBADANBgkqhkiG9w0BAQEFAASCAT8wggE7AgEAAkEA" + `\n-----END PRIVATE KEY-----"}}}`: "holds a private key",
	} {
		in.Files = fstest.MapFS{"site.jsonnet": {Data: []byte(mixin)}}
		out, err := render.Render(t.Context(), in)
		if err != nil || !out.Diagnostics.Failed() || !strings.Contains(out.Diagnostics.Err().Error(), want) {
			t.Errorf("%s: %v, %v, want %s", mixin, err, out.Diagnostics.Err(), want)
		}
	}
}
