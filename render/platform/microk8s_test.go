package platform

import (
	"fmt"
	"testing"
)

func TestMicroK8s(t *testing.T) {
	for minor := 18; minor <= 36; minor++ {
		text := fmt.Sprintf("1.%d", minor)
		row, ok := MicroK8s(version(t, text))
		if !ok || row.Version != text || row.Kubernetes != text || row.Source == "" {
			t.Errorf("%s: %+v", text, row)
		}
		if _, ok := ParseVersion(row.MetalLB); !ok {
			t.Errorf("%s: MetalLB %q", text, row.MetalLB)
		}
	}
	for text, want := range map[string]string{"1.18": "0.8.2", "1.19": "0.9.3", "1.21": "0.9.3", "1.24": "0.9.3", "1.25": "0.13.3",
		"1.32": "0.13.3", "1.33": "0.14.9", "1.34": "0.15.2", "1.35": "0.15.2", "1.36": "0.15.3", "1.36.1": "0.15.3"} {
		if row, ok := MicroK8s(version(t, text)); !ok || row.MetalLB != want {
			t.Errorf("%s: MetalLB %s, want %s", text, row.MetalLB, want)
		}
	}
	for text, want := range map[string]MicroK8sRow{
		"1.37":   {Version: "1.37", Kubernetes: "1.37", MetalLB: "0.15.3"},
		"1.40":   {Version: "1.40", Kubernetes: "1.40", MetalLB: "0.15.3"},
		"1.40.1": {Version: "1.40", Kubernetes: "1.40", MetalLB: "0.15.3"},
	} {
		row, ok := MicroK8s(version(t, text))
		if row.Source = ""; !ok || row != want {
			t.Errorf("%s: %+v", text, row)
		}
	}
	for _, v := range []Version{version(t, "1.17"), {}} {
		if row, ok := MicroK8s(v); ok {
			t.Errorf("%q: %+v", v, row)
		}
	}
}

func TestMicroK8sNativeBGP(t *testing.T) {
	for text, want := range map[string]bool{"1.18": true, "1.36": true, "1.37": true, "1.17": false} {
		if got := MicroK8sNativeBGP(version(t, text)); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
	if MicroK8sNativeBGP(Version{}) {
		t.Error("no version has an addon")
	}
}

func TestRanges(t *testing.T) {
	for _, c := range []struct {
		get         func() (string, string)
		first, last string
	}{
		{MicroK8sRange, "1.18", "1.36"},
		{KubernetesRange, "1.17", "1.37"},
		{MetalLBRange, "0.8", "0.16"},
		{IstioRange, "1.9", "1.31"},
	} {
		if first, last := c.get(); first != c.first || last != c.last {
			t.Errorf("%s to %s, want %s to %s", first, last, c.first, c.last)
		}
	}
}

// TestTablesAgree: no table names a version that another one does not know.
func TestTablesAgree(t *testing.T) {
	for _, row := range microk8sRows {
		if k := at(row.Kubernetes); SystemKubernetes.Older(k) || SystemKubernetes.Newer(k) {
			t.Errorf("microk8s %s: Kubernetes %s is outside what is known", row.Version, row.Kubernetes)
		}
		if m := at(row.MetalLB); SystemMetalLB.Older(m) || SystemMetalLB.Newer(m) {
			t.Errorf("microk8s %s: MetalLB %s is outside what is known", row.Version, row.MetalLB)
		}
	}
	for _, row := range istioRows {
		if SystemKubernetes.Older(at(row.from)) || SystemKubernetes.Newer(at(row.to)) {
			t.Errorf("Istio %s: Kubernetes %s to %s is outside what is known", row.version, row.from, row.to)
		}
	}
	for _, f := range Features() {
		for _, text := range []string{f.Since(), f.Until()} {
			if v := at(text); text != "" && f.System().Newer(v) {
				t.Errorf("%s: %s %s is newer than what is known", f.Name(), f.System(), text)
			}
		}
	}
}

// TestIngressAddon: which ingress has the nodes' ports.
func TestIngressAddon(t *testing.T) {
	for text, want := range map[string]string{"1.21": "nginx", "1.34.2": "nginx", "1.35": "Traefik", "1.36": "Traefik"} {
		v, ok := ParseVersion(text)
		if got := IngressAddon(v); !ok || got != want {
			t.Errorf("%s has %s", text, got)
		}
		if got := IngressAddonBalanced(v); got != (want == "Traefik") {
			t.Errorf("%s: has a Service that takes an address: %v", text, got)
		}
	}
}
