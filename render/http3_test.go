package render_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"render/render"

	"go.yaml.in/yaml/v3"
)

// http3Topology has a tier that ends TLS, on a port of its own too.
const http3Topology = `name: home
microk8s: "1.36"
istio: {version: "VERSION", VALUES}
routing: gateway-api
secrets: omit
tiers:
- name: primary
  ip: 192.168.1.141
  hosts: [home.example.org]
  service: {http3: ASKED}
  nodePorts: {status: 32615}
  ports: [{name: https-admin, port: 9443, targetPort: 29443}, {name: https-quic, port: 5353, protocol: UDP}]
`

// TestGatewayPortsOfHTTP3: where istiod would open HTTP/3 by itself, the ConfigMap beside
// a Gateway has all ports of its Service, with those over UDP that are asked for and none
// of istiod's; elsewhere it has what istiod's own ports lack.
func TestGatewayPortsOfHTTP3(t *testing.T) {
	const quic = `values: {pilot: {env: {PILOT_ENABLE_QUIC_LISTENERS: "true"}}}`
	for _, test := range []struct {
		version, values, asked string
		want                   []string
	}{
		{"1.31", "install: istioctl", "false", []string{"15021 32615", "https-admin TCP 9443 to 29443", "https-quic UDP 5353 to 5353"}},
		{"1.31", "install: istioctl", "true", []string{"replace", "status-port TCP 15021 32615", "http TCP 80", "https TCP 443", "http3 UDP 443", "https-admin TCP 9443 to 29443", "https-quic UDP 5353 to 5353"}},
		{"1.31", quic, "false", []string{"replace", "status-port TCP 15021 32615", "http TCP 80", "https TCP 443", "https-admin TCP 9443 to 29443", "https-quic UDP 5353 to 5353"}},
		{"1.30", quic, "false", []string{"15021 32615", "https-admin TCP 9443 to 29443", "https-quic UDP 5353 to 5353"}},
	} {
		text := strings.NewReplacer("VERSION", test.version, "VALUES", test.values, "ASKED", test.asked).Replace(http3Topology)
		if got := patchedPorts(t, text); !slices.Equal(got, test.want) {
			t.Errorf("%s\n%q, want %q", text, got, test.want)
		}
	}
}

// patchedPorts are those that the ConfigMap beside a topology's Gateway has.
func patchedPorts(t *testing.T, text string) (out []string) {
	for _, m := range mustRender(t, render.Input{Name: "topology.yaml", Text: []byte(text)}).Manifests {
		service, ok := at(m.Object.Map(), "data", "service").(string)
		if !ok {
			continue
		}
		var patch map[string]any
		if err := yaml.Unmarshal([]byte(service), &patch); err != nil {
			t.Fatal(err)
		}
		for _, p := range at(patch, "spec", "ports").([]any) {
			var words []string
			for _, key := range []string{"$patch", "name", "protocol", "port", "targetPort", "nodePort"} {
				switch value := at(p, key); {
				case value == nil:
				case key == "targetPort":
					words = append(words, fmt.Sprint("to ", value))
				default:
					words = append(words, fmt.Sprint(value))
				}
			}
			out = append(out, strings.Join(words, " "))
		}
	}
	return out
}
