package render

import (
	"render/render/model"
	"render/render/platform"
)

// HelmRelease is a chart of Istio's that helm is to install, and as what.
type HelmRelease struct{ Name, Chart, Version, Namespace string }

// helmReleases are those of an installation, each after what it relies on.
func helmReleases(m *model.Model) []HelmRelease {
	h := m.Istio.Helm
	if h == nil {
		return nil
	}
	release := func(name, chart, namespace string) HelmRelease {
		return HelmRelease{Name: name, Chart: chart, Version: h.Version, Namespace: namespace}
	}
	out := []HelmRelease{release("istio-base", "base", m.Istio.Namespace)}
	if h.CNI != nil {
		out = append(out, release(h.CNI.Name, "cni", h.CNI.Namespace))
	}
	istiod := "istiod"
	if m.Istio.Revision != nil {
		istiod += "-" + *m.Istio.Revision // beside that of another revision
	}
	return append(out, release(istiod, "istiod", m.Istio.Namespace))
}

// HelmCommands are what installs Istio by helm, or updates it, with the values in a
// file, in their order; none where it is installed otherwise.
func (i *Install) HelmCommands(values string) []string { return i.helmCommands(values, "") }

// helmCommands are those, with a flag at charts that know no revision.
func (i *Install) helmCommands(values, unrevised string) []string {
	if len(i.Helm) == 0 {
		return nil
	}
	const repository = "istio"
	out := []string{"helm repo add --force-update " + repository + " " + platform.HelmRepository}
	for _, r := range i.Helm {
		chart := repository + "/" + r.Chart + " --version " + r.Version
		if r.Chart == "base" && i.helmKeepsCRDs {
			// helm never updates what is in a chart's folder crds.
			out = append(out, "helm show crds "+chart+" | kubectl apply --server-side --force-conflicts -f -")
		}
		command := "helm upgrade --install " + r.Name + " " + chart + " --namespace " + r.Namespace + " --values " + values + " --wait"
		if r.Chart != "istiod" {
			command += unrevised
		}
		out = append(out, command)
	}
	return out
}
