package render_test

import (
	"context"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"render/render"
	"render/render/diag"
)

// unsaid are rules of what no cluster says: each a topology that is told of by a code, if by
// saying this, and what of it is put right by what, and is told of no more.
var unsaid = []struct{ what, code, says, text, wrong, right string }{
	{"an address of a DHCP range", "address-in-use", "DHCP", "networks: [{cidr: 192.168.1.0/24, dhcp: [192.168.1.100-192.168.1.199]}]\ntiers: [{name: primary, ip: 192.168.1.141, hosts: [a.example.org]}]", "192.168.1.141", "192.168.1.200"},
	{"the router's address", "address-in-use", "router", "networks: [{cidr: 192.168.1.0/24, router: 192.168.1.1}]\ntiers: [{name: primary, ip: 192.168.1.1, hosts: [a.example.org]}]", "ip: 192.168.1.1,", "ip: 192.168.1.2,"},
	{"a node's address", "address-in-use", "node", "networks: [{cidr: 192.168.1.0/24, nodes: [192.168.1.10]}]\ntiers: [{name: primary, ip: 192.168.1.10, hosts: [a.example.org]}]", "ip: 192.168.1.10,", "ip: 192.168.1.11,"},
	{"a reserved address", "address-in-use", "", "networks: [{cidr: 192.168.1.0/24, reserved: [192.168.1.2-192.168.1.9]}]\ntiers: [{name: primary, ip: 192.168.1.9, hosts: [a.example.org]}]", "ip: 192.168.1.9,", "ip: 192.168.1.10,"},
	{"an address whose ports Traefik has", "address-in-use", "Traefik", "networks: [{cidr: 192.168.1.0/24, nodes: [192.168.1.10]}]\ntiers: [{name: primary, ip: 192.168.1.10, hosts: [a.example.org], service: NodePort}]", `microk8s: "1.36"`, `microk8s: "1.34"`},
	{"an address that Traefik takes", "address-handed-out", "Traefik", "metallb: {pools: [{name: lan, addresses: [192.168.1.141-192.168.1.149]}]}\ntiers: [{name: primary, ip: 192.168.1.141, hosts: [a.example.org]}]", "149]", "149], autoAssign: false"},
	{"an address that Traefik takes, and nginx does not", "address-handed-out", "", "metallb: {pools: [{name: lan, addresses: [192.168.1.141-192.168.1.149]}]}\ntiers: [{name: primary, ip: 192.168.1.141, hosts: [a.example.org]}]", `microk8s: "1.36"`, `microk8s: "1.34"`},
	{"an address of a pool for others than Traefik", "address-handed-out", "", "metallb: {pools: [{name: lan, addresses: [192.168.1.141-192.168.1.149], allocate: {namespaces: [istio-system, ingress]}}]}\ntiers: [{name: primary, ip: 192.168.1.141, hosts: [a.example.org]}]", "istio-system, ingress", "istio-system"},
	{"an address outside every network", "address-off-lan", "", "networks: [{cidr: 192.168.1.0/24}, {cidr: 192.168.7.0/24}]\ntiers: [{name: primary, ip: 192.168.2.141, hosts: [a.example.org]}]", "192.168.2.141", "192.168.7.141"},
	{"an address of Services", "address-of-cluster", "", "tiers: [{name: primary, ip: 10.152.183.10, hosts: [a.example.org]}]", "10.152.183.10", "10.152.184.10"},
	{"an address of pods", "address-of-cluster", "", "tiers: [{name: primary, ip: 10.1.0.142, hosts: [a.example.org]}]", "10.1.0.142", "10.2.0.142"},
	{"the addon beside interfaces", "announced-by-addon", "", "tiers: [{name: primary, ip: 192.168.1.141, hosts: [a.example.org], announce: {interfaces: [eth1]}}]", `microk8s: "1.36"`, "microk8s: \"1.36\"\nmetallb: 0.15.3"},
	{"the addon beside BGP", "announced-by-addon", "", "metallb: {advertise: bgp, bgp: {asn: 64512, peers: [{address: 192.168.1.1, asn: 64513}]}}\ntiers: [{name: primary, ip: 192.168.1.141, hosts: [a.example.org]}]", "advertise: bgp, bgp: {asn: 64512, peers: [{address: 192.168.1.1, asn: 64513}]}", "advertise: layer2"},
	{"Local where nodes cannot meet", "announcement-uncertain", "none of the nodes", "tiers: [{name: primary, ip: 192.168.1.141, hosts: [a.example.org], trafficPolicy: Local, announce: {nodes: [node-1]}, nodeSelector: {kubernetes.io/hostname: node-2}}]", "node-2", "node-1"},
	{"Local where nodes may not meet", "announcement-uncertain", "", "tiers: [{name: primary, ip: 192.168.1.141, hosts: [a.example.org], trafficPolicy: Local, announce: {nodes: [node-1]}}]", "Local", "Cluster"},
	{"Local where a DaemonSet may not meet", "announcement-uncertain", "", "istio: {version: \"1.31\", install: none}\ntiers: [{name: primary, ip: 192.168.1.141, hosts: [a.example.org], trafficPolicy: Local, announce: {nodes: [node-1]}, pod: {kind: DaemonSet}, nodeSelector: {rack: a}}]", ", nodeSelector: {rack: a}", ""},
	{"Local beside an affinity that may not meet", "announcement-uncertain", "may run", "tiers: [{name: primary, ip: 192.168.1.141, hosts: [a.example.org], trafficPolicy: Local, announce: {nodes: [node-1]}, affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [node-1, node-2]}]}]}}}}]", "node-1, node-2", "node-1"},
	{"Local where pods run on more nodes than may announce", "announcement-uncertain", "may run", "tiers: [{name: primary, ip: 192.168.1.141, hosts: [a.example.org], trafficPolicy: Local, announce: {nodes: [node-1, node-2]}, affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [node-1, node-2, node-3]}]}]}}}}]", ", node-3", ""},
	{"a pool announced from other nodes", "announcement-differs", "", "metallb: {version: 0.16.1, pools: [{name: dmz, addresses: [192.168.1.140-192.168.1.149]}]}\ntiers: [{name: primary, ip: 192.168.1.141, hosts: [a.example.org], announce: {interfaces: [eth1], nodes: [node-1, node-2]}}, {name: secondary, ip: 192.168.1.142, hosts: [b.example.org], announce: {interfaces: [eth1], nodes: [node-2, node-3]}}]", "[node-2, node-3]", "[node-2, node-1]"},
	{"Local where the nodes that tell routers cannot meet", "announcement-uncertain", "none of the nodes", "metallb: {version: 0.16.1, mode: frr, advertise: bgp, bgp: {asn: 64512, peers: [{address: 10.0.0.1, asn: 64513, nodes: [{labels: {rack: a}}]}]}}\ntiers: [{name: primary, ip: 192.168.1.141, hosts: [a.example.org], trafficPolicy: Local, nodeSelector: {rack: b}}]", "rack: b", "rack: a, disk: ssd"},
	{"an address of the network by BGP alone", "address-on-lan", "", "metallb: {advertise: bgp, bgp: {asn: 64512, peers: [{address: 192.168.1.1, asn: 64513}]}}\nnetworks: [{cidr: 192.168.1.0/24, router: 192.168.1.1}]\ntiers: [{name: primary, ip: 192.168.1.141, hosts: [a.example.org]}]", "ip: 192.168.1.141", "ip: 10.20.0.141"},
	{"MetalLB's older spelling", "metallb-spelling", "", "tiers: [{name: primary, ip: 192.168.1.141, hosts: [a.example.org], service: {annotations: {metallb.universe.tf/allow-shared-ip: a}}}]", "metallb.universe.tf", "metallb.io"},
	{"a tier whose challenges go elsewhere, if there are any", "challenge-lost", "if ClusterIssuer", "secrets: {cert-manager: {issuer: letsencrypt, kind: ClusterIssuer}}\ntiers: [{name: primary, ip: 192.168.1.141, hosts: [a.example.org]}, {name: b, ip: 192.168.1.142, hosts: [b.example.org]}]", "[a.example.org]", `["*.example.org"]`},
	{"a tier that is closed to who asks for challenges, if somebody does", "challenge-lost", "if ClusterIssuer", "secrets: {cert-manager: {issuer: letsencrypt, kind: ClusterIssuer}}\ntiers: [{name: primary, ip: 192.168.1.141, hosts: [a.example.org], sourceRanges: [10.0.0.0/8]}, {name: b, ip: 192.168.1.142, hosts: [b.example.org]}]", "[b.example.org]", `["*.b.example.org"]`},
	{"a redirect of challenges, if there are any", "challenge-redirected", "if ClusterIssuer", "secrets: {cert-manager: {issuer: letsencrypt, kind: ClusterIssuer}}\ntiers: [{name: primary, ip: 192.168.1.141, hosts: [a.example.org, {host: b.example.org, tls: {redirect: true}}]}]", "[a.example.org,", `["*.example.org",`},
	{"a route for challenges of hosts that are proved otherwise", "challenge-redirected", "", "secrets: {cert-manager: {issuer: letsencrypt, kind: ClusterIssuer}}\ntiers: [{name: primary, ip: 192.168.1.141, hosts: [a.example.org], tls: {redirect: true}, apps: [{name: a, image: \"a:1\", port: 80, routes: [/.well-known/acme-challenge/*]}]}]", "[a.example.org]", `["*.example.org"]`},
	{"https by a port's number", "https-likely", "", `tiers: [{name: primary, ip: 192.168.1.141, hosts: [a.example.org], apps: [{name: a, image: "a:1", port: 9443, routes: [/*]}]}]`, "port: 9443", "port: {port: 9443, protocol: http}"},
	{"a local name as a Service", "service-outside", "", "tiers: [{name: primary, ip: 192.168.1.141, hosts: [a.example.org], apps: [{name: a, service: nas.local, port: 5000, routes: [/*]}]}]", "service: nas.local", "outside: nas.local"},
	{"a name of home.arpa as a Service", "service-outside", "", "tiers: [{name: primary, ip: 192.168.1.141, hosts: [a.example.org], apps: [{name: a, service: nas.home.arpa, port: 5000, routes: [/*]}]}]", "service: nas.home.arpa", "service: nas.storage"},
	{"a certificate that covers another's hosts", "connection-reuse", "", `tiers: [{name: primary, ip: 192.168.1.141, hosts: ["*.example.org", {host: sso.example.org, cert: {secret: sso}, tls: {minVersion: "1.3"}}]}]`, "host: sso.example.org", "host: sso.example.net"},
	{"Gateways of their namespace alone", "gateway-scope", "", "istio: {version: \"1.31\", values: {pilot: {env: {PILOT_SCOPE_GATEWAY_TO_NAMESPACE: \"true\"}}}}\ntiers: [{name: primary, ip: 192.168.1.141, hosts: [a.example.org]}]", `"true"`, `"false"`},
	{"a Gateway API that is off", "istiod-unread", "PILOT_ENABLE_GATEWAY_API", "routing: gateway-api\nistio: {version: \"1.31\", values: {pilot: {env: {PILOT_ENABLE_GATEWAY_API: \"false\"}}}}\ntiers: [{name: primary, ip: 192.168.1.141, hosts: [a.example.org]}]", `"false"`, `"true"`},
	{"routes that no gateway is shown", "istiod-unread", "defaultVirtualServiceExportTo", "istio: {version: \"1.31\", meshConfig: {defaultVirtualServiceExportTo: [\".\"]}}\ntiers: [{name: primary, ip: 192.168.1.141, hosts: [a.example.org], apps: [{name: a, image: \"a:1\", port: 80, routes: [/*]}]}]", `["."]`, `[".", istio-system]`},
	{"Services that no gateway is shown", "istiod-unread", "defaultServiceExportTo", "istio: {version: \"1.31\", meshConfig: {defaultServiceExportTo: [\".\"]}}\ntiers: [{name: primary, ip: 192.168.1.141, hosts: [a.example.org], apps: [{name: a, image: \"a:1\", port: 80, routes: [/*]}]}]", `["."]`, `["*"]`},
	{"a namespace that istiod leaves out", "istiod-unread", "discoverySelectors", "istio: {version: \"1.31\", meshConfig: {discoverySelectors: [{matchLabels: {team: a}}]}}\nlabels: {team: b}\ntiers: [{name: primary, ip: 192.168.1.141, hosts: [a.example.org]}]", "team: b", "team: a"},
	{"an image by the tag latest", "image-latest", "", `tiers: [{name: primary, ip: 192.168.1.141, hosts: [a.example.org], apps: [{name: a, image: "a:latest", port: 80, routes: [/*]}]}]`, "a:latest", "a:1"},
	{"pods that say nothing in a namespace that is restricted", "pod-security", "refuses its pods", `overlays: [monitoring]
namespaces: [{name: default, podSecurity: restricted, inject: false}]
tiers: [{name: primary, ip: 192.168.1.141, hosts: [a.example.org], apps: [{name: a, image: "a:1", port: 5000, routes: [/*]}]}]`, "[monitoring]", "[monitoring, hardened]"},
	{"a sidecar without a seccomp profile in a namespace that is restricted", "pod-security", "istio-proxy", `istio: {version: "1.31", install: sail, values: {pilot: {cni: {enabled: true}}, global: {proxy: {}}}}
namespaces: [{name: default, podSecurity: restricted}]
tiers: [{name: primary, ip: 192.168.1.141, hosts: [a.example.org], apps: [{name: a, image: "a:1", port: 5000, routes: [/*], securityContext: {runAsNonRoot: true, allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}, seccompProfile: {type: RuntimeDefault}}}]}]`, "proxy: {}", "proxy: {seccompProfile: {type: RuntimeDefault}}"},
	{"Local in a prefix of two tiers", "aggregation", "drops", `metallb: {version: 0.16.1, mode: frr, advertise: bgp, pools: [{name: public, addresses: [203.0.113.0/27]}], bgp: {asn: 64512, aggregation: 28, peers: [{address: 10.0.0.1, asn: 64513}]}}
tiers: [{name: primary, ip: 203.0.113.5, hosts: [a.example.org], trafficPolicy: Local}, {name: b, ip: 203.0.113.6, hosts: [b.example.org]}]`, "trafficPolicy: Local", "trafficPolicy: Cluster"},
	{"Local in a prefix of another tier", "aggregation", "drops", `metallb: {version: 0.16.1, mode: frr, advertise: bgp, pools: [{name: public, addresses: [203.0.113.0/27]}], bgp: {asn: 64512, aggregation: 28, peers: [{address: 10.0.0.1, asn: 64513}]}}
tiers: [{name: primary, ip: 203.0.113.5, hosts: [a.example.org], trafficPolicy: Local}, {name: b, ip: 203.0.113.6, hosts: [b.example.org]}]`, "ip: 203.0.113.6", "ip: 203.0.113.22"},
	{"Local in a prefix that is told of as a whole", "aggregation", "drops", `metallb: {version: 0.16.1, mode: frr, advertise: bgp, pools: [{name: public, addresses: [203.0.113.0/27]}], bgp: {asn: 64512, aggregation: 28, peers: [{address: 10.0.0.1, asn: 64513}]}}
tiers: [{name: primary, ip: 203.0.113.5, hosts: [a.example.org], trafficPolicy: Local}, {name: b, ip: 203.0.113.6, hosts: [b.example.org]}]`, "aggregation: 28, ", ""},
	{"Local in a prefix of two tiers, of which one runs on every node", "aggregation", "drops", `istio: {version: "1.31", install: none}
metallb: {version: 0.16.1, mode: frr, advertise: bgp, pools: [{name: public, addresses: [203.0.113.0/27]}], bgp: {asn: 64512, aggregation: 28, peers: [{address: 10.0.0.1, asn: 64513}]}}
tiers: [{name: primary, ip: 203.0.113.5, hosts: [a.example.org], trafficPolicy: Local, pod: {kind: Deployment}}, {name: b, ip: 203.0.113.6, hosts: [b.example.org]}]`, "kind: Deployment", "kind: DaemonSet"},
	{"what is outside is the tier itself", "outside-loop", "", "tiers: [{name: primary, ip: 192.168.1.141, hosts: [a.example.org], apps: [{name: a, outside: a.example.org, port: 80, routes: [/*]}]}]", "outside: a.example.org", "outside: b.example.org"},
}

