package plain

// Gateway is Istio's Gateway.
type Gateway struct {
	Header `json:",inline"`
	Spec   struct {
		Selector Labels   `json:"selector"`
		Servers  []Server `json:"servers"`
	} `json:"spec"`
}

// Server is a port of a Gateway with its hosts.
type Server struct {
	Port struct {
		Name     string `json:"name"`
		Number   int    `json:"number"`
		Protocol string `json:"protocol"`
	} `json:"port"`
	Hosts []string   `json:"hosts"`
	TLS   *ServerTLS `json:"tls,omitempty"`
}

// ServerTLS is how a Server ends TLS.
type ServerTLS struct {
	Mode       string `json:"mode"`
	Credential string `json:"credentialName"`
	MinVersion string `json:"minProtocolVersion"`
}

// VirtualService is Istio's VirtualService.
type VirtualService struct {
	Header `json:",inline"`
	Spec   struct {
		Hosts    []string    `json:"hosts"`
		Gateways []string    `json:"gateways"`
		HTTP     []HTTPRoute `json:"http"`
	} `json:"spec"`
}

// HTTPRoute leads some paths to an app.
type HTTPRoute struct {
	Match []Match       `json:"match"`
	Route []Destination `json:"route"`
}

// Match is one path, or all that begin with one.
type Match struct {
	URI struct {
		Exact  string `json:"exact,omitempty"`
		Prefix string `json:"prefix,omitempty"`
	} `json:"uri"`
}

// Destination is an app's port.
type Destination struct {
	Destination struct {
		Host string `json:"host"`
		Port struct {
			Number int `json:"number"`
		} `json:"port"`
	} `json:"destination"`
}
