package decode

import (
	"reflect"
	"slices"
	"strings"

	"render/render/compose"
	"render/render/format"
	"render/render/source"
)

// probeName is what one of an app's probes is called that has a name of Kubernetes or of charts; ""
// for another key.
func probeName(key string) string {
	switch folded(key) {
	case "readinessprobe", "readiness":
		return "ready"
	case "livenessprobe", "liveness":
		return "live"
	case "startupprobe", "startup":
		return "start"
	}
	return ""
}

// probeParts are a probe that stands at an app beside its other fields.
func probeParts(n *source.Node, i int) []compose.Part {
	name, text := probeName(n.Keys[i].Text), probeMeant(n.Values[i])
	if name == "" || text == "" || len(unsaidByProbe(n.Values[i])) > 0 {
		return nil
	}
	return []compose.Part{{Object: "probe", Key: name, Value: text}}
}

// probeAtApp is the help for a probe at an app that cannot be said in one line of it; "" for another key.
func probeAtApp(n *source.Node, i int) string {
	name := probeName(n.Keys[i].Text)
	if name == "" {
		return ""
	}
	return probeHelp(n.Keys[i].Text, "write probe: {"+name+": /healthz}, with a path, or tcp, grpc or exec", n.Values[i])
}

// probeMeant is a probe as Kubernetes, charts and Compose files have it, in the words of the app's; ""
// where it asks in no way that is known.
func probeMeant(n *source.Node) string {
	if n.Kind == source.Scalar {
		if text := abridged(n); strings.HasPrefix(n.Text, "/") && text != "..." {
			return text
		}
		return ""
	}
	probe := format.LayoutOf(reflect.TypeFor[format.Probe]())
	var asks, times []string
	for i, k := range n.Keys {
		v := n.Values[i]
		switch key := folded(k.Text); {
		case key == "httpget" || key == "http":
			asks = append(asks, httpMeant(v)...)
		case key == "tcpsocket" || key == "tcp", key == "grpc":
			asks = append(asks, strings.TrimSuffix(key, "socket")+": "+portIn(v))
		case key == "exec" || key == "command":
			if v.Kind == source.Map {
				v = v.Get("command")
			}
			if v != nil && v.Kind == source.List {
				asks = append(asks, "exec: "+abridged(v))
			}
		case key == "path" || key == "port":
			asks = append(asks, key+": "+abridged(v))
		case isUsualOfProbe(k.Text, v.Text):
		default:
			f := probe.ByKey(k.Text)
			if f == nil {
				f = probe.ByKey(foreignField("Probe", k.Text))
			}
			if f == nil || !strings.HasSuffix(f.Key, "Seconds") && f.Key != "failureThreshold" {
				return ""
			}
			times = append(times, f.Key+": "+strings.TrimSuffix(abridged(v), "s"))
		}
	}
	all := append(asks, times...)
	if len(asks) == 0 || slices.ContainsFunc(all, func(one string) bool { return strings.HasSuffix(one, ": ") || strings.HasSuffix(one, "...") }) {
		return ""
	}
	if path, ok := strings.CutPrefix(all[0], "path: "); ok && len(all) == 1 {
		return path
	}
	return "{" + strings.Join(all, ", ") + "}"
}

// httpMeant are the fields for a request by HTTP.
func httpMeant(n *source.Node) []string {
	if n.Kind == source.Scalar {
		return []string{"path: " + abridged(n)}
	}
	out := []string{"path: " + scalarOf(n, "path")}
	if port := scalarOf(n, "port"); format.Decimal.MatchString(port) {
		out = append(out, "port: "+port)
	}
	return out
}

// portIn is the number of a port, alone or in an object; "" where it is none.
func portIn(n *source.Node) string {
	text := n.Text
	if n.Kind == source.Map {
		text = scalarOf(n, "port")
	}
	if !format.Decimal.MatchString(text) {
		return ""
	}
	return text
}

// unsaidInProbe is the help for what a probe of Kubernetes has and the app's has no word for; "" for
// another key.
func (d *decoder) unsaidInProbe(of reflect.Type, n *source.Node, i int) string {
	key, value := n.Keys[i].Text, n.Values[i]
	within := ""
	switch {
	case of != reflect.TypeFor[format.Probe]():
		return ""
	case isUsualOfProbe(key, value.Text):
		return "remove it: it holds without being said"
	case key == "scheme":
		return "remove it: a probe speaks HTTPS where the app's port does, as in port: {port: 443, protocol: https}"
	case key == "host" || key == "httpHeaders":
		within = "/httpGet"
	case key != "successThreshold" && key != "terminationGracePeriodSeconds":
		return ""
	}
	field := "readinessProbe"
	switch outer := d.above[len(d.above)-2].node; n {
	case outer.Get("live"):
		field = "livenessProbe"
	case outer.Get("start"):
		field = "startupProbe"
	}
	text := inFlow(value)
	if key == "host" { // by which Kubernetes would ask another server, and not this one by another name
		key, text = "httpHeaders", "[{name: Host, value: "+text+"}]"
	}
	return "probe has no word for it: remove it here, and add it by a patch in an overlay, with the name of the Deployment as target: [{op: add, path: /spec/template/spec/containers/0/" + field + within + "/" + key + ", value: " + text + "}]"
}
