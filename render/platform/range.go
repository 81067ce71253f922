package platform

import (
	"slices"
	"strconv"
	"strings"
)

// Range is the first and the last version of the system that the tables know.
func (s System) Range() (first, last string) {
	switch s {
	case SystemMicroK8s:
		return MicroK8sRange()
	case SystemKubernetes:
		return KubernetesRange()
	case SystemMetalLB:
		return MetalLBRange()
	}
	return IstioRange()
}

// Older reports whether a version is from before the tables begin.
func (s System) Older(v Version) bool {
	first, _ := s.Range()
	return v.compareMinor(at(first)) < 0
}

// Newer reports whether a version is from after the tables end. What the newest
// known version has is then taken for granted, and only that.
func (s System) Newer(v Version) bool {
	_, last := s.Range()
	return v.compareMinor(at(last)) > 0
}

// maxAhead is how many minors after the tables' end a version may be. Istio makes
// four a year and Kubernetes three, so that it is five years or more; what is
// beyond is a slip of the pen (1.310, 1.99) before it is a release.
const maxAhead = 20

// Unlikely reports whether a version is newer than anything that could be taken
// for the newest known one: another major version, which may change everything,
// or a minor too far away.
func (s System) Unlikely(v Version) bool {
	_, last := s.Range()
	known := at(last)
	return v.Major > known.Major || v.Major == known.Major && v.Minor > known.Minor+maxAhead
}

// Meant is the version that a text which is none stands for: 133 and 33 for
// 1.33, v1.31 and 1.31.x for 1.31, 31.1 for Istio 1.31.1. The zero Version where
// none of the tables' versions is near.
func (s System) Meant(text string) Version {
	text = strings.ToLower(strings.TrimSpace(text))
	text = strings.TrimLeft(text, "v")
	if i := strings.IndexAny(text, "-+/ "); i > 0 && strings.Contains(text[:i], ".") { // 1.31.0-rc.1, 1.36/stable
		text = text[:i]
	}
	text = strings.TrimSuffix(strings.TrimSuffix(text, ".x"), ".*")
	parts := strings.Split(strings.NewReplacer(",", ".", "-", ".", "_", ".").Replace(text), ".")
	for i, part := range parts {
		if stripped := strings.TrimLeft(part, "0"); stripped != "" {
			parts[i] = stripped
		}
	}
	text = strings.Join(parts, ".")
	_, last := s.Range()
	major := strconv.Itoa(at(last).Major)
	candidates := []string{text, major + "." + text}
	if len(text) > 1 {
		candidates = append(candidates, text[:1]+"."+text[1:])
	}
	for _, c := range candidates {
		if v, ok := ParseVersion(c); ok && !s.Older(v) && !s.Newer(v) {
			return v
		}
	}
	return Version{}
}

// Takes are the versions that are neither older nor unlikely, as an expression
// of their minors: "1\\.(9|10|11)".
func (s System) Takes() string {
	first, last := s.Range()
	minors := make([]string, 0, maxAhead)
	for minor := at(first).Minor; minor <= at(last).Minor+maxAhead; minor++ {
		minors = append(minors, strconv.Itoa(minor))
	}
	return strconv.Itoa(at(last).Major) + `\.(` + strings.Join(minors, "|") + ")"
}

// Missing says why a version lacks the feature, "avoidBuggyIPs in an
// IPAddressPool came with MetalLB 0.13.4; this is 0.13.3", or "" where it has
// it or the version is not known.
func (f Feature) Missing(v Version) string {
	if v.IsZero() || f.In(v) {
		return ""
	}
	if until := f.Until(); until != "" && v.compare(at(until)) > 0 {
		return f.Name() + " is gone after " + f.System().String() + " " + until + "; this is " + v.String()
	}
	return f.Name() + " came with " + f.System().String() + " " + f.Since() + "; this is " + v.String()
}

// Boundaries are the minors that the tables know, and the versions with which something
// came: two versions between which there is none of them differ in nothing.
func (s System) Boundaries() []string {
	first, last := s.Range()
	var out []string
	for minor := at(first).Minor; minor <= at(last).Minor; minor++ {
		out = append(out, strconv.Itoa(at(last).Major)+"."+strconv.Itoa(minor))
	}
	for i := range features {
		row := &features[i]
		if row.system == s && row.since != "" && !slices.Contains(out, row.since) {
			out = append(out, row.since)
		}
	}
	return out
}
