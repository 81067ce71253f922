package topology

// The tag "opaque" marks what components hand on without looking into it, see
// Model.Value. Such values are plain from the start: map[string]any, []any,
// string, float64.

// More is members that components add to an object of theirs.
type More map[string]any

// ModelApp is one app, or one version of an app that has several: these are
// deployed and not served, and come after the app, which is served and not
// deployed.
type ModelApp struct {
	Key              string                `model:"key,opaque"` // unique in the tier
	Name             string                `model:"name,opaque"`
	Deployment       map[string]any        `model:"deployment,opaque"`       // metadata of its objects
	Service          map[string]any        `model:"service,opaque"`          //
	DisruptionBudget map[string]any        `model:"disruptionBudget,opaque"` //
	PodLabels        map[string]any        `model:"podLabels,opaque"`
	SelectorLabels   map[string]any        `model:"selectorLabels,opaque"` // of its Deployment
	Image            string                `model:"image,opaque"`
	Replicas         int                   `model:"replicas,opaque"`
	ContainerPorts   []any                 `model:"containerPorts,opaque"`
	ServicePorts     []any                 `model:"servicePorts,opaque"`
	Container        More                  `model:"container,opaque"` // more of its container: command, args, env, resources, readinessProbe, securityContext
	Pod              More                  `model:"pod,opaque"`       // null for none; more of its pod: serviceAccountName, securityContext
	Deployed         bool                  `model:"deployed"`         // it has a Deployment
	Served           bool                  `model:"served"`           // it has a Service
	Several          bool                  `model:"several"`          // two replicas or more: spread over nodes, with a disruption budget
	BudgetAPI        string                `model:"budgetAPI,opaque"` // apiVersion of a PodDisruptionBudget
	VirtualServices  []ModelVirtualService `model:"virtualServices"`
	Connections      []ModelConnections    `model:"connections"`
	// At most one of each.
	DestinationRules []ModelDestinationRule `model:"destinationRules"`
	ServiceEntries   []ModelServiceEntry    `model:"serviceEntries"`
}

// ModelConnections is a VirtualService of whole connections. Routes is its list
// of Istio's TLSRoutes or TCPRoutes.
type ModelConnections struct {
	Name     string         `model:"name,opaque"`
	Metadata map[string]any `model:"metadata,opaque"`
	Hosts    []any          `model:"hosts,opaque"`
	Gateways []any          `model:"gateways,opaque"`
	TLS      bool           `model:"tls"`
	Routes   []any          `model:"routes,opaque"`
}

// ModelDestinationRule is what is to know of one destination: the versions
// behind a Service, or the ports on which what is outside speaks TLS.
type ModelDestinationRule struct {
	Name     string         `model:"name,opaque"`
	Metadata map[string]any `model:"metadata,opaque"`
	Host     string         `model:"host,opaque"`
	Versions bool           `model:"versions"`
	Subsets  []any          `model:"subsets,opaque"`
	TLS      bool           `model:"tls"`
	TLSPorts []any          `model:"tlsPorts,opaque"` // Istio's PortTrafficPolicies
}

// ModelServiceEntry is something outside the cluster.
type ModelServiceEntry struct {
	Name      string         `model:"name,opaque"`
	Metadata  map[string]any `model:"metadata,opaque"`
	Hosts     []any          `model:"hosts,opaque"`
	Ports     []any          `model:"ports,opaque"`
	Static    bool           `model:"static"` // it is an address
	Endpoints []any          `model:"endpoints,opaque"`
}

// ModelVirtualService is one VirtualService. HTTP is its list of Istio's
// HTTPRoutes, in the order in which they are tried.
type ModelVirtualService struct {
	Name     string         `model:"name,opaque"`
	Metadata map[string]any `model:"metadata,opaque"`
	Hosts    []any          `model:"hosts,opaque"`
	Gateways []any          `model:"gateways,opaque"`
	HTTP     []any          `model:"http,opaque"`
}
