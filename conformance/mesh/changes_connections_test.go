package mesh

import (
	"fmt"
	"strings"
	"testing"
)

// wired is a side written by hand, of apps that get whole connections.
type wired struct {
	apps    []string // "db 5432", "broker 8883", "vault keys.example.org"
	objects []string // see wireOf
}

// wireOf writes a VirtualService: "NAME APP 5432", or for TLS that is passed on "NAME APP
// HOST...". What is longer is the document itself.
func wireOf(short string) string {
	words := strings.Fields(short)
	if len(words) < 3 || words[0] == "apiVersion:" {
		return short
	}
	hosts, of := strings.Join(words[2:], ", "), ""
	gateway, to := "gateway-ingressgateway", fmt.Sprintf("route: [{destination: {host: %s, port: {number: 80}}}]", words[1])
	switch words[2] {
	case "5432":
		hosts, of, gateway = `"*"`, "tcp: [{match: [{port: 5432}], "+to+"}]", gateway+"-tcp"
	case "8883":
		hosts, of, gateway = "home.example.org", "tcp: [{match: [{port: 8883}], "+to+"}]", gateway+"-tls-8883"
	default:
		of = fmt.Sprintf("tls: [{match: [{port: 443, sniHosts: [%s]}], %s}]", hosts, to)
	}
	return fmt.Sprintf("apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {name: %s, namespace: default}\nspec: {gateways: [%s], hosts: [%s], %s}",
		words[0], gateway, hosts, of)
}

const wiredGateways = `apiVersion: v1
kind: Service
metadata: {name: istio-ingressgateway, namespace: istio-system}
spec: {type: LoadBalancer, selector: {istio: ingressgateway}, ports: [{name: https, port: 443, targetPort: 443}, {name: tcp-db, port: 5432, targetPort: 5432},
  {name: tls-mqtt, port: 8883, targetPort: 8883}]}
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: gateway-ingressgateway-tcp, namespace: default}
spec: {selector: {istio: ingressgateway}, servers: [{port: {number: 5432, name: tcp, protocol: TCP}, hosts: ["*"]}]}
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: gateway-ingressgateway, namespace: default}
spec: {selector: {istio: ingressgateway}, servers: [{port: {number: 443, name: tls, protocol: TLS}, hosts: [keys.example.org, more.example.org], tls: {mode: PASSTHROUGH}}]}
`

const wiredMQTT = `apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: gateway-ingressgateway-tls-8883, namespace: default}
spec: {selector: {istio: ingressgateway}, servers: [{port: {number: 8883, name: tls-8883, protocol: TLS}, hosts: [home.example.org], tls: {mode: SIMPLE, credentialName: tls-credential}}]}`

func (w *wired) side(t *testing.T) *side {
	t.Helper()
	var b strings.Builder
	b.WriteString("istio: {install: none}\ntiers:\n- name: primary\n  hosts: [home.example.org, {host: [keys.example.org, more.example.org], tls: passthrough}]\n" +
		"  ports: [{name: tcp-db, port: 5432}, {name: tls-mqtt, port: 8883}]\n  apps:\n")
	objects := []string{wiredGateways}
	for _, app := range w.apps {
		words := strings.Fields(app)
		of := fmt.Sprintf("hosts: [%s]", strings.Join(words[1:], ", "))
		switch words[1] {
		case "5432":
			of = "routes: [{tcp: 5432}]"
		case "8883":
			of = "routes: [{tls: 8883, hosts: [home.example.org]}]"
		}
		fmt.Fprintf(&b, "  - {name: %s, port: 80, %s}\n", words[0], of)
		objects = append(objects, objectOf("service "+words[0]))
	}
	for _, short := range w.objects {
		objects = append(objects, wireOf(short))
	}
	return sideOf(t, b.String(), objects)
}

