package model

// Tier is one tier.
type Tier struct {
	Name     string    `model:"name"`
	Ingress  Ingress   `model:"ingress"`
	Injected *Injected `model:"injected"` // null unless istio.injects
	// Isolation is null where a gateway's pods may be asked all and may ask all.
	Isolation *GatewayIsolation `model:"isolation"`
	// Access is null where everybody may send a gateway everything.
	Access          *Access          `model:"access"`
	Secrets         []Secret         `model:"secrets"`
	SealedSecrets   []SealedSecret   `model:"sealedSecrets"`
	ExternalSecrets []ExternalSecret `model:"externalSecrets"`
	Certificates    []Certificate    `model:"certificates"`
	ClientCAs       []Secret         `model:"clientCAs"`  // at most one
	BackendCAs      []Secret         `model:"backendCAs"` // of servers behind the gateway
	GatewaysIn      string           `model:"gatewaysIn"` // the namespace of the Gateways
	// GatewayAnnotations are those of the tier's Gateways alone.
	GatewayAnnotations map[string]string `model:"gatewayAnnotations"`
	Gateways           []Gateway         `model:"gateways"`
	TCPGateways        []TCPGateway      `model:"tcpGateways"` // at most one
	TLSGateways        []TLSGateway      `model:"tlsGateways"`
	VirtualServices    []VirtualService  `model:"virtualServices"` // of the tier's own routes, and that redirect to https
	// Closed are VirtualServices that answer no request, on port 80.
	Closed []VirtualService `model:"closed"`
	Apps   Apps             `model:"apps"`
	// With routing: gateway-api these are in the place of Gateways and
	// VirtualServices.
	GatewayAPI *GatewayAPI `model:"gatewayAPI"`
	HTTPRoutes []HTTPRoute `model:"httpRoutes"` // of the tier's own routes, and that redirect to https
	DNS        *DNS        `model:"dns"`        // null where external-dns is told nothing, or by an object
	// DNSEndpoint is null where external-dns is told nothing, or by annotations.
	DNSEndpoint *DNSEndpoint `model:"dnsEndpoint"`
}

// Gateway is one Istio Gateway object.
type Gateway struct {
	Name     string   `model:"name"`
	Hosts    []string `model:"hosts"`
	HTTPPort string   `model:"httpPort"` // names of its ports
	HTTPS    string   `model:"httpsPort"`
	HTTP     bool     `model:"http"` // port 80 is there
	Redirect bool     `model:"redirect"`
	TLS      *TLS     `model:"tls"` // null: port 80 only
	// Passthrough: on port 443 TLS is passed on.
	Passthrough bool `model:"passthrough"`
	// Ports are those beside 80 and 443.
	Ports []WebPort `model:"ports"`
}

// WebPort is one more port of a Gateway that serves its hosts.
type WebPort struct {
	Name     string `model:"name"`
	Number   int    `model:"number"`
	Protocol string `model:"protocol"` // http, http2, grpc or https
	TLS      *TLS   `model:"tls"`      // of https
}

// TLSGateway is the Istio Gateway object of a port that speaks tls, for some hosts.
type TLSGateway struct {
	Name   string   `model:"name"`
	Port   string   `model:"port"` // its name
	Number int      `model:"number"`
	Hosts  []string `model:"hosts"`
	TLS    *TLS     `model:"tls"` // null: passed through
}

// TCPGateway is the Istio Gateway object of a tier's TCP ports.
type TCPGateway struct {
	Name  string    `model:"name"`
	Ports []TCPPort `model:"ports"`
}

// TCPPort is one port whose connections are passed on as they are.
type TCPPort struct {
	Name   string `model:"name"`
	Number int    `model:"number"`
}

// TLS is how port 443 speaks.
type TLS struct {
	Mode       string   `model:"mode"`       // simple, mutual or optional-mutual
	MinVersion string   `model:"minVersion"` // 1.0 to 1.3
	Ciphers    []string `model:"ciphers"`    // empty for Istio's own
	Secret     string   `model:"secret"`
}
