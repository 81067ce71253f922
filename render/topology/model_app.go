package topology

// The tag "plain" marks values that are as Model.Value gives them from the start:
// map[string]any, []any, string, float64.

// More is members that components add to an object of theirs.
type More map[string]any

// ModelApp is one app.
type ModelApp struct {
	Key              string                `model:"key,plain"` // unique in the tier
	Name             string                `model:"name,plain"`
	Deployment       map[string]any        `model:"deployment,plain"`       // metadata of its objects
	Service          map[string]any        `model:"service,plain"`          //
	DisruptionBudget map[string]any        `model:"disruptionBudget,plain"` // empty unless several
	PodLabels        map[string]any        `model:"podLabels,plain"`
	SelectorLabels   map[string]any        `model:"selectorLabels,plain"` // of its Deployment
	Image            string                `model:"image,plain"`
	Replicas         int                   `model:"replicas,plain"`
	ContainerPorts   []any                 `model:"containerPorts,plain"`
	ServicePorts     []any                 `model:"servicePorts,plain"`
	Container        More                  `model:"container,plain"` // more of its container: command, args, env, resources, readinessProbe, securityContext
	Pod              More                  `model:"pod,plain"`       // null for none; more of its pod: serviceAccountName, securityContext
	Several          bool                  `model:"several"`         // two replicas or more: spread over nodes, with a disruption budget
	BudgetAPI        string                `model:"budgetAPI,plain"` // apiVersion of a PodDisruptionBudget
	VirtualServices  []ModelVirtualService `model:"virtualServices"`
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
