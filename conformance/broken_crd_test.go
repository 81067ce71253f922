package conformance

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestBrokenByCRD makes changes that only the CustomResourceDefinitions find:
// minima, patterns, enumerations, lists that are sets, and rules in CEL.
func TestBrokenByCRD(t *testing.T) {
	for _, test := range []broken{
		{"Gateway API: misspelt field", "gateway-api-rules", "gatewayClassName", "gatewayclassname", `unknown field "spec.gatewayclassname"`},
		{"Gateway API: misspelt field, deep", "gateway-api-rules", "replacePrefixMatch: /v1", "replacePrefix: /v1", `unknown field "spec.rules[0].filters[0].urlRewrite.path.replacePrefix"`},
		{"Gateway API: HTTP with tls (CEL)", "gateway-api-rules", "protocol: HTTPS", "protocol: HTTP", "tls must not be specified for protocols"},
		{"Gateway API: passthrough on HTTPS (CEL)", "gateway-api-rules", "mode: Terminate", "mode: Passthrough", "tls mode must be Terminate for protocol HTTPS"},
		{"Gateway API: no class", "gateway-api-rules", "  gatewayClassName: istio\n", "", "spec.gatewayClassName: Required value"},
		{"Gateway API: address", "gateway-api-rules", "value: 192.168.1.141", "value: not-an-ip", "spec.addresses[0].value"},
		{"Gateway API: path (CEL)", "gateway-api-rules", "value: /api", "value: api", "must be an absolute path"},
		{"Gateway API: path type", "gateway-api-rules", "type: PathPrefix", "type: Prefix", "Unsupported value"},
		{"Gateway API: port of a backend (CEL)", "gateway-api-rules", "{name: front, port: 8080, weight: 1}", "{name: front, weight: 1}", "Must have port for Service reference"},
		{"Gateway API: duration", "gateway-api-rules", "request: 5s", "request: \"5\"", "spec.rules[0].timeouts.request"},
		{"Gateway API: hostname", "gateway-api-rules", "hostnames: [shop.example.org]", "hostnames: [192.168.1.1/x]", "hostnames[0]"},
		{"Gateway API: grant for nobody", "gateway-api-rules", "[{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop}]", "[]", "spec.from"},
		{"Gateway API: no authority (CEL)", "gateway-api-rules", ", wellKnownCACertificates: System", "", "must specify either CACertificateRefs or WellKnownCACertificates"},
		{"Gateway API: TLS for nobody", "gateway-api", "  hostnames: [vault.example.org]\n", "", "spec.hostnames: Required value"},
		{"Gateway API: TLS for everybody", "gateway-api", "hostnames: [vault.example.org]", `hostnames: ["*"]`, "spec.hostnames[0]"},
		{"Gateway API: TLS without a mode (CEL)", "gateway-api", "tls: {mode: Passthrough}", "tls: {}", "certificateRefs or options must be specified when mode is Terminate"},
		{"Gateway API: TCP with a hostname (CEL)", "gateway-api", "protocol: TCP,", "protocol: TCP, hostname: vault.example.org,", "hostname must not be specified for protocols"},
		{"Gateway API: two rules for TCP", "gateway-api", "  - backendRefs: [{name: postgres-17", "  - backendRefs: [{name: postgres-16, port: 5432}]\n  - backendRefs: [{name: postgres-17", "spec.rules: Too many"},
		{"cert-manager: algorithm", "cert-manager", "ECDSA", "EC", "Unsupported value"},
		{"cert-manager: misspelt field", "cert-manager", "dnsNames", "dnsName", "unknown field"},
		{"cert-manager: no issuer", "cert-manager", "  issuerRef: {name: ca, kind: ClusterIssuer}\n", "", "issuerRef: Required"},
		{"cert-manager: misspelt issuer", "cert-manager-issuers", "selfSigned: {}", "selfsigned: {}", `unknown field "spec.selfsigned"`},
		{"external-dns: misspelt field", "external-dns", "dnsName", "dnsNames", "unknown field"},
		{"external-dns: TTL that is a text", "external-dns", "recordTTL: 300", "recordTTL: 5m", "spec.endpoints[0].recordTTL: Invalid value"},
		{"cert-manager: usage", "cert-manager-issuers", "cert sign, crl", "certSign, crl", "spec.usages[0]: Unsupported value"},
		{"cert-manager: rotation", "cert-manager-issuers", "rotationPolicy: Never", "rotationPolicy: Seldom", "spec.privateKey.rotationPolicy: Unsupported value"},
		{"cert-manager: authority without its Secret", "cert-manager-issuers", "ca: {secretName: local-ca-key}", "ca: {}", "spec.ca.secretName: Required value"},
		{"cert-manager: ClusterIssuer in a namespace", "cert-manager-issuers", "{name: self-signed}", "{name: self-signed, namespace: a}", "metadata.namespace: Forbidden"},
		{"ExternalSecret: misspelt field", "external-secrets", "secretStoreRef", "storeRef", `unknown field "spec.storeRef"`},
		{"ExternalSecret: kind of store", "external-secrets", "ClusterSecretStore", "Store", "spec.secretStoreRef.kind: Unsupported value"},
		{"ExternalSecret: policy", "external-secrets", "creationPolicy: Owner", "creationPolicy: Own", "spec.target.creationPolicy: Unsupported value"},
		{"ExternalSecret: key", "external-secrets", "{secretKey: tls.key, ", "{secretKey: tls/key, ", "spec.data[1].secretKey"},
		{"ExternalSecret: no remote key", "external-secrets", "{key: shop, property: crt}", "{property: crt}", "spec.data[0].remoteRef.key: Required value"},
		{"ExternalSecret: version that is served no more", "external-secrets", "external-secrets.io/v1", "external-secrets.io/v1beta1", "is no kind that is known here"},
		{"SealedSecret: misspelt field", "sealed-secrets", "immutable: true", "imutable: true", `unknown field "spec.template.imutable"`},
		{"SealedSecret: nothing sealed", "sealed-secrets", "  encryptedData: {tls.crt: c2VhbGVk, tls.key: c2VhbGVkLCB0b28=}\n", "", "spec.encryptedData: Required value"},
		{"SealedSecret: not text", "sealed-secrets", "tls.crt: c2VhbGVk,", "tls.crt: 1,", "spec.encryptedData.tls.crt"},
		{"SealedSecret: version", "sealed-secrets", "bitnami.com/v1alpha1", "bitnami.com/v1", "is no kind that is known here"},
		{"SealedSecret: no namespace", "sealed-secrets", "  namespace: istio-system\n  annotations", "  annotations", "metadata.namespace: Required value"},
		{"Gateway API: two listeners of one name", "gateway-api-rules", "  - name: https\n    port: 443", "  - name: http\n    port: 443", "spec.listeners[1]: Duplicate value"},
		{"metadata: misspelt field", "cert-manager-issuers", "{name: self-signed}", "{name: self-signed, label: {a: b}}", `unknown field "metadata.label"`},
		{"metadata: label that is a number", "cert-manager-issuers", "{name: self-signed}", "{name: self-signed, labels: {a: 1}}", "ObjectMeta.labels"},
		{"BFDProfile: interval", "metallb", "receiveInterval: 300", "receiveInterval: 1", "should be greater than or equal to 10"},
		{"BGPPeer: port", "metallb", "peerASN: 64501", "peerASN: 64501\n  peerPort: 20000", "less than or equal to 16384"},
	} {
		test.run(t)
	}
}

