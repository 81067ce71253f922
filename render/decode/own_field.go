package decode

import (
	"maps"
	"slices"
	"strings"

	"render/internal/later"
	"render/render/diag"
	"render/render/format"
	"render/render/source"
	"render/render/wording"
)

// ownField is a field of a pod or a container for which the topology has a word.
type ownField struct{ message, help string }

// isApps is a field that stands at the app, as a word of the topology.
func isApps(word, help string) ownField {
	return ownField{"is a field of the app itself, `" + word + "`", help}
}

// ownFields are they, by the form of what is handed on (Kubernetes API reference, v1.37).
func ownFields() map[string]map[string]ownField { return ownFieldsOnce.Get(makeOwnFields) }

var ownFieldsOnce later.Value[map[string]map[string]ownField]

func makeOwnFields() map[string]map[string]ownField {
	service := isApps("serviceAccount", "write serviceAccount: NAME at the app, and remove it here")
	security := isApps("securityContext", "write it at the app, and remove it here: what only a pod has goes to the pod, the rest to the container")
	container := map[string]ownField{
		"image":          isApps("image", "write image: IMAGE at the app, and remove it here"),
		"command":        isApps("command", "write command: [...] at the app, and remove it here"),
		"args":           isApps("args", "write args: [...] at the app, and remove it here"),
		"env":            isApps("env", "write env: {NAME: text} at the app, or {NAME: {secret: S, key: K}}, and remove it here"),
		"ports":          isApps("port", "write port: NUMBER, or a list of ports, at the app, and remove it here"),
		"readinessProbe": isApps("probe", "write probe: {ready: PATH} at the app, and remove it here"),
		"livenessProbe":  isApps("probe", "write probe: {live: PATH} at the app, and remove it here"),
		"startupProbe":   isApps("probe", "write probe: {start: PATH} at the app, and remove it here"),
	}
	pod := maps.Clone(container) // a container's, which people write one level too high
	container["name"] = ownField{"is the app's name always", "remove it"}
	container["resources"] = isApps("resources", "write resources: {requests: ..., limits: ...} at the app, and remove it here")
	container["securityContext"] = security
	pod["serviceAccountName"], pod["serviceAccount"], pod["securityContext"] = service, service, security
	pod["metadata"] = ownField{"is not there: labels and annotations stand in `pod` itself", "write pod: {labels: {...}, annotations: {...}}"}
	pod["spec"] = ownField{"is not there: its fields stand in `pod` itself", "write its fields one level higher"}
	return map[string]map[string]ownField{"container": container, "podspec": pod}
}

// ownFields tells of fields of a pod or a container that stand at the app.
func (d *decoder) ownFields(f *format.Field, n *source.Node, m format.Origin) {
	if len(f.Formats) == 0 || n.Kind != source.Map {
		return
	}
	own, probes := ownFields()[f.Formats[0]], d.probesOf(n)
	for i, k := range n.Keys {
		one, ok := own[k.Text]
		if !ok {
			continue
		}
		var others []format.Origin
		if strings.HasSuffix(k.Text, "Probe") {
			at := slices.Index(probes.keys, k)
			if at > 0 {
				continue // told with the first
			}
			one.help = probeHelp(k.Text, one.help, n.Values[i])
			if at == 0 {
				one.help = probes.help
				for _, other := range probes.keys[1:] {
					others = append(others, m.From(other.Place))
				}
			}
		}
		d.diagnostics.Tally(diag.At("field-own", m.From(k.Place), wording.Quote(k.Text)+" "+one.message, one.help, others...))
	}
}
