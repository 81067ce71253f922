package consequences

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"render/render/manifest"
	"render/render/objects"
	"render/render/scripts"
	"render/render/served"
	"render/render/wording"
)

// checkInstaller tells of somebody else who installs Istio from now on, and of the
// one who does not know of it.
func checkInstaller(c *change) {
	was, is := c.old.Istio(), c.new.Istio()
	if was.By == is.By {
		return
	}
	of := []*objects.Object{was.Object, is.Object}
	if was.By == served.Nobody {
		if c.old.meshed() && was.Revision == is.Revision {
			c.tell("two-installers", Danger, fmt.Sprintf("%s finds Istio as somebody else installed it, under the same names: %s", is.By, foundBy(is.By, was.By)),
				handedOver(is.By), of...)
		}
		return
	}
	if was.By == served.Operator {
		c.tellOperator(was, is, of)
		return
	}
	if is.By == served.Nobody && !c.deletes(was.Object) {
		c.tell("istiod-unmanaged", Warning, fmt.Sprintf("%s installed Istio, and nothing here does any more: what it installed stays as it is, and is nobody's to upgrade", was.By), "", of...)
		return
	}
	if is.By == served.Nobody || is.Revision != was.Revision {
		return // of which checkUpgrade tells
	}
	if is.By == served.Operator && !c.Live && !manifest.Rendered(was.Object.Members()) {
		c.tell("two-installers", Warning, fmt.Sprintf("IstioOperator %s: the old side does not say who acts on it: where Istio's operator runs (istioctl operator init), it goes on; where a person ran istioctl install, the operator takes over what that installed, and the next run of istioctl sets it back", wording.Quote(was.Object.ID().Name)),
			"see whether it runs: kubectl get deployments -n istio-operator; where it does not, install a second revision beside the old one (istio.revision), move namespaces over, and then uninstall the old one", of...)
		return
	}
	help := "install a second revision beside the old one (istio.revision), move namespaces over, and then uninstall the old one"
	if is.By == served.Helm {
		help += "; " + ofNoRevision
	}
	c.tell("two-installers", Danger, fmt.Sprintf("%s finds Istio as %s installed it, under the same names: %s", is.By, was.By, foundBy(is.By, was.By)), help, of...)
}

// ofNoRevision is what helm takes over beside another revision too: the chart base has none.
const ofNoRevision = "helm takes istio-base over then too, by --take-ownership"

// handedOver is how Istio goes over that somebody else installed. Helm takes objects over that have
// its release's annotations, or all of them by --take-ownership (helm 3.17, pkg/action/validate.go).
func handedOver(to served.InstalledBy) string {
	if to == served.Helm {
		return "once nobody else installs it, let helm take it over: add --take-ownership to helm upgrade --install (helm 3.17), or annotate its objects with the release (meta.helm.sh/release-name) before; or install a second revision beside it (istio.revision): " + ofNoRevision
	}
	return "have whoever installed it take it away or hand it over first, or install a second revision beside it (istio.revision)"
}

// meshed reports whether gateways of a side need Istio, whoever installs it.
func (s *side) meshed() bool {
	return len(s.World.OfKind(objects.IstioNetworking, "Gateway"))+len(s.World.OfKind(objects.GatewayAPI, "Gateway")) > 0
}

// foundBy is what an installer does with what another one installed: Helm, which the
// Sail operator is made of, refuses what is not its own (helm, pkg/action/validate.go).
func foundBy(is, was served.InstalledBy) string {
	switch {
	case is == served.Sail || is == served.Helm:
		return "it refuses what is not its own, so that Istio stays as it is"
	case was == served.Sail:
		return "it takes it over, and the Sail operator sets it back"
	}
	if was == served.Nobody {
		return "it takes it over, and whoever installed it may set it back"
	}
	return "it takes it over, and the next run of " + was.String() + " sets it back"
}

