package platform

import "testing"

func TestOlderAndNewer(t *testing.T) {
	for _, c := range []struct {
		system       System
		text         string
		older, newer bool
	}{
		{SystemMicroK8s, "1.17", true, false}, {SystemMicroK8s, "1.18", false, false},
		{SystemMicroK8s, "1.36.2", false, false}, {SystemMicroK8s, "1.37", false, true},
		{SystemKubernetes, "1.16", true, false}, {SystemKubernetes, "1.37", false, false}, {SystemKubernetes, "1.38", false, true},
		{SystemMetalLB, "0.7.3", true, false}, {SystemMetalLB, "0.16.9", false, false}, {SystemMetalLB, "0.17.0", false, true},
		{SystemIstio, "1.8.6", true, false}, {SystemIstio, "1.9.0", false, false},
		{SystemIstio, "1.31.1", false, false}, {SystemIstio, "1.32.0", false, true},
	} {
		v := version(t, c.text)
		if c.system.Older(v) != c.older || c.system.Newer(v) != c.newer {
			t.Errorf("%s %s: older %v, newer %v", c.system, c.text, c.system.Older(v), c.system.Newer(v))
		}
	}
}

func TestUnlikely(t *testing.T) {
	for _, c := range []struct {
		system System
		text   string
		want   bool
	}{
		{SystemIstio, "1.31", false}, {SystemIstio, "1.32", false}, {SystemIstio, "1.51.3", false}, {SystemIstio, "1.52", true},
		{SystemIstio, "2.0", true}, {SystemIstio, "31.1", true}, {SystemIstio, "1.8", false},
		{SystemMicroK8s, "1.56", false}, {SystemMicroK8s, "1.99", true}, {SystemKubernetes, "1.310", true},
		{SystemMetalLB, "0.36", false}, {SystemMetalLB, "0.37", true}, {SystemMetalLB, "1.0", true},
	} {
		if got := c.system.Unlikely(version(t, c.text)); got != c.want {
			t.Errorf("%s %s: %v", c.system, c.text, got)
		}
	}
}

func TestMeant(t *testing.T) {
	for _, c := range []struct {
		system     System
		text, want string
	}{
		{SystemMicroK8s, "133", "1.33"}, {SystemMicroK8s, "33", "1.33"}, {SystemMicroK8s, "v1.36", "1.36"},
		{SystemMicroK8s, "1.36/stable", "1.36"}, {SystemMicroK8s, "1,36", "1.36"}, {SystemMicroK8s, "1-36", "1.36"},
		{SystemIstio, "31.1", "1.31.1"}, {SystemIstio, "131", "1.31"}, {SystemIstio, "1.09", "1.9"}, {SystemMetalLB, "0.015.3", "0.15.3"}, {SystemIstio, "1.31.x", "1.31"}, {SystemIstio, "1.31.0-rc.1", "1.31.0"},
		{SystemMetalLB, "15.3", "0.15.3"}, {SystemMetalLB, "v0.15", "0.15"}, {SystemMetalLB, "16", "0.16"},
		{SystemIstio, "latest", ""}, {SystemIstio, "99", ""}, {SystemIstio, "2.0", ""}, {SystemIstio, "", ""}, {SystemMetalLB, "true", ""},
		{SystemKubernetes, "1", ""}, {SystemIstio, "ééé", ""},
	} {
		if got := c.system.Meant(c.text).String(); got != c.want {
			t.Errorf("%s %q: %q, want %q", c.system, c.text, got, c.want)
		}
	}
}

func TestMissing(t *testing.T) {
	for _, c := range []struct {
		feature    Feature
		text, want string
	}{
		{MetalLBAvoidBuggyIPs, "0.13.3", "avoidBuggyIPs in an IPAddressPool came with MetalLB 0.13.4; this is 0.13.3"},
		{MetalLBAvoidBuggyIPs, "0.9.3", ""},
		{IstioOperatorInCluster, "1.24.0", "the in-cluster operator is gone after Istio 1.23; this is 1.24.0"},
		{IstioOperatorInCluster, "1.23.6", ""},
		{KubernetesHPAV2, "1.22", "autoscaling/v2 came with Kubernetes 1.23; this is 1.22"},
	} {
		if got := c.feature.Missing(version(t, c.text)); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
	if got := KubernetesHPAV2.Missing(Version{}); got != "" {
		t.Errorf("no version: %q", got)
	}
}
