// Package platform owns the answers to "which API, kind, field and annotation
// exists in which version" of microk8s, Kubernetes, MetalLB and Istio. It is
// tables with a source beside each row, and look-ups in them; nothing else in
// the project compares versions. Beside them it knows what servers mostly speak on
// a port, whatever the version.
//
// In go versions, out come yes or no, an API version, or what is known of a
// pair. It must never guess: what is older than every row is reported as not
// known, and nothing is claimed of it. What is newer is taken for the newest
// row, of all four systems alike; System.Newer tells so, and whoever asks has to
// say it.
package platform

import (
	"cmp"
	"math"
	"strconv"
	"strings"
)

// Version is a release of one of the systems: a minor ("1.36") or a patch
// release ("1.9.7"). The zero Version is no version at all.
type Version struct {
	Major, Minor, Patch int
	HasPatch            bool
	text                string
}

// ParseVersion reads "1.36", "1.9.7" or "0.13.3": two or three decimal numbers
// without leading zeros. Anything else, a leading "v" and suffixes such as
// "-rc.1" too, is refused.
func ParseVersion(text string) (Version, bool) {
	var n [3]int
	count := 0
	for part := range strings.SplitSeq(text, ".") {
		number, err := strconv.Atoi(part)
		if count == len(n) || err != nil || number > 9999 || part[0] == '+' || part[0] == '0' && len(part) > 1 || part[0] == '-' {
			return Version{}, false
		}
		n[count] = number
		count++
	}
	if count < 2 || n[0] == 0 && n[1] == 0 {
		return Version{}, false
	}
	return Version{Major: n[0], Minor: n[1], Patch: n[2], HasPatch: count == 3, text: text}, true
}

// Leading reads the version that a text begins with, before its end or a dash: 1.31.1 of
// "1.31.1-distroless".
func Leading(text string) (Version, bool) {
	before, _, _ := strings.Cut(text, "-")
	return ParseVersion(before)
}

// Agrees reports whether two can be one release: a minor without a patch is any of its.
func (v Version) Agrees(w Version) bool {
	return v.compareMinor(w) == 0 && (!v.HasPatch || !w.HasPatch || v.Patch == w.Patch)
}

// String is the version as it was written.
func (v Version) String() string { return v.text }

// MinorText is the version without its patch: "1.9" of "1.9.7".
func (v Version) MinorText() string {
	if v.IsZero() {
		return ""
	}
	return strconv.Itoa(v.Major) + "." + strconv.Itoa(v.Minor)
}

// Dashes is the version in the form of an Istio revision: "1-9-7".
func (v Version) Dashes() string { return strings.ReplaceAll(v.text, ".", "-") }

// IsZero reports whether there is no version.
func (v Version) IsZero() bool { return v.text == "" }

// compare orders two releases. A minor without a patch stands for the newest
// patch of that minor, since whoever writes a minor runs what its track or
// branch has come to.
func (v Version) compare(w Version) int {
	return cmp.Or(cmp.Compare(v.Major, w.Major), cmp.Compare(v.Minor, w.Minor), cmp.Compare(v.last(), w.last()))
}

// compareMinor orders two releases by their minors only.
func (v Version) compareMinor(w Version) int {
	return cmp.Or(cmp.Compare(v.Major, w.Major), cmp.Compare(v.Minor, w.Minor))
}

func (v Version) last() int {
	if v.HasPatch {
		return v.Patch
	}
	return math.MaxInt
}

// at reads a version of a table; "" is the zero Version. The tables' test holds
// that each is readable.
func at(text string) Version {
	v, _ := ParseVersion(text)
	return v
}

// within reports whether a version is among those from one of a table's to another, where
// "" bounds nothing.
func (v Version) within(since, until string) bool {
	return (since == "" || v.compare(first(since)) >= 0) && (until == "" || v.compare(at(until)) <= 0)
}

// first is at for the release a thing came with: "1.22" is 1.22.0 there.
func first(text string) Version {
	v := at(text)
	v.HasPatch = true
	return v
}
