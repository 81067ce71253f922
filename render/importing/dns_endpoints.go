package importing

import (
	"slices"
	"strings"

	"render/render/document"
	"render/render/manifest"
	"render/render/plan"
	"render/render/routing"
)

// toldNames is what a DNSEndpoint tells external-dns, of each of its names alike.
type toldNames struct {
	names   []string
	targets []string
	rest    document.Mapping // as a tier's dns has it
}

// endpoints are what external-dns is told of tiers by DNSEndpoints, one a tier: each names
// all that the tier serves and nothing else. Of a tier that has none it is told nothing.
func (im *importer) endpoints(list []manifest.Manifest) map[*tier]any {
	out := map[*tier]any{}
	for i := range list {
		id := list[i].ID()
		if id.Group != "externaldns.k8s.io" || id.Kind != "DNSEndpoint" {
			continue
		}
		told, ok := im.toldBy(list[i].Object)
		if t := im.namedBy(id, &told); ok && t != nil && out[t] == nil {
			out[t] = append(document.Mapping{{Key: "target", Value: document.Alone(document.Strs(told.targets))}}, told.rest...)
		}
	}
	if len(out) == 0 {
		return nil
	}
	for _, t := range im.tiers {
		if out[t] == nil && slices.ContainsFunc(t.servers, func(s *server) bool { return !slices.Equal(s.hosts, []string{routing.EveryHost}) }) {
			out[t] = false
		}
	}
	return out
}

// namedBy is the tier that a DNSEndpoint is for: that which serves all its names and has
// all its own there, of which a tier for every host alone has none, by the name of its Gateway or by its addresses where several do.
func (im *importer) namedBy(id manifest.ID, told *toldNames) *tier {
	var fit []*tier
	for _, t := range im.tiers {
		var own []string
		for _, s := range t.servers {
			own = append(own, s.hosts...)
		}
		served := routing.NewSet(own)
		own = slices.DeleteFunc(own, func(h string) bool { return h == routing.EveryHost })
		if len(own) > 0 && !slices.ContainsFunc(told.names, func(h string) bool { return !served.Covers(h) }) &&
			!slices.ContainsFunc(own, func(h string) bool { return !slices.Contains(told.names, h) }) {
			fit = append(fit, t)
		}
	}
	for _, sure := range []func(*tier) bool{
		func(t *tier) bool { return t.space == id.Namespace && t.gateway == id.Name },
		func(t *tier) bool {
			return slices.Equal(slices.Sorted(slices.Values(t.ips)), slices.Sorted(slices.Values(told.targets)))
		},
		func(*tier) bool { return len(fit) == 1 },
	} {
		if i := slices.IndexFunc(fit, sure); i >= 0 {
			return fit[i]
		}
	}
	return nil
}

// toldBy reads a DNSEndpoint; false where its names do not all lead to the same, or it says
// what a topology does not.
func (im *importer) toldBy(o manifest.Object) (out toldNames, ok bool) {
	leads, said := map[string]map[string][]string{}, ""
	for i, item := range o.Object("spec").List("endpoints") {
		record, _ := item.(manifest.Object)
		name, kind := record.Text("dnsName"), record.Text("recordType")
		rest := document.Flow(without(record, "dnsName", "recordType", "targets"))
		if i == 0 {
			said = rest
			if out.rest, ok = im.toldBeside(o, record); !ok {
				return out, false
			}
		}
		if leads[name] == nil {
			leads[name] = map[string][]string{}
			out.names = append(out.names, name)
		}
		if rest != said || leads[name][kind] != nil || !slices.Contains([]string{"A", "AAAA", "CNAME"}, kind) {
			return out, false
		}
		for _, target := range record.List("targets") {
			text, _ := target.(string)
			leads[name][kind] = append(leads[name][kind], text)
		}
	}
	for i, name := range out.names {
		to := slices.Concat(leads[name]["A"], leads[name]["AAAA"], leads[name]["CNAME"])
		if i == 0 {
			out.targets = to
		}
		if len(to) == 0 || !slices.Equal(to, out.targets) {
			return out, false
		}
	}
	return out, len(out.names) > 0
}

// toldBeside is what a DNSEndpoint and its records say beside names and targets.
func (im *importer) toldBeside(o, record manifest.Object) (rest document.Mapping, ok bool) {
	notes := without(annotationsOf(o), append(keysOf(im.annotations), plan.DNSZoneNote)...)
	add := func(property, value string) bool {
		key, ok := plan.DNSNote(property)
		notes = append(notes, manifest.Member{Key: key, Value: value})
		return ok
	}
	if id := record.Text("setIdentifier"); id != "" && !add(plan.DNSSetIdentifier, id) {
		return nil, false
	}
	for _, item := range record.List("providerSpecific") {
		property, _ := item.(manifest.Object)
		if !add(property.Text("name"), property.Text("value")) {
			return nil, false
		}
	}
	slices.SortFunc(notes, func(a, b manifest.Member) int { return strings.Compare(a.Key, b.Key) })
	zone := labelsOf(o).Text(plan.DNSZoneLabel)
	if zone == "" {
		zone = annotationsOf(o).Text(plan.DNSZoneNote)
	}
	rest.Add("zone", zone)
	rest.Add("ttl", record.Get("recordTTL"))
	rest.Add("annotations", notes)
	return rest, true
}
