package topology

// The tag "opaque" marks what components hand on without looking into it, see
// Model.Value. Such values are plain from the start: map[string]any, []any,
// string, float64.

// More is members that components add to an object of theirs.
type More map[string]any

// ModelApp is one app.
type ModelApp struct {
	Key              string                 `model:"key,opaque"` // unique in the tier
	Name             string                 `model:"name,opaque"`
	Deployment       map[string]any         `model:"deployment,opaque"`       // metadata of its objects
	Service          map[string]any         `model:"service,opaque"`          //
	DisruptionBudget map[string]any         `model:"disruptionBudget,opaque"` //
	PodLabels        map[string]any         `model:"podLabels,opaque"`
	SelectorLabels   map[string]any         `model:"selectorLabels,opaque"` // of its Deployment
	Image            string                 `model:"image,opaque"`
	Replicas         int                    `model:"replicas,opaque"`
	ContainerPorts   []any                  `model:"containerPorts,opaque"`
	ServicePorts     []any                  `model:"servicePorts,opaque"`
	Container        More                   `model:"container,opaque"` // more of its container: command, args, env, resources, readinessProbe, securityContext
	Pod              More                   `model:"pod,opaque"`       // null for none; more of its pod: serviceAccountName, securityContext
	Several          bool                   `model:"several"`          // two replicas or more: spread over nodes, with a disruption budget
	BudgetAPI        string                 `model:"budgetAPI,opaque"` // apiVersion of a PodDisruptionBudget
	VirtualServices  []ModelVirtualService  `model:"virtualServices"`
	HTTPRoutes       []ModelGatewayAPIRoute `model:"httpRoutes"` // with routing: gateway-api
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
