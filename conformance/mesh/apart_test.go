package mesh

import (
	"testing"

	"sigs.k8s.io/yaml"

	"render/conformance/apart"
)

// TestApart: in topologies that are made up, whose apps let in some alone, and of which some have
// tiers and apps to which not everybody may come in, identities are let in to apps, and requests
// to gateways, whom they say. Of tiers that everybody may come in to nobody is kept out.
func TestApart(t *testing.T) {
	tool, err := renderer()
	if err != nil {
		t.Fatal(err)
	}
	refused, identities, askings, both := 0, 0, 0, 0
	for at := *seed; at < *seed+uint64(*topologies); at++ {
		written, err := yaml.Marshal(apart.Topology(at))
		if err != nil {
			t.Fatal(err)
		}
		name := inFolder(t, written)
		stream, ok := renders(t, tool, name)
		if !ok {
			refused++
			continue
		}
		streams := withIstio(t, tool, name, stream)
		wrong, n := wronglyIsolated(t, written, streams...)
		problems, asked := judgeAccess(t, mostAsked/4, written, streams...)
		identities, askings = identities+n, askings+asked
		if n > 0 && asked > 0 {
			both++
		}
		for _, p := range append(wrong, problems...) {
			t.Errorf("%d: %s", at, p)
		}
		if len(wrong)+len(problems) > 0 {
			t.Fatalf("%d:\n%s", at, written)
		}
	}
	t.Logf("%d topologies, %d refused, %d with both; %d identities asked of apps, %d askings of gateways", *topologies, refused, both, identities, askings)
	if refused*10 > *topologies || both*8 < *topologies && *topologies >= fewestMade {
		t.Errorf("%d of %d are refused, and %d have both", refused, *topologies, both)
	}
}
