package render_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"render/render"
	"render/render/diag"
	"render/render/platform"
)

// monitored is a topology with the overlay for monitoring.
const monitored = `name: home
kubernetes: "%s"
metallb: none
istio: {version: "%s", install: %s}
routing: %s
secrets: omit
overlays: [monitoring]
tiers:
- name: primary
  hosts: [home.example.org]
  apps:
  - {name: a, image: "a:1", port: 80, routes: [/x]}
`

// TestMonitoringEverywhere: with every Istio, however it is installed, and with both
// routings the overlay gives gateways, sidecars and istiod their monitors and switches
// the gateways' access logs on, or it is said why not.
func TestMonitoringEverywhere(t *testing.T) {
	rendered, warned := 0, 0
	for minor := 9; minor <= 31; minor++ {
		version := fmt.Sprintf("1.%d.0", minor)
		istio := mustVersion(t, version)
		kubernetes := ""
		for k := 20; k <= 36 && kubernetes == ""; k++ {
			if at := fmt.Sprintf("1.%d", k); platform.IstioOnKubernetes(istio, mustVersion(t, at)).Supported {
				kubernetes = at
			}
		}
		for _, install := range []string{"operator", "istioctl", "sail", "helm", "none"} {
			for _, routing := range []string{"istio", "gateway-api"} {
				in := fixed(render.Input{Name: "topology.yaml", Text: fmt.Appendf(nil, monitored, kubernetes, version, install, routing)})
				out, err := render.Render(context.Background(), in)
				if err != nil {
					t.Fatal(err)
				}
				if out.Diagnostics.Failed() { // that Istio is not installed so, or has no such routing
					continue
				}
				rendered++
				text := string(stream(t, out.Manifests))
				for _, want := range []string{"name: istio-sidecars\n", "kind: ServiceMonitor\n"} {
					if !strings.Contains(text, want) {
						t.Errorf("%s by %s, %s: no %q", version, install, routing, want)
					}
				}
				if strings.Count(text, "kind: PodMonitor\n") < 2 {
					t.Errorf("%s by %s, %s: not two PodMonitors:\n%s", version, install, routing, text)
				}
				logs := strings.Contains(text, "kind: Telemetry\n") || strings.Contains(text, "accessLogFile: /dev/stdout\n")
				why := saysNoLogs(out.Diagnostics)
				if logs == why {
					t.Errorf("%s by %s, %s: access logs: %v, and why there are none: %v", version, install, routing, logs, why)
				}
				if why {
					warned++
				}
			}
		}
	}
	if rendered < 80 || warned == 0 {
		t.Errorf("only %d rendered, %d told", rendered, warned)
	}
}

func saysNoLogs(list diag.List) bool {
	var b bytes.Buffer
	_ = diag.Text(&b, list)
	return strings.Contains(b.String(), "switches on no access logs")
}
