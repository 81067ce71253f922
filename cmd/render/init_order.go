package main

import (
	"slices"
	"strings"

	"render/render/compare"
	"render/render/manifest"
)

// sameOrder reports whether rules of a VirtualService that are in another order take the same requests:
// where no two of which the order is another have a path in common.
func (t *readObject) sameOrder(f *compare.Field) bool {
	if !f.Moved || t.of.Kind != "VirtualService" || f.Path.String() != "spec.http" {
		return false
	}
	before, isOld := pathsOfRules(t.old)
	now, isNew := pathsOfRules(t.new)
	if !isOld || !isNew {
		return false
	}
	place := func(path string) int {
		return slices.IndexFunc(before, func(rule []string) bool { return slices.Contains(rule, path) })
	}
	for i, first := range now {
		for _, second := range now[i+1:] {
			for _, a := range first {
				for _, b := range second {
					if (strings.HasPrefix(a, b) || strings.HasPrefix(b, a)) && (place(a) < 0 || place(b) < place(a)) {
						return false
					}
				}
			}
		}
	}
	return true
}

// pathsOfRules are the paths that each rule takes, or how they begin, without the slash at their end; not ok
// where a rule goes by anything else.
func pathsOfRules(of manifest.Object) (out [][]string, ok bool) {
	for _, rule := range of.Object("spec").List("http") {
		whole, _ := rule.(manifest.Object)
		var paths []string
		for _, match := range whole.List("match") {
			exact, prefix := pathOf(match, "exact"), pathOf(match, "prefix")
			if one, _ := match.(manifest.Object); len(one) != 1 || exact == "" && prefix == "" {
				return nil, false
			}
			paths = append(paths, strings.TrimSuffix(exact+prefix, "/"))
		}
		if len(paths) == 0 {
			paths = []string{""}
		}
		out = append(out, paths)
	}
	return out, true
}
