package importing

import (
	"slices"
	"strings"

	"render/render/document"
	"render/render/manifest"
	"render/render/objects"
	"render/render/wording"
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

// operated reports whether Istio's operator runs. The definition of its kind says nothing of that: until 1.23 it is in the
// chart base, which istioctl and Helm install too (istio, manifests/charts/base/crds/crd-operator.yaml).
func (im *importer) operated() bool {
	for w := range im.world.Workloads() {
		if w.IsIstioOperator() {
			return true
		}
	}
	return false
}

// withoutOperator is who acts on an IstioOperator whose operator was not read: the one whose marks gateways have,
// else istioctl, of which a note tells where it may be the operator as well.
func (im *importer) withoutOperator(plane *objects.Object, usual string) string {
	if im.madeByInstaller() {
		return im.installer(usual)
	}
	if usual == "operator" && !strings.HasPrefix(plane.ID().Name, "installed-state") {
		im.note("install: istioctl is taken for IstioOperator %s, since no Deployment of Istio's operator was read: where that runs, read it too, or write install: operator", wording.Quote(plane.ID().Name))
	}
	return "istioctl"
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
	if document.Flow(t.settings.Object("resources")) == document.Flow(chartResources()) {
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
func (im *importer) installedImage(istio *document.Mapping, version string) {
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
				istio.Add("hub", hub)
			}
			if tag != version {
				istio.Add("tag", tag)
			}
			return
		}
	}
}
