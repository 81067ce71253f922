package check

import (
	"fmt"
	"strings"
	"testing"

	"render/render/objects"
)

// TestHeldPorts: an update waits for a port of a node where it may start a new pod and may stop none.
func TestHeldPorts(t *testing.T) {
	const on = "        ports: [{name: http, containerPort: 8000}, {name: admin, containerPort: 9000}]\n      - name: log\n"
	held := strings.Replace(on, "containerPort: 9000", "containerPort: 9000, hostPort: 9000", 1)
	network := on + "      hostNetwork: true\n"
	for name, c := range map[string]struct {
		spec, containers, more string
		nodes                  int
		want                   string
	}{
		"one pod":             {"", held, "", 0, "port 9000 of their node: where no other node takes it, as on a cluster of one node, the update never ends"},
		"the node's network":  {"", network, "", 0, "ports 8000 and 9000 of their node"},
		"one node":            {"", held, "", 1, "port 9000 of their node: no other node takes it, so that the update never ends"},
		"three of three":      {"replicas: 3", held, "", 3, "port 9000"},
		"chosen nodes":        {"", held + "      nodeSelector: {disk: ssd}\n", "", 5, "port 9000"},
		"a node by name":      {"", held + "      nodeSelector: {kubernetes.io/hostname: one}\n", "", 5, "no other node takes it"},
		"one more alone":      {"strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}", held, "", 0, "port 9000"},
		"a sidecar's":         {"", on + "      initContainers: [{name: side, restartPolicy: Always, ports: [{containerPort: 1, hostPort: 7}]}]\n", "", 0, "port 7 of"},
		"autoscaled":          {"replicas: 9", held, "minReplicas: 2", 0, "port 9000"},
		"no host port":        {"", on, "", 0, ""},
		"Recreate":            {"strategy: {type: Recreate}", held, "", 0, ""},
		"one less":            {"strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 1}}", held, "", 1, ""},
		"both":                {"strategy: {rollingUpdate: {maxSurge: 50%, maxUnavailable: 100%}}", held, "", 1, ""},
		"neither is one less": {"strategy: {rollingUpdate: {maxSurge: 0%, maxUnavailable: 0}}", held, "", 1, ""},
		"four":                {"replicas: 4", held, "", 0, ""},
		"autoscaled from 4":   {"", held, "minReplicas: 4", 0, ""},
		"none":                {"replicas: 0", held, "", 0, ""},
		"more nodes":          {"", held, "", 2, ""},
		"one that has ended":  {"", on + "      initContainers: [{name: first, ports: [{containerPort: 1, hostPort: 7}]}]\n", "", 0, ""},
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.Replace(plain(t), on, c.containers, 1)
			text = strings.Replace(text, "  selector: {matchLabels: {app: shop, version: v1}}\n", "  selector: {matchLabels: {app: shop, version: v1}}\n  "+c.spec+"\n", 1)
			if c.more != "" {
				text += fmt.Sprintf("\n---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: shop, namespace: web}\nspec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: shop}, maxReplicas: 9, %s}\n", c.more)
			}
			k := known()
			k.Nodes = c.nodes
			got := strings.Join(told(References(objects.New(manifests(t, text)), k)), "\n")
			if (c.want == "") != (got == "") || !strings.Contains(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
