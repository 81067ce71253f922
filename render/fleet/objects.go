package fleet

import (
	"fmt"
	"slices"

	"render/render/manifest"
	"render/render/wording"
)

// rendered finds what members of one cluster both render. Of one place, each subject is
// told of once.
func (c *checker) rendered() {
	names, labels, objects := map[string]int{}, map[string]owner{}, map[manifest.ID]ownObject{}
	for i := range c.members {
		m := &c.members[i]
		if other, there := names[m.Name]; there {
			c.tell("fleet-object", owner{i, m.Rendered.Name}, owner{other, c.members[other].Rendered.Name},
				fmt.Sprintf("%s is also the name of %s: whoever deletes by the label %s what is rendered no more deletes the other's objects", wording.Quote(m.Name), c.called(other), manifest.PartOf), "write: another name")
		} else {
			names[m.Name] = i
		}
		told := c.toldOf(i)
		for _, g := range m.Rendered.Gateways {
			switch other, there := labels[g.Label]; {
			case !there:
				labels[g.Label] = owner{i, g.Spot}
			case other.member != i:
				told[[2]int{g.Line, g.Column}] = true
				c.tell("fleet-object", owner{i, g.Spot}, other, fmt.Sprintf("the gateway has the label %s, as that of %s has: each serves the other's hosts too, in any namespace", wording.Quote("istio: "+g.Label), c.called(other.member)), "write: another name")
			}
		}
		c.objects(objects, i, told)
	}
}

// ownObject is an object, and the member that has it.
type ownObject struct {
	member int
	Object
}

// toldOf are the places of a member that something is told of already: what is right there,
// renders other objects.
func (c *checker) toldOf(member int) map[[2]int]bool {
	told := map[[2]int]bool{}
	for _, f := range c.found {
		if f.member == member {
			told[[2]int{f.Place.Line, f.Place.Column}] = true
		}
	}
	return told
}

// objects finds those of a member that another has too, but of places that are told of.
func (c *checker) objects(first map[manifest.ID]ownObject, member int, told map[[2]int]bool) {
	var groups []*twice
	for _, o := range c.members[member].Rendered.Objects {
		other, there := first[o.ID]
		if !there {
			first[o.ID] = ownObject{member, o}
			continue
		}
		alike := o.Sum == other.Sum
		if other.member == member || told[[2]int{o.Line, o.Column}] || alike && o.ID.Kind == "Namespace" { // no Namespace is ever deleted
			continue
		}
		at := slices.IndexFunc(groups, func(g *twice) bool {
			return g.other == other.member && g.of.Spot == o.Spot && subject(g.of.Component) == subject(o.Component)
		})
		if at < 0 {
			at, groups = len(groups), append(groups, &twice{of: o, first: other.Object, other: other.member, alike: true})
		}
		groups[at].ids = append(groups[at].ids, o.ID)
		groups[at].alike = groups[at].alike && alike
	}
	for _, g := range groups {
		c.tell("fleet-object", owner{member, g.of.Spot}, owner{g.other, g.first.Spot}, g.message(c.called(g.other)), g.help(&c.members[member]))
	}
}

// twice are objects that two members render.
type twice struct {
	of, first Object
	other     int
	ids       []manifest.ID
	alike     bool
}

func (g *twice) message(other string) string {
	if len(g.ids) == 1 && g.ids[0].Kind == "values" { // which helm reads, and nobody applies
		if g.alike {
			return fmt.Sprintf("the values of Istio's charts are rendered of %s too: they are for the same releases of helm, and whoever uninstalls those for one uninstalls them for both", other)
		}
		return fmt.Sprintf("the values of Istio's charts are rendered of %s too, and otherwise: whoever upgrades the releases of helm by one of the two overwrites what the other says", other)
	}
	var titles []string
	for _, id := range g.ids {
		title := id.Kind + " " + id.Name
		if id.Kind == "values" {
			title = "values of Istio's charts"
		}
		titles = append(titles, wording.Quote(title))
	}
	is, them := "is", "it"
	if len(g.ids) > 1 {
		is, them = "are", "them"
	}
	if g.alike {
		return fmt.Sprintf("%s %s rendered of %s too: whoever deletes %s for one deletes %s for both", wording.Few(titles), is, other, them, them)
	}
	return fmt.Sprintf("%s %s rendered of %s too, and otherwise: whoever applies one of the two overwrites what the other says", wording.Few(titles), is, other)
}

// help is what renders the objects once.
func (g *twice) help(of *Member) string {
	switch subject(g.of.Component) {
	case "namespaces":
		if g.of.Spot != of.Rendered.Whole {
			return "write beside the name: create: false"
		}
		var items []string
		for _, id := range g.ids {
			items = append(items, "- {name: "+id.Name+", create: false}")
		}
		return "write under namespaces: " + wording.Listed(items)
	case "istio":
		return "write under istio in one of the two: install: none"
	case "mtls":
		return "leave mtls out in one of the two"
	case "metallb":
		if g.of.ID.Kind == "ConfigMap" {
			return "write the tiers into one topology: below MetalLB 0.13 all pools are one ConfigMap"
		}
		return "write: another name, or leave it out in one of the two"
	}
	return "write: another name, or another namespace"
}

// subject is what components of a topology's subject have in common; "" for tiers and apps.
func subject(component string) string {
	switch component {
	case "operator", "sail", "helm":
		return "istio"
	case "bgp":
		return "metallb"
	case "istio", "metallb", "mtls", "namespaces":
		return component
	}
	return ""
}
