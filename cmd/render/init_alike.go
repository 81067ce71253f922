package main

import (
	"fmt"
	"slices"
	"strings"

	"render/render/align"
	"render/render/compare"
	"render/render/importing"
	"render/render/manifest"
	"render/render/objects"
)

// readObject is what tellFields tells of: an object that was read, and what is rendered of it.
type readObject struct {
	of       manifest.ID
	old, new manifest.Object
	world    *objects.World // all that is rendered
	read     *objects.World // all that was read; nil where only part of it is looked at
	told     []string       // paths of fields of which something else is told
}

// alike reports whether a field that differs says the same before and after: what an API server
// fills in where it is left out, a Service in other words, a port of pods by its name or its number.
func (t *readObject) alike(f *compare.Field) bool {
	if saysNothing(f, t.of, t.read, t.world) {
		return true
	}
	if f.New == nil {
		strategy, isObject := f.Old.(manifest.Object)
		if isObject && t.of.Kind == "Deployment" && f.Path.String() == "spec.strategy" && importing.UsualStrategy(strategy) {
			return true
		}
		return isEmptyOfPods(f) || align.IsFilledIn(t.of.Kind, f.Path.Members(), f.Old) || t.sameHeader(f) || t.sameRule(f) || t.sameCount(f) || t.sameGateway(f) || sameSecurity(f, t.old, t.new)
	}
	if t.of.Group == objects.IstioNetworking && t.of.Kind == "Gateway" && f.Path.Has("spec", "servers") && len(f.Path) == 2 {
		return true // servers in another order
	}
	switch f.Path[len(f.Path)-1].Member {
	case "http":
		return t.sameOrder(f)
	case "host":
		return sameService(f, t.of)
	case "config":
		return sameText(f, t.of)
	case "port":
		return samePodPort(f, t.old, t.new) || sameNumber(f)
	case "targetPort":
		for w := range t.world.PodsOf(t.of.Namespace, objects.Labels(t.new.Object("spec").Object("selector"))) {
			if list := w.Members().Object("spec").Object("template").Object("spec").List("containers"); slices.ContainsFunc(list, func(c any) bool { return isPort(c, f) }) {
				return true
			}
		}
	}
	return false
}

// isEmptyOfPods reports whether a field is one of a pod or a container with nothing in it, as charts leave them, which
// says what its absence does.
func isEmptyOfPods(f *compare.Field) bool {
	o, isObject := f.Old.(manifest.Object)
	list, isList := f.Old.([]any)
	return (isObject && len(o) == 0 || isList && len(list) == 0) && f.Path.Has("spec", "template", "spec") &&
		slices.Contains([]string{"resources", "lifecycle", "securityContext", "nodeSelector", "affinity", "tolerations", "env", "envFrom", "args", "command", "ports", "volumes", "volumeMounts", "initContainers", "imagePullSecrets"}, f.Path[len(f.Path)-1].Member)
}

// sameNumber reports whether a number was a text before, which protobuf reads alike.
func sameNumber(f *compare.Field) bool {
	text, ok := f.Old.(string)
	return ok && f.New != nil && text == fmt.Sprint(f.New)
}

// sameHeader reports whether a header is there by its name in lower case, which is the same one.
func (t *readObject) sameHeader(f *compare.Field) bool {
	last := len(f.Path) - 1
	if name := f.Path[last].Member; last < 1 || f.Path[last-1].Member != "set" && f.Path[last-1].Member != "add" && f.Path[last-1].Member != "headers" || strings.ToLower(name) == name {
		return false
	}
	path := append(slices.Clone(f.Path[:last]), compare.Step{Member: strings.ToLower(f.Path[last].Member)})
	value, found := compare.Find(t.new, path)
	return found && compare.Equal(value, f.Old)
}

// sameRule reports whether requests of a rule that are told apart no more are those of another one
// that does the same with them.
func (t *readObject) sameRule(f *compare.Field) bool {
	last := len(f.Path) - 1
	if last < 3 || !f.Path[last].Item || f.Path[last-1].Member != "match" && f.Path[last-1].Member != "matches" {
		return false
	}
	key := f.Path[last-1].Member
	read, _ := compare.Find(t.old, f.Path[:last-1].Before())
	rule, _ := read.(manifest.Object)
	rendered, _ := compare.Find(t.new, f.Path[:last-2])
	list, _ := rendered.([]any)
	return slices.ContainsFunc(list, func(one any) bool {
		other, _ := one.(manifest.Object)
		return compare.Equal(rule.Without(key), other.Without(key)) && slices.ContainsFunc(other.List(key), func(m any) bool { return compare.Equal(m, f.Old) })
	})
}

