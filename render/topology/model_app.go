package topology

// ModelApp is one app.
type ModelApp struct {
	Key               string                `json:"key"` // unique in the tier
	Name              string                `json:"name"`
	Namespace         string                `json:"namespace"`
	Version           *string               `json:"version"`
	Deployment        string                `json:"deployment"` // names of its objects
	Service           string                `json:"service"`
	Labels            map[string]string     `json:"labels"`           // of its objects, with the topology's
	Pods              map[string]string     `json:"pods"`             // labels of its pods
	Selector          map[string]string     `json:"selector"`         // of its Deployment
	DeploymentLabels  map[string]string     `json:"deploymentLabels"` // the same, and what overlays choose by
	Image             string                `json:"image"`
	Replicas          int                   `json:"replicas"`
	Command           []string              `json:"command"`
	Args              []string              `json:"args"`
	Env               []ModelEnv            `json:"env"`
	Resources         map[string]any        `json:"resources"`
	Probe             *ModelProbe           `json:"probe"`
	ServiceAccount    *string               `json:"serviceAccount"`
	ContainerSecurity map[string]any        `json:"containerSecurityContext"`
	PodSecurity       map[string]any        `json:"podSecurityContext"`
	Ports             []ModelAppPort        `json:"ports"`
	DisruptionBudget  *string               `json:"disruptionBudget"` // apiVersion; null for one replica
	Spread            bool                  `json:"spread"`           // over nodes, with two replicas or more
	VirtualServices   []ModelVirtualService `json:"virtualServices"`
}

// ModelEnv is one environment variable.
type ModelEnv struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// ModelProbe is a readiness probe over HTTP; what is null is left to
// Kubernetes.
type ModelProbe struct {
	Path                string `json:"path"`
	Port                string `json:"port"` // its name
	InitialDelaySeconds *int   `json:"initialDelaySeconds"`
	PeriodSeconds       *int   `json:"periodSeconds"`
	TimeoutSeconds      *int   `json:"timeoutSeconds"`
	FailureThreshold    *int   `json:"failureThreshold"`
}

// ModelAppPort is one port of an app.
type ModelAppPort struct {
	Name       string `json:"name"`
	Port       int    `json:"port"`
	TargetPort int    `json:"targetPort"`
}

// ModelVirtualService is one VirtualService with its routes in their order.
type ModelVirtualService struct {
	Name      string       `json:"name"`
	Namespace string       `json:"namespace"`
	Hosts     []string     `json:"hosts"`
	Gateways  []string     `json:"gateways"`
	Routes    []ModelRoute `json:"routes"`
}

// ModelRoute is one entry of a VirtualService's http list: Redirect or
// Destination is null.
type ModelRoute struct {
	Matches     []map[string]any  `json:"matches"`
	Rewrite     *string           `json:"rewrite"`
	Redirect    map[string]any    `json:"redirect"`
	Destination *ModelDestination `json:"destination"`
	Timeout     *string           `json:"timeout"`
	Retries     map[string]any    `json:"retries"`
	CORS        map[string]any    `json:"cors"`
	Mirror      *ModelMirror      `json:"mirror"`
}

// ModelDestination is a Service and its port.
type ModelDestination struct {
	Host string `json:"host"`
	Port int    `json:"port"`
}

// ModelMirror is a Service that gets copies, of so many percent of requests.
type ModelMirror struct {
	Host    string `json:"host"`
	Port    int    `json:"port"`
	Percent int    `json:"percent"`
}
