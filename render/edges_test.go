package render_test

import (
	"cmp"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io/fs"
	"math/big"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"render/render"
	"render/render/manifest"
	"render/render/platform"
)

// An edge is where a feature of Kubernetes, MetalLB or Istio begins or ends: two
// versions next to each other, of which one has the feature and the other lacks
// it. A topology that asks for the feature renders differently at the two, or is
// refused at the one that lacks it. The edges are in edges_table_test.go.
type edge struct {
	name          string // what the edge is about, in words
	feature       platform.Feature
	without, with string // versions of the feature's system; of a feature that ended, the later one lacks it
	asks          edgeLines
	shows         edgeDifference
}

// edgeLines are what a topology says to ask for a feature; what is empty is said
// as for every edge. Of the feature's system, what is empty is the edge's version;
// where more is said of that system, VERSION stands for the version.
type edgeLines struct {
	kubernetes, metallb, istio string // values
	secrets                    string // a value
	document                   string // one more line of the document
	tierName, address, hosts   string // values of the tier; hosts without their brackets
	tier                       string // more lines of the tier
	port, route                string // values of the app
	app                        string // one more entry of the app
	otherApp                   string // a second app
}

// edgeDifference is what differs at an edge: without the feature there is a
// refusal, or the output of one version has a text that the other's has not.
type edgeDifference struct {
	refusal     string // a part of what is said without the feature; "" where that renders
	onlyWith    string // a text of the output with the feature alone
	onlyWithout string // a text of the output without the feature alone
}

// edgeTopology renders at every version that an edge names. The words in
// capitals are put in by topologyAt.
const edgeTopology = `name: edge
kubernetes: "KUBERNETES"
metallb: METALLB
istio: ISTIO
secrets: SECRETS
DOCUMENTtiers:
- name: TIERNAME
  ip: ADDRESS
  hosts: [HOSTS]
TIERLINES  apps:
  - {name: a, image: "a:1", port: PORT, routes: [ROUTE]MORE}
OTHERAPP`

// TestEdges renders the topology of every edge at both versions, and looks for
// the difference. A feature of the platform tables without an edge fails.
func TestEdges(t *testing.T) {
	tested := map[platform.Feature]bool{}
	for _, e := range edges {
		tested[e.feature] = true
		t.Run(e.name, func(t *testing.T) {
			if e.feature.In(mustVersion(t, e.without)) || !e.feature.In(mustVersion(t, e.with)) {
				t.Errorf("the platform tables do not put the edge of %q between %s and %s", e.feature.Name(), e.without, e.with)
			}
			without, refusal := renderAt(t, e, e.without)
			if (refusal == "") != (e.shows.refusal == "") || !strings.Contains(refusal, e.shows.refusal) {
				t.Errorf("%s: the refusal is %q, want %q", e.without, refusal, e.shows.refusal)
			}
			with, refusal := renderAt(t, e, e.with)
			if refusal != "" {
				t.Fatalf("%s: refused: %s", e.with, refusal)
			}
			if e.shows.onlyWith == "" && e.shows.onlyWithout == "" {
				t.Error("no text shows the difference")
			}
			checkOnlyIn(t, e.shows.onlyWith, e.with, with, e.without, without)
			checkOnlyIn(t, e.shows.onlyWithout, e.without, without, e.with, with)
		})
	}
	for _, f := range platform.Features() {
		if tested[f] == onlyWarned[f] {
			t.Errorf("%q is to have an edge, or a warning alone, and not both", f.Name())
		}
	}
}

// onlyWarned are features that change no output: without them there is a
// warning or a note, which the named file tests.
var onlyWarned = map[platform.Feature]bool{
	platform.MetalLBBGPBothFamilies:  true, // testdata/refused/bgp-family-unheard.txtar
	platform.MetalLBBGPPeersByNode:   true, // a warning: testdata/refused/bgp-peers-by-node.txtar
	platform.MetalLBFRRK8sDefault:    true, // a warning: testdata/refused/bgp-mode-unknown.txtar
	platform.IstioSidecarSeccomp:     true, // testdata/refused/pod-security-sidecar-old.txtar
	platform.KubernetesProbeHosts:    true, // testdata/refused/pod-security-confinement-old.txtar
	platform.KubernetesUsersApart:    true, // the same
	platform.KubernetesPodSecurity:   true, // testdata/refused/namespace-pod-security-old.txtar
	platform.IstioChartCRDs:          true, // ../cmd/render/testdata/scripts/helm.txtar: a command of a note
	platform.IstioMutualBeforeTunnel: true, // a refusal alone: testdata/refused/isolation-ambient-old.txtar
	platform.IstioTunnelByEndpoint:   true, // a refusal alone: testdata/refused/isolation-ambient-plain.txtar
	platform.IstioRulesApart:         true, // a warning: testdata/refused/mixin-rule-younger.txtar
}

