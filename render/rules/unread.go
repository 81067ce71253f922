package rules

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/wording"
)

// checkUnread finds settings of istiod's by which it does not read what is rendered for it, or shows
// it to no gateway.
func (v *verdict) checkUnread() {
	if v.plan.Versions.Install == format.InstallNone {
		return // whose settings are refused
	}
	v.checkGatewayAPIOff()
	mesh, _ := v.doc.Istio.MeshConfig.Value.(map[string]any)
	v.checkHiddenRoutes(textsIn(mesh["defaultVirtualServiceExportTo"]))
	v.checkHiddenServices(textsIn(mesh["defaultServiceExportTo"]))
	v.checkDiscovered(mesh["discoverySelectors"])
}

func textsIn(value any) []string {
	list, _ := value.([]any)
	var out []string
	for _, one := range list {
		if text, ok := one.(string); ok {
			out = append(out, text)
		}
	}
	return out
}

// checkGatewayAPIOff finds variables of istiod that switch its Gateway API off (istio,
// pilot/pkg/features/experimental.go, pilot/pkg/bootstrap/configcontroller.go).
func (v *verdict) checkGatewayAPIOff() {
	if !v.plan.GatewayAPI() {
		return
	}
	values, _ := v.doc.Istio.Values.Value.(map[string]any)
	for _, one := range [...]struct{ env, what string }{
		{"PILOT_ENABLE_GATEWAY_API", "istiod reads nothing of the Gateway API"},
		{"PILOT_ENABLE_GATEWAY_API_DEPLOYMENT_CONTROLLER", "istiod makes no gateway of a Gateway of the Gateway API"},
	} {
		set, said := plan.ValueAt(values, "pilot", "env", one.env)
		if on, err := strconv.ParseBool(fmt.Sprint(set)); said && err == nil && !on {
			v.fail("istiod-unread", v.doc.Istio.Values.Origin, fmt.Sprintf("with %s=%v %s, and no tier has one", one.env, set, one.what), "remove that variable", v.doc.Routing.Origin)
			return
		}
	}
}

// shows reports whether what is in a namespace is shown to the gateways of a tier by what the
// mesh says of all that says nothing itself (istio, pilot/pkg/model/push_context.go).
func shows(exports []string, namespace string, t *plan.Tier) bool {
	switch {
	case len(exports) == 0 || slices.Contains(exports, "*"):
		return true
	case slices.Contains(exports, "~"):
		return false
	}
	return slices.Contains(exports, t.GatewayNamespace) || slices.Contains(exports, ".") && namespace == t.GatewayNamespace
}

// checkHiddenRoutes finds routes that are shown to no gateway.
func (v *verdict) checkHiddenRoutes(exports []string) {
	for i := range v.plan.Tiers {
		t := &v.plan.Tiers[i]
		for a := range t.Routers() {
			if len(a.Own)+len(a.Connections) > 0 && !shows(exports, a.Namespace, t) {
				v.failHidden("defaultVirtualServiceExportTo", "routes", exports, a.Namespace, t)
				return
			}
		}
	}
}

// checkHiddenServices finds Services, and what is outside, that are shown to no gateway, which
// answers 503 for them.
func (v *verdict) checkHiddenServices(exports []string) {
	for i := range v.plan.Tiers {
		t := &v.plan.Tiers[i]
		for j := range t.Apps {
			a := &t.Apps[j]
			if len(a.Own)+len(a.Connections) > 0 && (a.Backend == nil || a.Backend.Outside()) && !shows(exports, a.Namespace, t) {
				v.failHidden("defaultServiceExportTo", "Services", exports, a.Namespace, t)
				return
			}
		}
	}
}

func (v *verdict) failHidden(setting, what string, exports []string, namespace string, t *plan.Tier) {
	v.fail("istiod-unread", v.doc.Istio.MeshConfig.Origin, fmt.Sprintf("with %s: [%s] the %s of namespace %s are not shown to the gateway of tier %s in %s", setting, quotedList(exports), what, wording.Quote(namespace), wording.Quote(t.Written.Name.Value), wording.Quote(t.GatewayNamespace)),
		`write ["*"] there, or remove that setting`, t.Written.Name.Origin)
}

func quotedList(list []string) string {
	quoted := make([]string, len(list))
	for i, text := range list {
		quoted[i] = wording.Quote(text)
	}
	return strings.Join(quoted, ", ")
}
