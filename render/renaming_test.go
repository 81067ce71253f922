package render_test

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"testing/fstest"

	"render/render"
	"render/render/diag"
	"render/render/manifest"
)

// renamer is an overlay that renames.
func renamer(text string) []render.Overlay {
	return []render.Overlay{{Name: "renamer", Files: fstest.MapFS{"kustomization.yaml": {Data: []byte(text)}}}}
}

// unsealed is how an example's Secrets leave where their ciphertext is not bound to
// names.
func unsealed(name string) string {
	switch name {
	case "sealed", "sops", "argocd", "argocd-apps", "flux":
		return "redacted"
	}
	return ""
}

// TestRenamedExamples: with other names for all objects every example renders, so
// that no reference is left behind that is checked, and is the same but for the
// names.
func TestRenamedExamples(t *testing.T) {
	told := strings.NewReplacer("zz-", "", "-yy", "")
	for _, name := range exampleNames(t) {
		if name == "renamed" { // has such an overlay of its own
			continue
		}
		_, in := readExample(t, name)
		if mode := unsealed(name); mode != "" {
			in.Secrets = mode
		}
		before := byID(t, mustRender(t, in))
		in.Overlays = renamer("namePrefix: zz-\nnameSuffix: -yy\n")
		out := mustRender(t, in)
		renamed := 0
		for id, text := range byID(t, out) {
			if strings.Contains(id, "zz-") {
				renamed++
			}
			if was := before[told.Replace(id)]; was != told.Replace(text) {
				t.Errorf("%s: %s is another:\n%s\n%s", name, id, was, text)
			}
		}
		if len(out.Manifests) != len(before) || renamed < 5 {
			t.Errorf("%s: %d objects of %d, %d renamed", name, len(out.Manifests), len(before), renamed)
		}
	}
}

// TestRenamedBeforeSealing: what render encrypts itself it encrypts under the new
// names.
func TestRenamedBeforeSealing(t *testing.T) {
	for name, want := range map[string]string{"sealed": "kind: SealedSecret\nmetadata:\n  name: zz-", "sops": "kind: Secret\nmetadata:\n  name: zz-"} {
		_, in := readExample(t, name)
		in.Overlays = renamer("namePrefix: zz-\nnamespace: elsewhere\n")
		text := string(stream(t, mustRender(t, in).Manifests))
		if !strings.Contains(text, want) || !strings.Contains(text, "credentialName: zz-") || strings.Contains(text, "cmVkYWN0ZWQ=") {
			t.Errorf("%s:\n%s", name, text)
		}
	}
}

// TestMovedExamples: with another namespace every example renders, or what cannot be
// moved is told at the overlay.
func TestMovedExamples(t *testing.T) {
	moved := 0
	for _, name := range exampleNames(t) {
		_, in := readExample(t, name)
		if mode := unsealed(name); mode != "" {
			in.Secrets = mode
		}
		in.Overlays = renamer("namespace: elsewhere\n")
		out, err := render.Render(context.Background(), in)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !out.Diagnostics.Failed() {
			moved++
			if bytes.Contains(stream(t, out.Manifests), []byte("namespace: default\n")) {
				t.Errorf("%s: something is still in the namespace default", name)
			}
			continue
		}
		for _, d := range out.Diagnostics {
			told := d.Code == "patch-change" && d.Path == "namespace" || d.Code == "object-reference" && strings.Contains(d.Message, "is among the objects")
			if d.Severity == diag.Error && !(told && d.Place.Source != nil && strings.Contains(d.Place.Source.Name(), "renamer")) {
				t.Errorf("%s: %s", name, d.Header())
			}
		}
	}
	if moved < 35 {
		t.Errorf("only %d examples can be moved", moved)
	}
}

// TestRenamedOrder: an object keeps its stage and its origin under another name.
func TestRenamedOrder(t *testing.T) {
	_, in := readExample(t, "many-apps")
	of := func(out *render.Output) map[string]manifest.Stage {
		stages := map[string]manifest.Stage{}
		for _, m := range out.Manifests {
			stages[m.Origin.String()] = m.Stage
		}
		return stages
	}
	before := of(mustRender(t, in))
	in.Overlays = renamer("namePrefix: zz-\n")
	after := mustRender(t, in)
	for origin, stage := range of(after) {
		if was, ok := before[origin]; !ok || was != stage {
			t.Errorf("%s: stage %s, was %s", origin, stage, was)
		}
	}
	checkOrdered(t, after)
}

// TestRenamedInScripts: scripts wait for the Services, and speak of the pools, that there
// are under their new names.
func TestRenamedInScripts(t *testing.T) {
	for name, want := range map[string]string{
		"none":              "istio-system/zz-istio-ingressgateway",
		"gateway-api-plain": "elsewhere/zz-gateway-ingressgateway-istio",
		"small":             "istio-system/istio-ingressgateway", // of an IstioOperator, and no object here
	} {
		_, in := readExample(t, name)
		in.Secrets, in.ForScript = "redacted", true
		in.Overlays = renamer("namePrefix: zz-\nnamespace: elsewhere\n")
		cluster := mustRender(t, in).Cluster()
		if g := cluster.Gateways[0]; g.Namespace+"/"+g.Service != want {
			t.Errorf("%s: the script waits for %s/%s, want %s", name, g.Namespace, g.Service, want)
		}
		for _, pool := range cluster.Pools {
			if !strings.HasPrefix(pool.Name, "zz-ip-") {
				t.Errorf("%s: the script speaks of the pool %q", name, pool.Name)
			}
		}
	}
}
