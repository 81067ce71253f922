package addresses

import (
	"net/netip"

	"render/render/findings"
	"render/render/format"
)

// verdict is what has been found, and what rules have found out for those behind them.
type verdict struct {
	*findings.Findings
	used map[netip.Addr]bool   // addresses of tiers, once they are asked for
	lent []format.AddressRange // that networks says somebody has, once they are asked for
}
