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
	was, is := c.old.Istio(), c.new.Istio()
	if !was.Moves(is) && !was.Meant.IsZero() && !is.Meant.IsZero() && !was.Meant.MayBe(is.Meant) && !is.Version.MayBe(is.Meant) {
		c.tell("istio-images-stay", Warning, fmt.Sprintf("Istio is to go from %s to %s, and its images stay those of %s, which tag names", wording.Quote(was.Meant.String()), wording.Quote(is.Meant.String()), wording.Quote(is.Version.String())),
			"write the new version into istio.tag too, or remove it", is.Object, was.Object)
		return
	}
	if was.Version.IsZero() || is.Version.IsZero() || !was.Moves(is) && was.Revision == is.Revision {
		return
	}
	beside := was.Revision != is.Revision
	of := []*objects.Object{is.Object, was.Object}
	from, to := wording.Quote(was.Version.String()), wording.Quote(is.Version.String())
	switch skipped, back := platform.Upgrade(was.Version, is.Version); {
	case len(skipped) > 0:
		c.tell("istio-skips-minors", skipping()[beside], fmt.Sprintf("Istio goes from %s to %s and skips %s: it is made to go one minor version at a time", from, to, through(skipped)),
			"go by each minor version, and restart gateways and apps each time", of...)
		each := ", in a change of its own"
		if len(skipped) > 1 {
			each = ", one after the other, each in a change of its own"
		}
		if was.By == served.Operator && is.By != was.By {
			c.steps.Need(foremost, "leave the operator at Istio "+was.Version.String()+", in a change of its own")
		}
		step := "go by Istio " + through(skipped) + each
		if _, _, too := c.kubernetesSkipped(); len(too) > 0 { // each Istio is for some Kubernetes alone
			step = fmt.Sprintf("go by Kubernetes %s and Istio %s by turns, each minor version in a change of its own for which render check tells that the two fit, and look at what diff tells of the rest after it", through(too), through(skipped))
		}
		c.steps.Need(foremost, step)
	case back:
		c.tell("istio-downgrade", Danger, fmt.Sprintf("Istio goes back from %s to %s: proxies that are newer than istiod may not understand it", from, to),
			"restart gateways and apps at once, and go back one minor version at a time", of...)
	}
	switch {
	case beside:
		c.tellBeside(was, is, of)
	case is.By != served.Nobody && was.Moves(is):
		c.tell("istio-in-place", Note, fmt.Sprintf("Istio goes from %s to %s in place: %s restart, and what runs goes on meanwhile with what it knows%s", from, to, c.restarted(), c.longBreak()), cmp.Or(c.helpUpgrade(is), c.sailFirst(is)), of...)
	}
	if was.By == is.By && was.Moves(is) {
		c.sailFirst(is)
	}
	if help := c.helpUpgrade(is); help != "" && was.By == is.By {
		when := byHand
		if beside { // its revision has to be there before pods ask for it
			when = beforehand
		}
		c.steps.Does(when, help, scripts.Install{By: map[served.InstalledBy]manifest.Reader{served.Istioctl: manifest.Istioctl, served.Helm: manifest.Helm}[is.By], Version: is.Version.String()})
	}
}

// skipping is how much it weighs that minor versions are skipped: with a control
// plane beside the old one pods go on with that.
func skipping() map[bool]Severity { return skippingOnce.Get(makeSkipping) }

var skippingOnce later.Value[map[bool]Severity]

func makeSkipping() map[bool]Severity {
	return map[bool]Severity{false: Danger, true: Warning}
}

// restarted are what restarts by itself where Istio is of another version in place: istiod writes its
// proxy's image into the pods of Gateways of the Gateway API (istio, kube-gateway.yaml).
func (c *change) restarted() string {
	if made := c.gatewaysByOthers(); made != "" {
		return "istiod and " + made
	}
	return "istiod's pods"
}

// gatewaysByOthers are the gateways that neither a person nor who applies makes; "" where there are none.
func (c *change) gatewaysByOthers() string {
	by := func(m served.Maker) bool {
		return slices.ContainsFunc(c.new.Entrances, func(e *served.Entrance) bool { return e.Maker == m })
	}
	switch {
	case by(served.Installer):
		return "the gateways that the IstioOperator makes"
	case by(served.ControlPlane):
		return "the gateways of the Gateway API"
	}
	return ""
}

// longBreak is what becomes of connections where gateways restart by themselves.
func (c *change) longBreak() string {
	if c.gatewaysByOthers() == "" {
		return ""
	}
	return "; " + longConnections
}

// longConnections is what no order of pods that are made anew keeps: an old one stops serving when its time to drain is over.
const longConnections = "connections through gateways that last longer than an old pod has to stop, as WebSockets, break"

// helpUpgrade is what a person does for another version; "" where something in the
// cluster does it.
func (c *change) helpUpgrade(is served.Installation) string {
	switch is.By {
	case served.Istioctl:
		return fmt.Sprintf("run istioctl %s install with the file of the stage istio", is.Version)
	case served.Helm:
		return fmt.Sprintf("run helm with the charts of Istio %s", is.Version)
	}
	return ""
}

// sailFirst has the Sail operator know a version before it is asked for: its CustomResourceDefinition
// lists those that it does. It says so; "" where Sail does not install Istio.
func (c *change) sailFirst(is served.Installation) string {
	if is.By != served.Sail {
		return ""
	}
	first := "see that the Sail operator in the cluster knows " + platform.SailVersion(is.Version) + ", or upgrade it first"
	c.steps.Need(beforehand, first)
	return "before, " + first
}

// tellBeside tells of a control plane that comes beside the old one, which nobody
// takes away.
func (c *change) tellBeside(was, is served.Installation, of []*objects.Object) {
	gateways := c.gatewaysByOthers()
	if gateways != "" {
		gateways += " go over at once, other "
	}
	once := "once no pod is left of the old one, "
	if along := c.takenAlong(); len(along) > 0 {
		once = "once no pod is left of the old one but those of " + served.Called(along) + ", which go with it, "
	}
	c.tell("old-revision-stays", Warning, fmt.Sprintf("a second istiod, of revision %s, comes beside that of revision %s, which stays: %spods go on with the old one until they are restarted",
		revisionName(is.Revision), revisionName(was.Revision), gateways), once+"run: "+was.Uninstall(is), of...)
	c.steps.Need(afterwards, strings.Replace(once, "old one", "old revision", 1)+was.Uninstall(is))
}

func revisionName(revision string) string { return wording.Quote(cmp.Or(revision, "default")) }

// through are minor versions as a message names them.
func through(versions []string) string {
	if len(versions) > maxListed {
		return versions[0] + " to " + versions[len(versions)-1]
	}
	return strings.Join(versions, ", ")
}
