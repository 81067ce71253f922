package format

import (
	"strings"

	"render/render/platform"
	"render/render/wording"
)

// versionForm is the form of a version of one of the four systems, that the
// tables have or that may be taken for their newest. MetalLB may be "none".
func versionForm(system platform.System, words string) *form {
	return &form{
		code:   "version-form",
		Words:  words,
		Verify: func(text string) wording.Fault { return checkVersion(system, words, text) },
		shape:  func() shape { return versionShape(system) },
	}
}

func versionShape(system platform.System) shape {
	text, major := system.Takes(), 1.0
	switch system {
	case platform.SystemIstio:
		text += patchShape
	case platform.SystemMetalLB:
		text, major = text+patchShape+`|none`, 0
	}
	return shape{all: []string{entire(text)}, from: major, below: major + 1}
}

const patchShape = `(\.(0|[1-9][0-9]{0,3}))?`

func checkVersion(system platform.System, words, text string) wording.Fault {
	none := system == platform.SystemMetalLB
	if none && text == "none" {
		return wording.Fault{}
	}
	fault := wording.Fault{}
	minorOnly := system == platform.SystemMicroK8s || system == platform.SystemKubernetes
	first, last := system.Range()
	version, ok := platform.ParseVersion(text)
	switch {
	case !ok || minorOnly && version.HasPatch:
		fault.Message = wording.Quote(text) + " is not " + words
		if text == "" {
			fault.Message = "is empty"
		}
	case system.Older(version):
		return wording.Fault{Code: "version-too-far", Message: system.String() + " " + text + " is older than the oldest that render knows, " + first, Help: "write: " + first + " or newer"}
	case system.Unlikely(version):
		fault.Code, fault.Message = "version-too-far", system.String()+" "+text+" is too far from the newest that render knows, "+last+", to be taken for it"
	default:
		return wording.Fault{}
	}
	meant := system.Meant(text)
	switch {
	case none && isRanges(text):
		fault.Help = "write: {pools: [{name: lan, addresses: [" + strings.Join(strings.Fields(strings.ReplaceAll(text, ",", ", ")), " ") + "]}]}"
	case none && FlagMeant(text) == "false":
		fault.Help = "write: none"
	case minorOnly && !meant.IsZero():
		fault.Help = "write: " + meant.MinorText()
	case !meant.IsZero():
		fault.Help = "write: " + meant.String()
	case ok && !minorOnly || ok && !version.HasPatch:
		fault.Help = "write the version you run; if it is this one, use a newer render, which knows it"
	default:
		fault.Help = "write the version you run, such as " + last
		if none {
			fault.Help += ", or none"
		}
	}
	return fault
}

// Versions are the four versions, each zero where it is not known or not
// there.
type Versions struct {
	Kubernetes platform.Version
	MetalLB    platform.Version
	Istio      platform.Version
	// Install is the way Istio gets into the cluster.
	Install InstallMode
	// NoMetalLB: no MetalLB objects are rendered.
	NoMetalLB bool
	// Newer: something in the cluster is newer than the newest that is known, so that
	// its API may have what is not known yet.
	Newer bool
}

// isRanges reports whether a text is ranges of addresses, joined by commas, as microk8s asks
// for them when its addon metallb is enabled.
func isRanges(text string) bool {
	for one := range strings.SplitSeq(text, ",") {
		if _, fault := ParseRange(strings.TrimSpace(one)); fault.Found() {
			return false
		}
	}
	return true
}
