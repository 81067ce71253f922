package conformance

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"math/big"
	"os"
	"strings"
	"testing"
)

// TestBroken makes one change to a valid sample and expects one complaint with
// the words given. So a referee that refuses all, or passes all, fails here.
func TestBroken(t *testing.T) {
	for _, test := range []struct{ name, file, old, new, want string }{
		{"Deployment: misspelt field", "native", "replicas: 1", "replica: 1", `unknown field "spec.replica"`},
		{"Deployment: misspelt field, deep", "native", "requests: {cpu", "request: {cpu", `unknown field "spec.template.spec.containers[0].resources.request"`},
		{"Deployment: other case", "native", "replicas: 1", "Replicas: 1", `unknown field "spec.Replicas"`},
		{"Deployment: wrong type", "native", "replicas: 1", `replicas: "1"`, "cannot unmarshal string"},
		{"Deployment: selector misses", "native", "matchLabels: {app: helloworld, version: v1}", "matchLabels: {app: other}", "does not match the template's labels"},
		{"Deployment: bool as value", "native", `value: "on"`, "value: on", "cannot unmarshal bool"},
		{"Deployment: port name too long", "native", "name: web, containerPort", "name: abcdefghijklmnop, containerPort", "must be no more than 15 characters"},
		{"Deployment: env name", "native", "name: GREETING", `name: "1=x"`, "env[0].name"},
		{"Service: port name too long", "native", "http-main", strings.Repeat("a", 64), "must be no more than 63"},
		{"Service: same port name", "native", "name: metrics", "name: http-main", "Duplicate value"},
		{"Service: source range", "native", "[10.0.0.0/8]", "[10.1.0.0/8]", "loadBalancerSourceRanges[0]"},
		{"Service: name", "native", "metadata: {name: helloworld, namespace: shop}\nspec:\n  type", "metadata: {name: 1hello, namespace: shop}\nspec:\n  type", "metadata.name"},
		{"Secret: key missing", "native", "tls.key", "tls.kex", `needs "tls.key"`},
		{"Secret: no base64", "native", "tls.key: cmVkYWN0ZWQ=", "tls.key: '*'", "illegal base64"},
		{"Namespace: in a namespace", "native", "  name: shop\n", "  name: shop\n  namespace: shop\n", "metadata.namespace"},
		{"label value", "native", "istio-injection: disabled", "istio-injection: dis abled", "metadata.labels"},
		{"label no string", "native", "istio-injection: disabled", "istio-injection: true", "cannot unmarshal bool"},
		{"no namespace", "native", "metadata: {name: helloworld-v1, namespace: shop}", "metadata: {name: helloworld-v1}", "metadata.namespace: Required"},
		{"no name", "native", "metadata: {name: helloworld-v1, namespace: shop}", "metadata: {namespace: shop, generateName: h}", "metadata.name: Required"},
		{"duplicate key", "native", "replicas: 1\n", "replicas: 1\n  replicas: 1\n", `key "replicas" already set`},
		{"unknown kind", "native", "kind: Deployment\n", "kind: Deploiment\n", "no kind that is known here"},
		{"removed version", "native", "apiVersion: apps/v1\nkind: Deployment\n", "apiVersion: apps/v1beta1\nkind: Deployment\n", "no kind that is known here"},
		{"no object", "native", "# A comment alone is no object.", "[]", "no object"},
		{"null document", "native", "# A comment alone is no object.", "null", "no object"},
		{"no kind", "native", "kind: Deployment\n", "", `no "kind"`},
		{"kind in capitals", "native", "kind: Deployment\n", "Kind: Deployment\n", `no "kind"`},
		{"CRD: misspelt field", "native", "x-kubernetes-preserve-unknown-fields", "x-kubernetes-preserve-fields", "unknown field"},

		{"Istio: misspelt field", "sail", "updateStrategy", "updatestrategy", `unknown field "spec.updatestrategy"`},
		{"Istio: version", "sail", "v1.31-latest", "1.31.1", "spec.version"},
		{"Istio: old version", "sail", "v1.31-latest", "v1.28-latest", "spec.version"},
		{"Istio: profile", "sail", "profile: default", "profile: minimal", "spec.profile"},
		{"Istio: strategy", "sail", "RevisionBased", "ByRevision", "spec.updateStrategy.type"},
		{"Istio: in a namespace", "sail", "  name: default\nspec:\n  version: v1.31-latest", "  name: default\n  namespace: istio-system\nspec:\n  version: v1.31-latest", "metadata.namespace"},
		{"Istio: other namespace", "sail", "istioNamespace: istio-system", "istioNamespace: mesh", "must match spec.namespace"},
		{"Istio: values", "sail", "pilot: {cni: {enabled: true}}", "pilot: {cni: {enable: true}}", "enable"},
		{"Istio: meshConfig", "sail", "accessLogFile", "accesslogfile", "accesslogfile"},
		{"Istio: values of CNI", "sail", "pilot: {cni: {enabled: true}}", "cni: {cniBinDir: /opt/cni/bin}", "belongs to an IstioCNI"},
		{"IstioCNI: name", "sail", "metadata:\n  name: default\nspec:\n  version: v1.31.1", "metadata:\n  name: cni\nspec:\n  version: v1.31.1", "must be 'default'"},
		{"IstioCNI: values", "sail", "cniConfDir", "cniConfigDir", "cniConfigDir"},

		{"Gateway API, Gateway: misspelt field", "gateway-api", "certificateRefs", "certificateRef", `unknown field "spec.listeners[1].tls.certificateRef"`},
		{"Gateway API, HTTPRoute: misspelt field", "gateway-api", "replacePrefixMatch: /}", "replacePrefix: /}", "unknown field"},
		{"Gateway API, HTTPRoute: no number", "gateway-api", "{name: shop, port: 80}", `{name: shop, port: "80"}`, "cannot unmarshal string"},
		{"Gateway API, GRPCRoute: no namespace", "gateway-api", "metadata: {name: greeter, namespace: shop}", "metadata: {name: greeter}", "metadata.namespace: Required"},
		{"Gateway API, TLSRoute: misspelt field", "gateway-api", "hostnames: [vault.example.org]", "hostname: [vault.example.org]", "unknown field"},
		{"Gateway API, TCPRoute: no number", "gateway-api", "weight: 90", `weight: "90"`, "cannot unmarshal string"},
		{"Gateway: misspelt field", "istio-routing", "credentialName", "credentialname", `"credentialname"`},
		{"Gateway: misspelt field, v1beta1", "istio-routing-v1beta1", "- hosts: [shop.example.org]\n    port: {name: http,", "- host: [shop.example.org]\n    port: {name: http,", `"host"`},
		{"Gateway: snake case", "istio-routing", "httpsRedirect", "https_redirect", "https_redirect: unknown field"},
		{"Gateway: number as text", "istio-routing", "number: 80,", `number: "80",`, "servers[0].port.number: string where uint32"},
		{"Gateway: mode as number", "istio-routing", "mode: SIMPLE", "mode: 1", "tls.mode: float64 where enum"},
		{"Gateway: unknown mode", "istio-routing", "mode: SIMPLE", "mode: Simple", "Simple"},
		{"Gateway: null", "istio-routing", "selector: {istio: ingressgateway}", "selector: null", "spec.selector: <nil>"},
		{"Gateway: dotted name", "istio-routing", "name: gateway-ingressgateway,", "name: gateway.ingress,", "must not contain dots"},
		{"Gateway: outside spec", "istio-routing", "spec:\n  selector: {istio: ingressgateway}", "specs: {}\nspec:\n  selector: {istio: ingressgateway}", `unknown field "specs"`},
		{"VirtualService: misspelt field", "istio-routing", "timeout: 5s", "timeOut: 5s", `"timeOut"`},
		{"VirtualService: duration", "istio-routing", "timeout: 5s", "timeout: 5", "spec"},
		{"VirtualService: weight", "istio-routing", "weight: 90", "weight: 90.5", "spec"},
		{"DestinationRule: misspelt field", "istio-routing", "subsets:", "subset:", `"subset"`},
		{"ServiceEntry: misspelt field", "istio-routing", "resolution: DNS", "resolutions: DNS", `"resolutions"`},
		{"PeerAuthentication: misspelt field", "istio-routing", "mtls: {mode", "mTLS: {mode", `"mTLS"`},
		{"PeerAuthentication: no spec", "istio-routing", "spec:\n  selector: {matchLabels: {app: helloworld}}\n  mtls: {mode: PERMISSIVE}\n  portLevelMtls:\n    \"8080\": {mode: DISABLE}\n", "", "spec: absent"},

		{"IPAddressPool: misspelt field", "metallb", "autoAssign", "auto-assign", `unknown field "spec.auto-assign"`},
		{"IPAddressPool: bare address", "metallb", "192.168.1.141/32", "192.168.1.141", "no '/'"},
		{"IPAddressPool: backwards", "metallb", "192.168.1.150-192.168.1.160", "192.168.1.160-192.168.1.150", "runs backwards"},
		{"L2Advertisement: misspelt field", "metallb", "interfaces", "interface", `"spec.interface"`},
		{"BGPPeer: misspelt field", "metallb", "peerASN", "peerAsn", `"spec.peerAsn"`},
		{"old MetalLB: misspelt key", "metallb-config", "auto-assign", "autoAssign", `unknown field "address-pools[0].autoAssign"`},
		{"old MetalLB: duplicate key", "metallb-config", "protocol: layer2", "protocol: layer2\n      protocol: layer2", "already set"},
		{"old MetalLB: protocol", "metallb-config", "protocol: layer2", "protocol: l2", `protocol "l2"`},
		{"old MetalLB: hold time", "metallb-config", "hold-time: 30s", "hold-time: 1s", `hold-time "1s"`},
		{"old MetalLB: other key", "metallb-config", "  config: |", "  config.yaml: |", "MetalLB reads one key"},

		{"IstioOperator: misspelt field", "operator/istio", "label:", "labels:", "ingressGateways[0].labels"},
		{"IstioOperator: other case", "operator/istio", "externalTrafficPolicy", "externalTrafficpolicy", "externalTrafficpolicy"},
		{"IstioOperator: addonComponents", "operator/istio", "  profile: default", "  profile: default\n  addonComponents: {}", `"spec.addonComponents"`},
		{"IstioOperator: meshConfig", "operator/istio", "accessLogFile", "accesslogFile", "accesslogFile"},
		{"IstioOperator: values", "operator/istio", "logLevel", "loglevel", "loglevel"},
		{"IstioOperator: dotted revision", "operator/istio", "1-9-7", "1.9.7", "spec.revision"},
		{"IstioOperator: enabled as text", "operator/istio", "enabled: true", `enabled: "true"`, "cannot unmarshal string"},
		{"IstioOperator: port name", "operator/istio", "name: http2", "name: HTTP2", "ports[1].name"},
	} {
		t.Run(test.name, func(t *testing.T) {
			expect(t, changed(t, test.file, test.old, test.new), test.want)
		})
	}
}

