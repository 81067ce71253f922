package render

import (
	"path"
	"strings"

	"render/render/certs"
	"render/render/check"
	"render/render/diag"
	"render/render/drawing"
	"render/render/fleet"
	"render/render/inputs"
	"render/render/manifest"
	"render/render/model"
	"render/render/objects"
	"render/render/origins"
	"render/render/places"
	"render/render/plan"
	"render/render/scripts"
	"render/render/secret"
	"render/render/tree"
)

// Output is what became of an Input. Manifests are there only where no diagnostic
// is an error.
type Output struct {
	Name        string // the topology's
	Diagnostics diag.List
	Manifests   []manifest.Manifest // in the order of the output
	Install     Install
	ForCluster  objects.Cluster  // that the topology says
	Model       *model.Model     // nil unless Input.WithModel
	Picture     *drawing.Picture // nil unless Input.WithPicture
	Member      *fleet.Member    // nil unless Input.WithMember
	// Sealed tells that some were sealed or encrypted: they differ from run to
	// run where nothing is kept.
	Sealed bool
	// Anew tells of those that were in Previous and could not be kept, and why.
	Anew []secret.Anew

	// Withheld are the Secrets, and what some are made of, in which something is redacted that
	// would be there, had it been read.
	Withheld []manifest.ID
	// Unrouted are the apps of the topology of which no route is written, in its order; not those that have an empty list.
	Unrouted []string
	// Unread tells why the Secrets of pairs and authorities are redacted that Input.Former
	// leaves out, by the first that is wrong with each file.
	Unread diag.List
	// Warned is what is warned of the certificates of Input.Former.
	Warned diag.List

	// Layout are the files that a layout adds to a folder.
	Layout []LayoutFile
	// Place is where a layout's reader looks for the folder; nil without one.
	Place *Place

	documents [][]byte      // each manifest as YAML
	strays    []manifest.ID // objects that are no Secrets and hold private keys
	staged    string        // the layout's folder with a file for each stage; "" for none
	sources   sources
	decisions []tree.Decision
	placeOf   func(*manifest.Manifest) places.Place
	gateways  map[string]origins.Gateway // the tiers' in the topology, by "namespace/name" of their gateways
	known     check.Known                // what the cluster has beside them
	pairs     map[string]pairRead        // see noteRead
	served    map[string][]byte          // certificates of servers' Secrets, by "namespace/name"
	cluster   *scripts.Cluster           // without its objects; nil unless Input.ForScript
}

// Place is a folder in a repository.
type Place struct {
	Source string // the repository's URL, or the source of Flux
	Path   string // from its root; "." for that itself
}

// LayoutFile is a file by which Argo CD or Flux is told of a folder.
type LayoutFile struct {
	Path     string // in the folder: "argocd/application.yaml"
	Text     []byte
	Manifest manifest.Manifest
	// Root says that the folder's own kustomization lists it, and such files alone.
	Root bool
}

// Install is how Istio gets into the cluster, as far as there is something to be
// said of it beside the output.
type Install struct {
	Version    string // Istio's
	Namespace  string
	GatewayAPI bool          // istiod makes the gateways of Gateways of the Gateway API
	Sail       string        // the name of the object that the Sail operator reads; "" for none
	Helm       []HelmRelease // what helm installs, in that order; none where it does not
	// helmKeepsCRDs tells that helm would leave Istio's CRDs as they are.
	helmKeepsCRDs bool
	// TwiceByNumber tells that a Service has one number over TCP and over UDP.
	TwiceByNumber bool
}

func installOf(m *model.Model) Install {
	out := Install{Version: m.Istio.Version, Namespace: m.Istio.Namespace, GatewayAPI: m.Routing == "gateway-api", TwiceByNumber: m.Istio.Injects && m.Istio.HTTP3}
	if out.Helm = helmReleases(m); out.Helm != nil {
		out.helmKeepsCRDs = m.Istio.Helm.KeepsCRDs
	}
	if m.Istio.Sail != nil {
		out.Sail = m.Istio.Sail.Name
	}
	return out
}

// sources are the files that a topology names, with where it names them. They
// outlive the plan, which holds all of the topology.
type sources struct {
	files    []certs.File
	keySets  []string     // of these those with keys by which tokens are verified
	overlays []certs.File // folders
	mixin    certs.File   // the zero File where there is none
	topology string       // as the user called it
	secret   string       // the first from elsewhere that a server names; "" for none
}

func sourcesOf(plan *plan.Plan, name string) sources {
	out := sources{topology: name, secret: inputs.FirstSecret(plan)}
	for _, f := range inputs.Files(plan) {
		out.files = append(out.files, certs.File{Name: f.Name, Place: f.Origin.At(), Path: f.Origin.Path(), Elsewhere: f.Elsewhere})
	}
	for _, f := range inputs.KeySets(plan) {
		out.keySets = append(out.keySets, path.Clean(f.Value))
	}
	for _, o := range plan.Document.Overlays {
		out.overlays = append(out.overlays, certs.File{Name: path.Clean(o.Value), Place: o.At(), Path: o.Path()})
	}
	if mixin := plan.Document.Jsonnet; mixin.IsSet() {
		out.mixin = certs.File{Name: path.Clean(mixin.Value), Place: mixin.At(), Path: mixin.Path()}
	}
	return out
}

// Sources are the files that the topology names, also those that were not read.
// There are none where a diagnostic is an error.
func (o *Output) Sources() []certs.File { return o.sources.files }

// NamedSecret is a Secret from elsewhere that a server names; "" for none.
func (o *Output) NamedSecret() string { return o.sources.secret }

// Reader is what has a file read: the field of the topology that names it, or its
// overlay, or the mixin or the topology that imports it. The file is named
// relative to the topology's folder. The name of the field may be "".
func (o *Output) Reader(name string) (place places.Place, field string) {
	s := &o.sources
	for _, f := range s.files {
		if f.Name == path.Clean(name) {
			return f.Place, f.Path
		}
	}
	for _, folder := range s.overlays {
		if strings.HasPrefix(name, folder.Name+"/") {
			return folder.Place, folder.Path
		}
	}
	if s.mixin.Name != "" {
		return s.mixin.Place, s.mixin.Path
	}
	return places.File(places.NewSource(s.topology, nil)), ""
}
