package platform

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

// Older tells whether a version is from before the tables begin.
func (s System) Older(v Version) bool {
	first, _ := s.Range()
	return v.compareMinor(at(first)) < 0
}

// Newer tells whether a version is from after the tables end. What the last
// known version has is then taken for granted.
func (s System) Newer(v Version) bool {
	_, last := s.Range()
	return v.compareMinor(at(last)) > 0
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
