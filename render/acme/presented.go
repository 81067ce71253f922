package acme

import (
	"strconv"

	"render/render/manifest"
	"render/render/objects"
)

// What cert-manager's solver is called, before what makes it one of many, and listens on (cert-manager,
// pkg/issuer/acme/http).
const (
	solverName = "cm-acme-http-solver"
	solverPort = 8089.0
)

// presented is what stands in for what cert-manager makes while it proves a host, and what istiod makes
// of that: a pod and a Service, and a route to them, of the Gateway API or of Istio's.
type presented struct {
	name    string
	path    string      // that the authority asks for
	service string      // as a host, which is to answer
	gateway manifest.ID // of Istio's, that stands for an Ingress; zero where there is none
	list    []manifest.Manifest
}

// present is that of a question, which is one of HTTP-01's. Each has a number of its own.
func present(w *objects.World, q Question, number int) *presented {
	name, namespace := solverName+"-"+strconv.Itoa(number), q.Certificate.ID().Namespace
	p := &presented{name: name, path: "/.well-known/acme-challenge/token-" + strconv.Itoa(number), service: name + "." + namespace + ".svc.cluster.local"}
	labels := map[string]any{objects.SolverLabel: "true", "acme.cert-manager.io/http-token": strconv.Itoa(number)}
	p.add(namespace, name, "v1", "Service", map[string]any{"selector": labels, "ports": []any{map[string]any{"name": "http", "port": solverPort, "targetPort": solverPort}}})
	p.add(namespace, name, "apps/v1", "Deployment", map[string]any{"replicas": 1.0, "selector": map[string]any{"matchLabels": labels}, "template": map[string]any{
		"metadata": map[string]any{"labels": labels, "annotations": map[string]any{"sidecar.istio.io/inject": "false"}},
		"spec":     map[string]any{"containers": []any{map[string]any{"name": "acmesolver", "ports": []any{map[string]any{"name": "http", "containerPort": solverPort}}}}},
	}})
	if _, ok := q.Solver.Ingress(); ok {
		p.routeIngress(w, q.Host, name)
		return p
	}
	parents := []any{}
	for _, ref := range q.Solver.parents(q.Certificate) {
		parents = append(parents, ref)
	}
	p.add(namespace, name, objects.GatewayAPI+"/v1", "HTTPRoute", map[string]any{"parentRefs": parents, "hostnames": []any{q.Host}, "rules": []any{map[string]any{
		"matches":     []any{map[string]any{"path": map[string]any{"type": "Exact", "value": p.path}}},
		"backendRefs": []any{map[string]any{"name": name, "port": solverPort}},
	}}})
	return p
}

// routeIngress adds what istiod makes of an Ingress of a class that it serves (istio,
// pilot/pkg/config/kube/ingress/conversion.go).
func (p *presented) routeIngress(w *objects.World, host, name string) {
	namespace := w.RootNamespace()
	p.gateway = manifest.ID{Group: objects.IstioNetworking, Kind: "Gateway", Namespace: namespace, Name: name}
	p.add(namespace, name, objects.IstioNetworking+"/v1", "Gateway", map[string]any{"selector": map[string]any{"istio": w.IngressLabel()}, "servers": []any{map[string]any{
		"port": map[string]any{"number": 80.0, "name": "http-80-" + name, "protocol": "HTTP"}, "hosts": []any{host},
	}}})
	p.add(namespace, name, objects.IstioNetworking+"/v1", "VirtualService", map[string]any{"gateways": []any{name}, "hosts": []any{host}, "http": []any{map[string]any{
		"match": []any{map[string]any{"uri": map[string]any{"exact": p.path}}},
		"route": []any{map[string]any{"destination": map[string]any{"host": p.service, "port": map[string]any{"number": solverPort}}}},
	}}})
}

func (p *presented) add(namespace, name, api, kind string, spec map[string]any) {
	p.list = append(p.list, manifest.Manifest{Object: manifest.NewObject(map[string]any{
		"apiVersion": api, "kind": kind, "metadata": map[string]any{"name": name, "namespace": namespace}, "spec": spec})})
}
