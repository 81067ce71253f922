package check

import (
	"render/render/objects"
	"strings"
	"testing"
)

func TestIdentity(t *testing.T) {
	const pdb = "kind: PodDisruptionBudget\nmetadata: {name: shop, namespace: web}"
	try(t, map[string]change{
		"name":             {pdb, "kind: PodDisruptionBudget\nmetadata: {namespace: web}", "PodDisruptionBudget.policy web/ (c.): metadata.name is missing = write: metadata.name"},
		"kind":             {"apiVersion: policy/v1\nkind: PodDisruptionBudget", "apiVersion: policy/v1", ".policy web/shop (c.shop): kind is missing = write: kind"},
		"apiVersion":       {"apiVersion: policy/v1", "apiVersion: ''", "PodDisruptionBudget web/shop (c.shop): apiVersion is empty = write: apiVersion"},
		"name no text":     {pdb, "kind: PodDisruptionBudget\nmetadata: {name: 3, namespace: web}", "PodDisruptionBudget.policy web/ (c.): metadata.name is not text = write text there"},
		"metadata no map":  {pdb, "kind: PodDisruptionBudget\nmetadata: [shop]", "PodDisruptionBudget.policy  (c.): metadata is not an object = write an object there"},
		"no namespace":     {pdb, "kind: PodDisruptionBudget\nmetadata: {name: shop}", "PodDisruptionBudget.policy shop (c.shop): metadata.namespace is missing, and the object would go wherever kubectl happens to point = write: metadata.namespace"},
		"namespace number": {pdb, "kind: PodDisruptionBudget\nmetadata: {name: shop, namespace: 4}", "PodDisruptionBudget.policy shop (c.shop): metadata.namespace is not text = write text there"},
		"cluster scope":    {"metadata: {name: web}", "metadata: {name: web, namespace: web}", "Namespace web/web (c.web): has a metadata.namespace, and a Namespace is in none = remove metadata.namespace"},
		"unknown scope":    {"apiVersion: policy/v1\n" + pdb, "apiVersion: example.org/v1\nkind: Thing\nmetadata: {name: x}", ""},
		"namespace":        {pdb, "kind: ConfigMap\nmetadata: {name: shop, namespace: wbe}", "ConfigMap.policy wbe/shop (c.shop): namespace \"wbe\" is not among the objects = did you mean \"web\"?"},
		"kube-system":      {"apiVersion: policy/v1\n" + pdb, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: shop, namespace: kube-system}", ""},
		"twice":            {"metadata: {name: secondary, namespace: metallb-system}", "metadata: {name: primary, namespace: metallb-system}", "IPAddressPool.metallb.io metallb-system/primary (c.primary): is there twice = write: another name, or change the first instead of adding a second\nL2Advertisement.metallb.io metallb-system/lan (c.lan): pool \"secondary\" is not among the objects = write: primary"},
	})
}

