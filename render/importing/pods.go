package importing

import (
	"cmp"
	"slices"
	"strings"

	"render/render/document"
	"render/render/format"
	"render/render/manifest"
	"render/render/objects"
)

func templateLabel(d manifest.Object, key string) string {
	text, _ := objects.Labels(d.Object("spec").Object("template").Object("metadata").Object("labels")).Get(key)
	return text
}

// container is that of an app's pods which its Services lead to, that of the app before others: the one
// with a port of theirs, or that is called like the Deployment, or the first.
func (im *importer) container(d manifest.Object) manifest.Object {
	list := d.Object("spec").Object("template").Object("spec").List("containers")
	if len(list) == 0 {
		return nil
	}
	if len(list) > 1 {
		for _, own := range [...]bool{true, false} {
			if c := im.ledTo(d, list, own); c != nil {
				return c
			}
		}
		for _, c := range list {
			if asObject(c).Text("name") == d.Object("metadata").Text("name") {
				return asObject(c)
			}
		}
	}
	return asObject(list[0])
}

// ledTo is the container of a Deployment's pods that has a port of a Service: of the app's own, or of
// another one.
func (im *importer) ledTo(d manifest.Object, list []any, own bool) manifest.Object {
	about, labels := d.Object("metadata"), objects.Labels(d.Object("spec").Object("template").Object("metadata").Object("labels"))
	for s := range im.world.Services() {
		spec := s.Members().Object("spec")
		selector := objects.Labels(spec.Object("selector"))
		id := s.Object().ID()
		if own != (im.leads[keyOf(d)] == id.Name) || id.Namespace != about.Text("namespace") || len(selector) == 0 || !labels.Match(selector) {
			continue
		}
		for _, p := range spec.List("ports") {
			for _, c := range list {
				if _, found := targetIn(asObject(p), asObject(c)); found {
					return asObject(c)
				}
			}
		}
	}
	return nil
}

// listener is a port where a container listens, and whether it ends TLS there.
type listener struct {
	port  int64
	https bool
}

// targetIn is the port of a container that a Service's port leads to, if that is there.
func targetIn(port, c manifest.Object) (int64, bool) {
	wanted := port.Get("targetPort")
	if wanted == nil {
		wanted = port.Get("port")
	}
	name, _ := wanted.(string)
	n, _ := number(wanted)
	for _, p := range c.List("ports") {
		o := asObject(p)
		is, _ := number(o.Get("containerPort"))
		if (name != "" && o.Text("name") == name || name == "" && is == n) && cmp.Or(o.Text("protocol"), "TCP") == cmp.Or(port.Text("protocol"), "TCP") {
			return is, true
		}
	}
	return 0, false
}

