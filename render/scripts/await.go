package scripts

import (
	"cmp"
	_ "embed"
	"net/netip"
	"slices"
	"strings"

	"render/render/manifest"
)

//go:embed istiod.sh
var istiodFunctions string

// awaitCRDs waits for the definitions of the kinds of some objects, in their versions.
func (a *applyWriter) awaitCRDs(list []Object) {
	for _, o := range list {
		of := [2]string{kind(o.ID), o.Version}
		if !builtIn(o.ID) && !a.crds[of] {
			if a.crds == nil {
				a.crds = map[[2]string]bool{}
			}
			a.crds[of] = true
			a.step("await_crd", of[0], of[1])
		}
	}
}

// istiod waits for the control plane, of the revision and version that is applied. One
// that is somebody else's may have more revisions than one, and tags for them.
func (a *applyWriter) istiod() {
	for _, o := range a.of(manifest.Istio) {
		if o.Group == "sailoperator.io" {
			a.step("await_ready", kind(o.ID)+"/"+o.Name)
		}
	}
	if !a.has(manifest.Istio) {
		a.step("await_others_istiod", a.Namespace, a.Revision, minor(a.Istio))
		return
	}
	a.step("await_istiod", a.Namespace, cmp.Or(a.Revision, "default"), a.istioVersion())
}

// istioVersion is the one that Istio's images are to have: istioctl brings its own patch.
func (a *applyWriter) istioVersion() string {
	if a.Reader == manifest.Istioctl {
		return minor(a.Istio)
	}
	return a.Istio
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
		if operator {
			a.step("await_version", g.Namespace, g.Service, a.istioVersion())
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

// looksForAbsent has the script look for what objects of a stage name and others make, unless a step before it has done so.
func (a *applyWriter) looksForAbsent(list []Object) {
	for _, one := range a.absentFor(list) {
		if a.order == nil || !slices.Contains(a.order.looked, one) {
			a.step(one.look()...)
		}
	}
}

// looksForServices has the script look for the Services that routes go to and others make: a route to none
// is taken, and answers nobody.
func (a *applyWriter) looksForServices() {
	for _, service := range a.Serving {
		namespace, name, _ := strings.Cut(service, "/")
		a.step("others_make", "services", namespace, name, "Service", "requests to it get 503")
	}
}

// certificates waits for those that cert-manager issues: gateways show none before.
func (a *applyWriter) certificates() {
	words := []string{"await_certificates"}
	for _, o := range a.Objects {
		if o.Kubectl && o.Group == "cert-manager.io" && o.Kind == "Certificate" {
			words = append(words, o.Namespace+"/"+o.Name)
		}
	}
	if len(words) > 1 {
		a.line(words...)
	}
}
