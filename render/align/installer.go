package align

import (
	"cmp"
	"slices"
	"strings"

	"render/render/compare"
	"render/render/manifest"
)

// Istioctl keeps no IstioOperator in a cluster, and an operator's is often not asked for:
// what a cluster has in place of it is what Istio's installer made. That is read back here,
// as the IstioOperator that would say so, as far as the other side says something of it.

const (
	istioInstall   = "install.istio.io"
	owningResource = "install.operator.istio.io/owning-resource"
	component      = "operator.istio.io/component"
	operatorDigest = "render/istio-operator-sha256"
	installedState = "installed-state"
)

// installed are the IstioOperators of a cluster that it does not hold itself, the objects
// that they were told by, and what of them cannot be told.
type installed struct {
	operators []manifest.Manifest
	partly    []Partly
	by        map[manifest.ID]bool
	left      map[manifest.ID]bool       // that it holds, and nothing in it reads any more
	told      map[manifest.ID]bool       // what is made of those that it holds, and that something else is to make
	holds     map[manifest.ID]*installer // of those that it holds itself
}

// readBack finds the IstioOperators of a cluster that are wanted and that it does not
// hold, and has kubectl read those that are wanted, so that they are compared.
func readBack(want, live []manifest.Manifest) ([]manifest.Manifest, installed) {
	out, want := installed{by: map[manifest.ID]bool{}, left: map[manifest.ID]bool{}, told: map[manifest.ID]bool{}, holds: map[manifest.ID]*installer{}}, slices.Clone(want)
	for n := range want {
		id := want[n].ID()
		if id.Group != istioInstall || id.Kind != "IstioOperator" {
			continue
		}
		i := newInstaller(want[n].Object, live)
		if at := slices.IndexFunc(live, func(m manifest.Manifest) bool { return m.ID() == id }); at >= 0 {
			// Beside what a cluster gave: what istioctl was given.
			if fromFile(live[at].Object) || want[n].Reader == manifest.Kubectl || i.operated() {
				want[n].Reader = manifest.Kubectl
				i.claim(live[at].Object, out.by)
				out.holds[id] = i
				continue
			}
			out.left[id] = true
		}
		i.partly.Held = want[n].Reader == manifest.Kubectl
		operator, found := i.operator()
		switch {
		case !found && !slices.ContainsFunc(want, func(m manifest.Manifest) bool { return i.held[held{kind: kindOf(&m)}] }):
			want[n].Reader = manifest.Kubectl // as all else, it is not there
			continue
		case found:
			want[n].Reader = manifest.Kubectl
			out.operators = append(out.operators, manifest.Manifest{Object: operator})
			for id := range i.used {
				out.by[id] = true
			}
		}
		untold := len(i.partly.Lacking)+len(i.partly.Fields) > 0 && (found || !i.partly.Held) // else its kind was not asked for
		if untold && !sameDigest(want, live) {
			out.partly = append(out.partly, i.partly)
		}
	}
	return want, out
}

// operated reports whether an IstioOperator that a cluster holds, and istioctl is to install from now
// on, is what its gateways are made of: its operator is there, or nobody asked for Deployments.
func (i *installer) operated() bool { return i.runs || !i.held[held{kind: deployments}] }

// fromFile reports whether an object is none that an API server gave.
func fromFile(object manifest.Object) bool {
	metadata := object.Object("metadata")
	return metadata.Get("uid") == nil && metadata.Get("resourceVersion") == nil && metadata.Get("managedFields") == nil
}

// claim finds what a cluster has of the gateways of an IstioOperator, which says them itself.
func (i *installer) claim(operator manifest.Object, by map[manifest.ID]bool) {
	for _, item := range operator.Object("spec").Object("components").List("ingressGateways") {
		entry, _ := item.(manifest.Object)
		i.gateway(entry)
	}
	for id := range i.used {
		by[id] = true
	}
}

// sameDigest reports whether a cluster's Namespace tells that the IstioOperators for
// istioctl are those that are wanted.
func sameDigest(want, live []manifest.Manifest) bool {
	digest := func(m *manifest.Manifest) string {
		if id := m.ID(); id.Group != "" || id.Kind != "Namespace" {
			return ""
		}
		return m.Object.Object("metadata").Object("annotations").Text(operatorDigest)
	}
	for i := range want {
		if sum := digest(&want[i]); sum != "" {
			return slices.ContainsFunc(live, func(m manifest.Manifest) bool { return m.ID() == want[i].ID() && digest(&m) == sum })
		}
	}
	return false
}

