package consequences

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"render/internal/later"
	"render/render/manifest"
	"render/render/objects"
	"render/render/platform"
	"render/render/scripts"
	"render/render/served"
	"render/render/wording"
)

// checkUpgrade tells of another version of Istio, and in which order its parts
// follow: the control plane first, then gateways, then apps; what is old goes last
// (https://istio.io/latest/docs/setup/upgrade/).
func checkUpgrade(c *change) {
	was, is := c.old.istio(), c.new.istio()
	if !was.moves(is) && !was.meant.IsZero() && !is.meant.IsZero() && !was.meant.MayBe(is.meant) && !is.version.MayBe(is.meant) {
		c.tell("istio-images-stay", Warning, fmt.Sprintf("Istio is to go from %s to %s, and its images stay those of %s, which tag names", wording.Quote(was.meant.String()), wording.Quote(is.meant.String()), wording.Quote(is.version.String())),
			"write the new version into istio.tag too, or remove it", is.o, was.o)
		return
	}
	if was.version.IsZero() || is.version.IsZero() || !was.moves(is) && was.revision == is.revision {
		return
	}
	beside := was.revision != is.revision
	of := []*objects.Object{is.o, was.o}
	from, to := wording.Quote(was.version.String()), wording.Quote(is.version.String())
	switch skipped, back := platform.Upgrade(was.version, is.version); {
	case len(skipped) > 0:
		c.tell("istio-skips-minors", skipping()[beside], fmt.Sprintf("Istio goes from %s to %s and skips %s: it is made to go one minor version at a time", from, to, through(skipped)),
			"go by each minor version, and restart gateways and apps each time", of...)
		each := ", in a change of its own"
		if len(skipped) > 1 {
			each = ", one after the other, each in a change of its own"
		}
		c.steps.Need(beforehand, "go by Istio "+through(skipped)+each)
	case back:
		c.tell("istio-downgrade", Danger, fmt.Sprintf("Istio goes back from %s to %s: proxies that are newer than istiod may not understand it", from, to),
			"restart gateways and apps at once, and go back one minor version at a time", of...)
	}
	switch {
	case beside:
		c.tellBeside(was, is, of)
	case is.by != nobody && was.moves(is):
		c.tell("istio-in-place", Note, fmt.Sprintf("Istio goes from %s to %s in place: %s restart, and what runs goes on meanwhile with what it knows", from, to, c.restarted()), c.helpUpgrade(is), of...)
	}
	if help := c.helpUpgrade(is); help != "" && was.by == is.by {
		when := byHand
		if beside { // its revision has to be there before pods ask for it
			when = beforehand
		}
		c.steps.Does(when, help, scripts.Install{By: map[installedBy]manifest.Reader{istioctl: manifest.Istioctl, helm: manifest.Helm}[is.by], Version: is.version.String()})
	}
}

// skipping is how much it weighs that minor versions are skipped: with a control
// plane beside the old one pods go on with that.
func skipping() map[bool]Severity { return skippingOnce.Get(makeSkipping) }

var skippingOnce later.Value[map[bool]Severity]

func makeSkipping() map[bool]Severity {
	return map[bool]Severity{false: Danger, true: Warning}
}

// restarted are what the installer of Istio restarts itself.
func (c *change) restarted() string {
	if c.makesGateways() {
		return "istiod and the gateways that the IstioOperator makes"
	}
	return "istiod's pods"
}

// makesGateways reports whether Istio's installer makes gateways.
func (c *change) makesGateways() bool {
	return slices.ContainsFunc(c.new.Entrances, func(e *served.Entrance) bool { return e.Maker == served.Installer })
}

// helpUpgrade is what a person does for another version; "" where something in the
// cluster does it.
func (c *change) helpUpgrade(is installation) string {
	switch is.by {
	case istioctl:
		return fmt.Sprintf("run istioctl %s install with the file of the stage istio", is.version)
	case helm:
		return fmt.Sprintf("run helm with the charts of Istio %s", is.version)
	}
	return ""
}

// tellBeside tells of a control plane that comes beside the old one, which nobody
// takes away.
func (c *change) tellBeside(was, is installation, of []*objects.Object) {
	gateways := ""
	if c.makesGateways() {
		gateways = "the gateways that the IstioOperator makes go over at once, other "
	}
	c.tell("old-revision-stays", Warning, fmt.Sprintf("a second istiod, of revision %s, comes beside that of revision %s, which stays: %spods go on with the old one until they are restarted",
		revisionName(is.revision), revisionName(was.revision), gateways), "once no pod is left of the old one, run: "+uninstall(was), of...)
	c.steps.Need(afterwards, "once no pod is left of the old revision, "+uninstall(was))
}

func revisionName(revision string) string { return wording.Quote(cmp.Or(revision, "default")) }

// uninstall is the command that takes a revision away.
func uninstall(was installation) string {
	switch was.by {
	case helm: // the object that tells is Istio's Namespace
		return "helm uninstall " + strings.TrimSuffix("istiod-"+was.revision, "-") + " -n " + was.o.ID().Name
	case sail:
		return "kubectl delete istiorevision " + cmp.Or(was.revision, "default")
	}
	return "istioctl uninstall --revision " + cmp.Or(was.revision, "default")
}

// through are minor versions as a message names them.
func through(versions []string) string {
	if len(versions) > maxListed {
		return versions[0] + " to " + versions[len(versions)-1]
	}
	return strings.Join(versions, ", ")
}
