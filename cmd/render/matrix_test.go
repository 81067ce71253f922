package main

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"render/render/decode"
	"render/render/diag"
	"render/render/places"
	"render/render/plan"
	"render/render/platform"
	"render/render/rules"
	"render/render/source"
)

// TestMatrix: what `version --matrix` prints is what the rules say of every
// Istio on every Kubernetes, and of every microk8s.
func TestMatrix(t *testing.T) {
	var printed bytes.Buffer
	if err := writeMatrix(&printed); err != nil {
		t.Fatal(err)
	}
	istios, tracks, _ := strings.Cut(printed.String(), "\n\n")
	_, newest := platform.KubernetesRange()
	pairs := 0
	for line := range strings.Lines(istios) {
		istio, rest, _ := strings.Cut(line, " ")
		if istio == "ISTIO" {
			continue
		}
		for minor := 17; ; minor++ {
			kubernetes := fmt.Sprintf("1.%d", minor)
			checkPair(t, istio, kubernetes, strings.TrimSpace(rest))
			pairs++
			if kubernetes == newest {
				break
			}
		}
	}
	for line := range strings.Lines(tracks) {
		if f := strings.Fields(line); f[0] != "MICROK8S" {
			checkTrack(t, f[0], f[1], f[2], strings.Join(f[3:], " "))
		}
	}
	if first, last := platform.IstioRange(); pairs < 400 || !strings.Contains(istios, "\n"+first+" ") || !strings.Contains(istios, "\n"+last+" ") {
		t.Errorf("%d pairs from\n%s", pairs, istios)
	}
}

// checkPair compares a line of the matrix, without its Istio, with the rules.
func checkPair(t *testing.T, istio, kubernetes, line string) {
	t.Helper()
	columns := strings.Split(line, "  ")
	columns = append(columns[:1], strings.Fields(strings.Join(columns[1:], "  "))...)
	from, to, _ := strings.Cut(columns[0], " to ")
	_, diagnostics := checked(istio, "kubernetes: \""+kubernetes+"\"\nmetallb: none")
	supported := !less(kubernetes, from) && !less(to, kubernetes)
	installs := true
	switch words := strings.Join(columns[1:], " "); {
	case strings.Contains(words, " and newer"):
		installs = !less(kubernetes, columns[1])
	case strings.HasPrefix(words, "below "):
		installs = less(kubernetes, strings.TrimSuffix(columns[2], ";")) || strings.Contains(words, "on any")
	}
	if got := !strings.Contains(diagnostics, "does not install"); got != installs {
		t.Errorf("Istio %s on Kubernetes %s: the matrix says %q, the rules:\n%s", istio, kubernetes, line, diagnostics)
	}
	if got := diagnostics == ""; got != (supported && installs) {
		t.Errorf("Istio %s on Kubernetes %s: the matrix says %q, the rules:\n%s", istio, kubernetes, line, diagnostics)
	}
	_, diagnostics = checked(istio, "kubernetes: \""+from+"\"\nmetallb: none\nrouting: gateway-api")
	if got, want := diagnostics == "", !strings.Contains(line, "  -  "); got != want {
		t.Errorf("Istio %s with the Gateway API: the matrix says %q, the rules:\n%s", istio, line, diagnostics)
	}
}

func checkTrack(t *testing.T, track, kubernetes, metallb, istios string) {
	t.Helper()
	oldest, newest, _ := strings.Cut(istios, " to ")
	for _, istio := range []string{oldest, newest} {
		p, diagnostics := checked(istio, "microk8s: \""+track+"\"")
		if diagnostics != "" || p.Versions.Kubernetes.String() != kubernetes || p.Versions.MetalLB.String() != metallb {
			t.Errorf("microk8s %s with Istio %s: Kubernetes %s, MetalLB %s\n%s", track, istio, p.Versions.Kubernetes, p.Versions.MetalLB, diagnostics)
		}
	}
}

// checked checks a small topology of an Istio that istioctl installs, with some
// more lines.
func checked(istio, lines string) (*plan.Plan, string) {
	text := fmt.Sprintf("name: home\nistio: {version: %q, install: istioctl}\n%s\ntiers:\n- {name: primary, ip: 10.0.0.1, hosts: [home.example.org]}\n", istio, lines)
	root, diagnostics := source.Parse(places.NewSource("t.yaml", []byte(text)))
	document, more := decode.Decode(root)
	diagnostics = append(diagnostics, more...)
	p := plan.Derive(document, plan.Options{})
	more = rules.Check(p, nil)
	var b strings.Builder
	_ = diag.Text(&b, append(diagnostics, more...))
	return p, b.String()
}

// less compares two minors of one major version.
func less(a, b string) bool {
	return len(a) < len(b) || len(a) == len(b) && a < b
}
