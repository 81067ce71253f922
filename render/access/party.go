package access

import (
	"cmp"

	"render/render/policies"
	"render/render/served"
)

// Party is who the pods of a gateway are to policies, as far as the objects say.
func Party(s *served.Side, e *served.Entrance) policies.Party {
	out := policies.Party{Principal: identity(s, e), Namespace: e.Namespace, Pods: e.Pods.String()}
	if len(e.Pods) == 0 {
		out.Pods = ""
	}
	return out
}

// identity is who the pods of an entrance are in the cluster, "ns/NAMESPACE/sa/NAME";
// "" where the objects do not say.
func identity(s *served.Side, e *served.Entrance) string {
	account := ""
	switch e.Maker {
	case served.Installer:
		account = e.Name + "-service-account"
	case served.ControlPlane:
		account = e.Name
	default:
		for w := range s.World.PodsOf(e.Namespace, e.Pods) {
			account = cmp.Or(w.Template().Spec().ServiceAccountName().Value(), "default")
			break
		}
	}
	if account == "" {
		return ""
	}
	return "ns/" + e.Namespace + "/sa/" + account
}
