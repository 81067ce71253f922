package isolation

import (
	"strings"
	"testing"

	networkingv1 "k8s.io/api/networking/v1"
)

// TestSolver: the gateway whose hosts are proved by HTTP-01 reaches cert-manager's solver, and no
// other gateway does; policies that say otherwise are complained of.
func TestSolver(t *testing.T) {
	top, stream := sides(t, "http01-isolated")
	for _, test := range []struct{ of, says string }{
		{"", ""},
		{"istio-ingressgateway", "gateway of primary is kept out of solver in istio-system on port 8089/TCP"},
		{"istio-ingressgateway-staff", "gateway of staff gets in to solver in istio-system on port 8089/TCP"},
	} {
		applied, err := policies(stream)
		if err != nil {
			t.Fatal(err)
		}
		var solvers networkingv1.NetworkPolicyEgressRule
		for _, p := range applied {
			if p.Name == "istio-ingressgateway" {
				solvers = p.Spec.Egress[len(p.Spec.Egress)-1]
			}
		}
		for _, p := range applied {
			switch {
			case p.Name != test.of:
			case p.Name == "istio-ingressgateway":
				p.Spec.Egress = p.Spec.Egress[:len(p.Spec.Egress)-1]
			default:
				p.Spec.Egress = append(p.Spec.Egress, solvers)
			}
		}
		problems, _, err := judge(top, stream, applied)
		if err != nil {
			t.Fatal(err)
		}
		if (len(problems) == 0) != (test.says == "") || len(problems) > 0 && !strings.Contains(problems[0].Error(), test.says) {
			t.Errorf("%q: %v", test.says, problems)
		}
	}
}
