package main

import (
	"cmp"
	"fmt"

	"render/render/diag"
	"render/render/importing"
	"render/render/manifest"
	"render/render/objects"
	"render/render/wording"
)

// release are the objects of one release of Helm's that stay as it has them.
type release struct {
	importing.Release
	first    manifest.ID
	n        int
	hooks    []string
	ways     []string // what of it requests come in by, which the topology stands in for
	networks bool     // some are NetworkPolicies
}

// leaveCharts takes the objects of Helm's releases out of those that were read, but for what requests come in by, and
// for what the topology renders: whoever installs the charts goes on having them. Lines tell of each release, and of
// hooks that say no release.
func (r *readObjects) leaveCharts(new []manifest.Manifest) (lines []string) {
	rendered := map[manifest.ID]bool{}
	for i := range new {
		rendered[new[i].ID()] = true
	}
	ingresses, where := importing.ReadIngresses(r.list), r.placesOf()
	known := importing.ReleasesOf(objects.New(r.list))
	releases, index := []*release(nil), map[importing.Release]*release{}
	kept := r.list[:0:0]
	for _, m := range r.list {
		id := m.ID()
		of, is := known.Of(m.Object)
		_, comesIn := ingresses.Missed(m.Object)
		hook := importing.Hook(m.Object)
		way := importing.Routes(id) && id.Kind != "NetworkPolicy" && id.Kind != "IngressClass" || id.Kind == "IngressRoute" || id.Kind == "IngressRouteTCP"
		stays := !rendered[id] && !comesIn && !way && len(r.told[id]) == 0
		switch {
		case is:
			key := importing.Release{Name: of.Name}
			if of.Name == "" {
				key = of
			}
			if index[key] == nil {
				index[key] = &release{Release: of}
				releases = append(releases, index[key])
			}
			index[key].add(id, of, hook, stays, way)
		case hook != "":
			stays = true
			lines = append(lines, where(id, nil)+diag.Shorten(id.String()+": is not taken up: it is a hook of a chart of Helm's, which applies it by itself ("+hook+")"))
		default:
			stays = false
		}
		if !stays {
			kept = append(kept, m)
		}
	}
	r.list = kept
	for _, one := range releases {
		if one.n > 0 {
			lines = append(lines, where(one.first, nil)+one.told())
		}
	}
	return lines
}

// add counts an object of a release.
func (r *release) add(id manifest.ID, of importing.Release, hook string, stays, way bool) {
	name := diag.Shorten(id.String())
	r.Chart = cmp.Or(r.Chart, of.Chart)
	switch {
	case way:
		r.ways = append(r.ways, name)
	case stays:
		if r.n++; r.n == 1 {
			r.first = id
		}
		if hook != "" {
			r.hooks = append(r.hooks, name+" ("+hook+")")
		}
		r.networks = r.networks || id.Kind == "NetworkPolicy"
	}
}

// told is the line about a release.
func (r *release) told() string {
	what := "a chart"
	if r.Chart != "" {
		what = "chart " + r.Chart
	}
	if r.Name != "" {
		what += ", release " + wording.Quote(r.Name)
	}
	objects, stay := "1 object of Helm's", "stays as it is: go on applying it"
	if r.n > 1 {
		objects, stay = fmt.Sprintf("%d objects of Helm's", r.n), "stay as they are: go on applying them"
	}
	line := fmt.Sprintf("%s (%s), as %s, %s with Helm, or with what makes them of the chart", objects, what, diag.Shorten(r.first.String()), stay)
	if r.networks {
		line += "; their NetworkPolicies have to let in the gateways' pods"
	}
	if len(r.hooks) > 0 {
		line += "; hooks among them, as " + r.hooks[0] + ", Helm applies by itself"
	}
	if len(r.ways) > 0 {
		line += "; once the gateways answer, have the chart make no " + wording.Few(r.ways) + ", else it comes back"
	}
	return line
}

// tellUnplaced tells of a release whose objects say no namespace, since Helm puts them where it is told to.
func tellUnplaced(s *shell, list []manifest.Manifest, quiet bool) {
	for _, m := range list {
		id := m.ID()
		if of, is := importing.ReleaseOf(m.Object); is && id.Kind == "Service" && id.Namespace == "" && !quiet {
			fmt.Fprintf(s.stderr, "note: %s, of Helm's release %s, says no namespace, as many charts do, and is read as of \"default\"; where Helm has it elsewhere, write namespace: NAME in the topology\n", diag.Shorten(id.String()), wording.Quote(of.Name))
			return
		}
	}
}
