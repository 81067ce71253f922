package platform

import "testing"

// The boundaries are written down here by hand: the last version without a
// feature and the first with it, the last with it and the first without.
func TestBoundaries(t *testing.T) {
	tested := map[Feature]bool{}
	for _, c := range []struct {
		feature Feature
		with    []string
		without []string
	}{
		{MetalLBConfigMap, []string{"0.8", "0.9.3", "0.12", "0.12.1"}, []string{"0.13.0", "0.13", "0.16"}},
		{MetalLBCustomResources, []string{"0.13.0", "0.13.3", "0.13", "0.16.2"}, []string{"0.12.1", "0.12", "0.9.3"}},
		{MetalLBAvoidBuggyIPs, []string{"0.9.3", "0.12", "0.12.1", "0.13.4", "0.13", "0.16"}, []string{"0.13.0", "0.13.3"}},
		{MetalLBInterfaces, []string{"0.13.6", "0.13.7", "0.13", "0.14.9"}, []string{"0.9.3", "0.12", "0.13.3", "0.13.5"}},
		{MetalLBL2NodeSelectors, []string{"0.13.0", "0.13.3"}, []string{"0.12.1", "0.12"}},
		{MetalLBAnnotationsIO, []string{"0.14.9", "0.14", "0.15.2"}, []string{"0.9.3", "0.13", "0.14.8"}},
		{MetalLBLoadBalancerIPsAnnotation, []string{"0.12.0", "0.12", "0.13.3"}, []string{"0.11.0", "0.11"}},
		{MetalLBBGPSourceAddress, []string{"0.11.0", "0.16"}, []string{"0.10.3", "0.9.6", "0.10"}},
		{MetalLBBGPPasswordSecret, []string{"0.13.0", "0.13.3"}, []string{"0.12.1", "0.9.3"}},
		{MetalLBBGPMultiHop, []string{"0.12.0", "0.13.3", "0.16.2"}, []string{"0.11.0", "0.9.6"}},
		{MetalLBBFD, []string{"0.12.0", "0.13.3"}, []string{"0.11.0", "0.11"}},
		{MetalLBBGPHighPorts, []string{"0.9.3", "0.12", "0.12.1"}, []string{"0.13.0", "0.13.3", "0.16.2"}},
		{MetalLBBGPNodeSelectors, []string{"0.13.0", "0.13.3", "0.16"}, []string{"0.12.1", "0.12"}},
		{MetalLBBGPLargeCommunities, []string{"0.13.10", "0.13", "0.15.3"}, []string{"0.12", "0.13.3", "0.13.9"}},
		{MetalLBBGPIPv6, []string{"0.12.0", "0.13.3"}, []string{"0.11", "0.9.3"}},
		{MetalLBBGPZeroHoldTime, []string{"0.9.3", "0.12.1", "0.14.9", "0.16"}, []string{"0.13.0", "0.13.3", "0.14.8"}},
		{MetalLBBGPRangeAggregation, []string{"0.12.0", "0.13.3"}, []string{"0.11", "0.9.3"}},
		{MetalLBBothWays, []string{"0.13.0", "0.13", "0.16"}, []string{"0.12.1", "0.9.3"}},
		{MetalLBBGPAdvertisementPeers, []string{"0.13.0", "0.13.3", "0.16"}, []string{"0.12.1", "0.9.3"}},
		{MetalLBBGPPreferencesMixed, []string{"0.9.3", "0.13.9"}, []string{"0.13.10", "0.16"}},
		{MetalLBBGPLengthsByFamily, []string{"0.15.0", "0.15", "0.16"}, []string{"0.14.9", "0.13.10"}},
		{MetalLBServiceAllocation, []string{"0.13.9", "0.13", "0.16"}, []string{"0.13.7", "0.12"}},
		{MetalLBBGPKeepalive, []string{"0.12.0", "0.13.3", "0.16"}, []string{"0.11.0", "0.9.3"}},
		{MetalLBBGPConnectTime, []string{"0.14.4", "0.14", "0.16"}, []string{"0.14.3", "0.13"}},
		{MetalLBBGPGracefulRestart, []string{"0.14.6", "0.14", "0.16"}, []string{"0.14.5", "0.13"}},
		{MetalLBBGPVRF, []string{"0.13.9", "0.13", "0.16"}, []string{"0.13.7", "0.12"}},
		{MetalLBBGPDualStack, []string{"0.15.0", "0.15", "0.16"}, []string{"0.14.9", "0.13"}},
		{MetalLBBGPPeersByNode, []string{"0.16.0", "0.16"}, []string{"0.15.3", "0.13"}},
		{MetalLBBGPInterface, []string{"0.15.0", "0.15", "0.16"}, []string{"0.14.9", "0.13"}},
		{MetalLBBGPDynamicASN, []string{"0.14.9", "0.14", "0.16"}, []string{"0.14.8", "0.13"}},
		{MetalLBFRR, []string{"0.12.0", "0.13", "0.16.2"}, []string{"0.11.0", "0.9.3"}},
		{MetalLBFRRK8s, []string{"0.14.0", "0.14.8", "0.16"}, []string{"0.13.12", "0.12"}},
		{MetalLBFRRK8sDefault, []string{"0.16.0", "0.16"}, []string{"0.15.3", "0.13"}},
		{MetalLBBGPBothFamilies, []string{"0.9.3", "0.14.9", "0.14"}, []string{"0.15.0", "0.15", "0.16.2"}},
		{IstioOperatorInCluster, []string{"1.9.7", "1.23", "1.23.6"}, []string{"1.24.0", "1.24", "1.31"}},
		{IstioSail, []string{"1.29", "1.29.0", "1.31"}, []string{"1.28", "1.28.4", "1.9.7"}},
		{IstioHelm, []string{"1.12", "1.12.0", "1.31"}, []string{"1.11", "1.11.8", "1.9.7"}},
		{IstioPilotCNI, []string{"1.22", "1.22.0", "1.31"}, []string{"1.21", "1.21.6"}},
		{IstioFormerCNI, []string{"1.12", "1.23", "1.23.6"}, []string{"1.24", "1.24.0", "1.31"}},
		{IstioChartCRDs, []string{"1.24", "1.24.0", "1.31"}, []string{"1.23", "1.23.6", "1.12"}},
		{IstioInjectionByPodLabel, []string{"1.10", "1.10.0", "1.31"}, []string{"1.9", "1.9.9"}},
		{IstioTelemetryLogs, []string{"1.11.0", "1.11", "1.31"}, []string{"1.10", "1.10.6", "1.9.7"}},
		{IstioTelemetryV1, []string{"1.22", "1.22.0", "1.31"}, []string{"1.21", "1.21.6", "1.11"}},
		{IstioTelemetryTargets, []string{"1.22", "1.22.0", "1.31"}, []string{"1.21", "1.21.6"}},
		{IstioGatewayNameLabel, []string{"1.21.0", "1.21", "1.31"}, []string{"1.20", "1.20.8"}},
		{IstioNetworkingV1, []string{"1.22", "1.22.0", "1.31"}, []string{"1.21", "1.21.6", "1.9.7"}},
		{IstioSecurityV1, []string{"1.22", "1.22.0", "1.31"}, []string{"1.21", "1.21.6", "1.9.7"}},
		{IstioGatewayAPIV1, []string{"1.20", "1.31"}, []string{"1.19", "1.9.7"}},
		{IstioGRPCRouteV1, []string{"1.22", "1.31"}, []string{"1.21", "1.20"}},
		{IstioHTTPRouteTimeouts, []string{"1.24", "1.31"}, []string{"1.23", "1.20"}},
		{IstioListenerDots, []string{"1.24", "1.31"}, []string{"1.23", "1.20"}},
		{IstioGatewayParameters, []string{"1.26", "1.31"}, []string{"1.25", "1.20"}},
		{IstioHTTPRouteMirrorPercent, []string{"1.26", "1.31"}, []string{"1.25", "1.20"}},
		{IstioHTTPRouteCORS, []string{"1.30", "1.31"}, []string{"1.29", "1.20"}},
		{IstioTLSRouteV1, []string{"1.30", "1.31"}, []string{"1.29", "1.20"}},
		{IstioTCPRouteV1, []string{"1.31"}, []string{"1.30", "1.20"}},
		{IstioGatewayAPIOptionalMutual, []string{"1.31"}, []string{"1.30", "1.27"}},
		{IstioHTTPRouteRedirectCodes, []string{"1.30", "1.31"}, []string{"1.29", "1.20"}},
		{IstioGatewayAPICiphers, []string{"1.29", "1.31"}, []string{"1.28", "1.20"}},
		{IstioSidecarSeccomp, []string{"1.28", "1.31"}, []string{"1.27", "1.20"}},
		{IstioTLSOptionalMutual, []string{"1.19.0", "1.31"}, []string{"1.18", "1.9.7"}},
		{IstioOldCiphers, []string{"1.9.7", "1.14", "1.14.6"}, []string{"1.15.0", "1.15", "1.31"}},
		{IstioSkipVerify, []string{"1.12.0", "1.12", "1.31"}, []string{"1.11", "1.9.7"}},
		{IstioMutualBeforeTunnel, []string{"1.22.0", "1.31"}, []string{"1.21.6", "1.16"}},
		{IstioTunnelByEndpoint, []string{"1.25.1", "1.31"}, []string{"1.25.0", "1.16"}},
		{IstioRulesApart, []string{"1.24.0", "1.31"}, []string{"1.23.6", "1.9.7"}},
		{IstioDestinationRuleSelector, []string{"1.14.0", "1.31"}, []string{"1.13", "1.9.7"}},
		{IstioGatewayPodLabel, []string{"1.24.0", "1.31"}, []string{"1.23", "1.20"}},
		{IstioDualStack, []string{"1.17.0", "1.17", "1.31"}, []string{"1.16", "1.16.7", "1.9.7"}},
		{IstioHTTP3, []string{"1.12.0", "1.12", "1.31"}, []string{"1.11", "1.11.8", "1.9.7"}},
		{IstioGatewayInfrastructure, []string{"1.24.0", "1.24", "1.31"}, []string{"1.23", "1.20"}},
		{IstioGatewayOwnSysctl, []string{"1.20.7", "1.20.0"}, []string{"1.20.8", "1.20", "1.31"}},
		{IstioGatewayHTTP3, []string{"1.31"}, []string{"1.30", "1.26"}},
		{IstioCurvesP384, []string{"1.25.0", "1.31"}, []string{"1.24", "1.24.6"}},
		{IstioPartialChains, []string{"1.17.0", "1.17", "1.31"}, []string{"1.16", "1.16.7", "1.9.7"}},
		{IstioWithoutMissingHeaders, []string{"1.22.0", "1.22", "1.31"}, []string{"1.21", "1.21.6", "1.9.7"}},
		{IstioNamedGroups, []string{"1.20.0", "1.20", "1.31"}, []string{"1.19", "1.19.9", "1.9.7"}},
		{IstioPathAsHeader, []string{"1.9.7", "1.22", "1.22.8", "1.24.4", "1.24", "1.31"}, []string{"1.23.0", "1.23", "1.24.0", "1.24.3"}},
		{IstioDirectResponse, []string{"1.15.0", "1.15", "1.31"}, []string{"1.14", "1.14.6", "1.9.7"}},
		{IstioRegexRewrite, []string{"1.19.0", "1.19", "1.31"}, []string{"1.18", "1.18.7", "1.9.7"}},
		{IstioRedirectScheme, []string{"1.12.0", "1.31"}, []string{"1.11", "1.9.7"}},
		{IstioRedirectPort, []string{"1.12.0", "1.31"}, []string{"1.11", "1.9.7"}},
		{IstioOperatorServiceIPFamilies, []string{"1.24.0", "1.31"}, []string{"1.23", "1.9.7"}},
		{IstioOperatorServiceFields, []string{"1.24.0", "1.31"}, []string{"1.23", "1.9.7"}},
		{IstioProxyProtocol, []string{"1.19", "1.31"}, []string{"1.18", "1.9.7"}},
		{MetalLBLoadBalancerClass, []string{"0.13.0", "0.13", "0.16"}, []string{"0.12.1", "0.9.3"}},
		{KubernetesLoadBalancerClass, []string{"1.22", "1.36"}, []string{"1.21"}},
		{KubernetesAllocateNodePorts, []string{"1.22", "1.36"}, []string{"1.21"}},
		{IstioOperatorOwnGateways, []string{"1.24.0", "1.24", "1.31"}, []string{"1.23", "1.23.6", "1.9.7"}},
		{IstioHPAMetricsV2, []string{"1.15.0", "1.31"}, []string{"1.14", "1.9.7"}},
		{KubernetesPDBV1, []string{"1.21", "1.37"}, []string{"1.20"}},
		{IstioPolicyHostsAnyCase, []string{"1.11.1", "1.31"}, []string{"1.9.7", "1.11.0"}},
		{IstioPolicyTargets, []string{"1.22", "1.31"}, []string{"1.9", "1.21"}},
		{IstioSeveralProviders, []string{"1.30", "1.30.0", "1.31.1"}, []string{"1.29", "1.29.4", "1.9.7"}},
		{IstioJWTClaimsToHeaders, []string{"1.17", "1.31"}, []string{"1.9", "1.16"}},
		{KubernetesNamespaceNames, []string{"1.21", "1.37"}, []string{"1.20"}},
		{KubernetesSeccompProfile, []string{"1.19", "1.36"}, []string{"1.18"}},
		{KubernetesMixedProtocols, []string{"1.24"}, []string{"1.23"}},
		{KubernetesDualStack, []string{"1.21"}, []string{"1.20"}},
		{KubernetesUnprivilegedPorts, []string{"1.22"}, []string{"1.21"}},
		{KubernetesHPAV2, []string{"1.23", "1.37"}, []string{"1.22"}},
		{KubernetesPodSecurity, []string{"1.23"}, []string{"1.22"}},
		{KubernetesProbeHosts, []string{"1.34", "1.37"}, []string{"1.33"}},
		{KubernetesUsersApart, []string{"1.35", "1.37"}, []string{"1.34"}},
		{KubernetesStartupProbes, []string{"1.18", "1.36"}, []string{"1.17"}},
		{KubernetesGRPCProbes, []string{"1.24", "1.36"}, []string{"1.23"}},
		{KubernetesSidecars, []string{"1.29", "1.37"}, []string{"1.28"}},
		{KubernetesSleepHooks, []string{"1.30", "1.37"}, []string{"1.29"}},
		{KubernetesUserNamespaces, []string{"1.33", "1.37"}, []string{"1.32"}},
		{KubernetesPodResources, []string{"1.34", "1.37"}, []string{"1.33"}},
		{KubernetesImageVolumes, []string{"1.35", "1.37"}, []string{"1.34"}},
	} {
		t.Run(c.feature.Name(), func(t *testing.T) {
			for _, text := range c.with {
				if !c.feature.In(version(t, text)) {
					t.Errorf("%s has it not", text)
				}
			}
			for _, text := range c.without {
				if c.feature.In(version(t, text)) {
					t.Errorf("%s has it", text)
				}
			}
			if c.feature.In(Version{}) {
				t.Error("no version has it")
			}
		})
		tested[c.feature] = true
	}
	for _, f := range Features() {
		if !tested[f] {
			t.Errorf("no boundary written down for %q", f.Name())
		}
	}
}

