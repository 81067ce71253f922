package conformance

import (
	"cmp"
	"fmt"
	"maps"
	"net"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
)

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// note is an annotation of MetalLB's, of now or of before 0.14.9.
// The newer counts where it is there at all (controller, valueForAnnotation).
func note(s *corev1.Service, key string) string {
	if text, ok := s.Annotations["metallb.io/"+key]; ok {
		return text
	}
	return s.Annotations["metallb.universe.tf/"+key]
}

func sharing(s *corev1.Service) string { return note(s, "allow-shared-ip") }

// desired are the addresses that a Service asks for (controller, getDesiredLbIPs).
func desired(s *corev1.Service) ([]net.IP, error) {
	texts := note(s, "loadBalancerIPs")
	switch {
	case texts == "" && s.Spec.LoadBalancerIP == "":
		return nil, nil
	case texts != "" && s.Spec.LoadBalancerIP != "":
		return nil, fmt.Errorf("both")
	}
	var out []net.IP
	for text := range strings.SplitSeq(cmp.Or(texts, s.Spec.LoadBalancerIP), ",") {
		ip := net.ParseIP(strings.TrimSpace(text))
		if ip == nil {
			return nil, fmt.Errorf("%q is no address", text)
		}
		out = append(out, ip)
	}
	return out, nil
}

// given are the addresses that a Service has, of one that was read from a cluster.
func given(s *corev1.Service) []net.IP {
	var out []net.IP
	for _, i := range s.Status.LoadBalancer.Ingress {
		if ip := net.ParseIP(i.IP); ip != nil {
			out = append(out, ip)
		}
	}
	return out
}

func same(a, b []net.IP) bool {
	texts := func(list []net.IP) []string {
		var out []string
		for _, ip := range list {
			out = append(out, ip.String())
		}
		slices.Sort(out)
		return out
	}
	return slices.Equal(texts(a), texts(b))
}

// The addresses in the cluster of a Service by its families.
const (
	clusterV4 = "10.152.183.77"
	clusterV6 = "fd98::77"
)

// allotted are the addresses in the cluster of a new Service: of the families that it
// says, or else of those that it asks for.
func allotted(s *corev1.Service) []string {
	var out []string
	add := func(v4 bool) {
		text := clusterV6
		if v4 {
			text = clusterV4
		}
		if !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	for _, f := range s.Spec.IPFamilies {
		add(f == corev1.IPv4Protocol)
	}
	if len(out) == 0 {
		wanted, _ := desired(s)
		for _, ip := range wanted {
			add(isV4(ip))
		}
	}
	if len(out) == 0 {
		add(true)
	}
	if p := s.Spec.IPFamilyPolicy; p != nil && *p == corev1.IPFamilyPolicyRequireDualStack {
		add(true)
		add(false)
	}
	return out
}

// kept are those of a Service that was there: what is not said stays.
func kept(before, now *corev1.Service) []string {
	if len(now.Spec.IPFamilies) > 0 {
		return allotted(now)
	}
	out := before.Spec.ClusterIPs
	if p := now.Spec.IPFamilyPolicy; p != nil && *p == corev1.IPFamilyPolicySingleStack {
		return out[:1]
	}
	return out
}
