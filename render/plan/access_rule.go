package plan

import (
	"fmt"
	"strings"

	"render/render/format"
	"render/render/routing"
)

// AccessRule is requests, or connections, that some may send. What no rule is for is
// refused: what is let in is named, and never what is kept out, since a policy sees the
// port in a Host that routing does not.
type AccessRule struct {
	Who   *format.Access // nil: everybody
	Hosts []string       // none: all
	// NotHosts are others' names below a wildcard of hosts, of which other rules are.
	NotHosts []string
	Paths    []routing.Path // none: all
	NotPaths []routing.Path // within those, which are others' or open
	Clear    bool           // on port 80 alone
	// Preflight are the paths of routes that answer the questions of pages of other origins,
	// which have no token yet.
	Preflight []routing.Path
	Port      *format.GatewayPort // of connections to it
	SNI       []string            // of connections of TLS that are passed through on 443
	NotSNI    []string            // others' names below a wildcard of those
}

// connection tells a rule of connections apart.
func (a *AccessRule) connection() string {
	text := strings.Join(a.SNI, ",")
	if a.Port != nil {
		text = fmt.Sprintf("%05d %s", a.Port.Port.Value, text)
	}
	return text
}
