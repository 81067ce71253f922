package decode

import (
	"slices"

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
