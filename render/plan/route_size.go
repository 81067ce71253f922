package plan

import (
	"strings"

	"render/render/format"
	"render/render/routing"
)

// maxObject is how many bytes of JSON a VirtualService may have: kubectl
// keeps it in an annotation of at most 262144, and the rest is for its metadata,
// besides what a topology gives every object.
const maxObject = 262144 - 4096

// How many bytes of JSON the parts of a route take in a VirtualService at most,
// without the topology's own texts. TestPartSizes compares them with what the
// component renders.
const (
	ruleSize        = 24
	pathSize        = 20
	headersSize     = 13
	headerSize      = 13
	methodSize      = 20
	authoritySize   = 23
	destinationSize = 50
	shareSize       = 23 // of one version
	redirectSize    = 86
	rewriteSize     = 37
	timeoutSize     = 31 // the longest time is 2562047.000000001s
	retriesSize     = 77
	mirrorSize      = 43
	corsSize        = 143
	originSize      = 11
)

// size is how many bytes of JSON a route becomes in a VirtualService, or a few
// more.
func (r *PlacedRoute) size(s *VirtualService) int {
	match := pathSize + textSize(r.Path.Text)
	if len(r.Written.Headers) > 0 {
		match += headersSize
	}
	for i := range r.Written.Headers {
		h := &r.Written.Headers[i]
		match += headerSize + textSize(h.Key.Value) + textSize(h.Value.Exact.Value+h.Value.Prefix.Value+h.Value.Regex.Value)
	}
	total := match * max(1, len(r.Methods))
	for _, m := range r.Methods {
		total += methodSize + textSize(m)
	}
	if !r.On.Every() {
		one, authorities := total, AuthorityMatches(r.On.Names())
		total = 0
		for _, a := range authorities {
			total += one + max(1, len(r.Methods))*(authoritySize+textSize(a))
		}
	}
	action := r.actionSize(s)
	if r.Path.Kind == routing.Prefix {
		total *= 2
		if r.Written.Rewrite.IsSet() {
			action *= 2
		}
	}
	return total + action
}

// actionSize is the part of a route's size that is not its matches.
func (r *Route) actionSize(s *VirtualService) int {
	route := r.Written
	n := ruleSize
	switch {
	case route.Redirect != nil:
		n += redirectSize + textSize(route.Redirect.To.Value)
	case len(r.App.Versions) == 0:
		n += destinationSize + textSize(ServiceHost(r.App, s))
	}
	for i := range r.App.Versions {
		n += destinationSize + textSize(ServiceHost(r.App, s)) + shareSize + textSize(r.App.Versions[i].Subset)
	}
	if route.Rewrite.IsSet() || r.App.Backend.Renames() {
		n += rewriteSize + textSize(route.Rewrite.Value)
	}
	if r.App.Backend.Renames() {
		n += len(r.App.Backend.Authority)
	}
	if route.Timeout.IsSet() {
		n += timeoutSize
	}
	if t := route.Retries; t != nil {
		n += retriesSize
		for _, on := range t.On {
			n += textSize(on.Value)
		}
	}
	if route.Mirror != nil && r.Mirrored != nil {
		n += mirrorSize + destinationSize + textSize(ServiceHost(r.Mirrored, s))
	}
	if c := route.CORS; c != nil {
		n += corsSize
		for _, o := range c.Origins {
			n += originSize + textSize(o.Value)
		}
		for _, list := range [][]format.Text{c.Methods, c.Headers, c.Expose} {
			for _, t := range list {
				n += len(`,`) + textSize(t.Value)
			}
		}
	}
	return n
}

// metadataSize is about what a topology adds to the metadata of every object.
func metadataSize(d *format.Document) int {
	n := 0
	for _, list := range [][]format.Pair{d.Labels, d.Annotations} {
		for _, p := range list {
			n += textSize(p.Key.Value) + textSize(p.Value.Value) + len(`:,`)
		}
	}
	return n
}

// textSize is the size of a text as JSON in Go's spelling, which is kubectl's.
func textSize(s string) int {
	const escaped = len(`\u003c`) - 1
	return len(s) + len(`""`) + strings.Count(s, `\`) + strings.Count(s, `"`) +
		escaped*(strings.Count(s, "<")+strings.Count(s, ">")+strings.Count(s, "&"))
}
