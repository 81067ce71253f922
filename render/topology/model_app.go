package topology

// The tag "opaque" marks what components hand on without looking into it, see
// Model.Value. Such values are plain from the start: map[string]any, []any,
// string, float64.

// More is members that components add to an object of theirs.
type More map[string]any

// ModelApp is one app.
type ModelApp struct {
	Key              string                `json:"key"` // unique in the tier
	Name             string                `json:"name"`
	Namespace        string                `json:"namespace"`
	Deployment       map[string]any        `json:"deployment,opaque"`       // metadata of its objects
	Service          map[string]any        `json:"service,opaque"`          //
	DisruptionBudget map[string]any        `json:"disruptionBudget,opaque"` //
	PodLabels        map[string]any        `json:"podLabels,opaque"`
	SelectorLabels   map[string]any        `json:"selectorLabels,opaque"` // of its Deployment
	Image            string                `json:"image"`
	Replicas         int                   `json:"replicas"`
	ContainerPorts   []any                 `json:"containerPorts,opaque"`
	ServicePorts     []any                 `json:"servicePorts,opaque"`
	Container        More                  `json:"container,opaque"` // more of its container: command, args, env, resources, readinessProbe, securityContext
	Pod              More                  `json:"pod,opaque"`       // null for none; more of its pod: serviceAccountName, securityContext
	Several          bool                  `json:"several"`          // two replicas or more: spread over nodes, with a disruption budget
	BudgetAPI        string                `json:"budgetAPI"`        // apiVersion of a PodDisruptionBudget
	VirtualServices  []ModelVirtualService `json:"virtualServices"`
}

// ModelVirtualService is one VirtualService. HTTP is its list of Istio's
// HTTPRoutes, in the order in which they are tried.
type ModelVirtualService struct {
	Name     string         `json:"name"`
	Metadata map[string]any `json:"metadata,opaque"`
	Hosts    []any          `json:"hosts,opaque"`
	Gateways []any          `json:"gateways,opaque"`
	HTTP     []any          `json:"http,opaque"`
}
