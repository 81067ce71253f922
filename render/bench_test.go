package render_test

import (
	"context"
	"fmt"
	"os"
	"testing"
	"testing/fstest"

	"render/render"
	"render/render/check"
	"render/render/decode"
	"render/render/diag"
	"render/render/eval"
	"render/render/format"
	"render/render/manifest"
	"render/render/model"
	"render/render/objects"
	"render/render/places"
	"render/render/plan"
	"render/render/rules"
	"render/render/source"
	"render/render/trace"
)

func BenchmarkSeed(b *testing.B) {
	text, err := os.ReadFile("../examples/seed/topology.yaml")
	if err != nil {
		b.Fatal(err)
	}
	benchmarkWhole(b, render.Input{Name: "topology.yaml", Text: text, Files: os.DirFS("../examples/seed")})
}

func BenchmarkApps100(b *testing.B)   { benchmarkWhole(b, appsInput(100)) }
func BenchmarkApps1000(b *testing.B)  { benchmarkWhole(b, appsInput(1000)) }
func BenchmarkApps10000(b *testing.B) { benchmarkWhole(b, appsInput(10000)) }

// appsInput has n apps by turns on two tiers, and no certificates.
func appsInput(n int) render.Input {
	text := []byte("name: bench\nmicrok8s: \"1.36\"\nistio: \"1.31\"\nsecrets: omit\ntiers:\n")
	for t, tier := range []string{"primary", "secondary"} {
		text = fmt.Appendf(text, "- name: %[1]s\n  ip: 192.168.1.14%[2]d\n  hosts: [%[1]s.example.org]\n  apps:\n", tier, t+1)
		for i := t; i < n; i += 2 {
			text = fmt.Appendf(text, "  - {name: app-%[1]d, image: registry.example.org/app:1.%[1]d, port: 8080, version: v1,\n"+
				"    resources: {requests: {cpu: 100m}}, routes: [/app-%[1]d, /api/%[1]d/*]}\n", i)
		}
	}
	return render.Input{Name: "topology.yaml", Text: text}
}

func BenchmarkHosts500(b *testing.B)  { benchmarkHosts(b, 500) }
func BenchmarkHosts4000(b *testing.B) { benchmarkHosts(b, 4000) }