// operator is the IstioOperator as the cluster has it; false where nothing is there that
// tells of it.
func (i *installer) operator() (manifest.Object, bool) {
	spec := i.want.Object("spec")
	listed := spec.Object("components").List("ingressGateways")
	var gateways []any
	known := map[string]bool{}
	var images []image
	for _, item := range listed {
		want, _ := item.(manifest.Object)
		g := i.gateway(withoutPatches(want))
		known[g.key()] = true
		if one, is := imageOf(g.of[deployments]); is {
			images = append(images, one)
		}
		switch object := g.entry(); {
		case object == nil:
		case compare.Equal(object, g.want):
			gateways = append(gateways, want) // as it is written
		default:
			gateways = append(gateways, object)
		}
	}
	for _, g := range i.others(known) {
		gateways = append(gateways, g.entry())
	}
	istiod := i.find(deployments, i.home, istiodName(spec.Text("revision")))
	if one, is := imageOf(istiod); is {
		images = slices.Insert(images, 0, one)
	}
	if len(i.used) == 0 {
		i.partly.Lacking, i.partly.Fields = []string{"spec"}, nil
		return nil, false
	}
	out := i.want
	if len(listed) > 0 || len(gateways) > 0 {
		out = out.With(gateways, "spec", "components", "ingressGateways")
	}
	if len(images) > 0 {
		out = images[0].into(out)
	} else {
		i.partly.Lacking = append(i.partly.Lacking, "metadata.annotations."+istioVersion)
	}
	return i.settings(out), true
}

// istiodName is what istiod's Deployment of a revision is called.
func istiodName(revision string) string {
	if revision == "" || revision == "default" {
		return "istiod"
	}
	return "istiod-" + revision
}

// others are gateways that the installer made of an IstioOperator of this name and that
// are not wanted, by their names.
func (i *installer) others(known map[string]bool) []*gateway {
	var out []*gateway
	own := i.partly.ID.Name
	for id, object := range i.byID {
		labels := object.Object("metadata").Object("labels")
		if owner := labels.Text(owningResource); labels.Text(component) != "IngressGateways" || owner != own && owner != installedState+"-"+own {
			continue
		}
		key := id.Namespace + "/" + id.Name
		if kind := (Kind{Group: id.Group, Kind: id.Kind}); (kind == services || kind == deployments) && !known[key] {
			known[key] = true
			g := i.gateway(manifest.Object{{Key: "name", Value: id.Name}, {Key: "namespace", Value: id.Namespace}, {Key: "enabled", Value: true}})
			g.left = true
			out = append(out, g)
		}
	}
	slices.SortFunc(out, func(a, b *gateway) int {
		return cmp.Or(strings.Compare(a.namespace, b.namespace), strings.Compare(a.name, b.name))
	})
	return out
}

// settings are what an IstioOperator says of the mesh, by istiod's configuration; of all
// else it is not known what it becomes.
func (i *installer) settings(out manifest.Object) manifest.Object {
	spec := i.want.Object("spec")
	for _, m := range spec {
		switch m.Key {
		case "profile", "revision", "hub", "tag", "namespace":
		case "components":
			for _, c := range spec.Object("components") {
				if c.Key != "ingressGateways" {
					i.partly.Fields = append(i.partly.Fields, "spec.components."+c.Key)
				}
			}
		case "meshConfig":
			mesh, there := i.meshConfig(spec.Text("revision"))
			if !there {
				i.partly.Fields = append(i.partly.Fields, "spec.meshConfig")
				continue
			}
			out = out.With(projectObject(mesh, spec.Object("meshConfig"), record{}), "spec", "meshConfig")
		default:
			if m.Key != "values" || !compare.Equal(m.Value, manifest.Object{}.With(i.home, "global", "istioNamespace")) {
				i.partly.Fields = append(i.partly.Fields, "spec."+m.Key)
			}
		}
	}
	return out
}

// meshConfig is what istiod reads of the mesh.
func (i *installer) meshConfig(revision string) (manifest.Object, bool) {
	name := "istio"
	if revision != "" && revision != "default" {
		name += "-" + revision
	}
	config := i.byID[manifest.ID{Kind: "ConfigMap", Namespace: i.home, Name: name}]
	list, err := manifest.ReadBack([]byte(config.Object("data").Text("mesh")))
	if err != nil || len(list) != 1 {
		return nil, false
	}
	return list[0], true
}