// TestBrokenByOldMetalLB: what the newest MetalLB has and 0.13.3 has not.
func TestBrokenByOldMetalLB(t *testing.T) {
	valid, err := os.ReadFile("testdata/valid/metallb.yaml")
	if err != nil {
		t.Fatal(err)
	}
	objects, errs := Split(valid)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	for version, want := range map[string]string{
		"v0.13.3": `[unknown field "spec.avoidBuggyIPs" unknown field "spec.interfaces"]`,
		"v0.13.9": "[]",
		"v0.16.2": "[]",
	} {
		var said []error
		for i := range objects {
			said = append(said, objects[i].checkOldMetalLB(version)...)
		}
		var short []string
		for _, err := range said {
			_, rest, found := strings.Cut(err.Error(), "unknown field")
			if !found {
				t.Error(err)
				continue
			}
			short = append(short, "unknown field"+rest)
		}
		if got := fmt.Sprint(short); got != want {
			t.Errorf("%s: %s, not %s", version, got, want)
		}
	}
}

// TestUnknownToOldRelease: a kind that a release has not.
func TestUnknownToOldRelease(t *testing.T) {
	const object = "apiVersion: %s\nkind: Pool\nmetadata: {name: a, namespace: b}\n"
	for group, check := range map[string]func(*Object) []error{
		"metallb.io/v1":                func(o *Object) []error { return o.checkOldMetalLB("v0.13.3") },
		"gateway.networking.k8s.io/v1": func(o *Object) []error { return o.checkOldGatewayAPI("v1.2.1") },
	} {
		objects, errs := Split([]byte(fmt.Sprintf(object, group)))
		if len(objects) != 1 || len(errs) > 0 {
			t.Fatal(errs)
		}
		if said := fmt.Sprint(check(&objects[0])); !strings.Contains(said, "has no "+group+" Pool") {
			t.Errorf("%s: %s", group, said)
		}
	}
}

type broken struct{ name, file, old, new, want string }

// run makes the change and wants a complaint with the words given. A schema may
// complain of one fault in several places, so there may be more of them.
func (test broken) run(t *testing.T) {
	t.Run(test.name, func(t *testing.T) {
		errs := Check([]byte(changed(t, test.file, test.old, test.new)))
		for _, err := range errs {
			if strings.Contains(err.Error(), test.want) {
				return
			}
		}
		t.Errorf("complains of %v and not of %s", errs, test.want)
	})
}
