package mesh

import (
	"slices"
	"testing"

	core "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"

	"istio.io/istio/pilot/pkg/features"
	"istio.io/istio/pilot/pkg/simulation"
)

// TestDualStack: a gateway in a cluster of both families listens at both where istiod is told
// so, on every port that it listens on, and else at IPv4 alone.
func TestDualStack(t *testing.T) {
	w, configs := goldenWorld(t, "dual-stack", func(stream string) string { return stream })
	objects, err := w.clusterObjects()
	if err != nil {
		t.Fatal(err)
	}
	before := features.EnableDualStack
	defer func() { features.EnableDualStack = before }()
	for told, want := range map[bool][]string{w.dualStack: {"0.0.0.0", "::"}, false: {"0.0.0.0"}} {
		features.EnableDualStack = told
		server, err := w.istiod(configs, objects)
		if err != nil {
			t.Fatal(err)
		}
		for i := range w.top.Tiers {
			gateway := pod(w.top, &w.top.Tiers[i])
			gateway.IPAddresses = []string{"10.1.0.1", "fd00::1:1"}
			sim := simulation.NewSimulationFromConfigGen(t, server.ConfigGenTest, server.SetupProxy(gateway))
			if len(sim.Listeners) == 0 {
				t.Errorf("tier %s has no listeners", w.top.Tiers[i].Name)
			}
			for _, l := range sim.Listeners {
				at := []string{socket(l.GetAddress())}
				for _, more := range l.GetAdditionalAddresses() {
					at = append(at, socket(more.GetAddress()))
				}
				if !slices.Equal(at, want) {
					t.Errorf("told %v: tier %s, %s: listens at %q, want %q", told, w.top.Tiers[i].Name, l.GetName(), at, want)
				}
			}
		}
		if err := server.close(); err != nil {
			t.Fatal(err)
		}
	}
}

func socket(a *core.Address) string { return a.GetSocketAddress().GetAddress() }
