package plan

import (
	"render/render/routing"
	"render/render/sizes"
)

// maxObject is how many bytes of JSON a VirtualService may have: kubectl
// keeps it in an annotation of at most 262144, and the rest is for its metadata,
// besides what a topology gives every object.
const maxObject = 262144 - 4096

// How many bytes of JSON the parts of a route take in a VirtualService at most,
// without the topology's own texts. TestPartSizes compares them with what the
// component renders.
const (
	ruleSize             = 24
	destinationSize      = 50
	shareSize            = 23 // of one version
	authorityRewriteSize = 39
	mirrorSize           = 43
	toHTTPSSize          = 150
)

// size is how many bytes of JSON a route becomes in a VirtualService, or a few
// more.
func (r *PlacedRoute) size(s *VirtualService) int {
	authorities := []string{""}
	if !r.On.Every() {
		authorities = routing.AuthorityMatches(r.On.Names())
	}
	action := r.actionSize(s)
	if r.Path.Kind == routing.Prefix && r.Written.Rewrite.Path.IsSet() {
		action *= 2
	}
	return sizes.Match(&r.Match, authorities) + action
}

// actionSize is the part of a route's size that is not its matches.
func (r *Route) actionSize(s *VirtualService) int {
	n := ruleSize + sizes.Action(r.Written)
	switch {
	case r.Written.Answered():
	case len(r.App.Versions) == 0 || r.Version != nil:
		n += destinationSize + sizes.Text(ServiceHost(r.App, s))
		if r.Version != nil {
			n += shareSize + sizes.Text(r.Version.Subset)
		}
	default:
		for i := range r.App.Versions {
			n += destinationSize + sizes.Text(ServiceHost(r.App, s)) + shareSize + sizes.Text(r.App.Versions[i].Subset)
		}
	}
	if r.App.Backend.Renames() {
		n += authorityRewriteSize + len(r.App.Backend.Authority)
	}
	if r.Written.Mirror != nil && r.Mirrored != nil {
		n += mirrorSize + destinationSize + sizes.Text(ServiceHost(r.Mirrored, s))
	}
	return n
}
