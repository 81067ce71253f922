// Package importing owns the way back: from the objects of a cluster's ingress to the
// topology that renders to them.
//
// In go objects, and what they do not say, as the versions of what runs; out comes the
// text of a topology. What it does not take up is found by rendering that text and
// comparing, which is the caller's: it must never be trusted to have understood an object,
// must never put a key or a certificate into what it writes, and reads no file.
package importing

import (
	"cmp"
	"slices"
	"strings"

	"render/render/check"
	"render/render/manifest"
	"render/render/objects"
)

// Known is what objects do not say, as somebody says it. Empty is what Import decides.
type Known struct {
	Name       string
	MicroK8s   string // or Kubernetes, and MetalLB
	Kubernetes string
	MetalLB    string
	Istio      string
	IPs        []string // of gateways without one, in the order of their Gateways
}

// importer is an import under way.
type importer struct {
	known               Known
	world               *objects.World
	tiers               []*tier
	apps                map[string]*app // by "<namespace>/<service>" or a host outside
	rooted              string          // where istiod is
	space               string          // where apps and Gateways live unless they say otherwise
	labels, annotations manifest.Object // that every object has
}

// Import gives the text of a topology of objects. Its error is what there is no topology
// without.
func Import(list []manifest.Manifest, known Known) (string, error) {
	im := &importer{known: known, world: objects.New(list), apps: map[string]*app{}}
	im.rooted = "istio-system"
	im.space = im.usualNamespace()
	im.labels, im.annotations = im.everywhere("labels"), im.everywhere("annotations")
	doc := im.settings()
	if err := im.findTiers(); err != nil {
		return "", err
	}
	im.findServers()
	im.findRoutes()
	doc = im.metallb(doc)
	if copies := im.copies(); len(copies) > 0 {
		doc.add("certs", mapping{{"namespaces", copies}})
	}
	im.namespaces(&doc)
	doc.add("labels", im.labels)
	doc.add("annotations", im.annotations)
	var tiers []any
	for _, t := range im.tiers {
		tiers = append(tiers, im.tierDocument(t))
	}
	doc.add("tiers", tiers)
	return text(doc), nil
}

// Placed are objects as kubectl applies them: those that say no namespace, of kinds that
// have one, are in default.
func Placed(list []manifest.Manifest) []manifest.Manifest {
	out := slices.Clone(list)
	for i := range out {
		if id := out[i].ID(); id.Namespace == "" && check.Namespaced(id.Group, id.Kind) {
			out[i].Object = out[i].Object.With("default", "metadata", "namespace")
		}
	}
	return out
}

// usualNamespace is where most Gateways and VirtualServices are.
func (im *importer) usualNamespace() string {
	counts := map[string]int{}
	var order []string
	for o := range im.world.All() {
		id := o.ID()
		if id.Group != objects.IstioNetworking || id.Kind != "VirtualService" && id.Kind != "Gateway" {
			continue
		}
		if counts[id.Namespace]++; counts[id.Namespace] == 1 {
			order = append(order, id.Namespace)
		}
	}
	if len(order) == 0 {
		return "default"
	}
	return slices.MaxFunc(order, func(a, b string) int { return cmp.Compare(counts[a], counts[b]) })
}

// most is what is said most often.
func most(list []string) string {
	best, count := "", 0
	for _, s := range list {
		n := 0
		for _, other := range list {
			if other == s {
				n++
			}
		}
		if n > count {
			best, count = s, n
		}
	}
	return best
}

// slug is a text as a DNS label.
func slug(text string) string {
	out := []byte(strings.ToLower(text))
	for i, c := range out {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			out[i] = '-'
		}
	}
	return strings.Trim(string(out[:min(len(out), 30)]), "-")
}
