package format

// Tier is one ingress gateway on its own IP, with its hosts and apps.
type Tier struct {
	Origin
	// The tier's name. The tier called `primary` takes Istio's own names; every
	// other one adds its name to them. Example: secondary
	Name Text `key:"name" required:"" format:"label" max:"30"`
	// The gateway's address: one, or one IPv4 and one IPv6. It is needed where
	// MetalLB gives it; of a Service of another type it is who answers there.
	// Example: [192.168.1.141, "fd00::141"]
	IP []Text `key:"ip" filled:"" form:"one" format:"ip"`
	// The DNS names it serves; `*.` wildcards, or `*` for all. An item with `host`
	// may have a certificate or a mode of TLS of its own. Without any the tier has no
	// ports 80 and 443, only `ports`.
	// Example: [home.example.org, "*.apps.example.org"]
	Hosts []HostItem `key:"hosts" filled:""`
	// Its certificate: a path without .crt and .key, the files, or the name of
	// a Secret that exists already. Example: certs/home
	Cert Cert `key:"cert" derived:"<certs.dir>/<first plain host>"`
	// TLS on port 443: a mode alone, or an object. Example: {redirect: true}
	TLS TLS `key:"tls"`
	// The gateway's Service: a type alone, or an object. Example: NodePort
	Service GatewayService `key:"service"`
	// The gateway's pods. Example: {annotations: {example.org/scrape: "true"}}
	Pod GatewayPod `key:"pod"`
	// The tier's Gateways. Example: {annotations: {example.org/contact: web@example.org}}
	Gateway GatewayObject `key:"gateway"`
	// The proxies before the gateway. Example: {trusted: 1, from: [10.0.0.0/24]}
	Proxies Proxies `key:"proxies"`
	// Who may come in to its hosts and ports, which the gateway's proxies see to; an app may
	// say otherwise. Example: {from: [192.168.1.0/24]}
	Access *Access `key:"access" derived:"everybody"`
	// The networks that are let in. Example: [10.0.0.0/8]
	SourceRanges []Text `key:"sourceRanges" format:"cidr" derived:"all"`
	// Whether nodes pass traffic on to pods of other nodes (`Cluster`), or
	// keep the client's address and do not (`Local`). Example: Local
	TrafficPolicy Enum[TrafficPolicy] `key:"trafficPolicy" default:"Cluster" enum:""`
	// Fixed node ports of the gateway Service. Example: {http: 32600, https: 32601}
	NodePorts NodePorts `key:"nodePorts" derived:"allocated by the cluster"`
	// More ports of the gateway. Example: [{name: tcp, port: 31400}, {name: https-admin, port: 9443}]
	Ports []GatewayPort `key:"ports"`
	// The namespace of its gateway's pods and TLS Secret, and of its Gateways.
	// Example: istio-ingress
	GatewayNamespace Text `key:"gatewayNamespace" format:"label" max:"63" derived:"the topology's"`
	// The namespace of its apps. Example: web
	Namespace Text `key:"namespace" format:"label" max:"63" derived:"the topology's"`
	// What DNS is told of the tier, where the topology has `dns`; false for nothing.
	// Example: {target: 203.0.113.10, ttl: 300, zone: public}
	DNS TierDNS `key:"dns"`
	// How many gateway pods: a number, or bounds for an autoscaler. From two on they are kept on
	// nodes of their own, as far as there are nodes.
	// Example: {min: 2, max: 5, cpu: 80}
	Replicas GatewayReplicas `key:"replicas" derived:"1"`
	// What a gateway pod asks for and may use. Without it that is what Istio's
	// charts say. Example: {requests: {cpu: 100m, memory: 128Mi}}
	Resources Resources `key:"resources"`
	// Labels of the nodes that gateway pods run on. Example: {kubernetes.io/os: linux}
	NodeSelector []Pair `key:"nodeSelector" form:"map" format:"labelkey,labelvalue"`
	// Taints that gateway pods put up with. Example: [{key: edge, operator: Exists}]
	Tolerations []Toleration `key:"tolerations"`
	// Affinity of gateway pods, as in a pod, handed on as it is.
	// Example: {nodeAffinity: {}}
	Affinity Any `key:"affinity" format:"affinity"`
	// Which interfaces and nodes announce the IP. Example: {interfaces: [eth0]}
	Announce Announce `key:"announce"`
	// What the gateway answers itself, whichever app a path is of: a redirect, or a
	// status. Example: [{prefix: /admin, respond: 404}]
	Routes []TierRoute `key:"routes"`
	// Names that replace derived ones. Example: {gateway: web-gateway}
	Names TierNames `key:"names"`
	// The apps behind it. Example: [{name: hello, image: "hello:1.0", port: 5000, routes: [/hello]}]
	Apps []App `key:"apps"`
}

