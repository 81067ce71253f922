package decode

import (
	"cmp"
	"slices"
	"strings"

	"render/render/format"
	"render/render/source"
	"render/render/wording"
)

// probeWords are what the app's `probe` has words for, of a part of a probe of Kubernetes, "" for the probe
// itself; nil of what is no such part.
func probeWords(part string) []string {
	switch part {
	case "":
		return []string{"httpGet", "tcpSocket", "grpc", "exec", "initialDelaySeconds", "periodSeconds", "timeoutSeconds", "failureThreshold", "path", "port", "tcp", "http"}
	case "httpGet":
		return []string{"path", "port"}
	case "tcpSocket", "grpc":
		return []string{"port"}
	case "exec":
		return []string{"command"}
	}
	return nil
}

// isUsualOfProbe reports whether a value says what holds without it.
func isUsualOfProbe(key, value string) bool {
	return key == "scheme" && value == "HTTP" || key == "successThreshold" && value == "1"
}

// unsaidByProbe are what of a probe of Kubernetes the app's has no words for.
func unsaidByProbe(n *source.Node) (names []string) {
	add := func(in string, n *source.Node) {
		for i, k := range n.Keys {
			if v := n.Values[i]; !slices.Contains(probeWords(in), k.Text) && (in != "" || foreignField("Probe", k.Text) == "") && (v.Kind != source.Scalar || !isUsualOfProbe(k.Text, v.Text)) && !slices.Contains(names, k.Text) {
				names = append(names, k.Text)
			}
		}
	}
	add("", n)
	for i, k := range n.Keys {
		if k.Text != "" && probeWords(k.Text) != nil {
			add(k.Text, n.Values[i])
		}
	}
	return names
}

// probeHelp is how an app has a probe that stands in its container; help is for one that its own can say.
func probeHelp(field, help string, n *source.Node) string {
	unsaid := unsaidByProbe(n)
	if len(unsaid) == 0 {
		return help
	}
	return "probe has no word for " + wording.Listed(unsaid) + ": remove it here, and add it by a patch in an overlay, with the name of the Deployment as target: [{op: add, path: /spec/template/spec/containers/0/" + field + ", value: " + inFlow(n) + "}]"
}

// askedAtPort is the help for a port, or for how it is asked, where a probe has the path that is asked
// for; "" for any other text.
func (d *decoder) askedAtPort(text string, m format.Origin) string {
	within := m.Key() == "path" && d.above[len(d.above)-1].of == "Probe"
	if !within && !slices.Contains([]string{"probe", "ready", "live", "start"}, m.Key()) {
		return ""
	}
	way := strings.TrimRight(strings.ToLower(text), "0123456789")
	number := text[len(way):]
	way = strings.TrimRight(way, ":/ ")
	if way != "" && !slices.Contains([]string{"tcp", "tcpsocket", "port", "grpc", "http", "https", "httpget"}, way) {
		return ""
	}
	if strings.HasPrefix(way, "http") {
		if number == "" {
			return "write the path that is asked for, as in /healthz"
		}
		return "write the path that is asked for, and port: " + number + " beside it, as in {path: /healthz, port: " + number + "}"
	}
	ask := map[bool]string{true: "grpc", false: "tcp"}[way == "grpc"] + ": " + cmp.Or(number, d.containerPort(), "PORT")
	if within {
		return "write " + ask + " in its place, or a path, as in /healthz"
	}
	return "write {" + ask + "}, or a path, as in /healthz"
}

// containerPort is the first port on which the containers of the app listen that is read; "" where it
// has none.
func (d *decoder) containerPort() string {
	for i := len(d.above) - 1; i >= 0; i-- {
		if d.above[i].of != "App" {
			continue
		}
		port := d.above[i].node.Get("port")
		if port != nil && port.Kind == source.List && len(port.Items) > 0 {
			port = port.Items[0]
		}
		if port == nil || port.Kind == source.List {
			return ""
		}
		number := port.Text
		if port.Kind == source.Map {
			number = cmp.Or(scalarOf(port, "targetPort"), scalarOf(port, "port"))
		}
		if format.Decimal.MatchString(number) {
			return number
		}
		return ""
	}
	return ""
}
