package main

import (
	"fmt"
	"strings"

	"render/render"
	"render/render/diag"
	"render/render/manifest"
	"render/render/starter"
)

// addon is what brings MetalLB beside the DNS of microk8s, where that is the addon's: a range of its own has no address
// of the topology.
func addon(a *starter.Answers) string {
	if a.MetalLB != "" {
		return ""
	}
	var ips []string
	for _, t := range a.Tiers {
		ips = append(ips, strings.ReplaceAll(t.IP, ",", ", "))
	}
	return " metallb:RANGE    # where they are not yet; a RANGE without " + strings.Join(ips, ", ")
}

// tellNext says what was written, and what brings it onto the cluster.
func tellNext(s *shell, a *starter.Answers, file string, out *render.Output) {
	name, kubectl, reaching := quoteWord(file), "microk8s kubectl", "; it finds microk8s by: microk8s config > ~/.kube/config"
	if a.Kubernetes != "" {
		kubectl, reaching = "kubectl", ""
	}
	apply := "| " + kubectl + " apply -f -"
	fmt.Fprintf(s.stderr, "note: %s is written; what comes next:\n", diag.Name(file))
	if a.Kubernetes == "" {
		fmt.Fprintf(s.stderr, "  microk8s enable dns%s\n", addon(a))
	}
	fmt.Fprintf(s.stderr, "  render certs %s\n", name)
	if out.Apart() == manifest.Istioctl {
		fmt.Fprintf(s.stderr, "  render --stage namespaces,metallb %s %s\n", name, apply)
		fmt.Fprintf(s.stderr, "  render --stage istio %s | istioctl install -y -f -    # by istioctl %s%s\n", name, out.Install.Version, reaching)
	}
	fmt.Fprintf(s.stderr, "  render %s %s\n", name, apply)
}
