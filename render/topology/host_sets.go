package topology

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
)

// hostSet is what of an app's routes is for the same hosts, and goes into
// objects of its own.
type hostSet[T any] struct {
	suffix string   // of the objects' names; "" for the routes of all the tier's hosts
	hosts  []string // as the first route writes them; nil: all of the tier's
	routes []T
}

// hostSets divides an app's routes by the hosts that they name. Names depend on
// the app alone: routes without hosts take the plain one, others add their first
// host, and of several lists with the same first host the later ones a number, in
// the order of the file. So one more host, app or list renames nothing.
func hostSets[T any](routes []T, hosts func(T) []string) []*hostSet[T] {
	var out []*hostSet[T]
	byKey := map[string]*hostSet[T]{}
	taken := map[string]int{tcpWord: 1}
	for _, r := range routes {
		list := hosts(r)
		key := setKey(list)
		set := byKey[key]
		if set == nil {
			set = &hostSet[T]{hosts: list}
			if len(list) > 0 {
				word := slug(list[0])
				taken[word]++
				if set.suffix = "-" + word; taken[word] > 1 {
					set.suffix += fmt.Sprintf(".%d", taken[word]) // no slug has a dot
				}
			}
			byKey[key] = set
			out = append(out, set)
		}
		set.routes = append(set.routes, r)
	}
	return out
}

// setKey is the same for lists of the same hosts.
func setKey(hosts []string) string {
	if len(hosts) == 1 {
		return hosts[0]
	}
	return strings.Join(slices.Sorted(slices.Values(hosts)), " ")
}

// longestSlug leaves room for the rest of a name that is a label value.
const longestSlug = 40

// slug is a host as part of an object's name: a DNS label.
func slug(host string) string {
	if host == "*" {
		return "wildcard"
	}
	text := strings.ReplaceAll(strings.Replace(host, "*", "wildcard", 1), ".", "-")
	if len(text) <= longestSlug {
		return text
	}
	sum := sha256.Sum256([]byte(host))
	const digits = 8
	return strings.TrimRight(text[:longestSlug-digits-1], "-") + "-" + hex.EncodeToString(sum[:])[:digits]
}
