package conformance

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.universe.tf/metallb/api/v1beta1"
	"go.universe.tf/metallb/api/v1beta2"
	"go.universe.tf/metallb/internal/config"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"render/render"
	"render/render/consequences"
	"render/render/consequences/pairs"
	"render/render/objects"
)

// resources are all that MetalLB's configuration is made of, on a cluster of three nodes.
func resources(t testing.TB, w *objects.World) config.ClusterResources {
	t.Helper()
	out := config.ClusterResources{PasswordSecrets: map[string]corev1.Secret{}}
	for i, rack := range []string{"a", "a", "b"} {
		name := fmt.Sprintf("node-%d", i+1)
		out.Nodes = append(out.Nodes, corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: name, Labels: map[string]string{"kubernetes.io/hostname": name, "rack": rack}}})
	}
	for o := range w.All() {
		if o.ID().Group != "metallb.io" {
			continue
		}
		switch o.ID().Kind {
		case "IPAddressPool":
			out.Pools = append(out.Pools, decoded[v1beta1.IPAddressPool](t, o))
		case "BGPPeer":
			out.Peers = append(out.Peers, decoded[v1beta2.BGPPeer](t, o))
		case "BFDProfile":
			out.BFDProfiles = append(out.BFDProfiles, decoded[v1beta1.BFDProfile](t, o))
		case "BGPAdvertisement":
			out.BGPAdvs = append(out.BGPAdvs, decoded[v1beta1.BGPAdvertisement](t, o))
		case "L2Advertisement":
			out.L2Advs = append(out.L2Advs, decoded[v1beta1.L2Advertisement](t, o))
		case "Community":
			out.Communities = append(out.Communities, decoded[v1beta1.Community](t, o))
		default:
			t.Errorf("%s is not read", o.ID().Kind)
		}
	}
	for _, p := range out.Peers {
		if name := p.Spec.PasswordSecret.Name; name != "" {
			out.PasswordSecrets[name] = corev1.Secret{Type: corev1.SecretTypeBasicAuth, Data: map[string][]byte{"password": []byte("word")}}
		}
	}
	return out
}

func decoded[T any](t testing.TB, o *objects.Object) (out T) {
	t.Helper()
	into(t, o.Members(), &out)
	return out
}

// TestTakenWhole: MetalLB takes all that examples have of it together, as its webhook and
// its speaker read it; and refuses each once one thing in it is broken.
func TestTakenWhole(t *testing.T) {
	breaks := map[string]func(*config.ClusterResources) bool{
		"a length for no pool": func(c *config.ClusterResources) bool {
			short := int32(3)
			for i := range c.BGPAdvs {
				c.BGPAdvs[i].Spec.AggregationLength = &short
			}
			return len(c.BGPAdvs) > 0
		},
		"a peer without a number": func(c *config.ClusterResources) bool {
			for i := range c.Peers {
				c.Peers[i].Spec.ASN = 0
			}
			return len(c.Peers) > 0
		},
		"a community that has no name": func(c *config.ClusterResources) bool {
			for i := range c.BGPAdvs {
				c.BGPAdvs[i].Spec.Communities = []string{"nobody"}
			}
			return len(c.BGPAdvs) > 0
		},
		"a pool twice": func(c *config.ClusterResources) bool {
			c.Pools = append(c.Pools, c.Pools[0])
			return true
		},
	}
	asked := 0
	for _, example := range []string{"small", "bgp", "bgp-by-pool", "dual-stack", "shared-address"} {
		folder := filepath.Join(root, "examples", example)
		text, err := os.ReadFile(filepath.Join(folder, "topology.yaml"))
		if err != nil {
			t.Fatal(err)
		}
		w := pairs.Variants("topology.yaml", text, os.DirFS(folder), consequences.Kubectl)[0].World
		if c := resources(t, w); len(c.Pools) == 0 {
			continue // of a ConfigMap
		} else if _, err := config.For(c, config.ValidationFor("frr-k8s"), config.ForOptions{}); err != nil {
			t.Errorf("%s: MetalLB refuses it: %v", example, err)
		}
		for what, broken := range breaks {
			c := resources(t, w)
			if !broken(&c) {
				continue
			}
			asked++
			if _, err := config.For(c, config.ValidationFor("frr-k8s"), config.ForOptions{}); err == nil {
				t.Errorf("%s with %s: MetalLB takes it", example, what)
			}
		}
	}
	if asked < 10 {
		t.Errorf("only %d were broken", asked)
	}
}

// told is one advertisement of a section that is made by chance, in both forms.
type told struct {
	topology string
	object   v1beta1.BGPAdvertisement
}

var (
	someRouters = []string{"edge-a", "edge-b", "core"}
	someNodes   = []string{"node-1", "node-2", "node-3"}
)

// some are a few of a list; often none, which is all.
func some(r *rand.Rand, of []string) (out []string) {
	if r.IntN(2) == 0 {
		return nil
	}
	for _, one := range of {
		if r.IntN(2) == 0 {
			out = append(out, one)
		}
	}
	return out
}

