package main

import (
	"fmt"
	"strings"

	"render/render"
	"render/render/diag"
	"render/render/manifest"
	"render/render/starter"
)

// addon is what brings MetalLB on microk8s, where that is the addon's; "" where it is not. A range of its own has no
// address of the topology. Several addons in one command are deprecated (microk8s enable says so).
func addon(a *starter.Answers) string {
	if a.MetalLB != "" {
		return ""
	}
	var ips []string
	for _, t := range a.Tiers {
		ips = append(ips, strings.ReplaceAll(t.IP, ",", ", "))
	}
	return "  microk8s enable metallb:RANGE    # where it is not yet; RANGE as A-B, free addresses without " + strings.Join(ips, ", ") + "\n"
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
		fmt.Fprintf(s.stderr, "  microk8s enable dns\n%s", addon(a))
	}
	fmt.Fprintf(s.stderr, "  render certs %s\n", name)
	if out.Apart() == manifest.Istioctl {
		fmt.Fprintf(s.stderr, "  render --stage namespaces,metallb %s %s\n", name, apply)
		fmt.Fprintf(s.stderr, "  render --stage istio %s | istioctl install -y -f -    # by istioctl %s%s\n", name, out.Install.Version, reaching)
	}
	fmt.Fprintf(s.stderr, "  render %s %s\n", name, apply)
}
