package rules

import (
	"slices"
	"strings"

	"render/render/diag"
	"render/render/format"
	"render/render/plan"
	"render/render/platform"
	"render/render/wording"
)

// chartValues are values of Istio's charts where each is given to its chart, by the
// Sail operator or by helm, and contradicts a field under one code.
type chartValues struct {
	v    *verdict
	code diag.Code
}

func (c chartValues) at(path ...string) (any, bool) {
	values, _ := c.v.doc.Istio.Values.Value.(map[string]any)
	return plan.ValueAt(values, path...)
}

// checkTwice finds values that a field of the topology sets too.
func (c chartValues) checkTwice() {
	i := &c.v.doc.Istio
	twice := func(m format.Origin, path ...string) {
		if _, ok := c.at(path...); ok && m.IsSet() {
			c.v.fail(c.code, i.Values.Origin, wording.Quote(strings.Join(path, "."))+" is given here and by a field of its own", "remove one of the two", m)
		}
	}
	twice(i.MeshConfig.Origin, "meshConfig")
	twice(i.Hub.Origin, "global", "hub")
	twice(i.Tag.Origin, "global", "tag")
}

// checkOwnField refuses a value for which there is a field.
func (c chartValues) checkOwnField(key, help string) {
	if _, ok := c.at(key); ok {
		c.v.fail(c.code, c.v.doc.Istio.Values.Origin, wording.Quote(key)+" is a field of its own", help)
	}
}

// checkNamespace refuses another namespace than istiod's; and says what that does.
func (c chartValues) checkNamespace(and string) {
	i := &c.v.doc.Istio
	if namespace, ok := c.at("global", "istioNamespace"); ok && namespace != i.Namespace.Value {
		c.v.fail(c.code, i.Values.Origin, `"global.istioNamespace" is not the namespace `+wording.Quote(i.Namespace.Value)+" that Istio goes to"+and, "remove it",
			format.Or(i.Namespace.Origin, i.Install.Origin))
	}
}

// checkCNI refuses values of a CNI plugin that is not there.
func (c chartValues) checkCNI() {
	if _, ok := c.at("cni"); ok && !c.v.plan.AsksForCNI() {
		asks := "pilot: {cni: {enabled: true}}"
		if istio := c.v.plan.Versions.Istio; !istio.IsZero() && !platform.IstioPilotCNI.In(istio) {
			asks = "istio_cni: {enabled: true}"
		}
		c.v.fail(c.code, c.v.doc.Istio.Values.Origin, `"cni" is for a CNI plugin that is not asked for`, "write "+asks+" beside it, or remove it")
	}
}

func (v *verdict) checkInstallHelm() {
	i, istio := &v.doc.Istio, v.plan.Versions.Istio
	if message := platform.IstioHelm.Missing(istio); message != "" {
		v.fail("version-too-old", i.Install.Origin, message, "write: istioctl, or a version that has it", i.Version.Origin)
	}
	if i.Name.IsSet() {
		v.fail("helm-values", i.Name.Origin, "names an IstioOperator, or an Istio of the Sail operator, and helm makes neither", "remove it", i.Install.Origin)
	}
	if i.Revision.Value == "default" { // istio, manifests/charts/base/templates/defaultrevision-validatingwebhookconfiguration.yaml
		v.fail("helm-values", i.Revision.Origin, "the chart base takes the revision default for none, and has objects validated by a Service istiod, while the chart istiod makes istiod-default",
			"remove it, or write another revision", i.Install.Origin)
	}
	v.checkHelmProfile()
	c := chartValues{v, "helm-values"}
	c.checkTwice()
	c.checkOwnField("revision", "write istio.revision")
	c.checkOwnField("profile", "write istio.profile")
	c.checkNamespace("")
	c.checkCNI()
	v.checkHelmCNI(c)
	for _, path := range [][]string{{"ztunnel"}, {"gateways", "istio-ingressgateway"}, {"gateways", "istio-egressgateway"}} {
		if _, ok := c.at(path...); ok {
			v.fail("helm-values", i.Values.Origin, wording.Quote(strings.Join(path, "."))+" is for a chart that is not installed: those are base, istiod and cni", "remove it", i.Install.Origin)
		}
	}
}

// checkHelmProfile refuses profiles of which a chart has no file: helm would fail.
func (v *verdict) checkHelmProfile() {
	i, istio := &v.doc.Istio, v.plan.Versions.Istio
	if !i.Profile.IsSet() || !format.Fits(i.Profile, "label") || istio.IsZero() {
		return
	}
	profiles := platform.HelmProfiles(istio)
	switch profile := i.Profile.Value; {
	case slices.Contains(profiles, profile):
	case profile == "ambient":
		v.fail("helm-values", i.Profile.Origin, "the profile ambient needs the chart ztunnel, which is not among those that are installed, and namespaces are labelled for sidecars", "write: default", i.Install.Origin)
	case len(profiles) == 1:
		v.fail("helm-values", i.Profile.Origin, "the charts of Istio "+istio.String()+" have no profiles", "write: "+profiles[0], i.Version.Origin)
	default:
		v.fail("helm-values", i.Profile.Origin, wording.Quote(i.Profile.Value)+" is no profile of the charts of Istio "+istio.String(), wording.DidYouMean(i.Profile.Value, profiles), i.Install.Origin)
	}
}

// checkHelmCNI refuses to ask for the CNI plugin by a value that this version's
// charts pass over in silence.
func (v *verdict) checkHelmCNI(c chartValues) {
	i := &v.doc.Istio
	for _, way := range []struct {
		feature platform.Feature
		path    []string
		instead string
	}{
		{platform.IstioPilotCNI, []string{"pilot", "cni"}, "istio_cni: {enabled: true}"},
		{platform.IstioFormerCNI, []string{"istio_cni"}, "pilot: {cni: {enabled: true}}"},
	} {
		if _, ok := c.at(way.path...); !ok || v.plan.Versions.Istio.IsZero() {
			continue
		}
		if message := way.feature.Missing(v.plan.Versions.Istio); message != "" {
			v.fail("helm-values", i.Values.Origin, message, "write "+way.instead+" in its place", i.Version.Origin)
		}
	}
}
