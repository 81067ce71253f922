package importing

import (
	"regexp"
	"strings"

	"render/internal/later"
	"render/render/objects"
	"render/render/served"
)

// istioImage is an image of Istio's own that is of its version, and the tag of it.
func istioImage() *regexp.Regexp {
	return istioImageOnce.Get(func() *regexp.Regexp {
		return regexp.MustCompile(`(?:^|/)(?:pilot|proxyv2|install-cni|operator):([^@]+)`)
	})
}

// istioChart is what Istio's charts write into the label helm.sh/chart.
func istioChart() *regexp.Regexp {
	return istioChartOnce.Get(func() *regexp.Regexp {
		return regexp.MustCompile(`^(?:base|istiod|istio-discovery|gateway|istio-ingress|cni|istio-cni)-([0-9].*)$`)
	})
}

// metallbImage is an image of MetalLB's own, and the tag of it.
func metallbImage() *regexp.Regexp {
	return metallbImageOnce.Get(func() *regexp.Regexp {
		return regexp.MustCompile(`(?:^|/)metallb[-/](?:controller|speaker):([^@]+)`)
	})
}

var istioImageOnce, istioChartOnce, metallbImageOnce later.Value[*regexp.Regexp]

// showsIstio reports whether some object is Istio's, or for it: one of its APIs, what defines those, a
// Namespace whose pods it injects, or what it runs as.
func (im *importer) showsIstio() bool {
	if im.runningIstio() != "" || im.revisionOfNamespaces() != "" {
		return true
	}
	for o := range im.world.All() {
		id := o.ID()
		_, injects := objects.Labels(labelsOf(o.Members())).Get("istio-injection")
		switch {
		case injects, id.Namespace == "istio-system", id.Kind == "Namespace" && id.Name == "istio-system":
			return true
		case strings.HasSuffix(id.Group, ".istio.io"), id.Group == objects.SailOperator:
			return true
		case id.Kind == "CustomResourceDefinition" && strings.HasSuffix(id.Name, ".istio.io"):
			return true
		}
	}
	return false
}

// runningIstio is the version that the objects say runs: what a control plane asks for, before the
// images of it, and those before what it is called by. "" where none does.
func (im *importer) runningIstio() string {
	for _, o := range im.world.OfKind(objects.SailOperator, "Istio") {
		if v := versionIn(o.Members().Object("spec").Text("version")); v != "" {
			return v
		}
	}
	var revisions []string
	for _, o := range im.world.OfKind(objects.IstioInstall, "IstioOperator") {
		spec := o.Members().Object("spec")
		for _, tag := range [...]any{spec.Get("tag"), spec.Object("values").Object("global").Get("tag")} {
			if v := versionIn(wordOf(tag)); v != "" {
				return v
			}
		}
		revisions = append(revisions, spec.Text("revision"))
	}
	if v := im.istioOfImages(); v != "" {
		return v
	}
	if v := im.istioOfCharts(); v != "" {
		return v
	}
	for o := range im.world.All() {
		if v, _ := objects.Labels(labelsOf(o.Members())).Get("operator.istio.io/version"); versionIn(v) != "" {
			return versionIn(v)
		}
	}
	for _, revision := range append(revisions, im.revisionOfNamespaces()) {
		if v := served.VersionOfRevision(revision); !v.IsZero() {
			return v.String()
		}
	}
	return ""
}

// istioOfImages is the version of istiod's image, else that of an operator or a proxy.
func (im *importer) istioOfImages() (version string) {
	for o := range im.world.All() {
		spec := o.Members().Object("spec").Object("template").Object("spec")
		for _, c := range spec.List("containers") {
			image := asObject(c).Text("image")
			if found := istioImage().FindStringSubmatch(image); found != nil && strings.Contains(image, "istio") {
				v := versionIn(found[1])
				if v != "" && strings.Contains(image, "/pilot:") {
					return v
				}
				if version == "" {
					version = v
				}
			}
		}
	}
	return version
}

// istioOfCharts is the version of Istio's charts by which something of Istio's was installed: that
// of istiod, else that of a gateway, which is often upgraded behind it.
func (im *importer) istioOfCharts() (version string) {
	for o := range im.world.All() {
		labels := objects.Labels(labelsOf(o.Members()))
		chart, _ := labels.Get("helm.sh/chart")
		found := istioChart().FindStringSubmatch(chart)
		app, _ := labels.Get("app")
		_, gateway := labels.Get("istio")
		if found == nil || app != "istiod" && !gateway {
			continue
		}
		v := versionIn(found[1])
		if v != "" && app == "istiod" {
			return v
		}
		if version == "" {
			version = v
		}
	}
	return version
}

// metallbVersion is what is known, or on a Kubernetes of which nobody knows it by itself what runs
// by the images of MetalLB, or its chart.
func (im *importer) metallbVersion() string {
	if im.known.MetalLB != "" || im.known.Kubernetes == "" {
		return im.known.MetalLB
	}
	for o := range im.world.All() {
		for _, c := range o.Members().Object("spec").Object("template").Object("spec").List("containers") {
			if found := metallbImage().FindStringSubmatch(asObject(c).Text("image")); found != nil && versionIn(found[1]) != "" {
				return versionIn(found[1])
			}
		}
	}
	_, version := im.metallbChart()
	return version
}