func TestVirtualServices(t *testing.T) {
	try(t, map[string]change{
		"gateway":             {"web/two", "web/tow", "VirtualService.networking.istio.io web/shop (c.shop): gateway \"web/tow\" is not among the objects = did you mean \"web/two\"?"},
		"gateway's namespace": {"gateways: [one,", "gateways: [istio-system/one,", "VirtualService.networking.istio.io web/shop (c.shop): gateway \"istio-system/one\" is not among the objects = write: web/one\nVirtualService.networking.istio.io web/shop (c.shop): host \"x.b.example.org\" is not among the hosts of its Gateways = write: a.example.org"},
		"dotted gateway":      {"gateways: [one,", "gateways: [one.web,", ""},
		"own namespace":       {"gateways: [one,", "gateways: [./one,", ""},
		"gateways no list":    {"gateways: [one, web/two]", "gateways: one", "VirtualService.networking.istio.io web/shop (c.shop): spec.gateways is not a list = write a list there"},
		"gateway no text":     {"gateways: [one,", "gateways: [{name: one},", "VirtualService.networking.istio.io web/shop (c.shop): spec.gateways[0] is not text = write text there\nVirtualService.networking.istio.io web/shop (c.shop): host \"x.b.example.org\" is not among the hosts of its Gateways = write: a.example.org"},
		"mesh":                {"gateways: [one,", "gateways: [mesh,", ""},
		"host":                {"hosts: [a.example.org, x.b", "hosts: [aa.example.org, x.b", "VirtualService.networking.istio.io web/shop (c.shop): host \"aa.example.org\" is not among the hosts of its Gateways = did you mean \"a.example.org\"?"},
		"wildcard's own name": {"x.b.example.org]", "b.example.org]", "VirtualService.networking.istio.io web/shop (c.shop): host \"b.example.org\" is not among the hosts of its Gateways = did you mean \"a.example.org\"?"},
		"host of a namespace": {"x.b.example.org]", "c.example.org]", "VirtualService.networking.istio.io web/shop (c.shop): host \"c.example.org\" is not among the hosts of its Gateways = did you mean \"a.example.org\"?"},
		"same wildcard":       {"x.b.example.org]", `"*.b.example.org"]`, ""},
		"narrower wildcard":   {"x.b.example.org]", `"*.x.b.example.org"]`, ""},
		"wider":               {"x.b.example.org]", `"*.example.org"]`, "warning: VirtualService.networking.istio.io web/shop (c.shop): host \"*.example.org\" is wider than the hosts of its Gateways, and only theirs are served = write: the hosts themselves"},
		"all":                 {"x.b.example.org]", `"*"]`, "warning: VirtualService.networking.istio.io web/shop (c.shop): host \"*\" is wider than the hosts of its Gateways, and only theirs are served = write: the hosts themselves"},
		"gateway takes all":   {`"*.b.example.org", "istio-system/c.example.org"]` + "\n    port: {name: http,", `"*"]` + "\n    port: {name: http,", ""},
		"./host":              {`hosts: [a.example.org, "*.b.example.org"`, `hosts: [./a.example.org, "*.b.example.org"`, ""},
		"service":             {"{host: shop,", "{host: shpo,", "VirtualService.networking.istio.io web/shop (c.shop): spec.http[0].route[0].destination.host: Service \"shpo\" is not among the objects = did you mean \"shop\"?"},
		"other namespace":     {"{host: shop,", "{host: shop.istio-system.svc.cluster.local,", "VirtualService.networking.istio.io web/shop (c.shop): spec.http[0].route[0].destination.host: Service \"shop.istio-system.svc.cluster.local\" is not among the objects = write: shop.web.svc.cluster.local"},
		"istiod":              {"{host: shop,", "{host: istiod.istio-system.svc.cluster.local,", ""},
		"existing namespace":  {"{host: shop,", "{host: kubernetes.default.svc.cluster.local,", ""},
		"unknown namespace":   {"{host: shop,", "{host: shop.wbe.svc.cluster.local,", "VirtualService.networking.istio.io web/shop (c.shop): spec.http[0].route[0].destination.host: Service \"shop.wbe.svc.cluster.local\" is not among the objects = write: shop.web.svc.cluster.local"},
		"gateway as service":  {"{host: shop,", "{host: istio-ingressgateway.istio-system.svc.cluster.local,", ""},
		"not completed":       {"{host: shop,", "{host: shop.web,", "VirtualService.networking.istio.io web/shop (c.shop): spec.http[0].route[0].destination.host: Istio does not complete \"shop.web\" to the name of a Service = write: shop.web.svc.cluster.local"},
		"not completed svc":   {"{host: shop,", "{host: shop.web.svc,", "VirtualService.networking.istio.io web/shop (c.shop): spec.http[0].route[0].destination.host: Istio does not complete \"shop.web.svc\" to the name of a Service = write: shop.web.svc.cluster.local"},
		"outside":             {"{host: shop,", "{host: example.org,", ""},
		"port":                {"port: {number: 80}}", "port: {number: 8080}}", "VirtualService.networking.istio.io web/shop (c.shop): spec.http[0].route[0].destination.port: Service web/shop has no port 8080 = write one of: 80, 9000"},
		"port missing":        {"{host: shop, port: {number: 80}}", "{host: shop}", "VirtualService.networking.istio.io web/shop (c.shop): spec.http[0].route[0].destination.port is missing, and Service web/shop has 2 ports = write: port.number, one of: 80, 9000"},
		"port no number":      {"port: {number: 80}}", "port: {number: http}}", "VirtualService.networking.istio.io web/shop (c.shop): spec.http[0].route[0].destination.port.number is not a whole number = write a whole number there"},
		"port no object":      {"port: {number: 80}}", "port: 80}", "VirtualService.networking.istio.io web/shop (c.shop): spec.http[0].route[0].destination.port is not an object = write an object there"},
		"mirror":              {"mirror: {host: shop.web", "mirror: {host: shp.web", "VirtualService.networking.istio.io web/shop (c.shop): spec.http[0].mirror.host: Service \"shp.web.svc.cluster.local\" is not among the objects = did you mean \"shop.web.svc.cluster.local\"?"},
		"mirrors":             {"mirror: {host: shop.web.svc.cluster.local, port: {number: 9000}}", "mirrors: [{destination: {host: shop, port: {number: 1}}}]", "VirtualService.networking.istio.io web/shop (c.shop): spec.http[0].mirrors[0].destination.port: Service web/shop has no port 1 = write one of: 80, 9000"},
		"tcp":                 {"mirror: {host", "name: x\n  tcp:\n  - route: [{destination: {host: gone}}]\n  more:\n  - mirror: {host", "VirtualService.networking.istio.io web/shop (c.shop): spec.tcp[0].route[0].destination.host: Service \"gone\" is not among the objects = write: shop"},
		"destination missing": {"[{destination: {host: www.example.com}}]", "[{weight: 1}]", "VirtualService.networking.istio.io web/shop (c.shop): spec.http[1].route[0].destination is missing = write: host and port of a Service"},
		"host missing":        {"{host: www.example.com}", "{subset: v1}", "VirtualService.networking.istio.io web/shop (c.shop): spec.http[1].route[0].destination.host is missing = write: the name of a Service"},
		"host no text":        {"{host: www.example.com}", "{host: 1}", "VirtualService.networking.istio.io web/shop (c.shop): spec.http[1].route[0].destination.host is not text = write text there"},
		"http no list":        {"  - route: [{destination: {host: www.example.com}}]", "  - 3", "VirtualService.networking.istio.io web/shop (c.shop): spec.http[1] is not an object = write an object there"},
	})
}

