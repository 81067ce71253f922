package topology

// The tag "plain" marks values that are as Model.Value gives them from the start:
// map[string]any, []any, string, float64.

// More is members that components add to an object of theirs.
type More map[string]any

// ModelApp is one app, or one version of an app that has several: these are
// deployed and not served, and come after the app, which is served and not
// deployed.
type ModelApp struct {
	Key              string                 `model:"key,plain"` // unique in the tier
	Name             string                 `model:"name,plain"`
	Deployment       map[string]any         `model:"deployment,plain"`       // metadata of its objects
	Service          map[string]any         `model:"service,plain"`          //
	DisruptionBudget map[string]any         `model:"disruptionBudget,plain"` //
	PodLabels        map[string]any         `model:"podLabels,plain"`
	SelectorLabels   map[string]any         `model:"selectorLabels,plain"` // of its Deployment
	ServiceSelector  map[string]any         `model:"serviceSelector,plain"`
	Image            string                 `model:"image,plain"`
	Replicas         int                    `model:"replicas,plain"`
	ContainerPorts   []any                  `model:"containerPorts,plain"`
	ServicePorts     []any                  `model:"servicePorts,plain"`
	Container        More                   `model:"container,plain"` // more of its container: command, args, env, resources, readinessProbe, securityContext
	Pod              More                   `model:"pod,plain"`       // null for none; more of its pod: serviceAccountName, securityContext
	Deployed         bool                   `model:"deployed"`        // it has a Deployment
	Served           bool                   `model:"served"`          // it has a Service
	Several          bool                   `model:"several"`         // two replicas or more: spread over nodes, with a disruption budget
	BudgetAPI        string                 `model:"budgetAPI,plain"` // apiVersion of a PodDisruptionBudget
	VirtualServices  []ModelVirtualService  `model:"virtualServices"`
	HTTPRoutes       []ModelGatewayAPIRoute `model:"httpRoutes"` // with routing: gateway-api
	Connections      []ModelConnections     `model:"connections"`
	// At most one of each.
	DestinationRules []ModelDestinationRule `model:"destinationRules"`
	ServiceEntries   []ModelServiceEntry    `model:"serviceEntries"`
}

// ModelConnections is a VirtualService of whole connections. Routes is its list
// of Istio's TLSRoutes or TCPRoutes.
type ModelConnections struct {
	Name     string         `model:"name,plain"`
	Metadata map[string]any `model:"metadata,plain"`
	Hosts    []any          `model:"hosts,plain"`
	Gateways []any          `model:"gateways,plain"`
	TLS      bool           `model:"tls"`
	Routes   []any          `model:"routes,plain"`
}

// ModelDestinationRule is what is to know of one destination: the versions
// behind a Service, or the ports on which what is outside speaks TLS.
type ModelDestinationRule struct {
	Name     string         `model:"name,plain"`
	Metadata map[string]any `model:"metadata,plain"`
	Host     string         `model:"host,plain"`
	Versions bool           `model:"versions"`
	Subsets  []any          `model:"subsets,plain"`
	TLS      bool           `model:"tls"`
	TLSPorts []any          `model:"tlsPorts,plain"` // Istio's PortTrafficPolicies
}

// ModelServiceEntry is something outside the cluster.
type ModelServiceEntry struct {
	Name      string         `model:"name,plain"`
	Metadata  map[string]any `model:"metadata,plain"`
	Hosts     []any          `model:"hosts,plain"`
	Ports     []any          `model:"ports,plain"`
	Static    bool           `model:"static"` // it is an address
	Addresses []any          `model:"addresses,plain"`
	Endpoints []any          `model:"endpoints,plain"`
}

// ModelVirtualService is one VirtualService. HTTP is its list of Istio's
// HTTPRoutes, in the order in which they are tried.
type ModelVirtualService struct {
	Name     string         `model:"name,plain"`
	Metadata map[string]any `model:"metadata,plain"`
	Hosts    []any          `model:"hosts,plain"`
	Gateways []any          `model:"gateways,plain"`
	HTTP     []any          `model:"http,plain"`
}
