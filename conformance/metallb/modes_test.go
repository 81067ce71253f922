package conformance

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"go.universe.tf/metallb/api/v1beta1"
	"go.universe.tf/metallb/api/v1beta2"
	"go.universe.tf/metallb/internal/config"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"render/render"
	"render/render/consequences"
	"render/render/consequences/pairs"
	"render/render/objects"
)

// session is a peer that is made by chance, in both forms.
type session struct {
	topology string
	object   v1beta2.BGPPeer
}

// aSession is one with what some modes of MetalLB refuse.
func aSession(r *rand.Rand, number int) session {
	name := fmt.Sprintf("router-%d", number)
	out := session{topology: "{name: " + name, object: v1beta2.BGPPeer{ObjectMeta: metav1.ObjectMeta{Name: name}}}
	spec := &out.object.Spec
	spec.MyASN = 64512
	say := func(one int, text string, do func()) {
		if r.IntN(one) == 0 {
			out.topology += ", " + text
			do()
		}
	}
	if r.IntN(5) == 0 {
		spec.Interface = []string{"eth1", "eth2"}[r.IntN(2)]
		out.topology += ", interface: " + spec.Interface
	} else {
		spec.Address = []string{"10.0.0.1", "10.0.0.2", "10.0.0.3"}[r.IntN(3)]
		out.topology += ", address: " + spec.Address
	}
	if r.IntN(5) == 0 {
		spec.DynamicASN = v1beta2.ExternalASNMode
		out.topology += ", asn: external"
	} else {
		spec.ASN = 64513
		out.topology += ", asn: 64513"
	}
	say(8, "keepalive: 10s", func() { spec.KeepaliveTime = &metav1.Duration{Duration: 10 * time.Second} })
	say(8, "connectTime: 5s", func() { spec.ConnectTime = &metav1.Duration{Duration: 5 * time.Second} })
	say(8, "gracefulRestart: true", func() { spec.EnableGracefulRestart = true })
	say(8, "dualStack: true", func() { spec.DualStackAddressFamily = true })
	say(8, "vrf: red", func() { spec.VRFName = "red" })
	say(6, "routerID: 10.9.0.1", func() { spec.RouterID = "10.9.0.1" })
	var nodes []string
	for _, node := range some(r, someNodes) {
		nodes = append(nodes, node)
		spec.NodeSelectors = append(spec.NodeSelectors, metav1.LabelSelector{MatchLabels: map[string]string{"kubernetes.io/hostname": node}})
	}
	if r.IntN(6) == 0 {
		nodes = []string{"{expressions: [{key: kubernetes.io/hostname, operator: In, values: [node-1, node-2, node-3]}]}"}
		spec.NodeSelectors = []metav1.LabelSelector{{MatchExpressions: []metav1.LabelSelectorRequirement{{Key: "kubernetes.io/hostname", Operator: metav1.LabelSelectorOpIn, Values: []string{"node-1", "node-2", "node-3"}}}}}
	}
	if nodes != nil {
		out.topology += ", nodes: [" + strings.Join(nodes, ", ") + "]"
	}
	out.topology += "}"
	return out
}

// TestModes: of sessions made by chance MetalLB refuses in each of its modes those that
// render refuses where that is said to be its mode; and what render makes of the rest it
// takes. Nodes by expressions may be others than those by names, as far as render knows.
func TestModes(t *testing.T) {
	r := rand.New(rand.NewPCG(16, 5))
	taken, refused := 0, 0
	for n := range 400 {
		mode := []string{"native", "frr", "frr-k8s"}[n%3]
		var list []session
		var texts []string
		for i := range 1 + r.IntN(2) {
			list = append(list, aSession(r, i))
			texts = append(texts, "    - "+list[i].topology)
		}
		direct := config.ClusterResources{Pools: []v1beta1.IPAddressPool{{ObjectMeta: metav1.ObjectMeta{Name: "some"}, Spec: v1beta1.IPAddressPoolSpec{Addresses: []string{"192.168.1.0/24"}}}}}
		direct.Nodes = resources(t, objects.New(nil)).Nodes
		expressions := false
		for _, s := range list {
			direct.Peers = append(direct.Peers, s.object)
			expressions = expressions || strings.Contains(s.topology, "expressions")
		}
		text := "name: n\nkubernetes: '1.34'\nistio: {version: '1.31', install: none}\nsecrets: omit\nmetallb:\n  version: 0.16.2\n  mode: " + mode + "\n  advertise: bgp\n  pools:\n  - {name: some, addresses: [192.168.1.0/24]}\n  bgp:\n    asn: 64512\n    peers:\n" +
			strings.Join(texts, "\n") + "\ntiers:\n- {name: primary, ip: 192.168.1.5, hosts: [a.example.org]}\n"
		w, refusal := pairs.Render(render.Input{Name: "topology.yaml", Text: []byte(text)}, consequences.Kubectl)
		_, err := config.For(direct, config.ValidationFor(mode), config.ForOptions{})
		switch {
		case expressions && err != nil && refusal == nil:
		case (err != nil) != (refusal != nil) && !nativeTwice(mode, list):
			t.Errorf("sessions %d: MetalLB says %v, render %v:\n%s", n, err, refusal, text)
		case refusal != nil:
			refused++
		default:
			taken++
			if _, err := config.For(resources(t, w), config.ValidationFor(mode), config.ForOptions{}); err != nil {
				t.Errorf("sessions %d: what is rendered MetalLB refuses: %v\n%s", n, err, text)
			}
		}
	}
	t.Logf("%d taken, %d refused", taken, refused)
	if taken < 80 || refused < 80 {
		t.Errorf("%d taken, %d refused", taken, refused)
	}
}

// nativeTwice reports whether there are two sessions with one router, which MetalLB takes in
// its native mode even from one node, and the router has one of them.
func nativeTwice(mode string, list []session) bool {
	return mode == "native" && len(list) == 2 && config.PeerIdentifier(list[0].object.Spec) == config.PeerIdentifier(list[1].object.Spec)
}
