package render_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"render/render/platform"
)

// mention is a place outside the rows of render/platform that names the newest
// known version of a system, so that it has to follow when a row is added.
type mention struct {
	system  string
	file    string // from the root; with a * one file at least has to follow
	pattern string // its first group is the version, or the number of its minor
}

const (
	istio      = "Istio"
	kubernetes = "Kubernetes"
	microk8s   = "microk8s"
	metallb    = "MetalLB"
	gatewayAPI = "Gateway API"
)

// mentions are in the order in which they are worked through: what was read,
// what judges, what people are shown.
var mentions = []mention{
	{istio, "render/platform/feature_rows.go", `CRDs of release-1\.9 to release-(1\.\d+)`},
	{istio, "render/platform/feature_rows.go", `go\.mod of release-1\.20 to release-(1\.\d+)`},
	{istio, "conformance/go.mod", `istio\.io/api v(1\.\d+)\.`},
	{istio, "conformance/go.mod", `istio\.io/client-go v(1\.\d+)\.`},
	{istio, "conformance/mesh/go.mod", `istio\.io/api v(1\.\d+)\.`},
	{istio, "conformance/operator.go", `The type is Istio (1\.\d+)'s`},
	{istio, "conformance/pack/removed.go", `and Istio (1\.\d+) has not`},
	{istio, "conformance/README.md", `Istio (1\.\d+)'s and MetalLB`},
	{istio, "conformance/README.md", `the code is (1\.\d+)'s`},
	{istio, "examples/small/topology.yaml", `istio: "(1\.\d+)"`},
	{istio, "examples/*/topology.yaml", `istio: "(1\.\d+)"`},
	{istio, "examples/sail/topology.yaml", `version: "?(1\.\d+)`},
	{istio, "README.md", `istio: "(1\.\d+)"`},
	{istio, "render/format/document.go", `Istio: its version alone, or an object. Example: "(1\.\d+)"`},
	{istio, "render/format/document.go", `Istio's version, a minor one or a patch. Example: "(1\.\d+)"`},
	{istio, "render/reference/explain.go", `istio: "(1\.\d+)"`},
	{istio, "render/format/formats.go", `a version, such as (1\.\d+) or`},
	{istio, "bench/workload/workload.go", `istio: "(1\.\d+)"`},

	{gatewayAPI, "render/platform/feature_rows.go", `config/crd/standard of v1\.0\.0 to v(1\.\d+)\.`},
	{gatewayAPI, "conformance/go.mod", `sigs\.k8s\.io/gateway-api v(1\.\d+)\.`},
	{gatewayAPI, "conformance/mesh/go.mod", `sigs\.k8s\.io/gateway-api v(1\.\d+)\.`},
	{gatewayAPI, "docs/topology.md", `1\.\d+: v(1\.\d+)\)`},

	{metallb, "conformance/go.mod", `go\.universe\.tf/metallb v(0\.\d+)\.`},
	{metallb, "conformance/README.md", `MetalLB (0\.\d+)\.\d+'s`},
	{metallb, "render/platform/feature_rows.go", `bgppeer_types\.go of v0\.13\.3 to v(0\.\d+)\.`},

	{kubernetes, "conformance/go.mod", `k8s\.io/api v0\.(\d+)\.`},
	{kubernetes, "conformance/pack/removed.go", `that of 0\.(\d+) has not`},
	{kubernetes, "conformance/secrets/go.mod", `k8s\.io/api v0\.(\d+)\.`},
	{kubernetes, "conformance/README.md", `Kubernetes 0\.(\d+)\.`},

	{microk8s, "examples/small/topology.yaml", `microk8s: "(1\.\d+)"`},
	{microk8s, "examples/*/topology.yaml", `microk8s: "(1\.\d+)"`},
	{microk8s, "README.md", `microk8s: "(1\.\d+)"`},
	{microk8s, "render/format/document.go", "metallb\\.version`\\. Example: \"(1\\.\\d+)\""},
	{microk8s, "render/reference/explain.go", `microk8s: "(1\.\d+)"`},
	{microk8s, "render/format/formats.go", `platform\.SystemMicroK8s, "a minor version, such as (1\.\d+)"`},
	{microk8s, "bench/workload/workload.go", `microk8s: "(1\.\d+)"`},
}

