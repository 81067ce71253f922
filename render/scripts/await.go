package scripts

import (
	"net/netip"
	"strings"

	"render/render/manifest"
)

// awaitCRDs waits for the definitions of the kinds of some objects.
func (a *applyWriter) awaitCRDs(list []Object) {
	for _, o := range list {
		if name := kind(o.ID); !builtIn(o.ID) && !a.crds[name] {
			if a.crds == nil {
				a.crds = map[string]bool{}
			}
			a.crds[name] = true
			a.step("await_crd", name)
		}
	}
}

// istiod waits for the control plane.
func (a *applyWriter) istiod() {
	for _, o := range a.of(manifest.Istio) {
		if o.Group == "sailoperator.io" {
			a.step("await_ready", kind(o.ID)+"/"+o.Name)
		}
	}
	selector := "app=istiod"
	if a.Revision != "" {
		selector += ",istio.io/rev=" + a.Revision
	}
	a.step("await_deployments", a.Namespace, selector, "istiod")
}

// rollouts waits for the pods of Deployments and DaemonSets.
func (a *applyWriter) rollouts(list []Object) {
	for _, o := range list {
		if o.Kind == "Deployment" || o.Kind == "DaemonSet" {
			a.step("await_rollout", o.Namespace, strings.ToLower(o.Kind)+"/"+o.Name)
		}
	}
}

// addresses waits for those of the gateways that an operator makes, or of the others; not
// for those that another Service holds still.
func (a *applyWriter) addresses(operator bool, held []netip.Addr) {
	for _, g := range a.Gateways {
		if operator != (g.Made && a.byOperator()) {
			continue
		}
		if g.Made {
			a.step("await_rollout", g.Namespace, "deployment/"+g.Service)
		}
		if len(g.IPs) > 0 && !share(g.IPs, held) {
			a.address(g)
		}
	}
}

func (a *applyWriter) address(g Gateway) {
	a.step(append([]string{"await_address", g.Namespace, g.Service}, texts(g.IPs)...)...)
}
