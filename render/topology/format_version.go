package topology

import (
	"strings"

	"render/render/diag"
	"render/render/platform"
)

// versionForm is the form of a version of one of the four systems, that the
// tables have or that may be taken for their newest. MetalLB may be "none".
func versionForm(system platform.System, words string) *form {
	return &form{
		words:  words,
		verify: func(text string) (message, help string) { return checkVersion(system, words, text) },
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

func checkVersion(system platform.System, words, text string) (message, help string) {
	none := system == platform.SystemMetalLB
	if none && text == "none" {
		return "", ""
	}
	minorOnly := system == platform.SystemMicroK8s || system == platform.SystemKubernetes
	first, last := system.Range()
	version, ok := platform.ParseVersion(text)
	meant := system.Meant(text)
	switch {
	case !ok || minorOnly && version.HasPatch:
		message = diag.Quote(text) + " is not " + words
		if text == "" {
			message = "is empty"
		}
	case system.Older(version):
		return system.String() + " " + text + " is older than the oldest that render knows, " + first, "write: " + first + " or newer"
	case system.Unlikely(version):
		message = system.String() + " " + text + " is too far from the newest that render knows, " + last + ", to be taken for it"
	default:
		return "", ""
	}
	switch {
	case none && flagMeant(text) == "false":
		help = "write: none"
	case minorOnly && !meant.IsZero():
		help = "write: " + meant.MinorText()
	case !meant.IsZero():
		help = "write: " + meant.String()
	case ok && !minorOnly || ok && !version.HasPatch:
		help = "write the version you run; if it is this one, use a newer render, which knows it"
	default:
		help = "write the version you run, such as " + last
		if none {
			help += ", or none"
		}
	}
	return message, help
}

// versionOf reads a version; none where its form is refused.
func versionOf(t Text, system platform.System) platform.Version {
	if !fits(t, strings.ToLower(system.String())) {
		return platform.Version{}
	}
	version, _ := platform.ParseVersion(t.Value)
	return version
}
