package objects

// PodSelector is by which labels an object says for which pods it is, beside those whose
// kinds have views of their own for that; ok is false for kinds that choose no pods, and
// where Gateways are named in place of pods.
func (r Resource) PodSelector() (labels LabelMap, ok bool) {
	id, spec := r.ID(), r.Spec()
	key, below := "", "matchLabels"
	switch id.Group {
	case IstioSecurity, "telemetry.istio.io", "extensions.istio.io":
		key = "selector"
	case IstioNetworking:
		switch id.Kind {
		case "EnvoyFilter", "Sidecar":
			key, below = "workloadSelector", "labels"
		case "ProxyConfig":
			key = "selector"
		}
	case KubernetesNetwork:
		if id.Kind == "NetworkPolicy" {
			key = "podSelector"
		}
	case "monitoring.coreos.com":
		if id.Kind == "PodMonitor" && !spec.At("namespaceSelector").Present() {
			key = "selector"
		}
	}
	if key == "" || spec.At("targetRefs").Present() || spec.At("targetRef").Present() {
		return LabelMap{}, false
	}
	return labelMap(spec.member(key, Mapping), below), true
}
