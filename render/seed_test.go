package render_test

import (
	"encoding/base64"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"render/render"
	"render/render/manifest"
)

// seed finds an object of examples/seed by what `kubectl get` would name.
type seed struct {
	t   *testing.T
	out *render.Output
}

func (s seed) object(kind, namespace, name string) map[string]any {
	s.t.Helper()
	return s.manifest(kind, namespace, name).Object.Map()
}

func (s seed) manifest(kind, namespace, name string) *manifest.Manifest {
	s.t.Helper()
	for i := range s.out.Manifests {
		if id := s.out.Manifests[i].ID(); id.Kind == kind && id.Namespace == namespace && id.Name == name {
			return &s.out.Manifests[i]
		}
	}
	s.t.Fatalf("there is no %s %s/%s", kind, namespace, name)
	return nil
}

// at is the value at a path of keys and numbers, as kubectl's jsonpath has it.
func at(v any, path ...any) any {
	for _, step := range path {
		switch step := step.(type) {
		case string:
			object, _ := v.(map[string]any)
			v = object[step]
		case int:
			list, _ := v.([]any)
			if step >= len(list) {
				return nil
			}
			v = list[step]
		}
	}
	return v
}

func (s seed) equal(got any, want string) {
	s.t.Helper()
	if fmt.Sprint(got) != want {
		s.t.Errorf("got %v, want %s", got, want)
	}
}

// TestSeed holds what the original set-up shows when it is asked, check by
// check.
func TestSeed(t *testing.T) {
	out := example(t, "seed")
	for name, check := range map[string]func(seed){
		"row 1 MetalLB's ConfigMap":              seedMetalLB,
		"row 2 the operator's objects":           seedOperator,
		"row 3 the IstioOperator":                seedIstioOperator,
		"row 4 gateway Services and their ports": seedServices,
		"row 5 source ranges":                    seedSourceRanges,
		"row 6 gateways are independent":         seedIndependent,
		"row 7 injection labels and mtls":        seedInjection,
		"row 10 TLS Secrets":                     seedSecrets,
		"row 11 12 13 Gateways":                  seedGateways,
		"row 14 Deployments and Services":        seedApps,
		"row 15 16 VirtualServices":              seedRoutes,
	} {
		t.Run(name, func(t *testing.T) { check(seed{t, out}) })
	}
}

func seedMetalLB(s seed) {
	m := s.manifest("ConfigMap", "metallb-system", "config")
	s.equal(m.Stage, "metallb")
	config, err := manifest.Decode([]byte(at(m.Object.Map(), "data", "config").(string)))
	if err != nil {
		s.t.Fatal(err)
	}
	s.equal(config[0].Map(), "map[address-pools:[map[addresses:[192.168.1.141-192.168.1.142] name:default protocol:layer2]]]")
}

func seedOperator(s seed) {
	s.equal(s.manifest("Deployment", "istio-operator", "istio-operator-1-9-7").Stage, "operator")
	service := s.object("Service", "istio-operator", "istio-operator-1-9-7")
	s.equal(at(service, "spec", "ports", 0, "port"), "8383")
	s.equal(at(service, "spec", "ports", 0, "protocol"), "TCP")
	s.equal(s.manifest("CustomResourceDefinition", "", "istiooperators.install.istio.io").Stage, "operator")
}

func (s seed) gateways() []any {
	m := s.manifest("IstioOperator", "istio-system", "istio-control-plane")
	list, _ := at(m.Object.Map(), "spec", "components", "ingressGateways").([]any)
	if len(list) != 2 {
		s.t.Fatalf("%d ingress gateways", len(list))
	}
	return list
}

func seedIstioOperator(s seed) {
	m := s.manifest("IstioOperator", "istio-system", "istio-control-plane")
	s.equal(m.Stage, "istio")
	s.equal(m.Reader, "kubectl")
	s.equal(at(m.Object.Map(), "metadata", "annotations", "render/istio-version"), "1.9.7")
	s.equal(at(m.Object.Map(), "spec", "profile"), "default")
	s.equal(at(m.Object.Map(), "spec", "revision"), "1-9-7")
	for _, g := range s.gateways() {
		s.equal(at(g, "k8s", "hpaSpec", "minReplicas"), "1")
		s.equal(at(g, "k8s", "hpaSpec", "maxReplicas"), "1")
	}
}

func seedServices(s seed) {
	want := []struct{ name, ip, ports string }{
		{"istio-ingressgateway", "192.168.1.141", "15021 80:32600 443:32601 31400 15443"},
		{"istio-ingressgateway-secondary", "192.168.1.142", "15021 80:32700 443:32701 31400 15443"},
	}
	for i, g := range s.gateways() {
		s.equal(at(g, "name"), want[i].name)
		s.equal(at(g, "namespace"), "istio-system")
		s.equal(at(g, "k8s", "service", "type"), "LoadBalancer")
		s.equal(at(g, "k8s", "service", "loadBalancerIP"), want[i].ip)
		var ports []string
		for _, p := range at(g, "k8s", "service", "ports").([]any) {
			port := fmt.Sprint(at(p, "port"))
			if node := at(p, "nodePort"); node != nil {
				port += ":" + fmt.Sprint(node)
			}
			ports = append(ports, port)
		}
		s.equal(strings.Join(ports, " "), want[i].ports)
	}
}

func seedSourceRanges(s seed) {
	for _, g := range s.gateways() {
		s.equal(at(g, "k8s", "service", "loadBalancerSourceRanges"), "[10.0.0.0/8 192.0.0.0/8]")
	}
}

