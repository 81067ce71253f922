package composing

import (
	"slices"
	"strconv"
	"strings"

	"render/render/compose"
	"render/render/document"
	"render/render/format"
	"render/render/source"
)

// readDeploy reads what is said to a swarm of a service, but for how many there are and what each may use.
func (c *composed) readDeploy(s *service, deploy *source.Node, name string) {
	for i, key := range deploy.Keys {
		value, name := deploy.Values[i], name+"."+key.Text
		why := ""
		switch key.Text {
		case "replicas", "resources":
			if why = c.missing(value); why == "" && key.Text == "resources" {
				c.readResources(value, name)
				continue
			}
		case "labels":
			c.readLabels(s, key, value, name)
			continue
		case "placement":
			c.readPlacement(s, value, name)
			continue
		case "mode":
			if value.Text == "replicated" {
				continue
			}
			why = "an app is a Deployment, of which replicas says how many pods there are; one on each node is a DaemonSet, in a file of its own"
		case "endpoint_mode":
			c.leave(key.Place, name, "an app has the address of its Service")
			continue
		case "restart_policy":
			c.leave(key.Place, name, "Kubernetes starts a container anew whenever it ends")
			continue
		case "update_config", "rollback_config":
			if key.Text == "update_config" && compose.Text(value, "order") == "stop-first" {
				c.becomes(key.Place, name, "app "+s.name+": strategy")
				continue
			}
			c.leave(key.Place, name, "a Deployment starts a new pod before it stops an old one, and goes on when that is ready")
			continue
		}
		if why != "" || !slices.Contains([]string{"replicas", "resources"}, key.Text) {
			c.became = append(c.became, document.Became{Place: key.Place, Name: name, Why: why})
		}
	}
}

// readResources tells of limits that no container has.
func (c *composed) readResources(resources *source.Node, name string) {
	for i, kind := range resources.Keys {
		for j, key := range resources.Values[i].Keys {
			at := name + "." + kind.Text + "." + key.Text
			switch key.Text {
			case "cpus", "memory":
			case "devices":
				if parts, _ := compose.PartsOf(deployed(resources), 0); slices.ContainsFunc(parts, func(p compose.Part) bool { return strings.HasPrefix(p.Value, "nvidia.com/") }) {
					continue
				}
				c.became = append(c.became, document.Became{Place: key.Place, Name: at, Why: "write resources: {limits: {RESOURCE: 1}}, with the name that the device's plugin gives it, as nvidia.com/gpu"})
			case "pids":
				c.leave(key.Place, at, "pods have no such field; the node sets it")
			default:
				c.became = append(c.became, document.Became{Place: resources.Values[i].Values[j].Place, Name: at})
			}
		}
	}
}

// deployed is a service that says nothing but these resources.
func deployed(resources *source.Node) *source.Node {
	word := func(text string) *source.Node {
		return &source.Node{Kind: source.Scalar, Text: text, Place: resources.Place}
	}
	deploy := &source.Node{Kind: source.Map, Place: resources.Place, Keys: []*source.Node{word("resources")}, Values: []*source.Node{resources}}
	return &source.Node{Kind: source.Map, Place: resources.Place, Keys: []*source.Node{word("deploy")}, Values: []*source.Node{deploy}}
}

// readPlacement takes the nodes on which a swarm runs a service.
func (c *composed) readPlacement(s *service, placement *source.Node, name string) {
	for i, key := range placement.Keys {
		if key.Text != "constraints" {
			c.became = append(c.became, document.Became{Place: key.Place, Name: name + "." + key.Text, Why: "write pod: {topologySpreadConstraints: [...]} or affinity there, as Kubernetes has them"})
			continue
		}
		for _, item := range placement.Values[i].Items {
			at := name + "." + key.Text + " " + item.Text
			label, value, ok := strings.Cut(item.Text, "==")
			label, value = strings.TrimSpace(label), strings.TrimSpace(value)
			switch own, labelled := strings.CutPrefix(label, "node.labels."); {
			case !ok, c.missing(item) != "":
			case label == "node.hostname":
				label = "kubernetes.io/hostname"
			case label == "node.platform.arch":
				label, value = "kubernetes.io/arch", strings.NewReplacer("x86_64", "amd64", "aarch64", "arm64").Replace(value)
			case label == "node.platform.os":
				label = "kubernetes.io/os"
			case labelled:
				label = own
			default:
				ok = false
			}
			if !ok {
				c.became = append(c.became, document.Became{Place: item.Place, Name: at, Why: "write pod: {nodeSelector: {LABEL: VALUE}}, with a label that the nodes meant have: a cluster has no managers and workers of a swarm"})
				continue
			}
			s.parts = append(s.parts, compose.Part{Object: "pod", Key: "nodeSelector", Value: format.YAMLWord(label) + ": " + labelValue(value), In: "{}"})
			c.becomes(item.Place, at, "app "+s.name+": pod.nodeSelector")
		}
	}
}

// labelValue is a label's value, which is text, also where it looks like something else.
func labelValue(text string) string {
	if text == "true" || text == "false" || text == "null" || text == "~" || strings.Trim(text, "0123456789.+-eE_xXoO") == "" {
		return strconv.Quote(text)
	}
	return format.YAMLWord(text)
}
