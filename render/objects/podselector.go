package objects

// PodSelector is by which labels an object says for which pods it is, beside those whose
// kinds have views of their own for that; ok is false for kinds that choose no pods, and
// where Gateways are named in place of pods.
func (o *Object) PodSelector() (labels LabelMap, ok bool) {
	id, spec := o.ID(), o.Resource().Spec()
	key, below := "selector", "matchLabels"
	ok = !spec.At("targetRefs").Present() && !spec.At("targetRef").Present()
	switch id.Group {
	case IstioSecurity, "telemetry.istio.io", "extensions.istio.io":
	case IstioNetworking:
		switch id.Kind {
		case "EnvoyFilter", "Sidecar":
			key, below = "workloadSelector", "labels"
		case "ProxyConfig":
		default:
			ok = false
		}
	case KubernetesNetwork:
		key, ok = "podSelector", id.Kind == "NetworkPolicy"
	case "monitoring.coreos.com":
		ok = id.Kind == "PodMonitor" && !spec.At("namespaceSelector").Present()
	default:
		ok = false
	}
	return labelMap(spec.member(key, Mapping), below), ok
}
