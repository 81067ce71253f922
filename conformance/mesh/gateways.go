package mesh

import (
	"cmp"
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strings"

	"render/conformance/clauses"

	appsv1 "k8s.io/api/apps/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	corev1 "k8s.io/api/core/v1"
	policyv1 "k8s.io/api/policy/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
)

// workloads are the Deployments, and the DaemonSets as though they were some.
func (w *world) workloads() ([]appsv1.Deployment, error) {
	out, err := of[appsv1.Deployment](w, "Deployment")
	if err != nil {
		return nil, err
	}
	sets, err := of[appsv1.DaemonSet](w, "DaemonSet")
	for _, s := range sets {
		out = append(out, appsv1.Deployment{ObjectMeta: s.ObjectMeta, Spec: appsv1.DeploymentSpec{Selector: s.Spec.Selector, Template: s.Spec.Template}})
	}
	return out, err
}

// gateways judges what a topology's tiers run as: a Deployment and a Service
// each, the Service with the tier's addresses, and no Service, autoscaler or
// budget that takes in another's pods.
func (w *world) gateways() (problems []string) {
	fail := func(format string, args ...any) {
		clauses.Through()
		problems = append(problems, fmt.Sprintf(format, args...))
	}
	deployments, err1 := w.workloads()
	services, err2 := of[corev1.Service](w, "Service")
	scalers, err3 := of[autoscalingv2.HorizontalPodAutoscaler](w, "HorizontalPodAutoscaler")
	budgets, err4 := of[policyv1.PodDisruptionBudget](w, "PodDisruptionBudget")
	for _, err := range []error{err1, err2, err3, err4} {
		if err != nil {
			fail("%v", err) // no clause: module conformance decodes strictly
		}
	}
	own, sharing := map[string]bool{}, map[string][]*corev1.Service{}
	for i := range w.top.Tiers {
		tier := &w.top.Tiers[i]
		own[w.top.gateway(tier)] = true
		at := slices.IndexFunc(services, func(s corev1.Service) bool {
			return s.Name == w.top.gateway(tier) && s.Namespace == w.top.gateways(tier)
		})
		if at < 0 {
			fail("tier %s: no Service %s", tier.Name, w.top.gateway(tier))
			continue
		}
		for _, p := range tier.service(&services[at], w.top.sharesIP(tier)) {
			fail("tier %s: %s", tier.Name, p)
		}
		if len(tier.IP) > 0 {
			sharing[tier.IP[0]] = append(sharing[tier.IP[0]], &services[at])
		}
		if got := selected(deployments, services[at].Namespace, labels.SelectorFromSet(services[at].Spec.Selector)); !slices.Equal(got, []string{w.top.gateway(tier)}) {
			fail("tier %s: Service %s selects the pods of %v", tier.Name, w.top.gateway(tier), got)
		}
	}
	for _, ip := range slices.Sorted(maps.Keys(sharing)) {
		if all := sharing[ip]; len(all) > 1 && slices.ContainsFunc(all, func(s *corev1.Service) bool { return shared(s) == "" || shared(s) != shared(all[0]) }) {
			fail("%s is of %d Services, which do not say that they share it", ip, len(all))
		}
	}
	for _, s := range services {
		if s.Spec.Type == corev1.ServiceTypeLoadBalancer && !own[s.Name] {
			fail("Service %s is of type LoadBalancer and of no tier", s.Name)
		}
	}
	for _, d := range deployments {
		if !own[d.Name] && d.Spec.Template.Labels["istio"] != "" {
			fail("Deployment %s is a gateway of no tier", d.Name)
		}
	}
	for _, s := range scalers {
		if s.Spec.ScaleTargetRef.Name != s.Name {
			fail("autoscaler %s scales %s", s.Name, s.Spec.ScaleTargetRef.Name)
		}
	}
	for _, b := range budgets {
		selector, err := metav1.LabelSelectorAsSelector(b.Spec.Selector)
		if err != nil {
			fail("budget %s: %v", b.Name, err)
			continue
		}
		if got := selected(deployments, b.Namespace, selector); !slices.Equal(got, []string{b.Name}) {
			fail("budget %s is for the pods of %v", b.Name, got)
		}
	}
	return problems
}

// shared is the key by which MetalLB lets Services have one address, "" for none: they
// must not keep the senders' addresses.
func shared(s *corev1.Service) string {
	for key, value := range s.Annotations {
		if strings.HasSuffix(key, "/allow-shared-ip") && s.Spec.ExternalTrafficPolicy != corev1.ServiceExternalTrafficPolicyLocal {
			return value
		}
	}
	return ""
}

