package format

import (
	"net/netip"
	"strings"
)

// mendCaller knows the name of an app or a namespace by other letters. What has dots is
// no such name that somebody misspelt.
func mendCaller(text string) string {
	return strings.NewReplacer("_", "-", " ", "-").Replace(strings.ToLower(strings.TrimSpace(text)))
}

// cureCaller knows addresses, which come by the gateway, and names of Services and hosts.
func cureCaller(text string) string {
	network, err := netip.ParsePrefix(text)
	if a, wrong := netip.ParseAddr(text); wrong == nil && a.Zone() == "" {
		network, err = netip.PrefixFrom(a, a.BitLen()), nil
	}
	switch {
	case err == nil:
		return "allowFrom names pods in the cluster; for who comes by the gateway from there write in place of it, in the app: access: {from: [" + YAMLWord(network.Masked().String()) + "]}"
	case text == "" || strings.Contains(text, "*"):
		return `write the name of an app in this file or of a namespace, or "*" for everybody`
	}
	return "write the name of an app in this file, or the namespace of the pods that ask, alone or as namespace/serviceaccount"
}