// pod is what an app's pods have beside image and ports.
func (im *importer) pod(m *document.Mapping, d manifest.Object, listens []listener) {
	spec := d.Object("spec").Object("template").Object("spec")
	c := im.container(d)
	im.appReplicas(m, d)
	m.Add("strategy", strategy(d))
	for _, key := range []string{"command", "args"} {
		m.Add(key, c.List(key))
	}
	rest := without(c, format.OwnContainerFields()...)
	m.Add("env", variables(c.List("env")))
	m.Add("resources", c.Object("resources"))
	var probes document.Mapping
	for _, p := range [][2]string{{"ready", "readinessProbe"}, {"live", "livenessProbe"}, {"start", "startupProbe"}} {
		probes.Add(p[0], probe(c.Object(p[1]), c, listens))
	}
	if len(probes) == 1 && probes[0].Key == "ready" {
		m.Add("probe", probes[0].Value)
	} else {
		m.Add("probe", probes)
	}
	m.Add("serviceAccount", cmp.Or(spec.Text("serviceAccountName"), spec.Text("serviceAccount"))) // its older name
	ofPod := spec.Object("securityContext")
	m.Add("securityContext", over(ofPod, c.Object("securityContext")))
	shared := without(ofPod, format.PodOnlyFields...) // which the containers beside have by the pod
	switch policy := c.Text("imagePullPolicy"); {
	case policy == "IfNotPresent":
		rest = without(rest, "imagePullPolicy")
	case policy == "" && format.IsLatest(c.Text("image")): // which render would say to be IfNotPresent
		rest = rest.With("Always", "imagePullPolicy")
	}
	m.Add("container", rest)
	var pod document.Mapping
	metadata := d.Object("spec").Object("template").Object("metadata")
	var labels manifest.Object
	for _, l := range metadata.Object("labels") {
		if im.labels.Get(l.Key) == nil && !slices.Contains([]string{"app", "version", "app.kubernetes.io/name", "app.kubernetes.io/version"}, l.Key) {
			labels = append(labels, l)
		}
	}
	pod.Add("labels", labels)
	pod.Add("annotations", without(metadata.Object("annotations"), keysOf(im.annotations)...))
	rests := without(spec, "containers", "serviceAccountName", "serviceAccount", "securityContext")
	if _, several := find(*m, "versions"); several {
		rests = without(rests, "topologySpreadConstraints") // of one version
	}
	if usual := rests.List("topologySpreadConstraints"); d.Object("spec").Get("replicas") != int64(1) && document.Flow(usual) == spread(templateLabel(d, "app")) {
		rests = without(rests, "topologySpreadConstraints") // which render gives to several pods
	}
	for _, one := range rests {
		if list, is := one.Value.([]any); is && one.Key == "initContainers" {
			one.Value = withShared(list, shared)
		}
		pod.Add(one.Key, one.Value)
	}
	pod.Add("containers", withShared(slices.DeleteFunc(slices.Clone(spec.List("containers")), func(o any) bool { return asObject(o).Text("name") == c.Text("name") }), shared))
	m.Add("pod", pod)
}

// over is what is said of a pod with what is said of its container, which holds.
func over(pod, container manifest.Object) manifest.Object {
	return append(without(pod, keysOf(container)...), container...)
}

// withShared are containers, each with what its pod says of all.
func withShared(list []any, shared manifest.Object) (out []any) {
	for _, one := range list {
		c := asObject(one)
		if len(shared) > 0 {
			c = c.With(over(shared, c.Object("securityContext")), "securityContext")
		}
		out = append(out, c)
	}
	return out
}

// spread is what render asks of the nodes of an app's pods.
func spread(app string) string {
	return "[{labelSelector: {matchLabels: {app: " + document.Word(app) + "}}, maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway}]"
}

// withoutApart is an affinity without what render asks of the nodes of a gateway's pods, where it has
// Istio's installer make two or more.
func withoutApart(affinity manifest.Object, label string) manifest.Object {
	usual := "{preferredDuringSchedulingIgnoredDuringExecution: [{weight: 100, podAffinityTerm: {labelSelector: {matchLabels: {istio: " + document.Word(label) + "}}, topologyKey: kubernetes.io/hostname}}]}"
	if document.Flow(affinity.Get("podAntiAffinity")) == usual {
		return without(affinity, "podAntiAffinity")
	}
	return affinity
}

// appReplicas are a number, or those of an autoscaler.
func (im *importer) appReplicas(m *document.Mapping, d manifest.Object) {
	id := manifest.ID{Group: "autoscaling", Kind: "HorizontalPodAutoscaler", Namespace: d.Object("metadata").Text("namespace"), Name: d.Object("metadata").Text("name")}
	n, ok := number(d.Object("spec").Get("replicas"))
	_, several := find(*m, "versions")
	o := im.world.Find(id)
	switch {
	case o != nil && several: // a version's own
	case o != nil:
		m.Add("replicas", scaled(o.Members().Object("spec")))
	case ok && n != 1 && !several:
		m.Add("replicas", n)
	}
}