// HostItem is one item of a tier's hosts: a name, or several with a certificate or
// a mode of TLS of their own. What it leaves out is the tier's.
type HostItem struct {
	Origin
	// The DNS name, or several. Example: [shop.example.org, www.example.org]
	Host []Text `key:"host,alone" required:"" form:"one" format:"host"`
	// Their certificate, as a tier's. Example: certs/shop.example.org
	Cert *Cert `key:"cert" derived:"the tier's, else <certs.dir>/<first plain host>"`
	// How port 443 speaks for them, member by member: what is not written is the
	// tier's. Example: {mode: mutual, clientCA: certs/clients.crt}
	TLS *TLS `key:"tls" derived:"the tier's"`
}

// Cert is a tier's certificate: files, or a Secret that exists.
type Cert struct {
	Origin
	// A path without .crt and .key. Example: certs/home
	Stem Text `key:"-,alone" format:"file"`
	// The certificate's file, leaf first. Example: certs/home.pem
	Crt Text `key:"crt" format:"file"`
	// The key's file. Example: certs/home-key.pem
	Key Text `key:"key" format:"file"`
	// A file with the issuer's certificates, put into the Secret as ca.crt.
	// Example: certs/ca.crt
	CA Text `key:"ca" format:"file"`
	// A TLS Secret in the gateway's namespace that exists already. Example: home-tls
	Secret Text `key:"secret" format:"subdomain"`
}

// TLS is how port 443 speaks.
type TLS struct {
	Origin
	// Who shows a certificate, and who ends TLS. `simple`: the server has a certificate. `off`: no port 443. `mutual` and
	// `optional-mutual`: clients have one too. `passthrough`: the app ends TLS.
	// Example: simple
	Mode Enum[TLSMode] `key:"mode,alone" default:"simple" enum:""`
	// The lowest TLS version spoken. Example: "1.3"
	MinVersion Enum[TLSVersion] `key:"minVersion" default:"1.2" enum:""`
	// The ciphers of TLS 1.2 and below, by OpenSSL's names. TLS 1.3 has its own.
	// Example: [ECDHE-ECDSA-AES256-GCM-SHA384, ECDHE-RSA-AES256-GCM-SHA384]
	Ciphers []Text `key:"ciphers" format:"cipher" derived:"all that Istio's gateways have"`
	// Whether port 80 answers with a redirect to https: all of it, or all but some
	// paths. Example: true
	Redirect HTTPSRedirect `key:"redirect"`
	// A file with the authority of the clients' certificates, or with several, one
	// after the other. Example: certs/clients.crt
	ClientCA Text `key:"clientCA" format:"file"`
}

// HTTPSRedirect is whether port 80 answers with a redirect to https.
type HTTPSRedirect struct {
	Origin
	// Whether it does. Example: true
	On Flag `key:"-,alone"`
	// Paths that port 80 serves as they are; to all others it answers with a redirect.
	// Example: [/.well-known/acme-challenge/*]
	Except []Text `key:"except" format:"route"`
}

// Redirects reports whether port 80 redirects, all or most.
func (r *HTTPSRedirect) Redirects() bool { return r.On.Value || len(r.Except) > 0 }

// NodePorts are fixed node ports of the gateway Service.
type NodePorts struct {
	Origin
	// The node port of port 80. Example: 32600
	HTTP Number `key:"http" min:"30000" max:"32767"`
	// The node port of port 443. Example: 32601
	HTTPS Number `key:"https" min:"30000" max:"32767"`
	// The node port of the status port 15021. Example: 32602
	Status Number `key:"status" min:"30000" max:"32767"`
}

// Fixes is where a port is written; not set where none is.
func (n *NodePorts) Fixes() Origin { return Or(n.HTTP.Origin, Or(n.HTTPS.Origin, n.Status.Origin)) }

