package consequences

import (
	"fmt"
	"strings"

	"render/render/compare"
	"render/render/fixed"
	"render/render/objects"
	"render/render/scripts"
	"render/render/served"
	"render/render/wording"
)

// checkImmutable tells of fields that the API server refuses to change.
func checkImmutable(c *change) {
	for i := range c.Changes {
		one := &c.Changes[i]
		if one.Kind != compare.Changed {
			continue
		}
		for _, f := range one.Fields {
			if fixed.Refused(one, f) {
				c.tellFixed(one, f)
			}
		}
		c.checkSize(one)
		switch field := fixed.OfService(one); field {
		case "":
		case familyPolicy:
			step := narrowing(one.New.ID().Namespace, one.New.ID().Name)
			c.tell("immutable-field", Danger, fmt.Sprintf("%s: the API server refuses another %s", titled(one.New), wording.Quote(field)), keptFirst+step, one.New).done = true
			c.steps.Does(beforehand, step, run(scripts.AtOnce, step))
		default:
			c.tellRefused(one.New, wording.Quote(field))
		}
	}
	c.checkMade()
}

// familyPolicy is a field that the API server refuses to change with the families alone; once it says that the
// Service has one, it takes these (kubernetes, pkg/registry/core/service/storage, trimFieldsForDualStackDowngrade).
const (
	familyPolicy = "spec.ipFamilyPolicy"
	keptFirst    = "have it keep its first family alone before, and it stays; run: "
)

// checkMade tells of fixed fields of what Istio's installer or istiod makes, which
// then fail to.
func (c *change) checkMade() {
	for _, e := range c.new.Entrances {
		old := c.old.ByService[e.Service]
		if old == nil || e.Maker == served.Itself || old.Maker != e.Maker {
			continue
		}
		fails := "istiod"
		if e.Maker == served.Installer {
			fails = c.installs()
		}
		of := append(e.Objects(), old.Objects()...)
		if field := fixed.OfSettings(old.Settings, e.Settings, old.Addresses); field != "" && old.LoadBalancer && e.LoadBalancer {
			when, turn := c.madeAgain(e)
			help, step, deed := "delete the Service "+turn+"; it comes anew, and is gone meanwhile", "delete Service "+e.Name, scripts.Deed(scripts.DropMade{Kind: "Service", Name: e.Name, As: madeAnew(field, e)})
			if field == familyPolicy {
				when, step = beforehand, narrowing(e.Namespace, e.Name)
				help, deed = keptFirst+step, run(scripts.AtOnce, step)
			}
			c.tell("immutable-made", Danger, fmt.Sprintf("Service %s: the API server refuses another %s, so that %s fails", wording.Quote(e.Name), wording.Quote(field), fails), help, of...).done = field == familyPolicy
			c.steps.Does(when, step, deed)
		}
		if e.Maker == served.Installer && old.Deployed.String() != e.Deployed.String() {
			when, turn := c.madeAgain(e)
			c.tell("immutable-made", Danger, fmt.Sprintf("Deployment %s: the API server refuses another selector, which is the gateway's label, so that %s fails", wording.Quote(e.Name), fails),
				"delete the Deployment "+turn+"; its pods are gone meanwhile. Or "+keptLabel(old, e), of...)
			c.steps.Does(when, "delete Deployment "+e.Name, scripts.DropMade{Group: objects.Apps, Kind: "Deployment", Name: e.Name, As: chosenBy(e.Deployed)})
		}
	}
}

// madeAgain is when what is made for a gateway is deleted, so that it comes as it is to be. Istio's operator makes
// at once what is deleted, by the IstioOperator that is there at that moment (istio release-1.23,
// operator/pkg/controller/istiocontrolplane, istiocontrolplane_controller.go, ownedResourcePredicates).
func (c *change) madeAgain(e *served.Entrance) (when phase, turn string) {
	if e.Maker == served.Installer && c.new.Operated {
		return afterwards, "right behind the change, by which the operator makes it anew"
	}
	return beforehand, "before"
}

// madeAnew is by what a Service is known that has been made with another fixed field.
func madeAnew(field string, e *served.Entrance) []scripts.Setting {
	switch field {
	case "spec.loadBalancerClass":
		return []scripts.Setting{{Path: ".spec.loadBalancerClass", Value: e.Class()}}
	case "spec.ipFamilies":
		return []scripts.Setting{{Path: ".spec.ipFamilies[0]", Value: e.Settings.IPFamilies().Item(0).Value()}}
	}
	return nil
}

// chosenBy is by what a Deployment is known that has been made with another selector.
func chosenBy(labels objects.Labels) (out []scripts.Setting) {
	for _, l := range labels.Sorted() {
		if text, ok := l.Value.(string); ok {
			out = append(out, scripts.Setting{Path: ".spec.selector.matchLabels." + strings.ReplaceAll(l.Key, ".", `\.`), Value: text})
		}
	}
	return out
}

// keptLabel is how a gateway of an IstioOperator goes on beside or with the label that it has.
func keptLabel(old, now *served.Entrance) string {
	if app, is := old.Deployed.Get("app"); is && len(old.Deployed.Missing(now.Deployed)) == 1 && len(now.Deployed.Missing(old.Deployed)) == 1 {
		if other, is := now.Deployed.Get("app"); is && other != app {
			return fmt.Sprintf("keep the label: an overlay that patches the IstioOperator, {name: %s, label: {app: %s}} in spec.components.ingressGateways", now.Name, app)
		}
	}
	return "make a gateway of a new name beside it"
}

func (c *change) tellFixed(one *compare.Change, f compare.Field) {
	path := f.Path.String()
	if len(f.Path) > 2 {
		path = f.Path[:2].String()
	}
	if one.New.ID().Kind == "Secret" || one.New.ID().Kind == "ConfigMap" {
		path = f.Path[:1].String()
	}
	switch id := one.New.ID(); {
	case isClaim(id):
		c.tellClaim(one.New, "another "+wording.Quote(path))
	case isDefinition(id):
		c.tellDefinition(one.New, f.Path.String())
	case id.Kind == "StatefulSet" && len(claimsOf(one.Old)) > 0:
		c.tellStateful(one, path)
	default:
		c.tellRefused(one.New, wording.Quote(path))
	}
}

// tellRefused tells that the API server refuses an object.
func (c *change) tellRefused(o *objects.Object, field string) {
	command := deletion(o)
	c.tell("immutable-field", Danger, fmt.Sprintf("%s: the API server refuses another %s", titled(o), field), "give it another name; or delete it before ("+command+"): it comes anew, and is gone meanwhile", o)
	c.steps.Does(beforehand, strings.TrimPrefix(command, "kubectl ")+", or give it another name", run(scripts.AtOnce, command))
}
