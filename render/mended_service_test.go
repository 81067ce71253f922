package render_test

import (
	"strings"
	"testing"

	"render/render"
)

// TestServiceOfAnotherNamespace: the help for a Service named as kubectl prints it
// leads to that Service.
func TestServiceOfAnotherNamespace(t *testing.T) {
	const text = `name: home
microk8s: "1.36"
istio: "1.31"
secrets: redacted
tiers:
- name: primary
  ip: 10.0.0.1
  hosts: [a.example.org]
  apps:
  - {name: grafana, service: monitoring/grafana, port: 80, routes: [/*]}
`
	got := mended(t, render.Input{Name: "topology.yaml", Text: []byte(text)})
	if !strings.Contains(got, "host: grafana.monitoring.svc.cluster.local\n") {
		t.Errorf("the route goes elsewhere:\n%s", got)
	}
}