// benchmarkHosts has n hosts of one tier that an issuer beside it proves by HTTP-01, and follows a request to each:
// what a host takes is to be the same of few and of many.
func benchmarkHosts(b *testing.B, n int) {
	text := []byte("name: bench\nmicrok8s: \"1.36\"\nistio: \"1.31\"\noverlays: [authority]\n" +
		"secrets: {cert-manager: {issuer: letsencrypt, kind: ClusterIssuer, solver: http01}}\n" +
		"tiers:\n- name: primary\n  ip: 192.168.1.141\n  tls: {redirect: true}\n" +
		"  apps: [{name: site, image: \"registry.example.org/site:1.0.0\", port: 8080, routes: [/*]}]\n  hosts:\n")
	for i := range n {
		text = fmt.Appendf(text, "  - host-%d.example.org\n", i)
	}
	in := render.Input{Name: "topology.yaml", Text: text, Files: fstest.MapFS{
		"authority/kustomization.yaml": {Data: []byte("resources: [issuer.yaml]\n")},
		"authority/issuer.yaml": {Data: []byte("apiVersion: cert-manager.io/v1\nkind: ClusterIssuer\nmetadata: {name: letsencrypt}\nspec:\n  acme:\n" +
			"    server: https://acme-v02.api.letsencrypt.org/directory\n    privateKeySecretRef: {name: account}\n    solvers: [{http01: {ingress: {class: istio}}}]\n")},
	}}
	for b.Loop() {
		mesh := trace.New(objects.New(benchRender(b, in).Manifests), trace.Known{AnySecret: true})
		for _, r := range mesh.All() {
			mesh.Follow(r)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/host")
}

func benchmarkWhole(b *testing.B, in render.Input) {
	b.ReportAllocs()
	for b.Loop() {
		benchStream(b, benchRender(b, in))
	}
}

func benchRender(b *testing.B, in render.Input) *render.Output {
	out, err := render.Render(context.Background(), in)
	if err != nil || out.Diagnostics.Failed() {
		b.Fatal(err, out.Diagnostics.Err())
	}
	return out
}

func benchStream(b *testing.B, out *render.Output) {
	text, err := out.Stream(nil, manifest.YAML)
	if err != nil || len(text) == 0 {
		b.Fatal(len(text), err)
	}
}

// BenchmarkStages is where the time of a thousand apps goes.
func BenchmarkStages(b *testing.B) {
	in := appsInput(1000)
	out := benchRender(b, in)
	decode := func() *format.Document {
		root, diagnostics := source.Parse(places.NewSource(in.Name, in.Text))
		benchNoError(b, diagnostics)
		document, diagnostics := decode.Decode(root)
		benchNoError(b, diagnostics)
		return document
	}
	document := decode()
	resolve := func() *model.Model {
		plan := plan.Derive(document, plan.Options{})
		diagnostics := rules.Check(plan, nil)
		benchNoError(b, diagnostics)
		return model.Resolve(plan, nil)
	}
	model := resolve()
	stages := []struct {
		name string
		run  func()
	}{
		{"Decode", func() { decode() }},
		{"Resolve", func() { resolve() }},
		{"Evaluate", func() {
			_, diagnostics, err := eval.Run(context.Background(), model, nil, eval.Config{})
			if benchNoError(b, diagnostics); err != nil {
				b.Fatal(err)
			}
		}},
		{"References", func() {
			benchNoError(b, check.References(objects.New(out.Manifests), check.Known{
				AnySecret: true, IstioNamespace: "istio-system", Namespaces: map[string]bool{"metallb-system": true},
			}))
		}},
		{"Encode", func() {
			if _, err := manifest.Stream(out.Manifests, manifest.YAML); err != nil {
				b.Fatal(err)
			}
		}},
	}
	for _, stage := range stages {
		b.Run(stage.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				stage.run()
			}
		})
	}
}

func benchNoError(b *testing.B, diagnostics diag.List) {
	b.Helper()
	if diagnostics.Failed() {
		b.Fatal(diagnostics.Err())
	}
}

// BenchmarkWhy asks of a thousand apps where a field of an app's object, of a tier's, and of
// the whole mesh's comes from, and what a line of each makes: rendering it once is part of it.
func BenchmarkWhy(b *testing.B) {
	in := appsInput(1000)
	for name, id := range map[string]manifest.ID{
		"App":  {Group: "apps", Kind: "Deployment", Namespace: "default", Name: "app-8-v1"},
		"Tier": {Group: "networking.istio.io", Kind: "Gateway", Namespace: "default", Name: "gateway-ingressgateway"},
		"Mesh": {Group: "install.istio.io", Kind: "IstioOperator", Namespace: "istio-system", Name: "istio-control-plane"},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				found, err := benchReasons(b, in).Why(context.Background(), id, nil)
				if err != nil || len(found.On(id, nil)) == 0 {
					b.Fatal(err, "nothing found")
				}
			}
		})
	}
	for name, line := range map[string]int{"AppLine": 18, "TierLine": 7, "MeshLine": 3} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				_, made, err := benchReasons(b, in).Line(context.Background(), line)
				if err != nil || len(made) == 0 {
					b.Fatal(err, "nothing found")
				}
			}
		})
	}
}

func benchReasons(b *testing.B, in render.Input) *render.Reasons {
	reasons, diagnostics, err := render.ReasonsOf(context.Background(), in)
	if err != nil || reasons == nil {
		b.Fatal(err, diagnostics.Err())
	}
	return reasons
}
