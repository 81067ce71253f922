package check

import (
	"fmt"
	"strconv"

	"render/render/objects"
	"render/render/wording"
)

// checkHeldPorts warns of a Deployment whose update waits for ports of nodes: it starts a new pod
// before it stops an old one, and a port of a node is for one pod. How many nodes there are only the topology can tell.
// (https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment)
func checkHeldPorts(c *checker, o *objects.Object) {
	if id := o.ID(); id.Group != objects.Apps || id.Kind != "Deployment" {
		return
	}
	w := o.Workload()
	pod := w.Template().Spec()
	held, ports := heldPorts(pod)
	n := c.world.FewestPods(w)
	if len(ports) == 0 || n == 0 || !w.UpdateOf(n).StartsFirst() {
		return
	}
	pinned := textOf(pod.Field, "nodeName") != "" || textOf(pod.At("nodeSelector"), "kubernetes.io/hostname") != ""
	chosen := pinned || pod.At("nodeSelector").Present() || pod.At("affinity").Present()
	if !chosen && int64(c.known.Nodes) > n {
		return // another node has the port
	}
	wait := "where no other node takes it, as on a cluster of one node, the update never ends"
	if pinned || c.known.Nodes == 1 {
		wait = "no other node takes it, so that the update never ends"
	}
	what := "port " + ports[0]
	if len(ports) > 1 {
		what = "ports " + wording.Listed(ports)
	}
	help := "write strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 1}} into its spec, which stops an old pod first"
	if appOf(o) != "" {
		help = "write strategy: {maxSurge: 0, maxUnavailable: 1} at the app, which stops an old pod first"
	}
	c.warn("host-port-held", held, fmt.Sprintf("an update starts a new pod before an old one stops, and both want %s of their node: %s", what, wait),
		help)
}

// heldPorts are the ports of nodes that pods have, and the field that says so. With the node's
// network those that containers name are its own: the API server fills them in.
func heldPorts(pod objects.PodSpec) (by objects.Field, ports []string) {
	network := pod.HostNetwork()
	by = pod.At("hostNetwork")
	for _, list := range [...]objects.List[objects.Container]{pod.InitContainers(), pod.Containers()} {
		for _, container := range list.All() {
			if policy := textOf(container.Field, "restartPolicy"); list.Field.Path() == pod.InitContainers().Path() && policy != "Always" {
				continue // has ended before the others begin
			}
			for _, port := range container.Ports().All() {
				host := objects.Number{Field: port.At("hostPort")}
				if n, ok := host.Value(); ok && n > 0 && !network {
					if len(ports) == 0 {
						by = host.Field
					}
					ports = append(ports, strconv.FormatInt(n, 10))
				} else if n, ok := port.Number().Value(); ok && network {
					ports = append(ports, strconv.FormatInt(n, 10))
				}
			}
		}
	}
	return by, ports
}