func TestGateways(t *testing.T) {
	try(t, map[string]change{
		"selector":             {"selector: {istio: ingressgateway-secondary}", "selector: {istio: ingressgateway-secndary}", "Gateway.networking.istio.io web/two (c.two): spec.selector \"istio=ingressgateway-secndary\" matches no gateway of the IstioOperator = did you mean \"ingressgateway-secondary\"?"},
		"crossed":              {"selector: {istio: ingressgateway-secondary}", "selector: {app: istio-ingressgateway}", "Gateway.networking.istio.io web/two (c.two): spec.selector \"app=istio-ingressgateway\" matches gateways \"istio-ingressgateway\" and \"istio-ingressgateway-secondary\", and the one would serve the other's hosts = write: the label istio of one of them"},
		"no selector":          {"selector: {istio: ingressgateway-secondary}", "selector: {}", "Gateway.networking.istio.io web/two (c.two): spec.selector \"{}\" matches gateways \"istio-ingressgateway\" and \"istio-ingressgateway-secondary\", and the one would serve the other's hosts = write: the label istio of one of them"},
		"more labels":          {"selector: {istio: ingressgateway-secondary}", "selector: {istio: ingressgateway-secondary, app: istio-ingressgateway}", ""},
		"selector no map":      {"selector: {istio: ingressgateway-secondary}", "selector: ingressgateway", "Gateway.networking.istio.io web/two (c.two): spec.selector is not an object = write an object there"},
		"own Deployment":       {"selector: {istio: ingressgateway-secondary}", "selector: {app: shop}", ""},
		"port":                 {"number: 443", "number: 8443", "Gateway.networking.istio.io web/one (c.one): spec.servers[1]: port 8443 is none of the Service of gateway \"istio-ingressgateway\" = write one of: 80, 443, or add the port to the gateway's k8s.service.ports"},
		"port no number":       {"number: 443", "number: https", "Gateway.networking.istio.io web/one (c.one): spec.servers[1].port.number is not a whole number = write a whole number there"},
		"port name":            {"port: {name: https,", "port: {name: http,", "Gateway.networking.istio.io web/one (c.one): spec.servers[1]: port name \"http\" is there twice = write: another name"},
		"credential":           {"credentialName: tls-credential", "credentialName: tls-credentials", "Gateway.networking.istio.io web/one (c.one): spec.servers[1].tls.credentialName: Secret \"tls-credentials\" is not among the objects in namespace \"istio-system\", where the gateway's pods read it = did you mean \"tls-credential\"?"},
		"no credential":        {", credentialName: tls-credential", "", "Gateway.networking.istio.io web/one (c.one): spec.servers[1].tls.credentialName is missing = write: the name of a TLS Secret"},
		"passthrough":          {"{mode: SIMPLE, credentialName: tls-credential}", "{mode: PASSTHROUGH}", ""},
		"certificate files":    {"credentialName: tls-credential", "serverCertificate: /etc/tls.crt", ""},
		"mutual":               {"{mode: SIMPLE, credentialName: tls-credential}", "{mode: MUTUAL, credentialName: gone}", "Gateway.networking.istio.io web/one (c.one): spec.servers[1].tls.credentialName: Secret \"gone\" is not among the objects in namespace \"istio-system\", where the gateway's pods read it = write: tls-credential"},
		"several certificates": {"{mode: SIMPLE, credentialName: tls-credential}", "{mode: SIMPLE, credentialNames: [tls-credential, gone]}", "Gateway.networking.istio.io web/one (c.one): spec.servers[1].tls.credentialNames[1]: Secret \"gone\" is not among the objects in namespace \"istio-system\", where the gateway's pods read it = write: tls-credential"},
		"certificates no text": {"{mode: SIMPLE, credentialName: tls-credential}", "{mode: SIMPLE, credentialNames: [3]}", "Gateway.networking.istio.io web/one (c.one): spec.servers[1].tls.credentialNames[0] is not text = write text there"},
		"authority":            {"{mode: SIMPLE, credentialName: tls-credential}", "{mode: MUTUAL, credentialName: tls-credential, caCertCredentialName: gone}", "Gateway.networking.istio.io web/one (c.one): spec.servers[1].tls.caCertCredentialName: Secret \"gone\" is not among the objects in namespace \"istio-system\", where the gateway's pods read it = write: tls-credential"},
		"no authority in it":   {"{mode: SIMPLE, credentialName: tls-credential}", "{mode: OPTIONAL_MUTUAL, credentialName: tls-credential, caCertCredentialName: tls-credential}", "Gateway.networking.istio.io web/one (c.one): spec.servers[1].tls.caCertCredentialName: Secret istio-system/tls-credential has no ca.crt, by which clients' certificates are checked = add it there, or name another Secret"},
		"authority of one":     {"{mode: SIMPLE, credentialName: tls-credential}", "{mode: MUTUAL, credentialName: tls-credential, caCertCredentialName: tls-credential-cacert}", ""},
		"authority unasked":    {"{mode: SIMPLE, credentialName: tls-credential}", "{mode: SIMPLE, credentialName: tls-credential, caCertCredentialName: gone}", ""},
		"authority elsewhere":  {"{mode: SIMPLE, credentialName: tls-credential}", "{mode: MUTUAL, credentialName: tls-credential, caCertCredentialName: \"configmap://gone\"}", ""},
		"tls no map":           {"{mode: SIMPLE, credentialName: tls-credential}", "SIMPLE", "Gateway.networking.istio.io web/one (c.one): spec.servers[1].tls is not an object = write an object there"},
		"servers no list":      {"servers:\n  - hosts: [a.example.org]\n    port: {name: http-secondary, number: 80, protocol: HTTP}", "servers: 1", "Gateway.networking.istio.io web/two (c.two): spec.servers is not a list = write a list there"},
		"hosts no list":        {"hosts: [a.example.org]\n", "hosts: a.example.org\n", "Gateway.networking.istio.io web/two (c.two): spec.servers[0].hosts is not a list = write a list there"},
		"same host": {"selector: {istio: ingressgateway-secondary}\n  servers:\n  - hosts: [a.example.org]\n    port: {name: http-secondary, number: 80, protocol: HTTP}",
			"selector: {istio: ingressgateway}\n  servers:\n  - hosts: [web/b.example.org, a.example.org]\n    port: {name: x, number: 443, protocol: HTTPS}\n    tls: {mode: SIMPLE, credentialName: tls-credential}", "Gateway.networking.istio.io web/two (c.two): spec.servers[0]: host \"a.example.org\" has TLS settings on port 443 already, and Istio skips the later server whole = remove the host from one of the two"},
		"same host, other pods": {"port: {name: http-secondary, number: 80, protocol: HTTP}", "port: {name: x, number: 443, protocol: HTTPS}\n    tls: {mode: SIMPLE, credentialName: tls-credential}", ""},
		"same host without TLS": {"selector: {istio: ingressgateway-secondary}", "selector: {istio: ingressgateway}", ""},
	})
}