func TestFeatureRows(t *testing.T) {
	names := map[string]bool{}
	for _, f := range Features() {
		if f.Name() == "" || f.Source() == "" || names[f.Name()] {
			t.Errorf("feature %d: name %q, source %q", f, f.Name(), f.Source())
		}
		names[f.Name()] = true
		for _, text := range []string{f.Since(), f.Until(), features[f].older} {
			if _, ok := ParseVersion(text); text != "" && !ok {
				t.Errorf("%s: %q is no version", f.Name(), text)
			}
		}
		if f.Since() != "" && f.Until() != "" && at(f.Since()).compare(at(f.Until())) > 0 {
			t.Errorf("%s: since %s until %s", f.Name(), f.Since(), f.Until())
		}
		if older := features[f].older; older != "" && at(older).compare(first(f.Since())) >= 0 {
			t.Errorf("%s: older %s, since %s", f.Name(), older, f.Since())
		}
	}
	for system, want := range map[System]string{SystemMicroK8s: "microk8s", SystemKubernetes: "Kubernetes", SystemMetalLB: "MetalLB", SystemIstio: "Istio"} {
		if system.String() != want {
			t.Errorf("%s, want %s", system, want)
		}
	}
	if MetalLBInterfaces.System() != SystemMetalLB || IstioSail.System() != SystemIstio || KubernetesPDBV1.System() != SystemKubernetes {
		t.Error("a feature of the wrong system")
	}
}
