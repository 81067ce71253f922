package trace

import "net/netip"

// sender is what a proxy knows of a request beside the request itself.
type sender struct {
	request   *Request
	raw       bool // of which no request is read
	from      netip.Addr
	known     bool     // from is what the proxy sees
	principal string   // "" for none
	domains   []string // that its trust domain is called by
	namespace string
	port      int64
	host      string
	path      string
	token     truth // whether it shows the token that a rule asks for
	trusted   int   // how many proxies before it say who asked
	// byForwarded: a policy asked for the address that these write.
	byForwarded bool
}
