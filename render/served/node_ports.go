package served

import (
	"fmt"
	"slices"
)

// HeldOnNodes are the ports of the nodes that a Service asks for, for health checks too.
func HeldOnNodes(e *Entrance) []string {
	if !IsOpen(e.Kind()) {
		return nil
	}
	return append(NumbersOfNodes(e), CheckedOnNodes(e)...)
}

// CheckedOnNodes is the one by which balancers ask nodes for their health.
func CheckedOnNodes(e *Entrance) []string {
	if n := e.Settings.At("healthCheckNodePort").Raw(); n != nil && e.Local() {
		return []string{fmt.Sprint(n)}
	}
	return nil
}

// NumbersOfNodes are the node ports that a Service asks for.
func NumbersOfNodes(e *Entrance) []string {
	var out []string
	for _, p := range e.Settings.Ports().All() {
		if n := p.At("nodePort").Raw(); n != nil {
			out = append(out, fmt.Sprint(n))
		}
	}
	return out
}

// HasNodePorts reports whether a Service gets node ports.
func HasNodePorts(e *Entrance) bool {
	allocates, said := e.Settings.AllocateLoadBalancerNodePorts().Value()
	return allocates || !said
}

// KeepsOnNodes reports whether a Service has one of some ports still when it says none for a port of
// that name (kubernetes, pkg/registry/core/service/storage, patchAllocatedValues).
func KeepsOnNodes(old, now *Entrance, numbers []string) bool {
	if !IsOpen(now.Kind()) || now.LoadBalancer && !HasNodePorts(now) {
		return false
	}
	silent := map[string]bool{}
	for _, p := range now.Settings.Ports().All() {
		silent[p.Name().Value()] = p.At("nodePort").Raw() == nil
	}
	for _, p := range old.Settings.Ports().All() {
		if silent[p.Name().Value()] && slices.Contains(numbers, fmt.Sprint(p.At("nodePort").Raw())) {
			return true
		}
	}
	return false
}