// changed is a valid sample with one change, in a place that is there once.
func changed(t *testing.T, file, from, to string) string {
	t.Helper()
	valid, err := os.ReadFile("testdata/valid/" + file + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(valid), from); n != 1 {
		t.Fatalf("%q is in the sample %d times", from, n)
	}
	return strings.Replace(string(valid), from, to, 1)
}

// expect wants every complaint to be about the one thing that is wrong.
func expect(t *testing.T, stream, want string) {
	t.Helper()
	errs := Check([]byte(stream))
	if len(errs) != 1 {
		t.Errorf("%d complaints, not one: %v", len(errs), errs)
	}
	for _, err := range errs {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("complains of\n%v\nand not of\n%s", err, want)
		}
	}
}

func TestEmpty(t *testing.T) {
	expect(t, "", "no objects")
	expect(t, "# nothing\n---\n# here\n", "no objects")
}

func TestTwins(t *testing.T) {
	const one = "apiVersion: networking.istio.io/%s\nkind: VirtualService\nmetadata: {name: a, namespace: b}\nspec: {hosts: [x]}\n"
	v1, v1beta1 := strings.Replace(one, "%s", "v1", 1), strings.Replace(one, "%s", "v1beta1", 1)
	expect(t, v1+"---\n"+v1, "document 2: VirtualService b/a: is document 1 again")
	expect(t, v1+"---\n"+v1beta1, "is document 1 again")
	other := strings.Replace(v1, "namespace: b", "namespace: c", 1)
	if errs := Check([]byte(v1 + "---\n" + other)); len(errs) != 0 {
		t.Error(errs)
	}
}