// tellOperator tells of an operator that is not to install Istio any more
// (istio release-1.23, operator/pkg/controller/istiocontrolplane,
// istiocontrolplane_controller.go, Reconcile).
func (c *change) tellOperator(was, is served.Installation, of []*objects.Object) {
	deployment := c.old.operator()
	if deployment == nil {
		return
	}
	of = append(of, deployment)
	name, run := was.Object.ID().Name, scripts.Retiring(deployment.ID(), deployment.Workload().Selector().MatchLabels().Labels().String(), was.Object.ID())
	help := "before, stop the operator, and wait until its pods are gone: " + run[0] + "; take the finalizer off, so that deleting the IstioOperator uninstalls nothing: " + run[1] + "; and delete it: " + run[2]
	switch {
	case is.By == served.Nobody || was.Version.IsZero():
	case was.Moves(is):
		help += "; and keep version " + was.Version.String() + keptRevision(was) + " in this change, so that pods keep their control plane: Istio " + is.Version.String() + " is for one after it"
	case was.Revision != is.Revision && was.Revision != "":
		help += "; and write istio.revision: " + was.Revision + ", so that pods keep their control plane"
	}
	switch goes := c.deletes(was.Object) && c.New.Find(was.Object.ID()) == nil; {
	case goes: // checkPruning tells that it takes Istio along
	case is.By == served.Nobody:
		c.tell("two-installers", Danger, fmt.Sprintf("Istio's operator stays, goes on with IstioOperator %s, and is in the way of whoever installs Istio from now on", wording.Quote(name)), help, of...).done = true
	default:
		c.tell("two-installers", Danger, fmt.Sprintf("Istio's operator stays and goes on with IstioOperator %s: it undoes what %s does", wording.Quote(name), is.By), help, of...).done = true
	}
	if step := fmt.Sprintf("stop the operator (%s), take the finalizer off its IstioOperator (%s), and delete that (%s)", run[0], run[1], run[2]); c.goes(was.Object) {
		c.dismiss(beforehand, step, scripts.StopOperator{}, was.Object)
	} else {
		c.steps.Does(beforehand, step, scripts.StopOperator{})
	}
	c.steps.Does(afterwards, "delete the operator", scripts.DropRest{Kinds: []string{"Deployment"}})
}

// keptRevision is the revision that an installation has, as what is to be said of it beside the version.
func keptRevision(was served.Installation) string {
	if was.Revision == "" {
		return ""
	}
	return " and revision " + was.Revision
}

// operator is the Deployment of Istio's operator; nil where there is none.
func (s *side) operator() *objects.Object {
	for w := range s.World.Workloads() {
		if w.IsIstioOperator() {
			return w.Object()
		}
	}
	return nil
}

// checkMakers tells of gateways that Istio's installer made, and that come from the
// objects now, or the other way round, under one name.
func checkMakers(c *change) {
	var titles []string
	var of []*objects.Object
	faults := map[string]bool{}
	injected := false // from now on
	for _, e := range c.new.Entrances {
		old := c.old.ByService[e.Service]
		if old == nil || old.Maker == e.Maker || old.Maker == served.ControlPlane || e.Maker == served.ControlPlane {
			continue
		}
		injected = e.Maker == served.Itself
		titles, of = append(titles, e.Title()), append(of, e.Object, old.Object)
		if w, ok := c.deploymentOf(e, old); ok && w.Selector().MatchLabels().Labels().String() != installed(e, old).Deployed.String() {
			faults["the API server refuses another selector of a Deployment"] = true
		}
	}
	if len(titles) == 0 {
		return
	}
	was, is, ports := "Istio's installer made what comes from the objects now", "80 and 443", "8080 and 8443"
	if !injected {
		was, is, ports = "what the objects made Istio's installer makes now", ports, is
	}
	faults["its pods listen on "+is+" in place of "+ports+", and the Service changes apart from them"] = true
	c.tell("gateway-maker-changes", Danger, fmt.Sprintf("%s: %s, under the same names: %s", wording.Listed(titles), was, strings.Join(slices.Sorted(maps.Keys(faults)), "; ")),
		otherGateway+", and move the address over once its pods are ready", of...)
	c.steps.Need(beforehand, "bring the gateways under new names beside the old ones")
}

// otherGateway is how a gateway comes beside the old one, with pods and a Gateway of its own.
const otherGateway = "give the tier a new name, or write another workload, label and gateway into its names, all three"

// checkSharedPods tells of a new gateway whose pods bear the labels of an old one that another made and that is there
// meanwhile: each Service chooses the pods of both, of which those of an installer listen on other ports.
func checkSharedPods(c *change) {
	for _, e := range c.new.Entrances {
		for _, old := range c.old.Entrances {
			apart := e.Namespace != old.Namespace || e.Maker == old.Maker || e.Maker == served.ControlPlane || old.Maker == served.ControlPlane
			if apart || c.old.ByService[e.Service] != nil || c.new.ByService[old.Service] != nil || len(e.Pods) == 0 || !old.Pods.Match(e.Pods) && !e.Pods.Match(old.Pods) {
				continue
			}
			c.tell("gateways-share-pods", Danger, fmt.Sprintf("%s: Service %s and the old Service %s choose the pods of both gateways, which bear the same labels (%s) and listen on different ports: as long as both are there part of the connections is refused",
				e.Title(), wording.Quote(e.Name), wording.Quote(old.Name), old.Pods), otherGateway, e.Object, old.Object)
			c.steps.Need(beforehand, "bring the gateways under new names beside the old ones")
		}
	}
}

// deploymentOf is the Deployment behind the one of two entrances that is a Service.
func (c *change) deploymentOf(e, old *served.Entrance) (objects.Workload, bool) {
	world := c.New
	if old.Maker == served.Itself {
		world = c.Old
	}
	return world.Deployment(e.Namespace, cmp.Or(e.Name, old.Name))
}

// installed is the one of two entrances that Istio's installer makes.
func installed(e, old *served.Entrance) *served.Entrance {
	if e.Maker == served.Installer {
		return e
	}
	return old
}