// TestUnsaid: each rule of what no cluster says tells of its case, and of none that is right.
func TestUnsaid(t *testing.T) {
	for _, test := range unsaid {
		text := "name: home\nmicrok8s: \"1.36\"\n" + test.text + "\n"
		if !strings.Contains(text, "secrets:") {
			text = "secrets: omit\n" + text
		}
		if !strings.Contains(text, "istio:") {
			text = "istio: \"1.31\"\n" + text
		}
		if !strings.Contains(text, test.wrong) {
			t.Fatalf("%s: %q is not there", test.what, test.wrong)
		}
		if told, all := tells(t, text, test.code, test.says); !told {
			t.Errorf("%s: nobody tells of it\n%s", test.what, all)
		}
		if told, all := tells(t, strings.ReplaceAll(text, test.wrong, test.right), test.code, test.says); told {
			t.Errorf("%s: it is told of %s too\n%s", test.what, test.right, all)
		}
	}
}

// tells reports whether a topology is told of by a code, if by saying something, and all that is said.
// What is refused for other reasons than that is no case.
func tells(t *testing.T, text, code, says string) (told bool, all string) {
	t.Helper()
	out, err := render.Render(context.Background(), caseInput(t, &txtar.Archive{Files: []txtar.File{{Name: "topology.yaml", Data: []byte(text)}}}))
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range out.Diagnostics {
		line := d.Header()
		all += string(d.Code) + ": " + line + "\n"
		if string(d.Code) == code {
			told = told || strings.Contains(line+d.Message, says)
		} else if d.Severity == diag.Error {
			t.Errorf("%s\nis refused: %s", text, line)
		}
	}
	return told, all
}
