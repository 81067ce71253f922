package importing

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"render/render/document"
	"render/render/manifest"
	"render/render/objects"
)

// versions are the Deployments behind one Service.
func (im *importer) versions(m *document.Mapping, a *app, pods []manifest.Object) {
	weights, order := im.weights(a)
	slices.SortStableFunc(pods, func(a, b manifest.Object) int {
		return cmp.Compare(slices.Index(order, templateLabel(a, "version")), slices.Index(order, templateLabel(b, "version")))
	})
	var list []any
	even(weights, pods)
	for _, d := range pods {
		version := templateLabel(d, "version")
		v := document.Mapping{{Key: "version", Value: version}, {Key: "image", Value: im.container(d).Text("image")}, {Key: "weight", Value: weights[version]}}
		im.appReplicas(&v, d)
		list = append(list, v)
	}
	m.Add("versions", list)
}

// isVersion reports whether the only Deployment of an app is a version of it, as one is until a second comes:
// it is called so, and a subset chooses its pods.
func (im *importer) isVersion(a *app, d manifest.Object) bool {
	version := templateLabel(d, "version")
	_, subsets := im.subsets(a)
	return selectsBy(d, "version") && slices.Contains(subsets, version) && d.Object("metadata").Text("name") == document.Shortened(a.name)+"-"+version
}

// tellShared tells what the pods of a version get that only the first one has: versions of an app
// differ in their images and how many they are.
func (im *importer) tellShared(first, other manifest.Object, listens []listener) {
	var given, own document.Mapping
	for _, one := range [...]struct {
		m *document.Mapping
		d manifest.Object
	}{{&given, first}, {&own, other}} {
		*one.m = document.Mapping{{Key: "versions", Value: nil}}
		im.pod(one.m, one.d, listens)
	}
	if more := moreThan(given, own, ""); len(more) > 0 {
		about := other.Object("metadata")
		im.tell(manifest.ID{Group: "apps", Kind: "Deployment", Namespace: about.Text("namespace"), Name: about.Text("name")}, "spec.template",
			fmt.Sprintf("gets %s of version %q, since versions of an app differ in their image, weight and replicas alone", strings.Join(more, ", "), templateLabel(first, "version")))
	}
}

// moreThan are the members of one mapping that another has not, as a topology calls them.
func moreThan(one, other document.Mapping, at string) (out []string) {
	for _, m := range one {
		value, has := find(other, m.Key)
		within, isMapping := document.Plain(m.Value).(document.Mapping)
		others, both := document.Plain(value).(document.Mapping)
		switch {
		case !has:
			out = append(out, at+m.Key)
		case isMapping && both:
			out = append(out, moreThan(within, others, at+m.Key+".")...)
		}
	}
	return out
}

// even gives versions to which no route gives a part equal ones, as their Service does.
func even(weights map[string]int64, pods []manifest.Object) {
	var sum int64
	for _, d := range pods {
		sum += weights[templateLabel(d, "version")]
	}
	for i, d := range pods {
		if n := int64(len(pods)); sum == 0 {
			weights[templateLabel(d, "version")] = 100 / n
			if int64(i) < 100%n {
				weights[templateLabel(d, "version")]++
			}
		}
	}
}

// weights are the parts of requests that versions get.
func (im *importer) weights(a *app) (out map[string]int64, order []string) {
	subsets, order := im.subsets(a)
	out = map[string]int64{}
	for v := range im.world.VirtualServices() {
		spec := v.Members().Object("spec")
		for _, rule := range slices.Concat(spec.List("http"), spec.List("tls"), spec.List("tcp")) {
			r, _ := rule.(manifest.Object)
			list := r.List("route")
			if len(list) < 2 {
				continue
			}
			for _, one := range list {
				d, _ := one.(manifest.Object)
				to := d.Object("destination")
				if namespace, name := objects.ServiceOfHost(to.Text("host"), v.Object().ID().Namespace); namespace+"/"+name == serviceOf(a) {
					n, _ := number(d.Get("weight"))
					out[subsets[to.Text("subset")]] = n
				}
			}
		}
	}
	return out, order
}

// subsets are the versions that the subsets of an app's DestinationRules choose, by the subsets'
// names, and in their order.
func (im *importer) subsets(a *app) (byName map[string]string, order []string) {
	byName = map[string]string{}
	for d := range im.world.DestinationRules() {
		spec := d.Members().Object("spec")
		if namespace, name := objects.ServiceOfHost(spec.Text("host"), a.namespace); namespace+"/"+name != serviceOf(a) {
			continue
		}
		for _, s := range spec.List("subsets") {
			one := asObject(s)
			version := one.Object("labels").Text("version")
			byName[one.Text("name")], order = version, append(order, version)
		}
	}
	return byName, order
}

// sticky is what a DestinationRule chooses pods by.
func (im *importer) sticky(to, namespace string) (m document.Mapping) {
	for d := range im.world.DestinationRules() {
		spec := d.Members().Object("spec")
		one, name := objects.ServiceOfHost(spec.Text("host"), namespace)
		other, called := objects.ServiceOfHost(to, namespace)
		if one != other || name != called {
			continue
		}
		hash := spec.Object("trafficPolicy").Object("loadBalancer").Object("consistentHash")
		m.Add("header", hash.Text("httpHeaderName"))
		m.Add("cookie", hash.Object("httpCookie").Text("name"))
		if ttl := hash.Object("httpCookie").Text("ttl"); ttl != "0s" {
			m.Add("ttl", ttl)
		}
	}
	return m
}