func TestIstioOperators(t *testing.T) {
	try(t, map[string]change{
		"names":                  {"name: istio-ingressgateway-secondary", "name: istio-ingressgateway", "IstioOperator.install.istio.io istio-system/plane (c.plane): spec.components.ingressGateways[1]: gateway \"istio-ingressgateway\" is there twice = write: another name"},
		"labels":                 {"label: {istio: ingressgateway-secondary}", "label: {tier: secondary}", "IstioOperator.install.istio.io istio-system/plane (c.plane): spec.components.ingressGateways[1]: its label istio is \"ingressgateway\", as is that of gateway \"istio-ingressgateway\", and each would take the other's traffic = write: another label\nGateway.networking.istio.io web/one (c.one): spec.selector \"istio=ingressgateway\" matches gateways \"istio-ingressgateway\" and \"istio-ingressgateway-secondary\", and the one would serve the other's hosts = write: the label istio of one of them\nGateway.networking.istio.io web/two (c.two): spec.selector \"istio=ingressgateway-secondary\" matches no gateway of the IstioOperator = write: ingressgateway"},
		"off":                    {"enabled: true\n      label: {istio: ingressgateway-secondary}", "enabled: false\n      label: {istio: ingressgateway-secondary}", "Gateway.networking.istio.io web/two (c.two): spec.selector \"istio=ingressgateway-secondary\" matches no gateway of the IstioOperator = write: ingressgateway"},
		"namespace":              {"name: istio-ingressgateway-secondary\n      namespace: istio-system", "name: istio-ingressgateway-secondary\n      namespace: istio", "IstioOperator.install.istio.io istio-system/plane (c.plane): spec.components.ingressGateways[1]: namespace \"istio\" is not among the objects = write one of: default, istio-system, kube-node-lease, kube-public, kube-system, metallb-system, web"},
		"in no pool":             {"loadBalancerIP: 192.0.2.10", "loadBalancerIP: 192.0.2.11", "IstioOperator.install.istio.io istio-system/plane (c.plane): spec.components.ingressGateways[0]: address 192.0.2.11 is in none of the pools = add it to the addresses of a pool, or write: another address"},
		"second family":          {"2001:db8::21", "2001:db8::100", "IstioOperator.install.istio.io istio-system/plane (c.plane): spec.components.ingressGateways[1]: address 2001:db8::100 is in none of the pools = add it to the addresses of a pool, or write: another address"},
		"old prefix":             {"metallb.io/loadBalancerIPs", "metallb.universe.tf/loadBalancerIPs", ""},
		"one address":            {"192.0.2.21,", "192.0.2.10,", "IstioOperator.install.istio.io istio-system/plane (c.plane): spec.components.ingressGateways[1]: address 192.0.2.10 is also asked for by gateway \"istio-ingressgateway\" = write: another address"},
		"same as the annotation": {"          loadBalancerIP: 192.0.2.10\n", "          loadBalancerIP: 192.0.2.21\n", "IstioOperator.install.istio.io istio-system/plane (c.plane): spec.components.ingressGateways[1]: address 192.0.2.21 is also asked for by gateway \"istio-ingressgateway\" = write: another address"},
		"shared by one": {"        serviceAnnotations: {metallb.io/loadBalancerIPs: \"192.0.2.21,2001:db8::21\"}\n",
			"        serviceAnnotations: {metallb.io/loadBalancerIPs: 192.0.2.10, metallb.io/allow-shared-ip: k}\n", "IstioOperator.install.istio.io istio-system/plane (c.plane): spec.components.ingressGateways[1]: address 192.0.2.10 is also asked for by gateway \"istio-ingressgateway\" = write: another address"},
		"both":          {"        service:\n          loadBalancerIP", "        serviceAnnotations: {metallb.universe.tf/loadBalancerIPs: 192.0.2.10}\n        service:\n          loadBalancerIP", "IstioOperator.install.istio.io istio-system/plane (c.plane): spec.components.ingressGateways[0] asks for an address by loadBalancerIP and by the annotation metallb.universe.tf/loadBalancerIPs, and MetalLB then gives none = remove one of the two"},
		"no address":    {"loadBalancerIP: 192.0.2.10", "loadBalancerIP: 192.0.2", "IstioOperator.install.istio.io istio-system/plane (c.plane): spec.components.ingressGateways[0]: \"192.0.2\" is not an IP address = write: an IP address of a pool"},
		"no pools":      {"components:\n    ingressGateways:", "components:\n    ingressGateways: {}\n    egressGateways:", "IstioOperator.install.istio.io istio-system/plane (c.plane): spec.components.ingressGateways is not a list = write a list there"},
		"chart's ports": {"          loadBalancerIP: 192.0.2.10\n          ports: [{name: http2, port: 80, targetPort: 8080}, {name: https, port: 443, targetPort: 8443}]", "          loadBalancerIP: 192.0.2.10", ""},
		"ports no list": {"          loadBalancerIP: 192.0.2.10\n          ports: [{name: http2, port: 80, targetPort: 8080}, {name: https, port: 443, targetPort: 8443}]", "          ports: {}", "IstioOperator.install.istio.io istio-system/plane (c.plane): spec.components.ingressGateways[0].k8s.service.ports is not a list = write a list there"},
	})
}

