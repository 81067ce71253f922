package acme

import (
	"strconv"

	"render/render/manifest"
	"render/render/objects"
)

// What cert-manager's solver is called, and listens on (cert-manager,
// pkg/issuer/acme/http).
const (
	solverName = "cm-acme-http-solver"
	solverPort = 8089.0
)

// youngest is when all of it is made: after what is there, and after what is rendered. Of routes for one host
// the older ones are tried first.
const youngest = "9999-12-31T23:59:59Z"

// solvers are what stands in for what cert-manager makes while it proves hosts, and for what istiod makes of
// that: in each namespace one pod and one Service for all, since each question has a path of its own, and for
// each a route to them, of the Gateway API or of Istio's.
type solvers struct {
	list       []manifest.Manifest
	namespaces map[string]bool
	byIngress  []any // hosts that come in by Ingresses
}

// service is the solvers' Service of a namespace, as a host.
func service(namespace string) string { return solverName + "." + namespace + ".svc.cluster.local" }

// path is what the authority asks for by the question of a number.
func path(number int) string {
	return "/.well-known/acme-challenge/token-" + strconv.Itoa(number)
}

// present adds what answers a question of HTTP-01's.
func (s *solvers) present(w *objects.World, q Question, number int) {
	namespace, name := q.Certificate.ID().Namespace, solverName+"-"+strconv.Itoa(number)
	if !s.namespaces[namespace] {
		s.namespaces[namespace] = true
		s.run(namespace)
	}
	if _, ok := q.Solver.Ingress(); ok { // what istiod makes of it (istio, pilot/pkg/config/kube/ingress/conversion.go)
		s.byIngress = append(s.byIngress, q.Host)
		s.add(w.RootNamespace(), name, objects.IstioNetworking+"/v1", "VirtualService", map[string]any{"gateways": []any{solverName}, "hosts": []any{q.Host}, "http": []any{map[string]any{
			"match": []any{map[string]any{"uri": map[string]any{"exact": path(number)}}},
			"route": []any{map[string]any{"destination": map[string]any{"host": service(namespace), "port": map[string]any{"number": solverPort}}}},
		}}})
		return
	}
	parents := []any{}
	for _, ref := range q.Solver.parents(q.Certificate) {
		parents = append(parents, ref)
	}
	s.add(namespace, name, objects.GatewayAPI+"/v1", "HTTPRoute", map[string]any{"parentRefs": parents, "hostnames": []any{q.Host}, "rules": []any{map[string]any{
		"matches":     []any{map[string]any{"path": map[string]any{"type": "Exact", "value": path(number)}}},
		"backendRefs": []any{map[string]any{"name": solverName, "port": solverPort}},
	}}})
}

// run adds the pod and the Service of a namespace.
func (s *solvers) run(namespace string) {
	labels := map[string]any{objects.SolverLabel: "true"}
	s.add(namespace, solverName, "v1", "Service", map[string]any{"selector": labels, "ports": []any{map[string]any{"name": "http", "port": solverPort, "targetPort": solverPort}}})
	s.add(namespace, solverName, "apps/v1", "Deployment", map[string]any{"replicas": 1.0, "selector": map[string]any{"matchLabels": labels}, "template": map[string]any{
		"metadata": map[string]any{"labels": labels, "annotations": map[string]any{"sidecar.istio.io/inject": "false"}},
		"spec":     map[string]any{"containers": []any{map[string]any{"name": "acmesolver", "ports": []any{map[string]any{"name": "http", "containerPort": solverPort}}}}},
	}})
}

// ofIngresses is the Gateway that stands for those of all Ingresses.
func ofIngresses(w *objects.World) manifest.ID {
	return manifest.ID{Group: objects.IstioNetworking, Kind: "Gateway", Namespace: w.RootNamespace(), Name: solverName}
}

// all are the objects, with that Gateway.
func (s *solvers) all(w *objects.World) []manifest.Manifest {
	if len(s.byIngress) > 0 {
		id := ofIngresses(w)
		s.add(id.Namespace, id.Name, id.Group+"/v1", id.Kind, map[string]any{"selector": map[string]any{"istio": w.IngressLabel()}, "servers": []any{map[string]any{
			"port": map[string]any{"number": 80.0, "name": "http", "protocol": "HTTP"}, "hosts": s.byIngress,
		}}})
	}
	return s.list
}

func (s *solvers) add(namespace, name, api, kind string, spec map[string]any) {
	s.list = append(s.list, manifest.Manifest{Object: manifest.NewObject(map[string]any{
		"apiVersion": api, "kind": kind, "metadata": map[string]any{"name": name, "namespace": namespace, "creationTimestamp": youngest}, "spec": spec})})
}
