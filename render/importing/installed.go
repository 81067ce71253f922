package importing

import (
	"slices"
	"strings"

	"render/render/manifest"
	"render/render/objects"
)

// Of gateways that Istio's installer made a cluster tells it by labels, which hold no more of the
// IstioOperator than its name (istio, operator/pkg/helmreconciler and, from 1.24 on,
// operator/pkg/install).
const (
	installerMark  = "operator.istio.io/managed"
	installerOwner = "install.operator.istio.io/owning-resource"
)

func isInstalled(o manifest.Object) bool {
	labels := labelsOf(o)
	return labels.Get(installerMark) != nil || labels.Get(installerOwner) != nil
}

// madeByInstaller reports whether a gateway's Service is one that Istio's installer made.
func (im *importer) madeByInstaller() bool {
	for s := range im.world.Services() {
		selector := objects.Labels(s.Members().Object("spec").Object("selector"))
		if label, is := selector.Get("istio"); is && !slices.Contains(ownComponents, label) && isInstalled(s.Members()) {
			return true
		}
	}
	return false
}

// installer is which of them made the gateways: istioctl writes the name of no object for their
// owner, but of what it keeps itself, or none.
func (im *importer) installer(usual string) string {
	for s := range im.world.Services() {
		owner := labelsOf(s.Members()).Text(installerOwner)
		if isInstalled(s.Members()) && (owner == "unknown" || strings.HasPrefix(owner, "installed-state")) {
			return "istioctl"
		}
	}
	return usual
}

// asInstalled makes a tier of what a cluster has of a gateway one of an IstioOperator: what the
// chart gives each by itself is not said of it.
func (im *importer) asInstalled(t *tier) {
	t.installed = true
	own := func(m manifest.Member) bool {
		return slices.Contains([]string{"chart", "heritage", "release"}, m.Key) || strings.HasPrefix(m.Key, "prometheus.io/")
	}
	for _, key := range []string{"podLabels", "podAnnotations"} {
		t.settings = t.settings.With(slices.DeleteFunc(slices.Clone(t.settings.Object(key)), own), key)
	}
	if len(im.world.OfKind("autoscaling", "HorizontalPodAutoscaler")) == 0 {
		t.settings = t.settings.Without("replicaCount") // which one decides, that was not asked for
	}
	if flow(t.settings.Object("resources")) == flow(chartResources()) {
		t.settings = t.settings.Without("resources")
	}
	im.note("gateway %q is one that Istio's installer made, whose IstioOperator was not read: what that says beside gateways, as meshConfig and values, is not in the topology, and the next install of it takes that away; read the file of the IstioOperator too", t.workload)
}

// chartResources are those of a gateway of which nothing says any
// (istio/istio, manifests/charts/gateways/istio-ingress/values.yaml).
func chartResources() manifest.Object {
	return object("limits", object("cpu", "2", "memory", "1Gi"), "requests", object("cpu", "100m", "memory", "128Mi"))
}

// installedImage is where the images of such gateways are from, and their tag, where those are not
// what an installer of the version has by itself.
func (im *importer) installedImage(istio *mapping, version string) {
	const usualHub = "docker.io/istio"
	if !im.byInstaller {
		return
	}
	for w := range im.world.Workloads() {
		if !isInstalled(w.Members()) {
			continue
		}
		for _, c := range w.Template().Spec().Containers().All() {
			hub, tag, is := strings.Cut(asObject(c.Raw()).Text("image"), "/proxyv2:")
			tag, _, _ = strings.Cut(tag, "@")
			if !is {
				continue
			}
			if hub != usualHub {
				istio.add("hub", hub)
			}
			if tag != version {
				istio.add("tag", tag)
			}
			return
		}
	}
}
