package consequences

import (
	"fmt"
	"slices"
	"strings"

	"render/render/compare"
	"render/render/fixed"
	"render/render/manifest"
	"render/render/objects"
	"render/render/platform"
	"render/render/scripts"
	"render/render/wording"
)

const apiExtensions = "apiextensions.k8s.io"

func isDefinition(id manifest.ID) bool {
	return id.Group == apiExtensions && id.Kind == "CustomResourceDefinition"
}

// tellDefinition tells that the API server refuses a definition, which takes all objects of its
// kind with it where it is deleted.
func (c *change) tellDefinition(o *objects.Object, path string) {
	c.tell("immutable-field", Danger, fmt.Sprintf("%s: the API server refuses another %s", titled(o), wording.Quote(path)),
		"write a definition of another name, and its objects beside the old ones; deleted to be made anew ("+deletion(o)+") it takes all objects of its kind with it", o)
	c.steps.Need(beforehand, fmt.Sprintf("leave %s as it is, and write one of another name", titled(o)))
}

// checkDefinitions tells of versions of a kind that are served no more: who asks by one gets 404.
func checkDefinitions(c *change) {
	for i := range c.Changes {
		one := &c.Changes[i]
		if one.Kind != compare.Changed || !isDefinition(one.ID()) {
			continue
		}
		is := fixed.ServedVersions(one.New)
		lost := slices.DeleteFunc(fixed.ServedVersions(one.Old), func(v string) bool { return slices.Contains(is, v) })
		if len(lost) == 0 {
			continue
		}
		written, of := c.writtenIn(one.New, lost), []*objects.Object{one.New}
		severity, message, help := Warning, fmt.Sprintf("%s: %s is served no more: who asks by it gets 404", titled(one.New), quoted(lost)), "see that nobody asks by it: who applies, controllers, objects that nobody renders"
		if len(written) > 0 {
			severity, of = Danger, append(of, written...)
			message += ", and " + titlesOf(written) + " cannot be applied"
			help = "write them in a version that is served"
		}
		if fixed.LacksVersions(one.New, lost) {
			help += "; while objects are stored in it (status.storedVersions) the API server refuses that it goes: migrate them before"
		}
		c.tell("version-unserved", severity, message, help, of...)
	}
}

// checkKinds tells of kinds of the Gateway API that are new, where their definitions are not: nothing
// that is applied brings them. Who had others has those of its first release.
func checkKinds(c *change) {
	var kinds, first []string
	var of []*objects.Object
	if len(slices.Collect(c.old.World.OfGroup(objects.GatewayAPI))) > 0 {
		first = []string{"GatewayClass", "Gateway", "HTTPRoute", "ReferenceGrant"}
	}
	experimental := false
	for o := range c.new.World.OfGroup(objects.GatewayAPI) {
		kind := o.ID().Kind
		if slices.Contains(kinds, kind) || slices.Contains(first, kind) || len(c.old.World.OfKind(objects.GatewayAPI, kind)) > 0 {
			continue
		}
		kinds, of = append(kinds, kind), append(of, o)
		experimental = experimental || strings.Contains(o.Members().Text("apiVersion"), "alpha")
	}
	if len(kinds) == 0 || slices.ContainsFunc(c.new.World.OfKind(apiExtensions, "CustomResourceDefinition"), func(o *objects.Object) bool { return strings.HasSuffix(o.ID().Name, "."+objects.GatewayAPI) }) {
		return
	}
	install := "install the release that \"render version --matrix\" has beside your Istio, from https://github.com/kubernetes-sigs/gateway-api/releases"
	if file := platform.GatewayAPIDefinitions(c.new.Istio().Version, experimental); file != "" {
		install = "kubectl apply --server-side -f " + file
	}
	c.tell("definitions-needed", Warning, "the cluster has to have the Gateway API's definitions of "+quoted(kinds)+", which neither Kubernetes nor Istio brings", "before, where they are not there: "+install, of...)
	c.steps.Does(beforehand, "where the Gateway API's definitions are not there, "+install, scripts.Defined{Group: objects.GatewayAPI})
}

// versionsOf are the versions of a definition.
// writtenIn are the objects of the new side that are written in some versions of a definition.
func (c *change) writtenIn(definition *objects.Object, versions []string) []*objects.Object {
	spec := definition.Members().Object("spec")
	return slices.DeleteFunc(slices.Clone(c.new.World.OfKind(spec.Text("group"), spec.Object("names").Text("kind"))), func(o *objects.Object) bool {
		_, version, _ := strings.Cut(o.Members().Text("apiVersion"), "/")
		return !slices.Contains(versions, version)
	})
}
