package render

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"render/render/diag"
	"render/render/manifest"
	"render/render/objects"
	"render/render/places"
	"render/render/trace"
)

// Traced are the objects as a rendered folder has them, for requests to be followed
// through, and where their fields stand: in the topology, and in the folder's files.
func (o *Output) Traced() (*trace.Mesh, trace.Places, diag.List) {
	var sources, values []*places.Source
	var ofValues *manifest.Manifest
	made := map[manifest.ID]*manifest.Manifest{}
	files := o.Files()
	for i := range files {
		if files[i].Manifest.Reader == manifest.Helm {
			values = append(values, places.NewSource(files[i].Path(), files[i].Text))
			ofValues = &files[i].Manifest
			continue
		}
		sources = append(sources, places.NewSource(files[i].Path(), files[i].Text))
		made[files[i].Manifest.ID()] = &files[i].Manifest
	}
	world, diagnostics := objects.ReadWithValues(sources, values)
	tiers := o.tierFields(world)
	return trace.New(world, o.Known()), func(f objects.Field) (string, string) {
		topology := ""
		m := made[f.Object().ID()]
		if f.Object().IsValues() {
			m = ofValues
		}
		if m != nil {
			topology = diag.Line(cmp.Or(tierOf(f, tiers), o.PlaceOf(m)))
		}
		return topology, diag.Line(f.Place())
	}, diagnostics
}

// fieldPath is a field by the object that has it.
type fieldPath struct {
	object *objects.Object
	path   string
}

// tierFields are the fields of an IstioOperator, which has the gateways of all tiers, that are one gateway's,
// with the place of its tier.
func (o *Output) tierFields(world *objects.World) map[fieldPath]places.Place {
	tiers := map[fieldPath]places.Place{}
	for g := range world.InstalledGateways() {
		tiers[fieldPath{g.Object(), g.Path()}] = o.gateways[g.Home+"/"+g.Name().Value()].Place
	}
	return tiers
}

// tierOf is the place of the tier whose gateway a field is of, or is below a field of; the zero one of others.
func tierOf(f objects.Field, tiers map[fieldPath]places.Place) places.Place {
	for path := f.Path(); ; path = path[:strings.LastIndexByte(path, '.')] {
		if place, ok := tiers[fieldPath{f.Object(), path}]; ok || !strings.Contains(path, ".") {
			return place
		}
	}
}

// Gateways are the tiers that have a gateway, by name, and "namespace/name" of the Service of
// each one's.
func (o *Output) Gateways() (tiers, services []string) {
	of := map[string]string{}
	for service, g := range o.gateways {
		of[g.Tier] = service
	}
	for _, tier := range slices.Sorted(maps.Keys(of)) {
		tiers, services = append(tiers, tier), append(services, of[tier])
	}
	return tiers, services
}

// Known is what the topology says to be in the cluster beside its objects.
func (o *Output) Known() trace.Known {
	tiers := map[string]string{}
	for service, g := range o.gateways {
		tiers[service] = g.Tier
	}
	return trace.Known{Tiers: tiers, Services: o.known.Services, Secrets: o.known.Secrets, AnySecret: o.known.AnySecret, Certificates: o.served, Topology: true}
}

// TraceObjects is the same of objects from anywhere; nil of none. Where no Secret is among
// them nobody asked for Secrets.
func TraceObjects(sources []*places.Source) (*trace.Mesh, trace.Places, diag.List) {
	world, diagnostics := objects.ReadAll(sources)
	if world.Len() == 0 {
		return nil, nil, diagnostics
	}
	world, twice := world.Placed().LastOfEach()
	for _, same := range twice {
		diagnostics.Warn(Twice(same, "followed"))
	}
	return trace.New(world, trace.Known{NoneRead: !world.HoldsSecrets()}), func(f objects.Field) (string, string) { return "", diag.Line(f.Place()) }, diagnostics
}