func TestSize(t *testing.T) {
	stream := func(n int) string {
		return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: big, namespace: a}\ndata: {key: " + strings.Repeat("x", n) + "}\n"
	}
	if errs := Check([]byte(stream(261900))); len(errs) != 0 {
		t.Error(errs)
	}
	expect(t, stream(262144), "annotations size")
}

// TestBrokenBySops: what of an encrypted Secret can be seen without its key.
func TestBrokenBySops(t *testing.T) {
	for _, test := range []broken{
		{"a value in clear", "sops", "ENC[AES256_GCM,data:Z0B=,iv:YQ==,tag:YWI=,type:str]", "Y2xlYXI=", `data: "tls.key" is in clear`},
		{"no sum", "sops", "  mac: ENC[AES256_GCM,data:YWJj,iv:YWJj,tag:YQ==,type:str]\n", "", "sops: needs mac"},
		{"no sops", "sops", "sops:", "spos:", "illegal base64 data"},
		{"no key", "sops", "  tls.key: ENC[AES256_GCM,data:Z0B=,iv:YQ==,tag:YWI=,type:str]\n", "", `a TLS Secret needs "tls.key"`},
		{"misspelt field", "sops", "type: kubernetes.io/tls", "typ: kubernetes.io/tls", `unknown field "typ"`},
		{"data is a list", "sops", "data:\n  tls.crt: ENC[AES256_GCM,data:Z0A=,iv:YQ==,tag:YWI=,type:str]\n  tls.key: ENC[AES256_GCM,data:Z0B=,iv:YQ==,tag:YWI=,type:str]\n", "data: [a]\n", "data: json"},
		{"nothing in sops", "sops", "sops:\n", "sops: text\nx:\n", "sops: json"},
	} {
		test.run(t)
	}
}

func TestKeyOfAnotherCertificate(t *testing.T) {
	certificate, key := pair(t)
	_, other := pair(t)
	stream := func(key []byte) string {
		return "apiVersion: v1\nkind: Secret\nmetadata: {name: a, namespace: b}\ntype: kubernetes.io/tls\ndata:\n  tls.crt: " +
			base64.StdEncoding.EncodeToString(certificate) + "\n  tls.key: " + base64.StdEncoding.EncodeToString(key) + "\n"
	}
	if errs := Check([]byte(stream(key))); len(errs) != 0 {
		t.Error(errs)
	}
	expect(t, stream(other), "private key does not match")
}

func pair(t *testing.T) (certificate, key []byte) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, private.Public(), private)
	if err != nil {
		t.Fatal(err)
	}
	pkcs8, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}),
		pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: pkcs8})
}
