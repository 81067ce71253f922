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
	text := strings.ReplaceAll(HostWord(host), ".", "-")
	if len(text) <= most {
		return text
	}
	return withHash(text, host, most)
}

// Label is any text as part of an object's name, a DNS label: as it is where it is one, else with
// a hash.
func Label(text string) string {
	word := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r - 'A' + 'a'
		}
		return '-'
	}, text)
	if word = strings.Trim(word, "-"); word == text && len(text) <= MaxSlug {
		return text
	}
	return strings.TrimLeft(withHash(word, text, MaxSlug), "-")
}

// withHash is a host's word with a hash behind it, of at most so many characters, or
// little more than the hash where those are few.
func withHash(word, host string, most int) string {
	sum := sha256.Sum256([]byte(host))
	const digits = 8
	return strings.TrimRight(word[:min(len(word), max(most-digits-1, 1))], "-.") + "-" + hex.EncodeToString(sum[:])[:digits]
}

// Words are hosts as parts of names of objects that stand side by side, each another:
// what word makes of them, and of hosts that share one, as a-b.c and a.b.c do, that with
// a hash, all of them. So their order counts for nothing, and no name goes over from one
// host to another. taken are words that are something else's.
func Words(hosts []string, most int, word func(host string) string, taken ...string) map[string]string {
	out, count := make(map[string]string, len(hosts)), map[string]int{}
	for _, t := range taken {
		count[t]++
	}
	for _, h := range hosts {
		if _, known := out[h]; !known {
			out[h] = word(h)
			count[out[h]]++
		}
	}
	for h, w := range out {
		if count[w] > 1 {
			out[h] = withHash(w, h, most)
		}
	}
	return out
}

// Slugs are hosts as slugs of at most so many characters in names of objects that stand
// side by side.
func Slugs(hosts []string, most int, taken ...string) map[string]string {
	return Words(hosts, most, func(host string) string { return SlugWithin(host, most) }, taken...)
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