func TestPools(t *testing.T) {
	const entries = "spec: {ipAddressPools: [primary, secondary]}"
	try(t, map[string]change{
		"unknown":          {entries, "spec: {ipAddressPools: [primary, secondary, secondry]}", "L2Advertisement.metallb.io metallb-system/lan (c.lan): pool \"secondry\" is not among the objects = did you mean \"secondary\"?"},
		"left out":         {entries, "spec: {ipAddressPools: [primary]}", "IPAddressPool.metallb.io metallb-system/secondary (c.secondary): no advertisement names the pool, and nobody would answer for its addresses = add it to spec.ipAddressPools of an L2Advertisement"},
		"all":              {entries, "spec: {}", ""},
		"by BGP":           {"kind: L2Advertisement", "kind: BGPAdvertisement", ""},
		"by label":         {entries, "spec: {ipAddressPools: [primary], ipAddressPoolSelectors: [{matchLabels: {a: b}}]}", "IPAddressPool.metallb.io metallb-system/secondary (c.secondary): no advertisement names the pool, and nobody would answer for its addresses = add it to spec.ipAddressPools of an L2Advertisement"},
		"by expression":    {entries, "spec: {ipAddressPools: [primary], ipAddressPoolSelectors: [{matchExpressions: [{key: a, operator: Exists}]}]}", ""},
		"no list":          {entries, "spec: {ipAddressPools: primary}", "L2Advertisement.metallb.io metallb-system/lan (c.lan): spec.ipAddressPools is not a list = write a list there"},
		"range":            {"192.0.2.20-192.0.2.29", "192.0.2.29-192.0.2.20", "IPAddressPool.metallb.io metallb-system/secondary (c.secondary): spec.addresses[0]: \"192.0.2.29-192.0.2.20\" is no range of addresses = write: \"192.0.2.10-192.0.2.20\" or \"192.0.2.0/28\"\nIstioOperator.install.istio.io istio-system/plane (c.plane): spec.components.ingressGateways[1]: address 192.0.2.21 is in none of the pools = add it to the addresses of a pool, or write: another address"},
		"spaces":           {"192.0.2.20-192.0.2.29", "192.0.2.20 - 192.0.2.29", ""},
		"overlap":          {"[192.0.2.20-192.0.2.29,", "[192.0.2.0/24, 192.0.2.1-192.0.2.2,", ""},
		"addresses number": {"[192.0.2.20-192.0.2.29,", "[4, 192.0.2.20-192.0.2.29,", "IPAddressPool.metallb.io metallb-system/secondary (c.secondary): spec.addresses[0] is not text = write text there"},
	})
}