// variables are those of a container as a map, but for what has another form.
func variables(list []any) (out document.Mapping) {
	for _, v := range list {
		o, _ := v.(manifest.Object)
		name, from := o.Text("name"), o.Object("valueFrom")
		var value any
		switch {
		case len(from) == 0:
			value = o.Text("value")
		case len(from.Object("secretKeyRef")) == 2:
			ref := from.Object("secretKeyRef")
			value = document.Mapping{{Key: "secret", Value: ref.Text("name")}, {Key: "key", Value: ref.Text("key")}}
		case len(from.Object("configMapKeyRef")) == 2:
			ref := from.Object("configMapKeyRef")
			value = document.Mapping{{Key: "configMap", Value: ref.Text("name")}, {Key: "key", Value: ref.Text("key")}}
		case len(from.Object("fieldRef")) > 0:
			value = document.Mapping{{Key: "field", Value: from.Object("fieldRef").Text("fieldPath")}}
		case len(from.Object("resourceFieldRef")) == 1:
			value = document.Mapping{{Key: "resource", Value: from.Object("resourceFieldRef").Text("resource")}}
		default:
			continue
		}
		if _, twice := find(out, name); !twice && name != "" {
			out = append(out, document.Member{Key: name, Value: value})
		}
	}
	return out
}

// probe is a probe as the document has it; nil where it is of another form, of a port that no
// Service leads to, or by TLS where the port does not speak it, or the other way.
func probe(o, c manifest.Object, listens []listener) any {
	var m document.Mapping
	for _, at := range [...]any{o.Object("httpGet").Get("port"), o.Object("tcpSocket").Get("port"), o.Object("grpc").Get("port")} {
		n, _ := portOf(at, c)
		led := slices.IndexFunc(listens, func(l listener) bool { return l.port == n })
		if at != nil && led < 0 {
			return nil
		}
		if get := o.Object("httpGet"); len(get) > 0 && at != nil && (cmp.Or(get.Text("scheme"), "HTTP") == "HTTPS") != listens[led].https {
			return nil
		}
	}
	if path := o.Object("httpGet").Text("path"); strings.ContainsAny(path, "?# ") {
		return nil // which no route of a gateway could be, and a probe neither
	}
	get, tcp, grpc, exec := o.Object("httpGet"), o.Object("tcpSocket"), o.Object("grpc"), o.Object("exec")
	switch {
	case len(get) > 0 && get.Get("httpHeaders") == nil && get.Get("host") == nil:
		m.Add("path", cmp.Or(get.Text("path"), "/"))
		if n, _ := portOf(get.Get("port"), c); len(listens) > 0 && n != listens[0].port {
			m.Add("port", n)
		}
	case len(tcp) > 0:
		n, _ := portOf(tcp.Get("port"), c)
		m.Add("tcp", n)
	case len(grpc) > 0 && grpc.Get("service") == nil:
		m.Add("grpc", grpc.Get("port"))
	case len(exec) > 0:
		m.Add("exec", exec.List("command"))
	default:
		return nil
	}
	for _, one := range o {
		switch {
		case slices.Contains([]string{"httpGet", "tcpSocket", "grpc", "exec"}, one.Key):
		case slices.Contains([]string{"initialDelaySeconds", "periodSeconds", "timeoutSeconds", "failureThreshold"}, one.Key):
			m.Add(one.Key, one.Value)
		case one.Key == "successThreshold" && document.Flow(one.Value) == "1": // as without it
		default:
			return nil
		}
	}
	if len(m) == 1 && m[0].Key == "path" {
		return m[0].Value
	}
	return m
}

// portOf is the number of a container's port, and whether it is the first.
func portOf(v any, c manifest.Object) (n int64, first bool) {
	name, _ := v.(string)
	n, _ = number(v)
	for i, p := range c.List("ports") {
		o, _ := p.(manifest.Object)
		is, _ := number(o.Get("containerPort"))
		if name != "" && o.Text("name") == name || name == "" && is == n {
			return is, i == 0
		}
	}
	return n, false
}
