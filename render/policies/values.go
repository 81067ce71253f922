package policies

import (
	"net/netip"
	"strconv"
	"strings"
)

// valueCovers reports whether a value of a term stands for another: addresses by their
// networks, ports by ranges, all else by "*" at an end
// (https://istio.io/latest/docs/reference/config/security/authorization-policy/).
func valueCovers(key, own, text string) bool {
	switch key {
	case "ipBlocks", "remoteIpBlocks", "source.ip", "remote.ip", "addresses":
		a, ok := network(own)
		b, ok2 := network(text)
		return own == text || ok && ok2 && a.Bits() <= b.Bits() && a.Contains(b.Addr())
	case "port":
		first, last, ok := portRange(own)
		from, to, ok2 := portRange(text)
		return own == text || ok && ok2 && first <= from && to <= last
	case podsKey, namespacesKey:
		return own == Everyone || own == text
	case "protocol":
		return own == text
	}
	switch {
	case own == "*":
		return true
	case strings.HasPrefix(own, "*"):
		return strings.HasSuffix(text, own[1:])
	case strings.HasSuffix(own, "*"):
		return strings.HasPrefix(text, own[:len(own)-1])
	}
	return own == text
}

// The keys of pods that a NetworkPolicy chooses, by their labels and those of their
// namespaces.
const (
	podsKey       = "pods"
	namespacesKey = "pods of namespaces"
)

// Everyone stands for all pods, or all namespaces.
const Everyone = "all"

// network reads a CIDR, or an address alone.
func network(text string) (netip.Prefix, bool) {
	if p, err := netip.ParsePrefix(text); err == nil {
		return p.Masked(), true
	}
	a, err := netip.ParseAddr(text)
	if err != nil {
		return netip.Prefix{}, false
	}
	return netip.PrefixFrom(a, a.BitLen()), true
}

// portRange reads "80" or "80-90".
func portRange(text string) (first, last int, ok bool) {
	a, b, cut := strings.Cut(text, "-")
	first, err := strconv.Atoi(a)
	if !cut {
		return first, first, err == nil
	}
	last, err2 := strconv.Atoi(b)
	return first, last, err == nil && err2 == nil
}

// valuesMeet reports whether something may be what two values of a term are for: of two that are
// left open at other ends, as "/a*" and "*b", and of a path with "{*}" in it, something always is.
func valuesMeet(key, a, b string) bool {
	if key == "port" {
		first, last, ok := portRange(a)
		from, to, ok2 := portRange(b)
		return a == b || ok && ok2 && first <= to && from <= last
	}
	if strings.Contains(a, "{*") || strings.Contains(b, "{*") {
		return true
	}
	crossed := func(a, b string) bool { return strings.HasPrefix(a, "*") && strings.HasSuffix(b, "*") }
	return crossed(a, b) || crossed(b, a) || valueCovers(key, a, b) || valueCovers(key, b, a)
}
