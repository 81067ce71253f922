package main

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"render/render"
	"render/render/diag"
	"render/render/manifest"
	"render/render/objects"
	"render/render/places"
	"render/render/wording"
)

// maxPlaces is how many places of one kind of fault a message names.
const maxPlaces = 5

// lastOfEach are the objects of a side, of those of one name the last: applied one after
// the other it is what stays. That there are two is told, with both places; what a
// cluster gave twice, since it was asked for by two names of its kind, is one object.
func (r *sideReader) lastOfEach(list []manifest.Manifest, sources func() []*places.Source) []manifest.Manifest {
	count := make(map[manifest.ID]int, len(list))
	for i := range list {
		count[list[i].ID()]++
	}
	if len(count) == len(list) {
		return list
	}
	seen := make(map[manifest.ID]manifest.Object, len(count))
	var twice []manifest.ID
	out := slices.DeleteFunc(slices.Clone(list), func(m manifest.Manifest) bool {
		id := m.ID()
		before, is := seen[id]
		if m.Reader == manifest.Helm || count[id] == 1 && !is {
			return false
		}
		seen[id] = m.Object
		if same := is && uidOf(before) != nil && uidOf(before) == uidOf(m.Object); is && !same && !slices.Contains(twice, id) {
			twice = append(twice, id)
		}
		count[id]--
		return count[id] > 0
	})
	for _, p := range tellTwice(twice, sources) {
		if !slices.ContainsFunc(r.warnings, func(told diag.Diagnostic) bool { return told.Header() == p.Header() }) { // both sides may be one folder
			r.warnings.Warn(p)
		}
	}
	return out
}

func uidOf(object manifest.Object) any { return object.Object("metadata").Get("uid") }

// tellTwice tells of each object that is there more than once.
func tellTwice(twice []manifest.ID, sources func() []*places.Source) diag.List {
	if len(twice) == 0 {
		return nil
	}
	at := map[manifest.ID][]*objects.Object{}
	world, _ := objects.ReadAll(sources()) // what is wrong with them was told
	for o := range world.All() {
		id := o.ID()
		at[id] = append(at[id], o)
		if id.Namespace == "" { // which kubectl puts there
			id.Namespace = "default"
			at[id] = append(at[id], o)
		}
	}
	var out diag.List
	var titles []string
	for _, id := range twice {
		same, bare := at[id], id
		if bare.Namespace = ""; len(same) < 2 {
			same = slices.Concat(same, at[bare]) // an import found its namespace elsewhere
		}
		if len(same) > 0 {
			out.Warn(render.Twice(same, "compared"))
			titles = append(titles, id.String())
		}
	}
	if len(out) > twiceApart {
		return diag.List{manyTwice(out[0], titles)}
	}
	return out
}

// twiceApart is up to how many objects that are there more than once are told one by one: where there
// are more, what several clusters have is read as one's.
const twiceApart = 3

// manyTwice tells of many by the first of them.
func manyTwice(first diag.Diagnostic, titles []string) diag.Diagnostic {
	first.Message = fmt.Sprintf("%d objects are there more than once, %s, and the last one of each is compared, which stays where they are applied one after the other", len(titles), wording.Few(titles))
	first.Help = "read the files of one cluster alone, or remove the others"
	return first
}

// sources are the texts of a folder that hold objects.
func (h *heldFolder) sources(folder string) []*places.Source {
	var out []*places.Source
	for _, name := range h.names() {
		if isOfObjects(name) {
			out = append(out, places.NewSource(path.Join(folder, name), h.texts[name]))
		}
	}
	return out
}

// nameless tells of documents that have no kind or no name, which are no objects.
func nameless(sources []*places.Source) diag.List {
	world, found := objects.ReadAll(sources)
	out := slices.DeleteFunc(found, func(p diag.Diagnostic) bool { return p.Code != "not-an-object" })
	for o := range world.All() {
		p := diag.Diagnostic{Code: "object-incomplete", Place: o.Root().Place(), Message: "has no name", Help: "write: metadata: {name: NAME}", Hide: true}
		switch id := o.ID(); {
		case id.Kind == "":
			p.Message, p.Help = "has no kind, and is no object", "write objects, each with apiVersion, kind and metadata.name"
		case id.Name != "", id.Kind == "IstioOperator" && id.Group == objects.IstioInstall: // see withName
			continue
		}
		out.Add(p)
	}
	return out
}

// placesTold are the places of what is told as a sentence has them, no more than a few.
func placesTold(list diag.List) string {
	var out []string
	for i := range list {
		if i == maxPlaces {
			out = append(out, fmt.Sprintf("and %d more", len(list)-i))
			break
		}
		out = append(out, fmt.Sprintf("%s:%d", diag.Name(list[i].Place.Source.Name()), list[i].Place.Line))
	}
	return strings.Join(out, ", ")
}
