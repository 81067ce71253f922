package format

// Network is what is known of a network of the LAN. Nothing is rendered of it: it is
// there so that addresses are told which something else has, or which nobody finds.
type Network struct {
	Origin
	// The network. Example: 192.168.1.0/24
	CIDR Text `key:"cidr" required:"" format:"cidr"`
	// The address of its router. Example: 192.168.1.1
	Router Text `key:"router" format:"ip"`
	// What a DHCP server gives to whoever asks. Example: [192.168.1.100-192.168.1.199]
	DHCP []Text `key:"dhcp" format:"range"`
	// The addresses of the cluster's nodes that are in it; [] where none is. Example: [192.168.1.10, 192.168.1.11]
	Nodes []Text `key:"nodes" format:"ip"`
	// What else is not for tiers: printers, switches, another cluster. Example: [192.168.1.2-192.168.1.9]
	Reserved []Text `key:"reserved" format:"range"`
}
