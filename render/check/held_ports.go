package check

import (
	"fmt"
	"math"
	"strconv"
	"strings"

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
	n := c.fewestPods(w)
	if len(ports) == 0 || n == 0 || !startsFirst(w.Spec().At("strategy"), n) {
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
	c.warn("host-port-held", held, fmt.Sprintf("an update starts a new pod before an old one stops, and both want %s of their node: %s", what, wait),
		"write strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 1}} into its spec by an overlay, which stops an old pod first")
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

// fewestPods are how few pods there are to be of a Deployment, by an autoscaler too.
func (c *checker) fewestPods(w objects.Workload) int64 {
	for o := range c.world.All() {
		if id := o.ID(); id.Group == "autoscaling" && id.Kind == "HorizontalPodAutoscaler" && id.Namespace == w.ID().Namespace {
			spec := o.Resource().Spec()
			if target := spec.At("scaleTargetRef"); textOf(target, "kind") == "Deployment" && textOf(target, "name") == w.ID().Name {
				n, ok := objects.Number{Field: spec.At("minReplicas")}.Value()
				return max(n, map[bool]int64{false: 1}[ok])
			}
		}
	}
	if n, ok := w.Replicas().Value(); ok {
		return n
	}
	return 1
}

// startsFirst reports whether an update of n pods starts a new one before it stops any: one more
// may be there, and none may be missing. A share of the pods is rounded up for the one, down for the other.
func startsFirst(strategy objects.Field, n int64) bool {
	if textOf(strategy, "type") == "Recreate" {
		return false
	}
	surge := podsOf(strategy.At("rollingUpdate", "maxSurge"), n, math.Ceil)
	missing := podsOf(strategy.At("rollingUpdate", "maxUnavailable"), n, math.Floor)
	return surge > 0 && missing == 0
}

func podsOf(f objects.Field, n int64, round func(float64) float64) int64 {
	text := "25%" // what the API server fills in
	if f.Present() {
		text = fmt.Sprint(f.Raw())
	}
	share, percent := strings.CutSuffix(text, "%")
	of, _ := strconv.ParseFloat(share, 64)
	if percent {
		of = round(of * float64(n) / 100)
	}
	return int64(of)
}
