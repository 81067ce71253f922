package isolation

import (
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// breaks are changes of the policies of the example, each with what has to be complained of.
var breaks = map[string]struct {
	change func(map[string]*networkingv1.NetworkPolicy)
	says   string
}{
	"an app's is not there": {func(p map[string]*networkingv1.NetworkPolicy) { delete(p, "orders") }, "app default/shop gets in to app staff/orders on port 8080"},
	"an app lets all gateways in": {func(p map[string]*networkingv1.NetworkPolicy) {
		p["orders"].Spec.Ingress[0].From[0].PodSelector = nil
	}, "gets in to app staff/orders on port 8080"},
	"an app lets in on every port": {func(p map[string]*networkingv1.NetworkPolicy) {
		delete(p, "istio-ingressgateway-staff")
		p["orders"].Spec.Ingress[0].Ports = nil
	}, "gateway of staff gets in to app staff/orders on port 9999"},
	"a caller is forgotten": {func(p map[string]*networkingv1.NetworkPolicy) {
		p["orders"].Spec.Ingress = p["orders"].Spec.Ingress[:1]
	}, "pod in monitoring is kept out of app staff/orders"},
	"a caller's namespace is let in": {func(p map[string]*networkingv1.NetworkPolicy) {
		p["shop"].Spec.Ingress[1].From[0].PodSelector = nil
	}, "pod in staff gets in to app default/shop"},
	"a Service's port in place of the pods'": {func(p map[string]*networkingv1.NetworkPolicy) {
		p["orders"].Spec.Ingress[0].Ports[0].Port = &intstr.IntOrString{IntVal: 80}
	}, "gateway of staff is kept out of app staff/orders on port 8080"},
	"a gateway opens all": {func(p map[string]*networkingv1.NetworkPolicy) {
		p["istio-ingressgateway"].Spec.PolicyTypes = []networkingv1.PolicyType{networkingv1.PolicyTypeIngress}
	}, "gateway of primary gets in to pod in elsewhere"},
	"a gateway takes all": {func(p map[string]*networkingv1.NetworkPolicy) {
		p["istio-ingressgateway"].Spec.Ingress = []networkingv1.NetworkPolicyIngressRule{{}}
	}, "gets in to gateway of primary on port 9999"},
	"a gateway cannot ask DNS": {func(p map[string]*networkingv1.NetworkPolicy) {
		e := p["istio-ingressgateway"].Spec.Egress
		p["istio-ingressgateway"].Spec.Egress = e[:len(e)-1]
	}, "gateway of primary is kept out of dns in kube-system on port 53/UDP"},
	"a gateway asks DNS over TCP alone": {func(p map[string]*networkingv1.NetworkPolicy) {
		tcp := corev1.ProtocolTCP
		for i := range p["istio-ingressgateway"].Spec.Egress {
			for j := range p["istio-ingressgateway"].Spec.Egress[i].Ports {
				p["istio-ingressgateway"].Spec.Egress[i].Ports[j].Protocol = &tcp
			}
		}
	}, "on port 53/UDP"},
	"a gateway's is of another's pods": {func(p map[string]*networkingv1.NetworkPolicy) {
		p["istio-ingressgateway"].Spec.PodSelector = metav1.LabelSelector{MatchLabels: map[string]string{"istio": "ingressgateway-staff"}}
	}, "gateway of primary gets in to app"},
	"a gateway's is in another namespace": {func(p map[string]*networkingv1.NetworkPolicy) { p["istio-ingressgateway"].Namespace = "default" }, "gateway of primary gets in to pod in elsewhere"},
	"istiod is not reached": {func(p map[string]*networkingv1.NetworkPolicy) {
		for i := range p["istio-ingressgateway-staff"].Spec.Egress {
			for j, to := range p["istio-ingressgateway-staff"].Spec.Egress[i].To {
				if to.PodSelector != nil && to.PodSelector.MatchLabels["app"] == "istiod" {
					p["istio-ingressgateway-staff"].Spec.Egress[i].To[j].PodSelector = &metav1.LabelSelector{MatchLabels: map[string]string{"app": "pilot"}}
				}
			}
		}
	}, "gateway of staff is kept out of istiod in istio-system on port 15012/TCP"},
}

// TestBroken: each change is noticed, by what it does.
func TestBroken(t *testing.T) {
	for name, b := range breaks {
		top, stream := sides(t, "isolation")
		applied, err := policies(stream)
		if err != nil {
			t.Fatal(err)
		}
		byName := map[string]*networkingv1.NetworkPolicy{}
		for _, p := range applied {
			byName[p.Name] = p
		}
		if len(byName) != 4 {
			t.Fatalf("%d policies", len(byName))
		}
		b.change(byName)
		applied = applied[:0]
		for _, p := range byName {
			applied = append(applied, p)
		}
		problems, _, err := judge(top, stream, applied)
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, p := range problems {
			found = found || strings.Contains(p.Error(), b.says)
		}
		if !found {
			t.Errorf("%s: nobody says %q among %d problems: %v", name, b.says, len(problems), problems[:min(3, len(problems))])
		}
	}
}
