package platform

// System is one of the four systems whose versions matter.
type System uint8

const (
	SystemMicroK8s System = iota
	SystemKubernetes
	SystemMetalLB
	SystemIstio
)

var systemNames = [...]string{"microk8s", "Kubernetes", "MetalLB", "Istio"}

// String is the system's name as its makers write it.
func (s System) String() string { return systemNames[s] }

// Feature is an API, kind, field, annotation or behaviour that some versions of
// one system have and others lack.
type Feature uint8

// featureRow is what is known of one Feature.
type featureRow struct {
	system System
	name   string // reads well before "came with" and "is gone after"
	since  string // first version having it; "" for every version of the tables
	until  string // last version having it; "" for every version since
	// older is set where versions up to this one had it too, in another form,
	// and those between older and since have not.
	older  string
	source string
}

// In reports whether a version of the feature's system has it. A minor without a
// patch ("0.13") is taken for the newest patch of that minor; say the patch
// where an older one runs. The zero Version has nothing.
func (f Feature) In(v Version) bool {
	if v.IsZero() {
		return false
	}
	row := features[f]
	if row.older != "" && v.compare(at(row.older)) <= 0 {
		return true
	}
	return v.within(row.since, row.until)
}

// Since is the first version that has the feature ("0.13.4"), or "" where the
// oldest version of the tables has it.
func (f Feature) Since() string { return features[f].since }

// Until is the last version that has the feature: a patch ("0.14.8"), or a minor
// ("1.23") with all its patches. "" where the newest version of the tables has it.
func (f Feature) Until() string { return features[f].until }

// System is the system whose version decides.
func (f Feature) System() System { return features[f].system }

// Name is the feature in a message's words: "avoidBuggyIPs in an IPAddressPool".
func (f Feature) Name() string { return features[f].name }

// Source is where the fact was read.
func (f Feature) Source() string { return features[f].source }

// Features are all features, in the order of their constants.
func Features() []Feature {
	all := make([]Feature, len(features))
	for i := range all {
		all[i] = Feature(i)
	}
	return all
}
