package isolation

import (
	"slices"
	"strings"

	"github.com/mattfenwick/cyclonus/pkg/matcher"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	"sigs.k8s.io/yaml"

	"render/conformance/clauses"
)

// policies are the NetworkPolicies of a stream.
func policies(stream []byte) ([]*networkingv1.NetworkPolicy, error) {
	var out []*networkingv1.NetworkPolicy
	for _, text := range strings.Split("\n"+string(stream), "\n---\n") {
		if !strings.Contains(text, "\nkind: NetworkPolicy\n") {
			continue
		}
		p := &networkingv1.NetworkPolicy{}
		if err := yaml.UnmarshalStrict([]byte(text), p); err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

// tally is how many connections were asked for, and of how many it is right that they are let in.
type tally struct{ asked, allowed int }

// judge asks of every connection between two pods, on the ports that some pod has and on others,
// whether policies let it in, and tells where that is not what the topology says.
func judge(t *topology, stream []byte, applied []*networkingv1.NetworkPolicy) (problems []error, sum tally, err error) {
	all, err := t.pods(stream)
	if err != nil {
		return nil, sum, err
	}
	network := matcher.BuildNetworkPolicies(false, applied)
	ports := t.everyPort()
	for i := range all {
		for j := range all {
			from, to := &all[i], &all[j]
			if i == j || from.ip != "" && to.ip != "" {
				continue
			}
			for _, number := range ports {
				for _, protocol := range []corev1.Protocol{corev1.ProtocolTCP, corev1.ProtocolUDP} {
					got := network.IsTrafficAllowed(&matcher.Traffic{Source: from.peer(), Destination: to.peer(), ResolvedPort: number, Protocol: protocol}).IsAllowed()
					want := t.may(from, to, number, string(protocol))
					sum.asked++
					if want {
						sum.allowed++
					}
					switch {
					case got && !want:
						problems = append(problems, clauses.Errorf("%s gets in to %s on port %d/%s, and is to be kept out", from.name(), to.name(), number, protocol))
					case !got && want:
						problems = append(problems, clauses.Errorf("%s is kept out of %s on port %d/%s, and is to be let in", from.name(), to.name(), number, protocol))
					}
				}
			}
		}
	}
	return problems, sum, nil
}

// peer is a pod as the judge knows one; every namespace has the label with its name, as since
// Kubernetes 1.21.
func (p *pod) peer() *matcher.TrafficPeer {
	if p.ip != "" {
		return &matcher.TrafficPeer{IP: p.ip}
	}
	return &matcher.TrafficPeer{IP: p.address, Internal: &matcher.InternalPeer{PodLabels: p.labels, Namespace: p.namespace,
		NamespaceLabels: map[string]string{"kubernetes.io/metadata.name": p.namespace}}}
}

// everyPort are the ports of gateways and apps, Istio's, that of DNS, and one of nobody's.
func (t *topology) everyPort() []int {
	out := []int{53, 8089, 9999, 15012, 15021, 15090}
	for i := range t.Tiers {
		out = append(out, t.listens(&t.Tiers[i])...)
		for j := range t.Tiers[i].Apps {
			out = append(out, t.Tiers[i].Apps[j].ports()...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