// GatewayReplicas is how many gateway pods run.
type GatewayReplicas struct {
	Origin
	// A fixed number. Example: 2
	Count Number `key:"-,alone" min:"1" max:"1000"`
	// At least so many. Example: 2
	Min Number `key:"min" min:"1" max:"1000"`
	// At most so many. Example: 5
	Max Number `key:"max" min:"1" max:"1000"`
	// The CPU utilisation in percent of the request at which pods are added.
	// Example: 80
	CPU Number `key:"cpu" min:"1" max:"1000"`
}

// Toleration is one taint that pods put up with, as in a pod.
type Toleration struct {
	Origin
	// The taint's key. Example: edge
	Key Text `key:"key" format:"labelkey"`
	// How the value is compared. Example: Exists
	Operator Enum[TolerationOperator] `key:"operator" enum:""`
	// The taint's value. Example: "true"
	Value Text `key:"value" format:"labelvalue"`
	// What the taint does. Example: NoSchedule
	Effect Enum[TaintEffect] `key:"effect" enum:""`
	// For how many seconds a NoExecute taint is put up with. Example: 300
	Seconds Number `key:"tolerationSeconds" min:"0" max:"2147483647"`
}

// Announce is by which ways MetalLB tells a tier's IP.
type Announce struct {
	Origin
	// Layer 2: the network interfaces that announce the IP. MetalLB chooses the node without a look at them: where
	// some nodes have none of them, name those that do in nodes. Example: [eth0]
	Interfaces []Text `key:"interfaces" format:"interface" derived:"all"`
	// The nodes that announce the IP. Example: [node-1]
	Nodes []Node `key:"nodes" derived:"all"`
}

// TierNames replace names that are derived from the tier's.
type TierNames struct {
	Origin
	// The gateway Deployment and Service, and what else a gateway that is injected
	// has. Example: web-ingress
	Workload Text `key:"workload" format:"label" max:"58" derived:"istio-ingressgateway[-<tier>]"`
	// The value of the gateway's label `istio`. Example: web
	Label Text `key:"label" format:"labelvalue" derived:"ingressgateway[-<tier>]"`
	// The Gateway. With routing: gateway-api its Deployment and Service are
	// <Gateway>-istio. Example: web-gateway
	Gateway Text `key:"gateway" format:"label" max:"63" derived:"gateway-ingressgateway[-<tier>]"`
	// The TLS Secret. Example: web-tls
	Secret Text `key:"secret" format:"subdomain" derived:"tls-credential, tls-<tier>-credential"`
	// The MetalLB pool. Example: public
	Pool Text `key:"pool" format:"label" max:"63" derived:"ip-<address>, unless a pool has its IP"`
}

// Node is one node of the cluster by its name, or the nodes of whose labels something holds.
type Node struct {
	Origin
	// The node's name (its label kubernetes.io/hostname). Example: node-1
	Name Text `key:"name,alone" format:"subdomain"`
	// Labels the nodes have. Example: {rack: a}
	Labels []Pair `key:"labels" form:"map" format:"labelkey,labelvalue"`
	// What else holds of their labels, all of it.
	// Example: [{key: rack, operator: In, values: [a, b]}]
	Expressions []NodeExpression `key:"expressions"`
}

// NodeExpression is what holds of one label of nodes.
type NodeExpression struct {
	Origin
	// The label. Example: rack
	Key Text `key:"key" required:"" format:"labelkey"`
	// Whether its value is among some, or it is there at all. Example: NotIn
	Operator Enum[NodeOperator] `key:"operator" required:"" enum:""`
	// The values of In and NotIn. Example: [a, b]
	Values []Text `key:"values" format:"labelvalue"`
}

// NodeOperator is how a label is compared.
type NodeOperator string

// The words of NodeOperator.
const (
	NodeIn           NodeOperator = "In"
	NodeNotIn        NodeOperator = "NotIn"
	NodeExists       NodeOperator = "Exists"
	NodeDoesNotExist NodeOperator = "DoesNotExist"
)

// Words lists them.
func (NodeOperator) Words() []string {
	return wordsOf(NodeIn, NodeNotIn, NodeExists, NodeDoesNotExist)
}

// Compares reports whether an operator is one that compares with values.
func (o NodeOperator) Compares() bool { return o == NodeIn || o == NodeNotIn }
