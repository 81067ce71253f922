// Package schemas owns what fields the kinds of Kubernetes, Istio, MetalLB, the
// Gateway API and the others that render writes have, and of which types: for what
// people write by hand.
//
// In go objects, or parts of them, as values; out come faults, each with its path
// inside the value, and the word that may have been meant. The table is made of the
// real APIs' definitions by the module conformance (its command pack), the newest
// release of each and older ones together, so that no field of an older release is
// refused: which version has what is for package platform. It is read where
// something is checked first, and not before. A kind that is not in it is passed
// over. This package must never know where a value was written.
package schemas

import (
	"slices"
	"strconv"
	"strings"

	"render/render/wording"
)

// Fault is what is wrong at a place inside a value.
type Fault struct {
	// Path is the way there: keys, and "[0]" for an item of a list. Of a field that
	// is unknown it ends with its key, of one that is missing with what lacks it.
	Path []string
	wording.Fault
}

// OfKey reports whether it is the key that is wrong, with which the path ends, and
// not the value.
func (f *Fault) OfKey() bool { return f.Code == unknownField || f.Code == signOfKey }

// Missing reports whether a field is missing in what the path leads to.
func (f *Fault) Missing() bool { return f.Code == missingField }

// MayBeNew reports whether a release that is newer than the table may take what is
// wrong.
func (f *Fault) MayBeNew() bool { return f.Code == unknownField || f.Code == unknownWord }

const (
	unknownField = wording.Code("object-field")
	unknownWord  = wording.Code("object-word")
	missingField = wording.Code("object-incomplete")
	signOfKey    = wording.Code("yaml-colon")
)

// Field is the path as people write it: "spec.containers[0].image".
func (f *Fault) Field() string {
	var b strings.Builder
	for _, step := range f.Path {
		switch {
		case strings.HasPrefix(step, "["):
			b.WriteString(step)
		case strings.ContainsAny(step, ".[]/ "):
			b.WriteString("[" + strconv.Quote(step) + "]")
		default:
			if b.Len() > 0 {
				b.WriteByte('.')
			}
			b.WriteString(step)
		}
	}
	return b.String()
}

// Check checks an object: a manifest.Object or a map. A kind that is unknown has a
// fault only where it is certain that no API has it.
func Check(apiVersion, kind string, value any) []Fault {
	t := tables()
	spelled, known := t.kinds[apiVersion+" "+kind]
	if !known {
		return t.misnamed(apiVersion, kind)
	}
	spelled, part := strings.CutPrefix(spelled, "?")
	c := checker{hide: apiVersion == "v1" && kind == "Secret", part: part}
	c.value(t.shape(spelled), value, nil)
	return c.faults
}

// CheckPod checks fields of a pod, as they stand in its spec. Of the pod itself
// none is required: they are added to others.
func CheckPod(value any) []Fault { return checkPart(value, "pod") }

// CheckContainer checks fields of a container, of which none is required.
func CheckContainer(value any) []Fault { return checkPart(value, "container") }

// CheckAffinity checks a pod's affinity.
func CheckAffinity(value any) []Fault { return checkPart(value, "affinity") }

// CheckSecurityContext checks a securityContext that has fields of a container's
// and of a pod's.
func CheckSecurityContext(value any) []Fault {
	return checkPart(value, "containerSecurityContext", "podSecurityContext")
}

// CheckMeshConfig checks Istio's mesh configuration.
func CheckMeshConfig(value any) []Fault { return checkPart(value, "meshConfig") }

// CheckValues checks the one of the values of Istio's Helm charts that has an API,
// the mesh configuration.
func CheckValues(value any) []Fault {
	t := tables()
	c := checker{}
	mesh := field{key: "meshConfig", shape: t.shape(t.kinds["- meshConfig"])}
	c.value(shape{form: objects, object: &object{loaded: true, open: true, fields: []field{mesh}}}, value, nil)
	return c.faults
}

// checkPart checks a value with the fields of one or several objects, of which
// none is required.
func checkPart(value any, names ...string) []Fault {
	t := tables()
	root := &object{loaded: true}
	for _, name := range names {
		for _, f := range t.shape(t.kinds["- "+name]).object.members(t) {
			if f.required = false; !has(root.fields, f.key) { // which are sorted at last
				root.fields = append(root.fields, f)
			}
		}
	}
	slices.SortFunc(root.fields, func(a, b field) int { return strings.Compare(a.key, b.key) })
	c := checker{}
	c.value(shape{form: objects, object: root}, value, nil)
	return c.faults
}

// misnamed tells of a kind that is in another API, or is called almost so.
func (t *table) misnamed(apiVersion, kind string) []Fault {
	if strings.HasSuffix(kind, "List") || !t.versions[apiVersion] {
		return nil
	}
	message := "there is no kind " + wording.Quote(kind) + " in " + wording.Quote(apiVersion)
	var elsewhere, here []string
	for id := range t.kinds {
		switch version, name, _ := strings.Cut(id, " "); {
		case version == "-":
		case name == kind:
			elsewhere = append(elsewhere, version)
		case version == apiVersion:
			here = append(here, name)
		}
	}
	slices.Sort(here)
	if stable := slices.DeleteFunc(slices.Clone(elsewhere), unstable); len(stable) > 0 {
		elsewhere = stable
	}
	slices.Sort(elsewhere)
	switch near := wording.Suggest(kind, here); {
	case len(elsewhere) == 1:
		return []Fault{{[]string{"apiVersion"}, wording.Fault{Code: "object-type", Message: message, Help: "write: " + elsewhere[0]}}}
	case len(elsewhere) > 1:
		return []Fault{{[]string{"apiVersion"}, wording.Fault{Code: "object-type", Message: message, Help: wording.OneOf(elsewhere)}}}
	case near != "":
		return []Fault{{[]string{"kind"}, wording.Fault{Code: "object-type", Message: message, Help: "did you mean " + wording.Quote(near) + "?"}}}
	}
	return nil
}

func unstable(version string) bool {
	return strings.Contains(version, "alpha") || strings.Contains(version, "beta")
}