// checkOnlyIn fails unless a text stands in the output of one version and not in
// that of the other. An empty text asks for nothing.
func checkOnlyIn(t *testing.T, text, version, output, otherVersion, otherOutput string) {
	t.Helper()
	if text != "" && (!strings.Contains(output, text) || strings.Contains(otherOutput, text)) {
		t.Errorf("%q is to stand in the output of %s and not of %s:\n%s", text, version, otherVersion, output)
	}
}

// renderAt renders an edge's topology at a version: all objects as YAML, those
// for istioctl last, or what is said where it is refused.
func renderAt(t *testing.T, e edge, version string) (output, refusal string) {
	t.Helper()
	out, err := render.Render(context.Background(), render.Input{Name: "topology.yaml", Text: []byte(topologyAt(e, version)), Files: oddCertificates(t)})
	if err != nil {
		t.Fatal(err)
	}
	if out.Diagnostics.Failed() {
		return "", out.Diagnostics.Err().Error()
	}
	for _, stages := range [][]manifest.Stage{nil, {manifest.Istio}} {
		part, err := out.Stream(stages, manifest.YAML)
		if err != nil {
			t.Fatal(err)
		}
		output += string(part)
	}
	return output, ""
}

// topologyAt is an edge's topology with a version of the feature's system.
func topologyAt(e edge, version string) string {
	asks := e.asks
	switch e.feature.System() {
	case platform.SystemKubernetes:
		asks.kubernetes = cmp.Or(asks.kubernetes, version)
	case platform.SystemMetalLB:
		asks.metallb = cmp.Or(asks.metallb, version)
	case platform.SystemIstio:
		asks.istio = cmp.Or(asks.istio, version)
	}
	if asks.app != "" {
		asks.app = ", " + asks.app
	}
	text := strings.NewReplacer(
		"KUBERNETES", cmp.Or(asks.kubernetes, "1.28"),
		"METALLB", cmp.Or(asks.metallb, "0.15.2"),
		"ISTIO", cmp.Or(asks.istio, "1.24.0"),
		"SECRETS", cmp.Or(asks.secrets, "omit"),
		"DOCUMENT", linesOf("", asks.document),
		"TIERNAME", cmp.Or(asks.tierName, "primary"),
		"ADDRESS", cmp.Or(asks.address, "192.168.1.141"),
		"HOSTS", cmp.Or(asks.hosts, "edge.example.org"),
		"TIERLINES", linesOf("  ", asks.tier),
		"PORT", cmp.Or(asks.port, "80"),
		"ROUTE", cmp.Or(asks.route, "/x"),
		"MORE", asks.app,
		"OTHERAPP", linesOf("  - ", asks.otherApp),
	).Replace(edgeTopology)
	return strings.ReplaceAll(text, "VERSION", "'"+version+"'")
}

// linesOf puts an indent before each line of a text, if there is any.
func linesOf(indent, text string) string {
	if text == "" {
		return ""
	}
	return indent + strings.ReplaceAll(text, "\n", "\n"+indent) + "\n"
}

func mustVersion(t *testing.T, text string) platform.Version {
	t.Helper()
	v, ok := platform.ParseVersion(text)
	if !ok {
		t.Fatalf("%q is no version", text)
	}
	return v
}

// oddCertificates is the folder of a certificate and its key for the edges'
// host, on a curve that old versions of Istio do not take, and of an authority that
// another one issued. They are read where secrets are plain.
func oddCertificates(t *testing.T) fs.FS {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	leaf := &x509.Certificate{
		SerialNumber: big.NewInt(1), DNSNames: []string{"edge.example.org"}, Subject: pkix.Name{CommonName: "edge.example.org"},
		NotBefore: time.Unix(0, 0), NotAfter: time.Unix(1<<32, 0), ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	crt, err := x509.CreateCertificate(rand.Reader, leaf, leaf, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	root := &x509.Certificate{Subject: pkix.Name{CommonName: "Edge Root"}}
	middle := &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "Edge Clients"}, NotBefore: leaf.NotBefore, NotAfter: leaf.NotAfter,
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	authority, err := x509.CreateCertificate(rand.Reader, middle, root, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return fstest.MapFS{
		"middle.crt":                 {Data: pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: authority})},
		"certs/edge.example.org.crt": {Data: pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: crt})},
		"certs/edge.example.org.key": {Data: pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})},
	}
}