// sameGateway reports whether a route is at the Gateway that one of its own became, which lives
// in another namespace.
func (t *readObject) sameGateway(f *compare.Field) bool {
	name, is := f.Old.(string)
	if !is || t.of.Kind != "VirtualService" || !f.Path.Has("spec", "gateways") {
		return false
	}
	bare := func(name string) string { return name[strings.Index(name, "/")+1:] }
	return slices.ContainsFunc(t.new.Object("spec").List("gateways"), func(one any) bool {
		other, _ := one.(string)
		return bare(other) == bare(name)
	})
}

// sameCount reports whether gateways of an IstioOperator have as many pods as before, by bounds of
// an autoscaler that are one number.
func (t *readObject) sameCount(f *compare.Field) bool {
	one := func(item any, count any) bool {
		o, _ := item.(manifest.Object)
		bounds := o.Object("k8s").Object("hpaSpec")
		return compare.Equal(bounds.Get("minReplicas"), bounds.Get("maxReplicas")) && (count == nil || compare.Equal(bounds.Get("minReplicas"), count))
	}
	gateways := t.new.Object("spec").Object("components").List("ingressGateways")
	switch last := len(f.Path) - 1; {
	case t.of.Group != objects.IstioInstall:
	case f.Path[last].Member == "replicaCount" && last > 1:
		item, _ := compare.Find(t.new, f.Path[:last-1])
		return one(item, f.Old)
	case f.Path.String() == scaledAtAll || strings.HasPrefix(scaledAtAll, f.Path.String()+".") && len(compare.Leaves(manifest.Object{{Key: "values", Value: f.Old}})) == 1:
		return !slices.ContainsFunc(gateways, func(item any) bool { return !one(item, nil) })
	}
	return false
}

// scaledAtAll is whether an IstioOperator's gateways have autoscalers.
const scaledAtAll = "spec.values.gateways.istio-ingressgateway.autoscaleEnabled"

// samePodPort reports whether a probe asks the same port of its container, by its number or by a
// name that the container has for it on that side.
func samePodPort(f *compare.Field, old, new manifest.Object) bool {
	for at := range f.Path {
		before, _ := compare.Find(old, f.Path[:at])
		after, _ := compare.Find(new, f.Path[:at])
		if was := portIn(before, f.Old); was != nil && compare.Equal(was, portIn(after, f.New)) {
			return true
		}
	}
	return false
}

// portIn is the number of the port of a container that a value says by its number or its name; nil for
// none.
func portIn(container, value any) any {
	o, _ := container.(manifest.Object)
	for _, p := range o.List("ports") {
		port, _ := p.(manifest.Object)
		if number := port.Get("containerPort"); compare.Equal(number, value) || value != nil && compare.Equal(port.Get("name"), value) {
			return number
		}
	}
	return nil
}

// isPort reports whether a field says a port of a container by its name before or after, and by its
// number on the other side.
func isPort(container any, f *compare.Field) bool {
	o, _ := container.(manifest.Object)
	return slices.ContainsFunc(o.List("ports"), func(p any) bool {
		port, _ := p.(manifest.Object)
		name, number := port.Get("name"), port.Get("containerPort")
		return name != nil && (compare.Equal(f.Old, number) && compare.Equal(f.New, name) || compare.Equal(f.Old, name) && compare.Equal(f.New, number))
	})
}

// sameService reports whether a field names the same Service before and after, in other words.
func sameService(f *compare.Field, of manifest.ID) bool {
	old, _ := f.Old.(string)
	new, _ := f.New.(string)
	if f.Path[len(f.Path)-1].Member != "host" {
		return false
	}
	namespace, name := objects.ServiceOfHost(old, of.Namespace)
	other, called := objects.ServiceOfHost(new, of.Namespace)
	return name != "" && name == called && namespace == other
}