// selected are the names of the Deployments whose pods a selector takes.
func selected(deployments []appsv1.Deployment, namespace string, selector labels.Selector) (names []string) {
	for _, d := range deployments {
		if d.Namespace == namespace && selector.Matches(labels.Set(d.Spec.Template.Labels)) {
			names = append(names, d.Name)
		}
	}
	return names
}

// service judges a tier's Service.
func (t *tier) service(s *corev1.Service, shared bool) (problems []string) {
	fail := func(format string, args ...any) {
		clauses.Through()
		problems = append(problems, fmt.Sprintf(format, args...))
	}
	asked := list{}
	if ip := s.Spec.LoadBalancerIP; ip != "" {
		asked = append(asked, ip)
	}
	for key, value := range s.Annotations {
		if strings.HasSuffix(key, "/loadBalancerIPs") {
			asked = append(asked, strings.Split(value, ",")...)
		}
	}
	ips, senders := t.IP, t.SourceRanges
	if t.Service.Type != "" && t.Service.Type != string(corev1.ServiceTypeLoadBalancer) {
		ips = nil
	}
	if len(t.Proxies.From) > 0 {
		senders = t.Proxies.From
	}
	if !slices.EqualFunc(asked, ips, func(a, b string) bool { return address(a) == address(b) }) {
		fail("Service %s asks for %v, want %v", s.Name, asked, ips)
	}
	if want := cmp.Or(t.Service.Type, string(corev1.ServiceTypeLoadBalancer)); string(s.Spec.Type) != want {
		fail("Service %s is of type %s", s.Name, s.Spec.Type)
	}
	if !slices.Equal(s.Spec.LoadBalancerSourceRanges, senders) {
		fail("Service %s lets in %v, want %v", s.Name, s.Spec.LoadBalancerSourceRanges, senders)
	}
	if key := sharingKey(s); (key != "") != (shared || t.Service.sharingKey() != "") {
		fail("Service %s has the sharing key %q", s.Name, key)
	}
	names := map[string]bool{}
	for _, p := range s.Spec.Ports {
		if names[p.Name] {
			fail("Service %s has two ports %s", s.Name, p.Name)
		}
		names[p.Name] = true
	}
	want := []int32{15021}
	if shared && len(t.Hosts) == 0 { // the port would be one of two Services of an address
		want = nil
	}
	for _, s := range t.servers() {
		if s.Mode != "passthrough" || s.Redirect.all {
			want = append(want, 80)
		}
		if s.Mode != "off" {
			want = append(want, 443)
		}
	}
	for _, p := range t.Ports {
		want = append(want, int32(p.Port))
	}
	for _, number := range want {
		if !slices.ContainsFunc(s.Spec.Ports, func(p corev1.ServicePort) bool { return p.Port == number }) {
			fail("Service %s has no port %d", s.Name, number)
		}
	}
	return problems
}

// sharingKey is that by which MetalLB lets a Service have an address that others have.
func sharingKey(s *corev1.Service) string {
	return cmp.Or(s.Annotations["metallb.io/allow-shared-ip"], s.Annotations["metallb.universe.tf/allow-shared-ip"])
}

// sharesIP reports whether another tier has an address of this one.
func (t *topology) sharesIP(own *tier) bool {
	for i := range t.Tiers {
		other := &t.Tiers[i]
		if other != own && other.Service.Type == own.Service.Type && slices.ContainsFunc(other.IP, func(ip string) bool { return slices.Contains(own.IP, ip) }) {
			return true
		}
	}
	return false
}

// targets are the pod's ports behind those of a tier's Service, which is the way
// a request comes in.
func (w *world) targets(t *tier, over corev1.Protocol) map[int]int {
	services, _ := of[corev1.Service](w, "Service")
	out := map[int]int{}
	for _, s := range services {
		if s.Name != w.top.gateway(t) || s.Namespace != w.top.gateways(t) {
			continue
		}
		for _, p := range s.Spec.Ports {
			if cmp.Or(p.Protocol, corev1.ProtocolTCP) == over {
				out[int(p.Port)] = p.TargetPort.IntValue()
			}
		}
	}
	return out
}

func address(text string) netip.Addr {
	a, _ := netip.ParseAddr(text)
	return a
}
