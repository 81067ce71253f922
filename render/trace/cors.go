package trace

import (
	"regexp"
	"strings"

	"render/render/objects"
)

// readCrossing reads the corsPolicy of a VirtualService's rule; nil where it is absent.
func readCrossing(f objects.Field) *crossing {
	if !f.Present() {
		return nil
	}
	out := &crossing{field: f, keeps: textOf(f.At("unmatchedPreflights")) == "IGNORE"}
	for _, o := range f.At("allowOrigins").Items().All() {
		if c := readCondition(objects.StringMatch{Field: o}); c != nil {
			out.origins = append(out.origins, *c)
		}
	}
	if !f.At("allowOrigins").Present() {
		for _, o := range f.At("allowOrigin").Items().All() {
			out.origins = append(out.origins, *newCondition(exact, textOf(o)))
		}
	}
	return out
}

// readFilterCrossing reads the filter of an HTTPRoute (istio,
// pilot/pkg/config/kube/gateway/conversion.go, createCorsFilter).
func readFilterCrossing(f objects.Field) *crossing {
	out := &crossing{field: f, keeps: true}
	for _, o := range f.At("allowOrigins").Items().All() {
		text := textOf(o)
		switch {
		case text == "":
		case text == "*":
			out.origins = append(out.origins, *newCondition(regex, `[a-zA-Z][a-zA-Z0-9+.-]*://[^/\s?#]+`))
		default:
			out.origins = append(out.origins, *newCondition(regex, strings.ReplaceAll(regexp.QuoteMeta(text), `\*`, ".*")))
		}
	}
	return out
}
