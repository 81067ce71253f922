package naming

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
)

// MaxSlug leaves room for the rest of a name that is a label value.
const MaxSlug = 40

// Slug is a host as part of an object's name: a DNS label.
func Slug(host string) string { return SlugWithin(host, MaxSlug) }

// SlugWithin is a slug of at most so many characters, or little more than a hash
// where those are few.
func SlugWithin(host string, most int) string {
	if host == "*" {
		return "wildcard"
	}
	text := strings.ReplaceAll(strings.Replace(host, "*", "wildcard", 1), ".", "-")
	if len(text) <= most {
		return text
	}
	sum := sha256.Sum256([]byte(host))
	const digits = 8
	return strings.TrimRight(text[:min(len(text), max(most-digits-1, 1))], "-") + "-" + hex.EncodeToString(sum[:])[:digits]
}

// HostWord is a host as part of an object's name.
func HostWord(host string) string {
	if host == "*" {
		return "all-hosts"
	}
	return strings.Replace(host, "*", "wildcard", 1)
}

// Hostnames divides hosts; "*" is a route without any, nil.
func Hostnames(hosts []string, most int) []Bucket[string] {
	named := slices.DeleteFunc(slices.Clone(hosts), func(h string) bool { return h == "*" })
	if len(named) == 0 {
		return []Bucket[string]{{}}
	}
	out := FewEnough(named, strings.Clone, func(hosts []string) bool { return len(hosts) <= most })
	if len(named) < len(hosts) {
		out = append(out, Bucket[string]{Number: -1}) // all but those
	}
	return out
}