func advertised(r *rand.Rand, pool string, number int, has4, has6 bool) told {
	name := fmt.Sprintf("%s-%d", pool, number)
	out := told{topology: "{name: " + name, object: v1beta1.BGPAdvertisement{ObjectMeta: metav1.ObjectMeta{Name: name}}}
	spec := &out.object.Spec
	spec.IPAddressPools = []string{pool}
	if spec.Peers = some(r, someRouters); spec.Peers != nil {
		out.topology += ", peers: [" + strings.Join(spec.Peers, ", ") + "]"
	}
	for _, node := range some(r, someNodes) {
		spec.NodeSelectors = append(spec.NodeSelectors, metav1.LabelSelector{MatchLabels: map[string]string{"kubernetes.io/hostname": node}})
		out.topology += map[bool]string{true: ", nodes: [", false: ", "}[len(spec.NodeSelectors) == 1] + node
	}
	if spec.NodeSelectors != nil {
		out.topology += "]"
	}
	var lengths []string
	length := func(there bool, key string, of *(*int32), choices ...int32) {
		if n := choices[r.IntN(len(choices))]; there && n > 0 {
			*of = &n
			lengths = append(lengths, fmt.Sprintf("%s: %d", key, n))
		}
	}
	length(has4, "ipv4", &spec.AggregationLength, 0, 0, 24, 28, 32, 16)
	length(has6, "ipv6", &spec.AggregationLengthV6, 0, 0, 64, 120, 128, 48)
	if lengths != nil {
		out.topology += ", aggregation: {" + strings.Join(lengths, ", ") + "}"
	}
	if spec.LocalPref = []uint32{0, 0, 100, 200}[r.IntN(4)]; spec.LocalPref > 0 {
		out.topology += fmt.Sprintf(", localPref: %d", spec.LocalPref)
	}
	if r.IntN(3) == 0 {
		spec.Communities = []string{"65535:65281"}
		out.topology += `, communities: ["65535:65281"]`
	}
	out.topology += "}"
	return out
}

// TestSections: of sections made by chance MetalLB refuses those that render refuses, and
// no others; and what render makes of the rest it takes.
func TestSections(t *testing.T) {
	pools := []struct {
		addresses  string
		has4, has6 bool
	}{{"192.168.1.0/24", true, false}, {"192.168.1.3-192.168.1.120", true, false}, {"fd00:1::/64", false, true}, {"192.168.1.0/25, fd00:1::/64", true, true}}
	r := rand.New(rand.NewPCG(16, 4))
	taken, refused := 0, 0
	for n := range 300 {
		pool := pools[r.IntN(len(pools))]
		var ads []told
		for i := range 1 + r.IntN(3) {
			ads = append(ads, advertised(r, "some", i, pool.has4, pool.has6))
		}
		var texts []string
		for _, a := range ads {
			texts = append(texts, "    - "+a.topology)
		}
		text := "name: n\nkubernetes: '1.34'\nistio: {version: '1.31', install: none}\nsecrets: omit\nmetallb:\n  version: 0.16.2\n  pools:\n  - name: some\n    addresses: [" + strings.ReplaceAll(pool.addresses, "fd00:1::/64", "'fd00:1::/64'") + "]\n    advertise: bgp\n    advertisements:\n" +
			strings.Join(texts, "\n") + "\n  bgp:\n    asn: 64512\n    peers:\n    - {name: edge-a, address: 10.0.0.1, asn: 64513, dualStack: true}\n    - {name: edge-b, address: 10.0.0.2, asn: 64512}\n    - {name: core, address: 10.0.0.3, asn: 64512}\n" +
			"tiers:\n- {name: primary, ip: 10.9.0.1, hosts: [a.example.org]}\n"
		w, refusal := pairs.Render(render.Input{Name: "topology.yaml", Text: []byte(text)}, consequences.Kubectl)
		direct := config.ClusterResources{Pools: []v1beta1.IPAddressPool{{ObjectMeta: metav1.ObjectMeta{Name: "some"}, Spec: v1beta1.IPAddressPoolSpec{Addresses: strings.Split(pool.addresses, ", ")}}}}
		direct.Nodes = resources(t, objects.New(nil)).Nodes
		for _, a := range ads {
			direct.BGPAdvs = append(direct.BGPAdvs, a.object)
		}
		_, err := config.For(direct, config.ValidationFor("frr-k8s"), config.ForOptions{})
		switch {
		case (err != nil) != (refusal != nil):
			t.Errorf("section %d: MetalLB says %v, render %v:\n%s", n, err, refusal, text)
		case refusal != nil:
			refused++
		default:
			taken++
			if _, err := config.For(resources(t, w), config.ValidationFor("frr-k8s"), config.ForOptions{}); err != nil {
				t.Errorf("section %d: what is rendered MetalLB refuses: %v\n%s", n, err, text)
			}
		}
	}
	t.Logf("%d taken, %d refused", taken, refused)
	if taken < 50 || refused < 50 {
		t.Errorf("%d taken, %d refused", taken, refused)
	}
}
