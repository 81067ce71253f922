package mesh

import (
	"maps"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// foreignGroup is YAML of Istio's sources, of which each file with a Gateway is a world
// of its own.
type foreignGroup struct {
	folder string // in Istio's module
	whole  bool   // a folder is a world, with all its files
	inGo   bool   // it is in texts of Go files
	values any    // what templates are filled in with
	// skipped are files that cannot be judged, and why; each is tried, and is to fail.
	skipped map[string]string
	// given adds what the tests that read these files have in the cluster beside.
	given                    func(*testing.T, *world)
	files, requests, through int // at least; through is how many do not fail
}

// Why files are skipped.
const (
	refused  = "istiod's own validation refuses it"
	inMesh   = "its Gateways take what comes from inside the mesh alone"
	template = "it is a template of Go's, which the test fills in"
	anothers = "its Gateway is of another controller, or of another cluster, and has no pods here"
)

// foreignGroups are those of Istio's sources, and what they leave out.
func foreignGroups() []foreignGroup {
	echo := map[string]any{"To": echoed{ServiceName: "b"}}
	return []foreignGroup{
		{folder: "samples", files: 14, requests: 400, through: 200, skipped: map[string]string{
			"ambient-argo/application/details-waypoint.yaml": inMesh, "ambient-argo/application/reviews-waypoint.yaml": inMesh}},
		{folder: "pilot/pkg/config/kube/gateway/testdata", given: givenToConversion, files: 44, requests: 15000, through: 700,
			skipped: map[string]string{"waypoint.yaml": inMesh, "east-west-ambient.yaml": inMesh, "eastwest-remote.yaml": anothers, "foreign-waypoint.yaml": anothers}},
		{folder: "pilot/pkg/xds/testdata/benchmarks", values: map[string]any{"Services": 3, "Instances": 1}, files: 2, requests: 1000, through: 500,
			skipped: map[string]string{"waypoint.yaml": inMesh, "knative-gateway.yaml": "its gateway's Service is an entry of an address, and no object says which pods have that"}},
		{folder: "pkg/config/analysis/analyzers/testdata", files: 17, requests: 300, through: 20, skipped: map[string]string{
			"condition-analyzer.yaml": refused, "conflicting-gateways-invalid-port.yaml": refused, "conflicting-gateways-multiple-ports.yaml": refused, "gateway-no-workload.yaml": refused,
			"gateway-secrets.yaml": refused, "virtualservice_gateways.yaml": refused, "virtualservice_host_not_found_gateway.yaml": refused,
			"virtualservice_host_not_found_gateway_beta.yaml": refused}},
		{folder: "tests/testdata", files: 7, requests: 350, through: 70},
		{folder: "tests/integration/pilot/testdata/tunneling/gateway", whole: true, files: 3, requests: 40, through: 24, values: map[string]any{
			"externalNamespace": "external", "externalSvcTcpPort": 8080, "externalSvcTlsPort": 8443, "forwardProxyPort": 3128, "EgressGatewayServiceName": "istio-egressgateway",
			"EgressGatewayServiceNamespace": "istio-system", "EgressGatewayIstioLabel": "egressgateway"}},
		{folder: "tests/integration/telemetry", values: echo, files: 3, requests: 60, through: 15},
		{folder: "tests/integration/ambient/testdata", values: echo, files: 1, requests: 20, through: 7},
		{folder: "pilot/pkg/networking", inGo: true, files: 7, requests: 160, through: 50},
		{folder: "tests/integration", inGo: true, files: 3, requests: 24},
		{folder: "istioctl/pkg", files: 1, requests: 8, skipped: map[string]string{"analyze/testdata/analyze-file/specific-analyzer.yaml": refused}},
	}
}

// ownGroup is YAML of the same kind that is written here, for what none of Istio's has
// requests for.
func ownGroup() foreignGroup {
	return foreignGroup{folder: "testdata/foreign", given: givenPairs, files: 12, requests: 9950, through: 3050}
}

// echoed is an app of Istio's tests, as their templates ask it.
type echoed struct{ ServiceName string }

// PortForName is the port of a name.
func (echoed) PortForName(string) struct{ ServicePort int } { return struct{ ServicePort int }{80} }

// istioSources is the folder of Istio's module.
var istioSources = sync.OnceValues(func() (string, error) {
	folder, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "istio.io/istio").Output()
	return strings.TrimSpace(string(folder)), err
})

// TestTraceForeign: the same of YAML that render never made: Istio's own samples and test
// data.
func TestTraceForeign(t *testing.T) {
	sources, err := istioSources()
	if err != nil {
		t.Fatal(err)
	}
	for _, group := range foreignGroups() {
		t.Run(strings.ReplaceAll(group.folder, "/", ".")+map[bool]string{true: ".go"}[group.inGo], func(t *testing.T) { group.judged(t, filepath.Join(sources, group.folder)) })
	}
	own := ownGroup()
	t.Run("own", func(t *testing.T) { own.judged(t, own.folder) })
}

// judged judges all files of a group.
func (g *foreignGroup) judged(t *testing.T, folder string) {
	var all comparison
	worlds := 0
	skipped := map[string]bool{}
	texts, err := g.texts(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range slices.Sorted(maps.Keys(texts)) {
		why := g.skipped[file]
		skipped[file] = why != ""
		t.Run(file, func(t *testing.T) {
			one, err := foreign(t, texts[file], g.given)
			switch {
			case why == "" && err != nil:
				t.Error(err)
			case why == "":
				one.report(t)
				all.compared, all.through = all.compared+one.compared, all.through+one.through
				worlds++
			case err == nil && len(one.problems) == 0 && one.compared > 0:
				t.Errorf("is judged without a fault, and skipped since %q: take it off the list", why)
			}
		})
	}
	for file := range g.skipped {
		if !skipped[file] {
			t.Errorf("%s is skipped and has no Gateway, or is not there", file)
		}
	}
	if t.Logf("%d files, %d requests, %d do not fail", worlds, all.compared, all.through); worlds < g.files || all.compared < g.requests || all.through < g.through {
		t.Errorf("only %d files, %d requests, %d do not fail", worlds, all.compared, all.through)
	}
}

// report tells the problems of a file, which has to have requests.
func (c *comparison) report(t *testing.T) {
	for i, p := range c.problems {
		if i < mostProblems {
			t.Error(p)
		}
	}
	if len(c.problems) > 0 {
		t.Errorf("%d of %d requests", len(c.problems), c.compared)
	}
	if c.compared == 0 {
		t.Error("nothing is compared")
	}
}
