package main

import (
	"slices"
	"strings"

	"render/render/compare"
	"render/render/manifest"
	"render/render/objects"
	"render/render/wording"
)

// becomesRoute tells what a route is for that was made of how paths begin in a VirtualService: a
// route ends at the borders of their segments. It is "" where the VirtualService is for as much; not
// is, where no route was made of it.
func (t *readObject) becomesRoute(f *compare.Field) (text string, is bool) {
	begin, isText := f.Old.(string)
	n := len(f.Path)
	if t.of.Group != objects.IstioNetworking || t.of.Kind != "VirtualService" || !isText || n < 2 || f.Path[n-2].Member != "uri" {
		return "", false
	}
	if way := f.Path[n-1].Member; way != "prefix" {
		return "", hasPath(t.new, way, begin) // in another place of the order
	}
	path := strings.TrimSuffix(begin, "/")
	if !hasPath(t.new, "exact", path) || !hasPath(t.new, "prefix", path+"/") {
		return "", false
	}
	if path != begin && (hasPath(t.old, "exact", path) || hasPath(t.old, "prefix", path)) {
		return "", true
	}
	out := f.Path.Before().String() + " " + wording.Quote(begin) + " becomes the route " + wording.Quote(path+"/*") + ", which is for " + wording.Quote(path)
	if path != begin {
		return out + " too", true
	}
	return out + " and what is below it, and not for all that begins so, as " + wording.Quote(path+"-two"), true
}

// hasPath reports whether a VirtualService compares a path so.
func hasPath(of manifest.Object, way, path string) bool {
	return slices.ContainsFunc(of.Object("spec").List("http"), func(rule any) bool {
		whole, _ := rule.(manifest.Object)
		return slices.ContainsFunc(whole.List("match"), func(match any) bool {
			return pathOf(match, way) == path
		})
	})
}

// pathOf is the path that a match compares so.
func pathOf(match any, way string) string {
	one, _ := match.(manifest.Object)
	return one.Object("uri").Text(way)
}

// tellPrefixes tells of prefixes of a VirtualService that become routes for more or fewer paths, in
// whichever of several that are rendered in its place.
func tellPrefixes(line func(what string, path compare.Path), old *objects.Object, several []*objects.Object) {
	for _, leaf := range compare.Leaves(old.Members()) {
		value, _ := compare.Find(old.Members(), leaf)
		if value == "/" || leaf[len(leaf)-1].Member != "prefix" {
			continue // it takes in all paths as before
		}
		for _, one := range several {
			about := &readObject{of: old.ID(), old: old.Members(), new: one.Members()}
			if text, is := about.becomesRoute(&compare.Field{Path: leaf, Old: value}); is {
				if text != "" {
					line(text, leaf)
				}
				break
			}
		}
	}
}
