package importing

import (
	"cmp"
	"slices"
	"strings"

	"render/render/document"
	"render/render/manifest"
	"render/render/objects"
	"render/render/platform"
)

// settings are what is for the whole topology, but tiers, pools and namespaces.
func (im *importer) settings() document.Mapping {
	var doc document.Mapping
	doc.Add("name", im.name())
	if im.space != "default" {
		doc.Add("namespace", im.space)
	}
	version := im.istioVersion()
	switch {
	case im.known.Kubernetes != "":
		doc.Add("kubernetes", im.known.Kubernetes)
	case im.known.MicroK8s != "":
		doc.Add("microk8s", im.known.MicroK8s)
	default:
		doc.Add("microk8s", newestTrack(version))
		im.notes["microk8s"] = "no object says it: write the one that runs"
	}
	var istio document.Mapping
	istio.Add("version", version)
	im.install(&istio, version)
	im.mesh(&istio)
	if len(istio) == 1 {
		doc.Add("istio", version)
	} else {
		doc.Add("istio", istio)
	}
	if im.standard {
		doc.Add("routing", "gateway-api")
	}
	if issuer := im.issuer(); issuer != nil {
		doc.Add("secrets", document.Mapping{{Key: "cert-manager", Value: issuer}})
	} else {
		doc.Add("secrets", im.secrets())
	}
	return doc
}

// newestTrack is the newest microk8s for an Istio: of those that its makers support, else
// of those on which it installs.
func newestTrack(istio string) string {
	_, newest := platform.MicroK8sRange()
	v, ok := platform.ParseVersion(istio)
	if !ok {
		return newest
	}
	supported, installs := "", ""
	for _, row := range platform.MicroK8sTracks() {
		kubernetes, _ := platform.ParseVersion(row.Kubernetes)
		on := platform.IstioOnKubernetes(v, kubernetes)
		if on.Supported {
			supported = row.Version
		}
		if on.Installs {
			installs = row.Version
		}
	}
	return cmp.Or(supported, installs, newest)
}

// name is what the objects say that they are part of: those that render made, else those by which
// requests get in, since what is beside them may be of anything.
func (im *importer) name() string {
	if im.known.Name != "" {
		return im.known.Name
	}
	var rendered, said []string
	for o := range im.world.All() {
		switch name := manifest.TopologyOf(o.Members()); {
		case name == "":
		case manifest.Rendered(o.Members()):
			rendered = append(rendered, name)
		case Routes(o.ID()):
			said = append(said, name)
		}
	}
	if name := cmp.Or(most(rendered), most(said)); name != "" {
		return name
	}
	im.notes["name"] = "no object says it: any name, which is for ever"
	return "home"
}

// istioVersion is what is known, or what an object was rendered for, or what runs by what the
// objects say, or the newest for the cluster.
func (im *importer) istioVersion() string {
	if im.known.Istio != "" {
		return im.known.Istio
	}
	for o := range im.world.All() {
		if v := annotationsOf(o.Members()).Text(objects.IstioVersionNote); v != "" {
			return v
		}
	}
	if v := im.runningIstio(); v != "" {
		return v
	}
	if im.notes["istio"] == "" {
		im.notes["istio"] = "no object says which version: write the one that runs"
	}
	_, newest := platform.IstioRange()
	if v, ok := platform.ParseVersion(im.known.MicroK8s + im.known.Kubernetes); ok {
		if _, one := platform.IstiosFor(v); one != "" {
			return one
		}
	}
	return newest
}

// install is who installs Istio, where that is not what its version has by itself.
func (im *importer) install(istio *document.Mapping, version string) {
	v, _ := platform.ParseVersion(version)
	usual := "istioctl"
	if platform.IstioOperatorInCluster.In(v) {
		usual = "operator"
	}
	mode := "none"
	plane := im.world.OfKind(objects.IstioInstall, "IstioOperator")
	sail := im.world.OfKind(objects.SailOperator, "Istio")
	var object *objects.Object
	switch {
	case len(sail) > 0:
		mode, object = "sail", sail[0]
	case im.operated():
		mode = "operator"
	case len(plane) > 0:
		mode = im.withoutOperator(plane[0], usual)
	case im.madeByInstaller():
		im.byInstaller, mode = true, im.installer(usual)
	case len(im.classes) > 0 && !im.shown:
		mode = usual
		im.notes["istio"] = "no object shows one: " + usual + " installs it; where one runs write {version: ITS, install: none}"
	case im.notes["istio"] != "":
		im.notes["istio"] += "; if none runs yet, install: " + usual
	}
	if len(plane) > 0 && len(sail) == 0 {
		object = plane[0]
	}
	if mode != usual {
		istio.Add("install", mode)
	}
	if object == nil {
		istio.Add("revision", im.revisionOfNamespaces())
		im.installedImage(istio, version)
		return
	}
	im.plane(istio, object, mode, v)
}

