package check

import "testing"

// TestRequired: lists of which an API wants an item, and those of which it wants none.
func TestRequired(t *testing.T) {
	const refuses = " has no item, and its API refuses the object = write "
	const ports = "  ports: [{name: http, port: 80, targetPort: http}, {name: admin, port: 9000}]"
	const noPorts = "VirtualService.networking.istio.io web/shop (c.shop): spec.http[0].route[0].destination.port: Service web/shop has no port 80 = add a port to the Service\n" +
		"VirtualService.networking.istio.io web/shop (c.shop): spec.http[0].mirror.port: Service web/shop has no port 9000 = add a port to the Service"
	const routes = "  http:\n  - route: [{destination: {host: shop, port: {number: 80}}}]\n    mirror: {host: shop.web.svc.cluster.local, port: {number: 9000}}\n  - route: [{destination: {host: www.example.com}}]"
	try(t, map[string]change{
		"no route":         {routes, "  http: []", "VirtualService.networking.istio.io web/shop (c.shop): spec.http" + refuses + "a route, here or in spec.tls or spec.tcp, or remove the object"},
		"no list":          {routes, "", "VirtualService.networking.istio.io web/shop (c.shop): spec.http" + refuses + "a route, here or in spec.tls or spec.tcp, or remove the object"},
		"connections":      {routes, "  http: []\n  tcp: [{route: [{destination: {host: www.example.com}}]}]", ""},
		"hosts":            {"hosts: [a.example.org]\n    port: {name: http-secondary", "hosts: []\n    port: {name: http-secondary", "Gateway.networking.istio.io web/two (c.two): spec.servers[0].hosts" + refuses + "a host, or remove the object"},
		"addresses":        {"spec: {addresses: [192.0.2.10/32]}", "spec: {addresses: []}", "IstioOperator.install.istio.io istio-system/plane (c.plane): spec.components.ingressGateways[0]: address 192.0.2.10 is in none of the pools = add it to the addresses of a pool, or write: another address\nIPAddressPool.metallb.io metallb-system/primary (c.primary): spec.addresses" + refuses + "a range of addresses, or remove the object"},
		"ports":            {ports, "  ports: []", noPorts + "\nService web/shop (c.shop): spec.ports" + refuses + "a port, or remove the object"},
		"headless":         {ports, "  clusterIP: None", noPorts},
		"an external name": {"  selector: {app: shop}\n" + ports, "  type: ExternalName\n  externalName: www.example.com", noPorts},
		"containers":       {"      containers:\n      - name: shop\n        ports: [{name: http, containerPort: 8000}, {name: admin, containerPort: 9000}]\n      - name: log", "      containers: []", "Deployment.apps web/shop (c.shop): spec.template.spec.containers" + refuses + "a container, or remove the object\nService web/shop (c.shop): spec.ports[0].targetPort: \"http\" is no port of a container of Deployment.apps web/shop = add it to the ports of a container"},
	})
}
