package platform

import (
	"fmt"
	"strings"
	"testing"
)

func TestIstioRows(t *testing.T) {
	for i, row := range istioRows {
		if want := fmt.Sprintf("1.%d", 9+i); row.version != want || row.source == "" {
			t.Errorf("row %d: %q, want %s; source %q", i, row.version, want, row.source)
		}
		for _, text := range []string{row.from, row.to, row.minimum, row.needs.kubernetes, row.gone.kubernetes, row.gone.fixed} {
			if _, ok := ParseVersion(text); text != "" && !ok {
				t.Errorf("%s: %q is no version", row.version, text)
			}
		}
		if at(row.from).compareMinor(at(row.to)) >= 0 {
			t.Errorf("%s: from %s to %s", row.version, row.from, row.to)
		}
		if row.minimum != "" && at(row.minimum).compareMinor(at(row.from)) > 0 {
			t.Errorf("%s: supported from %s, minimum %s", row.version, row.from, row.minimum)
		}
		if i > 0 && (at(row.from).compareMinor(at(istioRows[i-1].from)) < 0 || at(row.to).compareMinor(at(istioRows[i-1].to)) < 0) {
			t.Errorf("%s: older Kubernetes than %s", row.version, istioRows[i-1].version)
		}
		for _, minor := range []string{row.from, row.to} {
			if s := IstioOnKubernetes(at(row.version), at(minor)); !s.Installs || !s.Supported {
				t.Errorf("%s on its own %s: %+v", row.version, minor, s)
			}
		}
	}
}

func TestIstioOnKubernetes(t *testing.T) {
	const (
		crds = "its CRDs are apiextensions.k8s.io/v1beta1, which Kubernetes 1.22 removed"
		pdbs = "its PodDisruptionBudgets are policy/v1beta1, which Kubernetes 1.25 removed"
		hpas = "its HorizontalPodAutoscalers are autoscaling/v2, which came with Kubernetes 1.23"
	)
	for _, c := range []struct {
		istio, kubernetes string
		want              Support
	}{
		{"1.9.7", "1.17", Support{Known: true, Installs: true, Supported: true, From: "1.17", To: "1.20", Minimum: "1.17"}},
		{"1.9.7", "1.20", Support{Known: true, Installs: true, Supported: true, From: "1.17", To: "1.20", Minimum: "1.17"}},
		{"1.9.7", "1.21", Support{Known: true, Installs: true, From: "1.17", To: "1.20", Minimum: "1.17"}},
		{"1.9.7", "1.22", Support{Known: true, Reason: crds, From: "1.17", To: "1.20", Minimum: "1.17"}},
		{"1.9", "1.36", Support{Known: true, Reason: crds, From: "1.17", To: "1.20", Minimum: "1.17"}},
		{"1.10.6", "1.24", Support{Known: true, Installs: true, From: "1.18", To: "1.21"}},
		{"1.10.6", "1.25", Support{Known: true, Reason: pdbs, From: "1.18", To: "1.21"}},
		{"1.13.4", "1.25", Support{Known: true, Reason: pdbs, From: "1.20", To: "1.23", Minimum: "1.19"}},
		{"1.14.1", "1.25", Support{Known: true, Reason: pdbs, From: "1.21", To: "1.24", Minimum: "1.19"}},
		{"1.14.2", "1.25", Support{Known: true, Installs: true, From: "1.21", To: "1.24", Minimum: "1.19"}},
		{"1.14", "1.25", Support{Known: true, Installs: true, From: "1.21", To: "1.24", Minimum: "1.19"}},
		{"1.16.0", "1.24", Support{Known: true, Installs: true, Supported: true, From: "1.22", To: "1.25"}},
		{"1.18.2", "1.32", Support{Known: true, Installs: true, From: "1.24", To: "1.27", Minimum: "1.24"}},
		{"1.22.0", "1.22", Support{Known: true, Reason: hpas, From: "1.27", To: "1.30", Minimum: "1.26"}},
		{"1.22.0", "1.23", Support{Known: true, Installs: true, From: "1.27", To: "1.30", Older: true, Minimum: "1.26"}},
		{"1.31", "1.36", Support{Known: true, Installs: true, Supported: true, From: "1.32", To: "1.36", Minimum: "1.32"}},
		{"1.31", "1.31", Support{Known: true, Installs: true, From: "1.32", To: "1.36", Older: true, Minimum: "1.32"}},
		{"1.31", "1.21", Support{Known: true, Reason: hpas, From: "1.32", To: "1.36", Minimum: "1.32"}},
		{"1.31", "1.37", Support{Known: true, Installs: true, From: "1.32", To: "1.36", Minimum: "1.32"}},
		{"1.8.6", "1.19", Support{}},
		{"1.32", "1.36", Support{Known: true, Installs: true, Supported: true, From: "1.32"}},
		{"1.35", "1.40", Support{Known: true, Installs: true, Supported: true, From: "1.32"}},
		{"1.35.2", "1.31", Support{Known: true, Installs: true, From: "1.32"}},
		{"1.35", "1.22", Support{Known: true, Reason: hpas, From: "1.32"}},
	} {
		if got := IstioOnKubernetes(version(t, c.istio), version(t, c.kubernetes)); got != c.want {
			t.Errorf("%s on %s:\n got %+v\nwant %+v", c.istio, c.kubernetes, got, c.want)
		}
	}
	if got := IstioOnKubernetes(Version{}, version(t, "1.21")); got != (Support{}) {
		t.Errorf("no Istio: %+v", got)
	}
	if got := IstioOnKubernetes(version(t, "1.31"), Version{}); got != (Support{}) {
		t.Errorf("no Kubernetes: %+v", got)
	}
}

