package objects

import "slices"

// Refused is a port of a Service at whose pods the sidecar, or their node's ztunnel, takes mutual TLS alone, which
// whoever comes from outside the cluster does not speak.
type Refused struct {
	Port, Target int64 // of the Service, and of the pods
	Pods         Workload
	By           PeerAuthentication
	ByNode       bool // by ztunnel
}

// RefusedOutside are the ports of a Service by which nobody comes in from outside the cluster, though that is
// what the Service is for; those of gateways are none, whose servers say what they take. Policies
// beside are on the cluster alone.
func (w *World) RefusedOutside(beside []*Object, s Service) (out []Refused) {
	selector := s.Selector().Labels()
	if len(selector) == 0 || !s.LeadsIn() {
		return nil
	}
	for pods := range w.PodsOf(s.ID().Namespace, selector) {
		byNode := w.InAmbient(pods)
		if pods.IsGateway() || !byNode && !w.HasSidecar(pods) {
			continue
		}
		labels := pods.Template().Metadata().Labels().Labels()
		for _, p := range s.Ports().All() {
			number, _ := p.Port().Value()
			target, known := pods.ListensOn(p.TargetPort())
			if over := p.Protocol().Value(); over != "" && over != "TCP" || !known || !byNode && pods.PassesSidecar(target) {
				continue
			}
			by, strict := w.Strict(beside, s.ID().Namespace, labels, target)
			if strict && !slices.ContainsFunc(out, func(r Refused) bool { return r.Port == number }) {
				out = append(out, Refused{number, target, pods, by, byNode})
			}
		}
	}
	return out
}

// LeadsIn reports whether clients outside the cluster come in by a Service.
func (s Service) LeadsIn() bool {
	by := s.Type().Value()
	return by == "LoadBalancer" || by == "NodePort" || s.Spec().At("externalIPs").Items().Len() > 0
}

// ListensOn is the port of pods that a Service sends to, by its number or what a container calls it, which may be
// one that begins first and stays (kubernetes, pkg/api/v1/pod, FindPort).
func (o Workload) ListensOn(target NumberOrName) (int64, bool) {
	if number, ok := target.Number(); ok {
		return number, true
	}
	pod := o.Template().Spec()
	for _, list := range [...]List[Container]{pod.Containers(), pod.InitContainers()} {
		for _, c := range list.All() {
			for _, p := range c.Ports().All() {
				if p.Name().Value() == target.Name() {
					return p.Number().Value()
				}
			}
		}
	}
	return 0, false
}
