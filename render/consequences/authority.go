package consequences

import (
	"slices"
	"strings"

	"render/render/manifest"
	"render/render/objects"
)

// authoritySuffix is behind the name of a Secret of authorities alone, of clients or of
// servers.
const authoritySuffix = "-cacert"

// authority is a Secret by which gateways check the servers behind them.
type authority struct {
	id    manifest.ID       // as DestinationRules name it
	hosts []string          // of the DestinationRules
	from  []*objects.Object // these
}

// secrets are those that it may be in, the first before the second
// (istio, pilot/pkg/credentials/kube, GetCaCert).
func (a *authority) secrets() [2]manifest.ID {
	bare := a.id
	bare.Name = strings.TrimSuffix(bare.Name, authoritySuffix)
	own := bare
	own.Name += authoritySuffix
	return [...]manifest.ID{own, bare}
}

// has reports whether it may be in a Secret of a name.
func (a *authority) has(name string) bool {
	own := a.secrets()
	return slices.ContainsFunc(own[:], func(id manifest.ID) bool { return id.Name == name })
}