// revisionOfNamespaces is the revision that the first Namespace with one asks for.
func (im *importer) revisionOfNamespaces() string {
	for n := range im.world.Namespaces() {
		if rev, ok := objects.Labels(labelsOf(n.Members())).Get("istio.io/rev"); ok {
			return rev
		}
	}
	return ""
}

// UsualPlane is what an IstioOperator is called of which nothing says a name.
const UsualPlane = "istio-control-plane"

// plane is what an IstioOperator or Sail's Istio says of the control plane.
func (im *importer) plane(istio *document.Mapping, plane *objects.Object, mode string, version platform.Version) {
	spec, metadata := plane.Members().Object("spec"), plane.Members().Object("metadata")
	usualName, home, revision := UsualPlane, metadata.Text("namespace"), spec.Text("revision")
	if mode == "sail" {
		usualName, home = "", spec.Text("namespace")
	}
	if home != "" {
		im.rooted = home
	}
	if im.rooted != "istio-system" {
		istio.Add("namespace", im.rooted)
	}
	if usualName != "" && metadata.Text("name") != usualName {
		istio.Add("name", metadata.Text("name"))
	}
	if p := spec.Text("profile"); p != "default" {
		istio.Add("profile", p)
	}
	switch {
	case mode == "sail":
		name := metadata.Text("name")
		if spec.Object("updateStrategy").Text("type") == "RevisionBased" {
			name = im.revisionOfNamespaces()
		}
		if name != "default" {
			istio.Add("revision", name)
		}
	case revision == "" && mode == "operator":
	case mode == "operator" && revision == version.Dashes():
	default:
		istio.Add("revision", revision)
	}
	istio.Add("hub", spec.Text("hub"))
	istio.Add("tag", spec.Text("tag"))
	if mode == "sail" {
		values := spec.Object("values")
		istio.Add("meshConfig", withNumbers(values.Object("meshConfig")))
		istio.Add("values", values.Without("meshConfig"))
		return
	}
	istio.Add("meshConfig", withNumbers(spec.Object("meshConfig")))
	istio.Add("values", im.withResources(plane, scalingApart(spec.Object("values"))))
}

// mesh is what the mesh's own PeerAuthentication says.
func (im *importer) mesh(istio *document.Mapping) {
	o := im.world.Find(manifest.ID{Group: objects.IstioSecurity, Kind: "PeerAuthentication", Namespace: im.rooted, Name: "default"})
	if o != nil {
		istio.Add("mtls", strings.ToLower(o.Members().Object("spec").Object("mtls").Text("mode")))
	}
}

// usesNamespace reports whether anything of the topology is in a namespace.
func (im *importer) usesNamespace(name string) bool {
	return name == im.rooted || name == im.space || slices.ContainsFunc(im.tiers, func(t *tier) bool {
		return t.namespace == name || t.space == name || slices.ContainsFunc(t.apps, func(a *app) bool { return a.namespace == name })
	}) || slices.Contains(im.copies(), any(name))
}

// namespaces are those that the objects have otherwise than render would.
func (im *importer) namespaces(doc *document.Mapping) {
	var list []any
	for o := range im.world.Namespaces() {
		members, name := o.Members(), o.Object().ID().Name
		if !manifest.Rendered(members) && !im.usesNamespace(name) {
			continue // of what is beside the topology
		}
		var one document.Mapping
		one.Add("name", name)
		var more []manifest.Member
		for _, l := range labelsOf(members) {
			switch key := l.Key; {
			case key == "istio-injection" && l.Value == "disabled" && name != im.rooted && name != "istio-operator":
				one.Add("inject", false)
			case im.labels.Get(key) != nil:
			case strings.HasPrefix(key, "app.kubernetes.io/"), key == "istio-injection", key == "istio.io/rev", key == "kubernetes.io/metadata.name":
			case key == "pod-security.kubernetes.io/enforce":
				one.Add("podSecurity", l.Value)
			default:
				more = append(more, l)
			}
		}
		one.Add("labels", manifest.Object(more))
		if len(one) > 1 {
			list = append(list, one)
		}
	}
	doc.Add("namespaces", list)
}
