package render_test

import (
	"context"
	"slices"
	"testing"

	"render/render"
)

// TestOpenApp: an app that everybody may call has no policies, and those beside it keep theirs; of a
// Service that exists nothing is rendered, whoever may call it.
func TestOpenApp(t *testing.T) {
	const text = `name: home
microk8s: "1.36"
istio: "1.31"
secrets: omit
isolation: {apps: true}
tiers:
- name: primary
  ip: 192.168.1.141
  hosts: [home.example.org]
  apps:
  - {name: open, image: "open:1", port: 80, routes: [/open], allowFrom: ["*"]}
  - {name: kept, image: "kept:1", port: 80, routes: [/kept], allowFrom: [monitoring]}
  - {name: there, service: there.web, port: 80, routes: [/there], allowFrom: [monitoring]}
`
	out, err := render.Render(context.Background(), render.Input{Name: "topology.yaml", Text: []byte(text)})
	if err != nil || len(out.Diagnostics) > 0 {
		t.Fatal(err, out.Diagnostics)
	}
	var of []string
	for i := range out.Manifests {
		if id := out.Manifests[i].ID(); id.Kind == "AuthorizationPolicy" || id.Kind == "NetworkPolicy" {
			of = append(of, id.Kind+" "+id.Name)
		}
	}
	slices.Sort(of)
	if want := []string{"AuthorizationPolicy kept", "NetworkPolicy kept"}; !slices.Equal(of, want) {
		t.Errorf("policies %q, want %q", of, want)
	}
}
