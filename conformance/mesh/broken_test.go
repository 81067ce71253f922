package mesh

import (
	"slices"
	"strings"
	"testing"
)

// TestBroken makes one change to a golden stream and expects a complaint with
// the words given: a referee that can't fail is worth nothing. From is changed
// wherever it stands, or only in its nth place.
func TestBroken(t *testing.T) {
	for _, test := range []struct {
		name, example, from, to string
		nth                     int // from 1; 0 is all
		want                    string
	}{
		// Istio's installer.
		{"two gateways of one label", "today", "istio: ingressgateway-secondary", "istio: ingressgateway", 0, "selects the pods of [istio-ingressgateway istio-ingressgateway-secondary]"},
		{"no label", "seed", "      label:\n        istio: ingressgateway-secondary\n", "", 0, "selects the pods of"},
		{"another's address", "today", "loadBalancerIP: 192.168.1.142", "loadBalancerIP: 192.168.1.141", 0, "Service istio-ingressgateway-secondary asks for [192.168.1.141]"},
		{"no address", "today", "          loadBalancerIP: 192.168.1.142\n", "", 0, "asks for []"},
		{"open to all", "seed", "          - 10.0.0.0/8\n", "", 1, "lets in [192.0.0.0/8]"},
		{"a port left out", "small", "          - name: https\n            protocol: TCP\n            port: 443\n            targetPort: 8443\n", "", 0, "has no port 443"},
		{"a target port that is the root's", "small", "targetPort: 8443", "targetPort: 443", 0, "the installer"},
		{"an unknown field", "small", "hpaSpec:", "hpaSpecs:", 0, `unknown field "hpaSpecs"`},
		{"a gateway of no tier", "small", "name: istio-ingressgateway\n", "name: istio-other\n", 0, "is of type LoadBalancer and of no tier"},
		{"a revision with dots", "microk8s-1.30", "revision: 1-24-3", "revision: 1.24.3", 0, "the installer"},
		{"an object of no kind", "small", "kind: L2Advertisement\n", "", 0, "an object without a kind"},

		// Its validation.
		{"no timeout as a timeout", "many-apps", "timeout: 2s", "timeout: 0s", 0, "duration must be greater than 1ms"},
		{"one port name twice", "today", "name: https\n", "name: http\n", 0, "port names in servers must be unique"},
		{"no TLS on 443", "small", "    tls:\n      mode: SIMPLE\n      credentialName: tls-credential\n      minProtocolVersion: TLSV1_2\n", "", 0, "server must have TLS settings for HTTPS"},
		{"rewrite beside redirect", "many-apps", "    redirect:\n", "    rewrite:\n      uri: /x\n    redirect:\n", 1, "rewrite"},
		{"a dotted Gateway", "small", "name: gateway-ingressgateway\n", "name: gateway.ingressgateway\n", 0, "gateway.ingressgateway"},

		// Its analyzers.
		{"no Secret", "today", "  name: tls-secondary-credential\n", "  name: tls-other-credential\n", 0, "IST0101"},
		{"no SealedSecret", "sealed", "name: tls-secondary-credential\n", "name: tls-other-credential\n", 0, "IST0101"},
		{"a Certificate into another Secret", "cert-manager", "secretName: tls-partners-credential", "secretName: tls-other-credential", 0, "IST0101"},
		{"an ExternalSecret into another Secret", "external", "    name: tls-staff-credential\n    template", "    name: tls-other-credential\n    template", 0, "tls-staff-credential"},
		{"an encrypted Secret in the wrong namespace", "sops", "name: tls-credential\n  namespace: istio-system", "name: tls-credential\n  namespace: default", 0, "IST0101"},
		{"a Secret in the wrong namespace", "today", "  name: tls-secondary-credential\n  namespace: istio-system", "  name: tls-secondary-credential\n  namespace: default", 0, "IST0101"},
		{"a Gateway of no pods", "today", "    istio: ingressgateway-secondary\n  servers", "    istio: nobody\n  servers", 0, "IST0101"},
		{"a VirtualService on no Gateway", "small", "  - gateway-ingressgateway\n", "  - gateway-other\n", 0, "IST0101"},
		{"a destination that is not there", "small", "host: helloworld\n", "host: helloworlds\n", 0, "IST0101"},
		{"a host that the Gateway has not", "small", "spec:\n  hosts:\n  - home.example.org\n", "spec:\n  hosts:\n  - other.example.org\n", 0, "IST0132"},
		{"a port name without a protocol", "small", "  - name: http\n    port: 5000", "  - name: web\n    port: 5000", 0, "IST0118"},
		{"a Gateway's port that its Service has not", "small", "number: 443", "number: 9443", 0, "IST0162"},
		{"a match that no request comes to", "many-apps", "exact: /catalogue/search\n", "exact: /catalogue\n", 0, "Info [IST0131]"},
		{"a rule that no request comes to", "small", "  http:\n", "  http:\n  - route: [{destination: {host: helloworld, port: {number: 5000}}}]\n", 0, "IST0130"},
		{"a namespace with both labels", "seed", "    istio.io/rev: 1-9-7", "    istio-injection: enabled\n    istio.io/rev: 1-9-7", 0, "IST0123"},

		{"a gateway that no istiod injects", "sail", "sidecar.istio.io/inject: \"true\"", "sidecar.istio.io/inject: \"false\"", 0, "IST0146"},
		{"a gateway of another revision", "none", "istio.io/rev: ", "istio.io/rev: x", 0, "IST0146"},
		{"an autoscaler for another", "sail", "    kind: Deployment\n    name: istio-ingressgateway\n", "    kind: Deployment\n    name: istio-other\n", 0, "autoscaler istio-ingressgateway scales istio-other"},
		{"a budget whose selector is none", "sail", "  selector:\n    matchLabels:\n      app: istio-ingressgateway\n      istio: ingressgateway\n", "  selector:\n    matchExpressions: [{key: app, operator: Is}]\n", 0, "budget istio-ingressgateway: \"Is\""},
		{"a Service that asks for no address", "sail", "  type: LoadBalancer\n", "  type: ClusterIP\n", 1, "Service istio-ingressgateway is of type ClusterIP"},
		{"a budget for another's pods", "sail", "      istio: ingressgateway\n", "      istio: ingressgateway-secondary\n", 0, "selects the pods of"},

		// Istio's charts.
		{"a value of no chart", "helm", "pilot:\n  env:\n", "pilot:\n  replicaCounts: 2\n  env:\n", 0, "no chart does anything with pilot.replicaCounts: 2"},
		{"a value of a chart that is not installed", "helm", "pilot:\n  env:\n", "ztunnel:\n  image: x\npilot:\n  env:\n", 0, "no chart does anything with ztunnel.image: x"},
		{"another revision for istiod", "helm", "revision: 1-31-1\nmeshConfig", "revision: other\nmeshConfig", 0, "the charts make no Deployment istiod-1-31-1"},
		{"objects validated by nobody", "helm", "defaultRevision: 1-31-1", "defaultRevision: \"\"", 0, "nobody validates objects of no revision"},
		{"objects validated by another istiod", "helm", "defaultRevision: 1-31-1", "defaultRevision: default", 0, "objects of no revision are validated by istio-system/istiod, which is not there"},
		{"another hub for charts", "helm", "hub: registry.example.org/istio", "hub: docker.io/istio", 0, `istiod's image is "docker.io/istio/pilot:latest", want hub "registry.example.org/istio" and tag ""`},
		{"another mesh for charts", "helm", "accessLogFile: /dev/stdout", "accessLogFile: /dev/stderr", 0, "the mesh has accessLogFile /dev/stderr, want /dev/stdout"},
		{"another root of the mesh", "gateway-api-helm", "istioNamespace: mesh", "istioNamespace: istio-system", 0, "the mesh has rootNamespace istio-system, want mesh"},
		{"CNI plugins elsewhere", "helm", "  cniConfDir: /var/snap/microk8s/current/args/cni-network\n", "", 0, `the CNI plugin's cniConfDir is "/etc/cni/net.d", want "/var/snap/microk8s/current/args/cni-network"`},
		{"a profile of no chart", "helm", "revision: 1-31-1\nmeshConfig", "profile: minimal\nrevision: 1-31-1\nmeshConfig", 0, "unknown profile minimal"},
		{"charts without HTTP/3", "helm", "PILOT_ENABLE_QUIC_LISTENERS", "PILOT_ENABLE_OTHERS", 0, "istiod has HTTP/3: false, and tiers ask for it: true"},
		{"charts for one family", "helm", "pilot:\n  env:\n", "pilot:\n  env:\n    ISTIO_DUAL_STACK: \"true\"\n", 0, "istiod has both families: true, and tiers ask for IPv6: false"},
		{"an istiod for one family", "dual-stack", "env:\n        ISTIO_DUAL_STACK", "env:\n        ISTIO_OTHERS", 0, "istiod has both families: false, and tiers ask for IPv6: true"},
		{"a gateway of another revision than the charts'", "helm", "istio.io/rev: ", "istio.io/rev: x", 0, "IST0146"},

		// HTTP/3.
		{"an istiod without HTTP/3", "http3", "PILOT_ENABLE_QUIC_LISTENERS", "PILOT_ENABLE_OTHERS", 0, "istiod has HTTP/3: false, and tiers ask for it: true"},
		{"an istiod with HTTP/3 unasked", "small", "spec:\n  profile: default\n", "spec:\n  profile: default\n  values:\n    pilot:\n      env:\n        PILOT_ENABLE_QUIC_LISTENERS: \"true\"\n", 0, "istiod has HTTP/3: true, and tiers ask for it: false"},
		{"Gateway API: an istiod without HTTP/3", "gateway-api-http3", "PILOT_ENABLE_QUIC_LISTENERS", "PILOT_ENABLE_OTHERS", 0, "istiod has HTTP/3: false, and tiers ask for it: true"},
		{"Gateway API: Istio's own ports over UDP", "gateway-api-http3", "      - \"$patch\": \"replace\"\n", "", 0, "tier second: HTTP/3 comes in on ports [443 9444] of the pod, want []"},
		{"Gateway API: no port over UDP", "gateway-api-http3", "      - appProtocol: \"https\"\n        name: \"http3\"\n        port: 443\n        protocol: \"UDP\"\n", "", 0, "tier vault: HTTP/3 comes in on ports [] of the pod, want [443]"},
		{"Gateway API: HTTP/3 past certificates of clients", "gateway-api-http3", "        port: 9444\n", "        port: 9444\n        protocol: \"UDP\"\n      - name: \"tcp\"\n        port: 9444\n", 0, "HTTP/3 comes in for alt.example.org on 9444, past the certificates of its clients"},
		{"Gateway API: HTTP/3 for connections that are passed on", "gateway-api-http3", "  - www.example.com\n", "  - www.example.com\n  - keys.example.org\n", 0, "HTTP/3 comes in for keys.example.org on 443, of which the gateway ends no TLS"},
		{"Gateway API: UDP to another port", "gateway-api-http3", "        name: \"http3\"\n", "        name: \"http3\"\n        targetPort: 8444\n", 0, "port 443 leads to the pod's 8444 over UDP, over TCP to 443"},
		{"no port over UDP", "http3", "          - name: http3\n            protocol: UDP\n            port: 443\n            targetPort: 8443\n            nodePort: 32601\n", "", 0, "HTTP/3 comes in on ports [] of the pod, want [8443]"},
		{"nobody told of HTTP/3", "http3", "protocol: UDP\n            port: 443", "protocol: UDP\n            port: 444", 0, "telling of h3=\":443\"; ma=86400"},
		{"UDP to another port", "http3", "protocol: UDP\n            port: 443\n            targetPort: 8443", "protocol: UDP\n            port: 443\n            targetPort: 8444", 0, "port 443 leads to the pod's 8444 over UDP, over TCP to 8443"},
		{"HTTP/3 past certificates of clients", "http3", "            targetPort: 8443\n          externalTrafficPolicy", "            targetPort: 8443\n          - name: http3\n            protocol: UDP\n            port: 443\n            targetPort: 8443\n          externalTrafficPolicy", 0, "HTTP/3 comes in for partners.example.org on 8443, past the certificates of its clients"},
		{"HTTP/3 on another port", "http3", "            targetPort: 9443\n", "            targetPort: 9443\n          - name: quic\n            protocol: UDP\n            port: 9443\n            targetPort: 9443\n", 0, "HTTP/3 comes in on ports [8443 9443] of the pod, want [8443]"},
		{"HTTP/3 for connections that are passed on", "http3", "protocol: TLS\n    hosts:\n    - vault.example.org\n    tls:\n      mode: PASSTHROUGH",
			"protocol: HTTPS\n    hosts:\n    - vault.example.org\n    tls:\n      mode: SIMPLE\n      credentialName: tls-credential", 0, "HTTP/3 comes in for vault.example.org on 8443, of which the gateway ends no TLS"},
		{"another certificate over HTTP/3", "http3", "credentialName: tls-blog-example-net-credential", "credentialName: tls-credential", 0, "HTTP/3 for blog.example.net on 8443: the certificate is"},

		// Requests.
		{"crossed Gateways", "today", "    istio: ingressgateway-secondary\n  servers", "    istio: ingressgateway\n  servers", 0, "of tier secondary is answered"},
		{"a prefix of characters", "small", "exact: /hello", "prefix: /hello", 0, "/hellox GET: map[outbound|5000||helloworld.default.svc.cluster.local:100], want no route"},
		{"another app", "many-apps", "host: catalogue\n", "host: cart\n", 0, "want map[outbound|8080||catalogue.shop.svc.cluster.local"},
		{"another port", "many-apps", "number: 9090", "number: 8080", 0, "want map[outbound|9090||orders.shop.svc.cluster.local"},
		{"another certificate", "today", "credentialName: tls-secondary-credential", "credentialName: tls-credential", 0, `the certificate is "kubernetes://tls-credential", want "kubernetes://tls-secondary-credential"`},
		{"no redirect", "today", "    tls:\n      httpsRedirect: true\n", "", 0, "want a redirect, 301 https://"},
		{"another path", "many-apps", "exact: /old\n", "exact: /elsewhere\n", 0, "/old GET: map[outbound|8080||front.shop.svc.cluster.local:100], want a redirect, 301 https://"},
		{"other weights", "versions", "weight: 90", "weight: 80", 0, "want map[outbound|80|2-0|hello.default.svc.cluster.local:10 outbound|80|v1|hello.default.svc.cluster.local:90]"},
		{"another subset's labels", "versions", "name: 2-0\n    labels:\n      version: ", "name: 2-0\n    labels:\n      version: x", 0, "IST0173"},
		{"TLS that is ended", "tcp-passthrough", "mode: PASSTHROUGH", "mode: SIMPLE\n      credentialName: tls-credential", 0, "tls://"},
		{"another TCP port", "tcp-passthrough", "    - port: 5432\n", "    - port: 31400\n", 0, "tcp://:5432"},
		{"a TCP port for all addresses", "tcp-passthrough", "  addresses:\n  - 192.168.1.30\n", "", 0, "IST0134"},
		{"clients without certificates", "mutual", "mode: MUTUAL", "mode: SIMPLE", 0, "clients are checked by"},
		{"Gateway API: a prefix left out", "gateway-api", "value: /api/docs", "value: /other", 0, "/api/docs"},
		{"Gateway API: another address", "gateway-api", "value: 192.168.1.142", "value: 192.168.1.141", 0, "gateway-ingressgateway-secondary-istio asks for"},
		{"Gateway API: open to all", "gateway-api", "- \"10.0.0.0/8\"", "- \"10.0.0.0/7\"", 0, "lets in"},
		{"Gateway API: no grant", "gateway-api-services", "kind: ReferenceGrant", "kind: NoGrant", 0, "want map[outbound|3000||grafana.monitoring"},
		{"Gateway API: another Secret", "gateway-api", "        name: tls-credential\n", "        name: tls-secondary-credential\n", 0, "the certificate is"},
		{"Gateway API: gRPC to nobody", "gateway-api", "service: hello.Greeter", "service: hello.Other", 0, "hello.Greeter"},
		{"Gateway API: a route of no Gateway", "gateway-api-plain", "  parentRefs:\n  - kind: Gateway\n    name: gateway-ingressgateway\n", "  parentRefs:\n  - kind: Gateway\n    name: other\n", 0, "no route matched, want map[outbound|5000||hello.default.svc.cluster.local:100]"},
		{"Gateway API: clients' authority beside the server's", "gateway-api-mutual", "  tls:\n    frontend:\n      default:\n        validation:\n          caCertificateRefs:\n          - kind: Secret\n            name: tls-partners-credential-cacert\n            group: \"\"\n", "", 0, `istiod keeps "kubernetes-gateway://default/tls-partners-credential-cacert" from the gateway`},
		{"Gateway API: no client without", "gateway-api-mutual", "OPTIONAL_MUTUAL", "MUTUAL", 0, "clients are checked by"},
		{"Gateway API: clients without certificates", "gateway-api-mutual", "tls-terminate-mode: MUTUAL", "tls-terminate-mode: NONE", 0, "clients are checked by"},
		{"another name outside", "services", "        sni: ", "        sni: x", 0, "the gateway speaks TLS as"},
		{"no authority outside", "services", "        caCertificates: /etc/ssl/certs/ca-certificates.crt\n", "", 0, "the gateway speaks TLS as"},
		{"Gateway API: no TLS outside", "gateway-api-services", "kind: DestinationRule", "kind: NoRule", 0, `the gateway speaks TLS as ""`},
		{"Gateway API: two ports of one name", "gateway-api-connections", "name: \"tcp-later\"", "name: \"http\"", 0, "has two ports http"},
		{"Gateway API: TLS that is ended", "gateway-api-connections", "mode: Passthrough", "mode: Terminate\n      certificateRefs:\n      - name: tls-credential", 0, "tls://"},
		{"Gateway API: TLS for another host", "gateway-api-connections", "  - two.vault.example.org\n  rules", "  - three.vault.example.org\n  rules", 0, "tls://two.vault.example.org"},
		{"Gateway API: a wildcard's route on another listener", "gateway-api-connections", "    sectionName: https-vaults-wildcard.wild.example.org\n", "    sectionName: https-vaults-near.wild.example.org\n", 0, "wild.example.org"},
		{"Gateway API: another TCP port", "gateway-api-connections", "    sectionName: tcp-postgres\n", "    sectionName: tcp-legacy\n", 0, "tcp://:5432"},
		{"Gateway API: a TCP port for HTTP", "gateway-api-connections", "  - name: tcp-legacy\n    protocol: TCP\n", "  - name: tcp-legacy\n    protocol: HTTP\n", 0, "tcp://:31400"},
		{"Gateway API: no grant for TLS", "gateway-api-connections", "  - kind: TLSRoute\n    namespace: default\n", "  - kind: HTTPRoute\n    namespace: default\n", 0, "tls://two.vault.example.org"},
		{"Gateway API: other weights of connections", "gateway-api-connections", "weight: 90", "weight: 80", 0, "tcp://:5432"},
		{"a header that nobody asks for", "many-apps", "x-staff", "x-other", 0, "want map[outbound|9090"},
		{"another least version of TLS", "many-apps", "TLSV1_3", "TLSV1_2", 0, "the least version of TLS is TLSv1_2, want TLSv1_3"},
		{"another origin", "many-apps", "https://app.example.org", "https://other.example.org", 0, `the origin "https://app.example.org" is let in: false`},
		{"another Host outside", "services", "authority: api.weather.example.com", "authority: other.example.com", 0, "for other.example.com, want"},
		{"another path sent", "many-apps", "uri: /v1/orders", "uri: /v2/orders", 0, "as /v2/orders"},
		{"no copy", "many-apps", "    mirror:\n", "    mirrored:\n", 0, "and outbound|8080||orders.shop.svc.cluster.local 10 %"},
		{"a server for each host of one certificate", "many-apps",
			"    - \"*.shop.example.org\"\n    - shop.example.org\n    tls:\n      mode: SIMPLE\n      credentialName: tls-public-credential\n      minProtocolVersion: TLSV1_3\n",
			"    - \"*.shop.example.org\"\n    tls: &tls\n      mode: SIMPLE\n      credentialName: tls-public-credential\n      minProtocolVersion: TLSV1_3\n" +
				"  - port: {name: https-two, number: 443, protocol: HTTPS}\n    hosts: [shop.example.org]\n    tls: *tls\n", 0, "on a connection to"},
		{"no answer for another server's host", "misdirected", "gateway: default/gateway-ingressgateway-sso-example-org", "gateway: default/elsewhere", 0, "on a connection to sso.example.org: no virtual host matched, want an answer of the gateway's, 421"},
		{"a host that was not renamed", "renamed", "host: staging-cart\n", "host: cart\n", 0, "want map[outbound|8080||staging-cart.staging.svc.cluster.local:100]"},
		{"any pod", "backends", "consistentHash:\n          httpHeaderName: x-session", "simple: ROUND_ROBIN", 0, "keeps clients with a pod: false"},
		{"another cookie", "backends", "name: shop-pod", "name: another", 0, "by cookie shop-pod 8h0m0s"},
		{"a rule that checks nothing", "backends", "        credentialName: nas-ca\n", "", 0, "IST0129"},
		{"an address of two, unsaid", "shared-address", "allow-shared-ip", "allow-shared-ips", 0, "192.168.1.141 is of 2 Services, which do not say that they share it"},
		{"a port's own TLS left out", "ports", "mode: MUTUAL", "mode: SIMPLE", 0, "https://home.example.org:9443/any GET: clients are checked by"},
		{"a port's own least version left out", "ports", "TLSV1_3", "TLSV1_2", 0, "https://home.example.org:9443/any GET: the least version of TLS is TLSv1_2, want TLSv1_3"},
		{"a method left out", "many-apps", "      method:\n        exact: POST\n", "", 0, "PROPFIND"},
	} {
		t.Run(test.name, func(t *testing.T) {
			changed := false
			written, streams := golden(t, test.example, func(text string) string {
				out := replace(text, test.from, test.to, test.nth)
				changed = changed || out != text
				return out
			})
			if !changed {
				t.Fatalf("%q is not in %s", test.from, test.example)
			}
			problems, _ := Judge(t, written, streams...)
			if !strings.Contains(strings.Join(problems, "\n"), test.want) {
				t.Errorf("want %q, and got:\n%s", test.want, strings.Join(problems, "\n"))
			}
		})
	}
}