// seedIndependent: what a chart selects by is the gateway's labels, and these
// differ; nothing overlays a selector by hand.
func seedIndependent(s seed) {
	labels := map[string]bool{}
	for i, g := range s.gateways() {
		labels[fmt.Sprint(at(g, "label"))] = true
		s.equal(at(g, "k8s", "overlays"), "<nil>")
		gateway := []string{"gateway-ingressgateway", "gateway-ingressgateway-secondary"}[i]
		selector := at(s.object("Gateway", "default", gateway), "spec", "selector")
		if !reflect.DeepEqual(selector, at(g, "label")) {
			s.t.Errorf("%s selects %v, and its gateway has %v", gateway, selector, at(g, "label"))
		}
	}
	if len(labels) != 2 {
		s.t.Errorf("labels %v do not tell the gateways apart", labels)
	}
}

func seedInjection(s seed) {
	s.equal(at(s.object("Namespace", "", "default"), "metadata", "labels", "istio.io/rev"), "1-9-7")
	s.equal(at(s.object("Namespace", "", "istio-system"), "metadata", "labels", "istio-injection"), "disabled")
	m := s.manifest("PeerAuthentication", "istio-system", "default")
	s.equal(m.Stage, "gateways")
	s.equal(at(m.Object.Map(), "spec", "mtls", "mode"), "PERMISSIVE")
}

func seedSecrets(s seed) {
	for _, name := range []string{"tls-credential", "tls-secondary-credential"} {
		for _, namespace := range []string{"default", "istio-system"} {
			m := s.manifest("Secret", namespace, name)
			s.equal(m.Stage, "gateways")
			s.equal(at(m.Object.Map(), "type"), "kubernetes.io/tls")
			data := at(m.Object.Map(), "data").(map[string]any)
			s.equal(len(data), "2")
			for key, begin := range map[string]string{"tls.crt": "-----BEGIN CERTIFICATE-----\n", "tls.key": "-----BEGIN PRIVATE KEY-----\n"} {
				text, err := base64.StdEncoding.DecodeString(fmt.Sprint(data[key]))
				if err != nil || !strings.HasPrefix(string(text), begin) {
					s.t.Errorf("%s of %s/%s does not begin with %q (%v)", key, namespace, name, begin, err)
				}
			}
		}
	}
}

func seedGateways(s seed) {
	for _, want := range []struct{ name, hosts, suffix, credential string }{
		{"gateway-ingressgateway", "[microk8s.local microk8s-alt.local]", "", "tls-credential"},
		{"gateway-ingressgateway-secondary", "[microk8s-secondary.local]", "-secondary", "tls-secondary-credential"},
	} {
		servers := at(s.object("Gateway", "default", want.name), "spec", "servers")
		s.equal(at(servers, 0, "hosts"), want.hosts)
		s.equal(at(servers, 0, "port"), fmt.Sprintf("map[name:http%s number:80 protocol:HTTP]", want.suffix))
		s.equal(at(servers, 1, "hosts"), want.hosts)
		s.equal(at(servers, 1, "port"), fmt.Sprintf("map[name:https%s number:443 protocol:HTTPS]", want.suffix))
		s.equal(at(servers, 1, "tls", "mode"), "SIMPLE")
		s.equal(at(servers, 1, "tls", "credentialName"), want.credential)
		s.equal(at(servers, 1, "tls", "minProtocolVersion"), "TLSV1_2")
	}
}

func seedApps(s seed) {
	for _, want := range []struct{ app, version string }{{"helloworld", "v1"}, {"helloworld2", "v2"}} {
		deployment := s.object("Deployment", "default", want.app+"-"+want.version)
		container := at(deployment, "spec", "template", "spec", "containers", 0)
		s.equal(at(container, "image"), "docker.io/istio/examples-helloworld-"+want.version)
		s.equal(at(container, "resources", "requests", "cpu"), "100m")
		s.equal(at(container, "imagePullPolicy"), "IfNotPresent")
		s.equal(at(container, "ports", 0, "containerPort"), "5000")
		s.equal(at(deployment, "spec", "template", "metadata", "labels", "app"), want.app)
		s.equal(at(deployment, "spec", "template", "metadata", "labels", "version"), want.version)
		service := s.object("Service", "default", want.app)
		s.equal(at(service, "spec", "ports", 0, "port"), "5000")
		s.equal(at(service, "spec", "ports", 0, "name"), "http")
		s.equal(at(service, "spec", "selector"), "map[app:"+want.app+"]")
	}
}

func seedRoutes(s seed) {
	for _, want := range []struct{ name, gateway, hosts, app string }{
		{"hello-v1-on-gateway-ingressgateway", "gateway-ingressgateway", "[microk8s.local microk8s-alt.local]", "helloworld"},
		{"hello-v2-on-gateway-ingressgateway-secondary", "gateway-ingressgateway-secondary", "[microk8s-secondary.local]", "helloworld2"},
	} {
		spec := at(s.object("VirtualService", "default", want.name), "spec")
		s.equal(at(spec, "gateways"), "["+want.gateway+"]")
		s.equal(at(spec, "hosts"), want.hosts)
		s.equal(at(spec, "http", 0, "match"), "[map[uri:map[exact:/hello]]]")
		s.equal(at(spec, "http", 0, "route", 0, "destination", "host"), want.app)
		s.equal(at(spec, "http", 0, "route", 0, "destination", "port", "number"), "5000")
		s.equal(at(spec, "http", 1), "<nil>")
	}
}