// TestBrokenConnectionsOnTheWay has renderings that send connections astray on the way.
func TestBrokenConnectionsOnTheWay(t *testing.T) {
	for _, test := range []struct {
		name     string
		old, new wired
		want     string // "" for no problem
	}{
		{
			name: "each by objects of its own",
			old: wired{[]string{"db 5432", "broker 8883", "vault keys.example.org"},
				[]string{wiredMQTT, "db-on-tcp db 5432", "broker-on-tls broker 8883", "vault-on-keys vault keys.example.org"}},
			new: wired{[]string{"pg 5432", "broker 8883", "vault keys.example.org", "safe more.example.org"},
				[]string{wiredMQTT, "pg-on-tcp pg 5432", "broker-on-tls broker 8883", "vault-on-keys vault keys.example.org", "safe-on-more safe more.example.org"}},
		},
		{
			// istiod passes over a match of which it has one host already, with all of its hosts.
			name: "two hosts in one object that had two",
			old: wired{[]string{"vault keys.example.org more.example.org"},
				[]string{"vault-on-keys vault keys.example.org", "vault-on-more vault more.example.org"}},
			new:  wired{[]string{"vault keys.example.org more.example.org"}, []string{"vault-on-both vault keys.example.org more.example.org"}},
			want: "no filter chains matched, want [map[outbound|80||vault.default.svc.cluster.local:100]",
		},
		{
			name: "two hosts in one object that had two, a match each",
			old: wired{[]string{"vault keys.example.org more.example.org"},
				[]string{"vault-on-keys vault keys.example.org", "vault-on-more vault more.example.org"}},
			new: wired{[]string{"vault keys.example.org more.example.org"}, []string{strings.Replace(wireOf("vault-on-both vault keys.example.org more.example.org"),
				"sniHosts: [keys.example.org, more.example.org]}", "sniHosts: [keys.example.org]}, {port: 443, sniHosts: [more.example.org]}", 1)}},
		},
		{
			name: "TLS with another certificate",
			old:  wired{[]string{"broker 8883"}, []string{wiredMQTT, "broker-on-tls broker 8883"}},
			new:  wired{[]string{"broker 8883"}, []string{strings.Replace(wiredMQTT, "tls-credential", "tls-other-credential", 1), "broker-on-tls broker 8883"}},
			want: `tls://home.example.org:8883: the certificate is "kubernetes://tls-other-credential", want "kubernetes://tls-credential"`,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			n := judgeSides(t, test.old.side(t), test.new.side(t), test.want)
			if n.connections == 0 {
				t.Errorf("no connection was followed: %v", n)
			}
		})
	}
}

// TestHostsOfConnections: an app that gets the connections to all hosts names them, or
// names them no more. Each is answered in every state on the way.
func TestHostsOfConnections(t *testing.T) {
	const hosts = `"hosts": ["home.example.org", "alt.example.org"]`
	with := func(tls, app string) *draft {
		return draftOf(t, `{"name": "home", "kubernetes": "1.36", "metallb": "0.16", "istio": {"version": "1.31", "install": "none"}, "secrets": "omit",
				"tiers": [{"name": "primary", "ip": "192.168.1.141", "tls": {"mode": %q}, %s, "ports": [{"name": "tls-keys", "port": 6443, "tls": "passthrough"}],
				"apps": [{"name": "vault", "image": "vault:1", "port": {"port": 8200, "protocol": "tls"}%s}]}]}`, tls, hosts, app)
	}
	for _, c := range []struct{ name, tls, all, named string }{
		{"on a port", "off", `, "routes": [{"tls": 6443}]`, `, "routes": [{"tls": 6443, ` + hosts + `}]`},
		{"on 443", "passthrough", "", ", " + hosts},
	} {
		connections := func(n tally) int { return n.connections }
		judgeWritten(t, c.name+", named", with(c.tls, c.all), with(c.tls, c.named), connections)
		judgeWritten(t, c.name+", named no more", with(c.tls, c.named), with(c.tls, c.all), connections)
	}
}