// TestBrokenListener: TLS where the topology has none.
func TestBrokenListener(t *testing.T) {
	written, streams := golden(t, "small", same)
	off := strings.Replace(string(written), "  ip: ", "  tls: {mode: \"off\"}\n  ip: ", 1)
	if off == string(written) {
		t.Fatal("the example has no tier")
	}
	problems, _ := Judge(t, []byte(off), streams...)
	if !strings.Contains(strings.Join(problems, "\n"), "https://home.example.org/hello GET: map[outbound|5000||helloworld.default.svc.cluster.local:100], want no route") {
		t.Errorf("%q", problems)
	}
}

// TestBrokenTLS: TLS of a tier's port that is not ended, or whose connections go to
// another.
func TestBrokenTLS(t *testing.T) {
	const topology = `{istio: {version: "1.31", install: none}, tiers: [{name: primary, ip: 192.168.1.10, hosts: [iot.example.org],
		ports: [{name: tls-mqtt, port: 8883}], apps: [{name: broker, image: broker, port: {port: 1883, protocol: tcp}, routes: [{tls: 8883}]}]},
		{name: staff, ip: 192.168.1.11, hosts: [staff.example.org], apps: [{name: other, image: other, port: 80, routes: [/x]}]}]}`
	const stream = `{apiVersion: v1, kind: Service, metadata: {name: istio-ingressgateway, namespace: istio-system},
  spec: {ports: [{name: tls, port: 8883, targetPort: 8883}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: broker, namespace: default}, spec: {ports: [{name: tcp, port: 1883}]}}
---
{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: gateway-ingressgateway, namespace: default},
  spec: {selector: {istio: ingressgateway}, servers: [{port: {number: 8883, name: tls, protocol: TLS}, hosts: [iot.example.org], tls: {minProtocolVersion: TLSV1_2, mode: SIMPLE, credentialName: tls-credential}}]}}
---
{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: broker-on-gateway-ingressgateway, namespace: default},
  spec: {hosts: [iot.example.org], gateways: [gateway-ingressgateway], tcp: [{match: [{port: 8883}], route: [{destination: {host: broker, port: {number: 1883}}}]}]}}`
	for _, test := range []struct{ from, to, want string }{
		{"", "", ""},
		{"mode: SIMPLE, credentialName: tls-credential", "mode: PASSTHROUGH", `tls://iot.example.org:8883: the certificate is "", want "kubernetes://tls-credential"`},
		{"hosts: [iot.example.org], tls:", "hosts: ['*'], tls:", "tls://staff.example.org:8883 of tier staff is answered"},
		{"destination: {host: broker", "destination: {host: others", "want map[outbound|1883||broker.default.svc.cluster.local:100]"},
	} {
		problems, _ := judgeMade(t, []byte(topology), false, []byte(strings.ReplaceAll(stream, test.from, test.to)))
		told := strings.Join(slices.DeleteFunc(slices.Clone(problems), func(p string) bool { return !strings.Contains(p, "tls://") }), "\n")
		if !strings.Contains(told, test.want) || test.want == "" && told != "" {
			t.Errorf("want %q, and got:\n%s", test.want, strings.Join(problems, "\n"))
		}
	}
	// An item that differs in what port 80 does alone is of one server with the wildcard above it.
	one := strings.NewReplacer("[iot.example.org]", "['*.iot.example.org', {host: sso.iot.example.org, tls: {redirect: true}}]", "{tls: 8883}", "{tls: 8883, hosts: ['*.iot.example.org']}")
	problems, _ := judgeMade(t, []byte(one.Replace(topology)), false, []byte(strings.ReplaceAll(stream, "[iot.example.org]", "['*.iot.example.org']")))
	if told := strings.Join(problems, "\n"); strings.Contains(told, "tls://") {
		t.Errorf("one server is judged as two:\n%s", told)
	}
}

func replace(text, from, to string, nth int) string {
	if nth == 0 {
		return strings.ReplaceAll(text, from, to)
	}
	at := 0
	for range nth {
		next := strings.Index(text[at:], from)
		if next < 0 {
			return text
		}
		at += next + len(from)
	}
	return text[:at-len(from)] + to + text[at:]
}
