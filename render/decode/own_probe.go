package decode

import (
	"slices"
	"strings"

	"render/render/format"
	"render/render/source"
	"render/render/wording"
)

// probeWords are what the app's `probe` has words for, of each part of a probe of Kubernetes, "" for the probe itself.
var probeWords = map[string][]string{
	"":          {"httpGet", "tcpSocket", "grpc", "exec", "initialDelaySeconds", "periodSeconds", "timeoutSeconds", "failureThreshold"},
	"httpGet":   {"path", "port"},
	"tcpSocket": {"port"},
	"grpc":      {"port"},
	"exec":      {"command"},
}

// usualOfProbe are values that say what holds without them.
var usualOfProbe = map[string]string{"scheme": "HTTP", "successThreshold": "1"}

// unsaidByProbe are what of a probe of Kubernetes the app's has no words for.
func unsaidByProbe(n *source.Node) (names []string) {
	add := func(in string, n *source.Node) {
		for i, k := range n.Keys {
			if v := n.Values[i]; !slices.Contains(probeWords[in], k.Text) && (v.Kind != source.Scalar || v.Text != usualOfProbe[k.Text]) && !slices.Contains(names, k.Text) {
				names = append(names, k.Text)
			}
		}
	}
	add("", n)
	for i, k := range n.Keys {
		if k.Text != "" && probeWords[k.Text] != nil {
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

// inFlow is a node in one line.
func inFlow(n *source.Node) string {
	var parts []string
	switch n.Kind {
	case source.Map:
		for i, k := range n.Keys {
			parts = append(parts, k.Text+": "+inFlow(n.Values[i]))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case source.List:
		for _, item := range n.Items {
			parts = append(parts, inFlow(item))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	if n.Quoted {
		return wording.Quote(n.Text)
	}
	return format.YAMLWord(n.Text)
}
