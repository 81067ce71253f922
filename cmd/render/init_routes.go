package main

import (
	"fmt"
	"slices"
	"strings"

	"render/render/compare"
	"render/render/manifest"
	"render/render/objects"
)

// routesFor are the routes that are rendered in place of one that was read: the topology keeps its
// name and adds a host to it, one for each set of hosts, or divides it among the apps that it leads to.
func routesFor(d *compare.Difference, old *objects.Object) (out []*objects.Object) {
	id := old.ID()
	if id.Kind != "VirtualService" && !strings.HasSuffix(id.Kind, "Route") {
		return nil
	}
	hosts, services, answers := servedBy(old)
	for _, c := range d.Changes {
		if c.Kind != compare.Added || c.New.ID().Kind != id.Kind {
			continue
		}
		to := c.New.ID()
		others, backends, only := servedBy(c.New)
		if to.Namespace == id.Namespace && strings.HasPrefix(to.Name, id.Name+"-") || (len(hosts) == 0 || share(hosts, others)) && (share(services, backends) || answers && only && len(backends) == 0) {
			out = append(out, c.New)
		}
	}
	return out
}

func share(a, b []string) bool {
	return slices.ContainsFunc(a, func(one string) bool { return slices.Contains(b, one) })
}

// servedBy are the hosts of a route and the Services that it leads to, and whether it answers itself.
func servedBy(route *objects.Object) (hosts, services []string, answers bool) {
	spec := route.Members().Object("spec")
	for _, h := range append(spec.List("hosts"), spec.List("hostnames")...) {
		if text, is := h.(string); is {
			hosts = append(hosts, text)
		}
	}
	for _, leaf := range compare.Leaves(spec) {
		members := leaf.Members()
		n := len(members)
		value, _ := compare.Find(spec, leaf)
		text, _ := value.(string)
		switch {
		case n < 3:
		case members[n-2] == "destination" && members[n-1] == "host":
			if namespace, name := objects.ServiceOfHost(text, route.ID().Namespace); name != "" {
				text = namespace + "/" + name
			}
			services = append(services, text)
		case members[n-2] == "backendRefs" && members[n-1] == "name":
			services = append(services, text)
		case members[1] == "redirect" || members[1] == "directResponse" || members[n-2] == "requestRedirect":
			answers = true
		}
	}
	return hosts, services, answers
}

// namesOf are objects as a line tells them, without end.
func namesOf(list []*objects.Object) string {
	const most = 4
	var out []string
	for _, o := range list[:min(len(list), most)] {
		out = append(out, o.ID().String())
	}
	if more := len(list) - most; more > 0 {
		return strings.Join(out, ", ") + fmt.Sprintf(" and %d more", more)
	}
	return strings.Join(out, ", ")
}

// fieldsAs are the fields in which an object differs from one of another name.
func fieldsAs(old *objects.Object, new manifest.Object) []compare.Field {
	as := new.With(old.ID().Name, "metadata", "name")
	d := compare.Compare(objects.New([]manifest.Manifest{{Object: old.Members()}}), objects.New([]manifest.Manifest{{Object: as}}))
	if len(d.Changes) == 0 {
		return nil
	}
	return d.Changes[0].Fields
}

// inNone are the fields of an object that none of several has, in whatever item of a list;
// where all below one is missed, that one.
func inNone(old *objects.Object, several []*objects.Object) (out []compare.Path) {
	has := map[string]bool{}
	for _, one := range several {
		for _, leaf := range compare.Leaves(one.Members()) {
			for i := range leaf {
				has[strings.Join(leaf[:i+1].Members(), ".")] = true
			}
		}
	}
	told := map[string]bool{}
	for _, leaf := range compare.Leaves(old.Members()) {
		for i := range leaf {
			if has[strings.Join(leaf[:i+1].Members(), ".")] {
				continue
			}
			if at := leaf[:i+1].String(); !told[at] { // each item by itself
				told[at], out = true, append(out, leaf[:i+1])
			}
			break
		}
	}
	return out
}