// newest are the newest versions of the tables.
func newest(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, s := range []platform.System{platform.SystemIstio, platform.SystemKubernetes, platform.SystemMicroK8s, platform.SystemMetalLB} {
		_, out[s.String()] = s.Range()
	}
	latest, _ := platform.ParseVersion(out[istio])
	out[gatewayAPI] = platform.GatewayAPI(latest)
	return out
}

// stale are the mentions that do not name these versions.
func stale(t *testing.T, versions map[string]string) []string {
	t.Helper()
	var out []string
	for _, m := range mentions {
		want := versions[m.system]
		names, err := filepath.Glob(filepath.Join("..", filepath.FromSlash(m.file)))
		if err != nil || len(names) == 0 {
			t.Fatalf("%s: no such file, %v", m.file, err)
		}
		pattern := regexp.MustCompile(m.pattern)
		found, matches := 0, 0
		said := ""
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, match := range pattern.FindAllStringSubmatch(string(text), -1) {
				matches++
				said = match[0]
				if match[1] == want || "1."+match[1] == want {
					found++
				}
			}
		}
		switch {
		case matches == 0:
			t.Errorf("%s has nothing like %s any more: mend the list of mentions", m.file, m.pattern)
		case found == 0, !strings.Contains(m.file, "*") && found < matches && !strings.HasSuffix(m.file, ".md"):
			out = append(out, fmt.Sprintf("%s %s: %s says %q", m.system, want, m.file, said))
		}
	}
	return out
}

// TestNewest: what names the newest version of a system follows the tables of
// render/platform. With -v it lists what a new release has to touch: see "A new
// release" in CONTRIBUTING.md.
func TestNewest(t *testing.T) {
	versions := newest(t)
	for _, text := range stale(t, versions) {
		t.Error(text)
	}
	for _, m := range mentions {
		t.Logf("%s %s: %s", m.system, versions[m.system], m.file)
	}
}

// TestNewestNotices: with the tables one minor further, or one behind, every
// mention is told of.
func TestNewestNotices(t *testing.T) {
	for _, step := range []int{1, -1} {
		versions := newest(t)
		for system, version := range versions {
			v, _ := platform.ParseVersion(version)
			versions[system] = fmt.Sprintf("%d.%d", v.Major, v.Minor+step)
		}
		told := strings.Join(stale(t, versions), "\n")
		for _, m := range mentions {
			// Examples of older versions stay, and README.md names all releases.
			if step < 0 && (strings.Contains(m.file, "*") || strings.HasSuffix(m.file, ".md")) {
				continue
			}
			if !strings.Contains(told, m.system+" "+versions[m.system]+": "+m.file+" says") {
				t.Errorf("%s %s: nothing is said of %s", m.system, versions[m.system], m.file)
			}
		}
	}
}

// TestGatewayAPIOfDocs: the releases that docs/topology.md pairs are the tables'.
func TestGatewayAPIOfDocs(t *testing.T) {
	text, err := os.ReadFile("../docs/topology.md")
	if err != nil {
		t.Fatal(err)
	}
	pairs := regexp.MustCompile(`(1\.\d+):\s+v(1\.\d+)`).FindAllStringSubmatch(string(text), -1)
	if len(pairs) < 5 {
		t.Fatalf("docs/topology.md pairs %d", len(pairs))
	}
	for _, p := range pairs {
		v, _ := platform.ParseVersion(p[1])
		if got := platform.GatewayAPI(v); got != p[2] {
			t.Errorf("docs/topology.md says that Istio %s was built with the Gateway API %s; the tables say %s", p[1], p[2], got)
		}
	}
}
