package topology

import (
	"net/netip"
	"net/url"
	"strings"
)

// The functions of this file turn common slips into what was probably meant.
// What they give is shown only where it is right, so they may guess freely.

// mendQuantity knows 128mi, 1 Gi, 512MB and 0,5.
func mendQuantity(text string) string {
	text = strings.Replace(strings.ReplaceAll(text, " ", ""), ",", ".", 1)
	number := strings.TrimRight(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
	switch suffix := strings.TrimSuffix(strings.ToLower(text[len(number):]), "b"); suffix {
	case "ki", "mi", "gi", "ti", "pi", "ei":
		return number + strings.ToUpper(suffix[:1]) + "i"
	case "g", "t", "p", "e":
		return number + strings.ToUpper(suffix)
	case "k":
		return number + "k"
	case "m":
		return number + "M"
	}
	return text
}

// mendImage knows URLs, names in capitals and a tag that was left empty.
func mendImage(text string) string {
	text = strings.TrimPrefix(strings.TrimPrefix(text, "https://"), "http://")
	name, tag, ok := strings.Cut(text, ":")
	if !ok || tag == "" {
		return strings.ToLower(name)
	}
	return strings.ToLower(name) + ":" + tag
}

// mendHub knows URLs and white space round a registry.
func mendHub(text string) string {
	text = strings.TrimSpace(text)
	text = strings.TrimPrefix(strings.TrimPrefix(text, "https://"), "http://")
	return strings.TrimRight(text, "/")
}

// mendOrigin knows an origin with a path and one without a scheme.
func mendOrigin(text string) string {
	scheme, rest, ok := strings.Cut(text, "://")
	if !ok {
		scheme, rest = "https", text
	}
	rest, _, _ = strings.Cut(rest, "/")
	return strings.ToLower(scheme) + "://" + rest
}

// mendPath knows a path without its first slash, with a query, with an anchor.
func mendPath(text string) string {
	if u, err := url.Parse(text); err == nil && u.Host != "" {
		text = u.Path
	}
	if i := strings.IndexAny(text, "?#"); i >= 0 {
		text = text[:i]
	}
	if text == "" || text[0] != '/' {
		text = "/" + text
	}
	return text
}

// addressCure gives the address in a text that has more in it.
func addressCure(text string) string {
	if from, to, ok := strings.Cut(text, "-"); ok {
		if _, err := netip.ParseAddr(from); err == nil && to != "" {
			return "write one address; ranges belong into metallb.pools"
		}
	}
	if with, err := netip.ParseAddrPort(text); err == nil {
		return "write: " + with.Addr().String()
	}
	if inside, err := netip.ParseAddr(strings.Trim(text, "[]")); err == nil {
		return "write: " + inside.String()
	}
	return "write an address, such as 192.168.1.141 or fd00::141"
}

// mendRange knows 192.168.1.150-160, a range that names its end by the last
// number alone.
func mendRange(from, to string) string {
	first, err := netip.ParseAddr(from)
	if err != nil || !first.Is4() || strings.Trim(to, "0123456789") != "" {
		return ""
	}
	end, err := netip.ParseAddr(from[:strings.LastIndexByte(from, '.')+1] + to)
	if err != nil || end.Less(first) {
		return ""
	}
	return first.String() + "-" + end.String()
}