func TestWorkloads(t *testing.T) {
	try(t, map[string]change{
		"own labels":       {"selector: {matchLabels: {app: shop, version: v1}}\n  template", "selector: {matchLabels: {app: shop, version: v2}}\n  template", "Deployment.apps web/shop (c.shop): spec.selector.matchLabels asks for \"version=v2\", which its pods do not have = add it to spec.template.metadata.labels, or remove it from the selector"},
		"matchLabels list": {"selector: {matchLabels: {app: shop, version: v1}}\n  template", "selector: {matchLabels: [app]}\n  template", "Deployment.apps web/shop (c.shop): spec.selector.matchLabels is not an object = write an object there"},
		"containers":       {"- name: log", "- name: shop", "Deployment.apps web/shop (c.shop): container \"shop\" is there twice = write: another name"},
		"containers list":  {"      - name: log", "      - log", "Deployment.apps web/shop (c.shop): spec.template.spec.containers[1] is not an object = write an object there"},
		"service":          {"selector: {app: shop}", "selector: {app: shp}", "Service web/shop (c.shop): spec.selector \"app=shp\" matches no pods of the Deployments in namespace \"web\" = did you mean \"shop\"?"},
		"two labels":       {"selector: {app: shop}", "selector: {app: shop, tier: primary}", ""},
		"other version":    {"selector: {app: shop}", "selector: {app: shop, tier: secondary}", "Service web/shop (c.shop): spec.selector \"app=shop,tier=secondary\" matches no pods of the Deployments in namespace \"web\" = write: primary"},
		"external name":    {"selector: {app: shop}", "type: ExternalName\n  selector: {app: gone}", ""},
		"no selector":      {"  selector: {app: shop}\n", "", ""},
		"target name":      {"targetPort: http}", "targetPort: htpp}", "Service web/shop (c.shop): spec.ports[0].targetPort: \"htpp\" is no port of a container of Deployment.apps web/shop = did you mean \"http\"?"},
		"target number":    {"targetPort: http}", "targetPort: 8001}", "Service web/shop (c.shop): spec.ports[0].targetPort: \"8001\" is no port of a container of Deployment.apps web/shop = did you mean \"8000\"?"},
		"port as target":   {"{name: admin, port: 9000}", "{name: admin, port: 9000}, {name: x, port: 9001}", "Service web/shop (c.shop): spec.ports[2].port: \"9001\" is no port of a container of Deployment.apps web/shop = did you mean \"9000\"?"},
		"nothing declared": {"        ports: [{name: http, containerPort: 8000}, {name: admin, containerPort: 9000}]\n", "", "Service web/shop (c.shop): spec.ports[0].targetPort: \"http\" is no port of a container of Deployment.apps web/shop = add it to the ports of a container"},
		"target bool":      {"targetPort: http}", "targetPort: true}", "Service web/shop (c.shop): spec.ports[0].targetPort is not a port's number or name = write a port's number or name there"},
		"budget":           {"{maxUnavailable: 1, selector: {matchLabels: {app: shop, version: v1}}}", "{selector: {matchLabels: {app: shop, version: v2}}}", "PodDisruptionBudget.policy web/shop (c.shop): spec.selector.matchLabels \"app=shop,version=v2\" matches no pods of the Deployments in namespace \"web\" = did you mean \"v1\"?"},
		"budget for all":   {"{maxUnavailable: 1, selector: {matchLabels: {app: shop, version: v1}}}", "{selector: {}}", ""},
		"another workload": {"kind: Deployment", "kind: StatefulSet", ""},
		"a rollout":        {"apiVersion: apps/v1\nkind: Deployment", "apiVersion: argoproj.io/v1alpha1\nkind: Rollout", ""},
		"for the gateway": {"metadata: {name: shop, namespace: web}\nspec:\n  selector: {app: shop}", "metadata: {name: shop, namespace: istio-system}\nspec:\n  selector: {istio: ingressgateway}",
			"VirtualService.networking.istio.io web/shop (c.shop): spec.http[0].route[0].destination.host: Service \"shop\" is not among the objects = write: shop.istio-system.svc.cluster.local\nVirtualService.networking.istio.io web/shop (c.shop): spec.http[0].mirror.host: Service \"shop.web.svc.cluster.local\" is not among the objects = write: shop.istio-system.svc.cluster.local"},
	})
}

func TestSharedAddress(t *testing.T) {
	text := strings.NewReplacer(`{metallb.io/loadBalancerIPs: "192.0.2.21,2001:db8::21"}`, "{metallb.io/loadBalancerIPs: 192.0.2.10, metallb.io/allow-shared-ip: k}",
		"        service:\n          loadBalancerIP: 192.0.2.10\n", "        serviceAnnotations: {metallb.universe.tf/allow-shared-ip: k}\n        service:\n          loadBalancerIP: 192.0.2.10\n").Replace(plain(t))
	if got := told(References(objects.New(manifests(t, text)), known())); len(got) > 0 {
		t.Errorf("%q", got)
	}
}
