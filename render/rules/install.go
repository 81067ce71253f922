package rules

import (
	"fmt"
	"slices"

	"render/render/format"
	"render/render/platform"
	"render/render/pods"
	"render/render/schemas"
	"render/render/wording"
)

// checkInstall checks what is handed on to Istio, and what concerns only one way of
// installing it.
func (v *verdict) checkInstall() {
	if v.plan.Versions.Install != format.InstallNone {
		pods.Fields(v.Findings, &v.doc.Istio.MeshConfig, nil, schemas.CheckMeshConfig)
		pods.Fields(v.Findings, &v.doc.Istio.Values, nil, schemas.CheckValues)
	}
	v.checkImages()
	switch v.plan.Versions.Install {
	case format.InstallNone:
		v.checkInstallNone()
	case format.InstallSail:
		v.checkInstallSail()
	case format.InstallHelm:
		v.checkInstallHelm()
	default:
		v.checkProfile()
	}
}

// checkProfile finds a profile that Istio's installer has not in this version.
func (v *verdict) checkProfile() {
	profile, istio := v.doc.Istio.Profile, v.plan.Versions.Istio
	if !profile.IsSet() || profile.IsWrong() || istio.IsZero() {
		return
	}
	if known := platform.Profiles(istio); !slices.Contains(known, profile.Value) {
		v.fail("profile-unknown", profile.Origin, fmt.Sprintf("%s is no profile of Istio %s", wording.Quote(profile.Value), istio.MinorText()), wording.DidYouMean(profile.Value, known), v.doc.Istio.Version.Origin)
	}
}

// checkInstallNone refuses what describes an installation that render has no part in.
func (v *verdict) checkInstallNone() {
	i := &v.doc.Istio
	for _, m := range []format.Origin{i.Name.Origin, i.Profile.Origin, i.Hub.Origin, i.Tag.Origin, i.MeshConfig.Origin, i.Values.Origin} {
		if m.IsSet() {
			v.fail("istio-elsewhere", m, "has no effect on an istiod that is there already", "remove it, and set it where that istiod is installed", i.Install.Origin)
		}
	}
}

func (v *verdict) checkInstallSail() {
	i, out := &v.doc.Istio, &v.plan.Versions
	if message := platform.IstioSail.Missing(out.Istio); message != "" {
		v.fail("version-too-old", i.Install.Origin, message, "write: istioctl, or a version that has it", i.Version.Origin)
	}
	if profiles := platform.SailProfiles(); i.Profile.IsSet() && format.Fits(i.Profile, "label") && !slices.Contains(profiles, i.Profile.Value) {
		v.fail("sail-values", i.Profile.Origin, wording.Quote(i.Profile.Value)+" is no profile of the Sail operator", wording.DidYouMean(i.Profile.Value, profiles), i.Install.Origin)
	}
	if i.Profile.Value == "ambient" {
		v.fail("sail-values", i.Profile.Origin, "the profile ambient needs a ZTunnel, which is not rendered, and namespaces are labelled for sidecars", "write: default", i.Install.Origin)
	}
	v.checkSailRevision()
	v.checkSailValues()
}

// checkSailRevision checks the revision, whose name the Sail operator makes.
func (v *verdict) checkSailRevision() {
	i, istio, sail := &v.doc.Istio, v.plan.Versions.Istio, &v.plan.Sail
	byVersion := v.plan.SailRevision()
	switch revision := i.Revision.Value; {
	case !i.Revision.IsSet() || revision == sail.Name:
	case !format.Fits(i.Revision, "label"):
	case !istio.HasPatch:
		v.fail("version-patch", i.Revision.Origin, "a revision for each version needs the patch version of Istio "+istio.String(),
			"write version: "+istio.String()+".<patch>, or remove the revision", i.Version.Origin)
	case revision != byVersion:
		v.fail("sail-revision", i.Revision.Origin, wording.Quote(revision)+" is not what the Sail operator calls a revision of this version",
			"write: "+byVersion+" for a revision each version, or remove it for one that is updated in place", i.Version.Origin)
	}
	const maxRevision = 63 - len("istiod-")
	if at := format.Or(i.Revision.Origin, i.Name.Origin); len(v.plan.Revision) > maxRevision {
		v.fail("name-too-long", at, fmt.Sprintf("with this name istiod's Service is called istiod-%s, which is longer than 63 characters", v.plan.Revision),
			fmt.Sprintf("write: a name of at most %d characters", maxRevision-len(v.plan.Revision)+len(sail.Name)))
	}
}

// checkSailValues finds values that are set elsewhere too: by a field of the topology,
// or by the Sail operator itself.
func (v *verdict) checkSailValues() {
	i := &v.doc.Istio
	c := chartValues{v, "sail-values"}
	c.checkTwice()
	if _, ok := c.at("revision"); ok {
		v.fail(c.code, i.Values.Origin, `"revision" is set by the Sail operator, which makes revisions`, "remove it", i.Install.Origin)
	}
	c.checkOwnField("profile", "write istio.profile")
	c.checkNamespace(", and the Sail operator refuses the two")
	c.checkCNI()
}
