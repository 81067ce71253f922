// Package importing owns the way back: from the objects of a cluster's ingress, or from the
// variables of the Ansible roles that set one up, to the topology that renders to them.
//
// In go objects or variables, and what they do not say, as the versions of what runs; out
// comes the text of a topology. What of objects it does not take up is found by rendering that text and
// comparing, which is the caller's: it must never be trusted to have understood an object,
// must never put a key or a certificate into what it writes, and reads no file.
package importing

import (
	"render/render/document"
	"render/render/manifest"
	"render/render/objects"
	"render/render/platform"
)

// Imported is a topology that objects were made into.
type Imported struct {
	Text string
	Keys map[string]string // the public keys of issuers, by the names of files that it names
	// Told is what became of policies.
	Told map[manifest.ID][]Told
	// Notes are what was decided that no object says.
	Notes []string
}

// Import gives the topology of objects. Its error is what there is no topology without.
func Import(list []manifest.Manifest, known Known) (*Imported, error) {
	list = withoutNulls(list)
	im := &importer{known: known, world: objects.New(list), apps: map[string]*app{}, leads: map[string]string{}, named: map[string]bool{}, attach: map[string]any{}, held: map[string]bool{}, notes: map[string]string{}, calls: map[string]bool{}, excepts: map[string][]any{}, inClear: map[string][]any{}, authorities: map[string]string{}, keys: map[string]string{}, told: map[manifest.ID][]Told{}}
	im.rooted, im.wanted, im.otherWay = "istio-system", gatewaysNamed(list), otherWay(list)
	im.shown = im.showsIstio()
	im.labels, im.annotations = im.everywhere("labels", "ownlabel"), im.everywhere("annotations", "ownnote")
	im.standardDNS(list)
	list = im.withoutSolvers(list)
	im.world = objects.New(im.ingresses(im.translated(list)))
	im.space = im.usualNamespace()
	doc := im.settings()
	if err := im.findTiers(); err != nil {
		return nil, err
	}
	im.findServers()
	im.findRoutes()
	im.solve(doc)
	im.noteUnserved()
	im.differ()
	if !im.standard {
		im.gatewayDNS()
	}
	im.findAccess()
	im.isolated = im.tiersIsolate()
	doc.Add("isolation", im.isolation())
	doc.Add("overlays", im.overlays())
	_, config := im.configMap()
	im.announced = im.announcing(config)
	doc = im.metallb(doc)
	doc.Add("certs", im.certificates())
	if external := im.external(); external != nil && im.issuer() == nil { // of two modes a topology has one
		doc.Add("secrets", document.Mapping{{Key: "external", Value: external}})
	}
	if len(im.dns) == 0 {
		im.inDNS = im.endpoints(list)
	}
	doc.Add("dns", im.dnsDocument())
	im.namespaces(&doc)
	if v, ok := platform.ParseVersion(im.istioVersion()); ok {
		im.withoutDualStack(doc, v)
	}
	doc.Add("labels", im.labels)
	doc.Add("annotations", im.annotations)
	var tiers []any
	for _, t := range im.tiers {
		tiers = append(tiers, im.tierDocument(t))
	}
	doc.Add("tiers", tiers)
	im.tellAsked()
	return &Imported{document.Text(doc, im.notes), im.keys, im.told, im.remarks}, nil
}