func TestAPIs(t *testing.T) {
	for text, want := range map[string]string{"1.9.7": "v1beta1", "1.21": "v1beta1", "1.22": "v1", "1.22.0": "v1", "1.31": "v1"} {
		v := version(t, text)
		if got := NetworkingAPI(v); got != "networking.istio.io/"+want {
			t.Errorf("%s: %s", text, got)
		}
		if got := SecurityAPI(v); got != "security.istio.io/"+want {
			t.Errorf("%s: %s", text, got)
		}
	}
	if got := OperatorImageHub(version(t, "1.9.7")); got != "docker.io/istio" {
		t.Error(got)
	}
}

func TestIstiosFor(t *testing.T) {
	for kubernetes, want := range map[string][2]string{
		"1.17": {"1.9", "1.9"}, "1.21": {"1.10", "1.14"}, "1.33": {"1.26", "1.31"}, "1.36": {"1.30", "1.31"}, "1.37": {"", ""},
	} {
		oldest, newest := IstiosFor(version(t, kubernetes))
		if oldest != want[0] || newest != want[1] {
			t.Errorf("%s: %s to %s", kubernetes, oldest, newest)
		}
	}
	// What is between the two supports it too.
	for minor := 17; minor <= 37; minor++ {
		k := at(fmt.Sprintf("1.%d", minor))
		oldest, newest := IstiosFor(k)
		for _, row := range istioRows {
			v := at(row.version)
			inside := oldest != "" && v.compareMinor(at(oldest)) >= 0 && v.compareMinor(at(newest)) <= 0
			if s := IstioOnKubernetes(v, k); s.Supported != inside || s.Supported && !s.Installs {
				t.Errorf("%s on %s: %+v, between %s and %s: %v", row.version, k, s, oldest, newest, inside)
			}
		}
	}
}

func TestGatewayAPI(t *testing.T) {
	for text, want := range map[string]string{"1.19": "", "1.20": "1.0", "1.21.3": "1.0", "1.22": "1.1", "1.27": "1.3", "1.29": "1.4", "1.30": "1.5", "1.31": "1.6", "1.35": "1.6"} {
		if got := GatewayAPI(version(t, text)); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
	if GatewayAPI(Version{}) != "" || GatewayAPIDefinitions(Version{}, false) != "" || GatewayAPIDefinitions(version(t, "1.19"), true) != "" {
		t.Error("no version has one")
	}
	const releases = "https://github.com/kubernetes-sigs/gateway-api/releases/download/"
	for _, c := range []struct {
		istio        string
		experimental bool
		want         string
	}{{"1.27.3", false, "v1.3.0/standard-install.yaml"}, {"1.31", false, "v1.6.0/standard-install.yaml"}, {"1.31", true, "v1.6.0/experimental-install.yaml"}} {
		if got := GatewayAPIDefinitions(version(t, c.istio), c.experimental); got != releases+c.want {
			t.Errorf("%s: %q, want %q", c.istio, got, releases+c.want)
		}
	}
	for i, row := range gatewayAPIRows {
		if !strings.HasPrefix(row.release, "v"+row.version+".") {
			t.Errorf("%s is no release of %s", row.release, row.version)
		}
		if i > 0 && (at(row.istio).compare(at(gatewayAPIRows[i-1].istio)) <= 0 || at(row.version).compare(at(gatewayAPIRows[i-1].version)) <= 0) {
			t.Errorf("row %d is not newer than the one before", i)
		}
	}
}
