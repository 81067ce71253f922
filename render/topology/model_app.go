package topology

// The tag "plain" marks values that are as Model.Value gives them from the start:
// map[string]any, []any, string, float64.

// ModelApps are a tier's apps by their kind. There is no list of all: a component
// takes those for which it has something.
type ModelApps struct {
	Deployed  []ModelDeployedApp  `model:"deployed"`  // a Deployment behind a Service
	Versioned []ModelVersionedApp `model:"versioned"` // a Deployment for each of its versions, all behind one Service
	Existing  []ModelExistingApp  `model:"existing"`  // a Service that is there already
	Outside   []ModelOutsideApp   `model:"outside"`   // a host or an address outside the cluster
}

// ModelDeployedApp is an app with one Deployment.
type ModelDeployedApp struct {
	ModelIdentity
	ModelWorkload
	Service ModelService `model:"service"`
	ModelRoutes
}

// ModelVersionedApp is an app of which several versions are deployed.
type ModelVersionedApp struct {
	ModelIdentity
	Service  ModelService          `model:"service"`
	Ports    []ModelPort           `model:"ports"`
	Versions []ModelVersion        `model:"versions"`
	Subsets  *ModelDestinationRule `model:"subsets"` // null with routing: gateway-api, where each version has a Service
	ModelRoutes
}

// ModelVersion is one version of an app.
type ModelVersion struct {
	ModelIdentity
	ModelWorkload
	Service *ModelService `model:"service"` // null with routing: istio
}

// ModelExistingApp is an app whose Service is not rendered.
type ModelExistingApp struct {
	ModelIdentity
	ModelRoutes
}

// ModelOutsideApp is an app outside the cluster.
type ModelOutsideApp struct {
	ModelIdentity
	Entry *ModelServiceEntry    `model:"entry"` // null where another app of the same host has it
	TLS   *ModelDestinationRule `model:"tls"`   // null where the gateway speaks no TLS to it, or with Entry
	ModelRoutes
}

// ModelIdentity is where an app, or one of its versions, stands, and what its
// objects have in common.
type ModelIdentity struct {
	Key       string         `model:"key,plain"` // unique in the tier; <app>@<version> of a version
	Namespace string         `model:"namespace,plain"`
	Labels    map[string]any `model:"labels,plain"`
}

// ModelWorkload is a Deployment and what belongs to it.
type ModelWorkload struct {
	Name             string          `model:"name,plain"`       // of the container
	Deployment       string          `model:"deployment,plain"` // its name
	DeploymentLabels map[string]any  `model:"deploymentLabels,plain"`
	PodLabels        map[string]any  `model:"podLabels,plain"`
	SelectorLabels   map[string]any  `model:"selectorLabels,plain"`
	Image            string          `model:"image,plain"`
	Replicas         int             `model:"replicas,plain"`
	Several          bool            `model:"several,plain"` // two replicas or more: spread over nodes, with a disruption budget
	Ports            []ModelPort     `model:"ports"`
	Command          []any           `model:"command,plain"`
	Args             []any           `model:"args,plain"`
	Env              []ModelVariable `model:"env"`
	Resources        *ModelResources `model:"resources"` // null for none
	Readiness        *ModelProbe     `model:"readiness"` // null for none
	ServiceAccount   *string         `model:"serviceAccount"`
	// What the topology says of security, of the pod and of the container.
	PodSecurity       any `model:"podSecurity"`       // null for none
	ContainerSecurity any `model:"containerSecurity"` // null for none
}

// ModelService is a Service of pods; its ports are the app's.
type ModelService struct {
	Name     string         `model:"name,plain"`
	Selector map[string]any `model:"selector,plain"`
}

// ModelPort is a port of an app's Service and its container.
type ModelPort struct {
	Name   string `model:"name,plain"`
	Number int    `model:"number,plain"`
	Target int    `model:"target,plain"` // the container's
}

// ModelVariable is a variable of the environment.
type ModelVariable struct {
	Name  string `model:"name,plain"`
	Value string `model:"value,plain"`
}

// ModelResources are amounts by resource, in canonical form; either may be empty.
type ModelResources struct {
	Requests map[string]string `model:"requests"`
	Limits   map[string]string `model:"limits"`
}

// ModelProbe is an HTTP request that tells whether a pod is ready; what is null is
// left to Kubernetes.
type ModelProbe struct {
	Path     string `model:"path"`
	Port     string `model:"port"`     // its name
	Delay    *int   `model:"delay"`    // seconds before the first
	Period   *int   `model:"period"`   // seconds between two
	Timeout  *int   `model:"timeout"`  // seconds
	Failures *int   `model:"failures"` // that make a pod unready
}

// ModelDestinationRule is what Istio has to know of one destination: the versions
// behind a Service, or the ports on which what is outside speaks TLS.
type ModelDestinationRule struct {
	Name     string        `model:"name,plain"`
	Host     string        `model:"host,plain"`
	Versions []ModelSubset `model:"versions"`
	TLSPorts []any         `model:"ports,plain"` // numbers
}

// ModelSubset is a version by the name that routes have for it.
type ModelSubset struct {
	Name    string `model:"name,plain"`
	Version string `model:"version,plain"` // the pods' label
}

// ModelServiceEntry is something outside the cluster.
type ModelServiceEntry struct {
	Name    string           `model:"name,plain"`
	Host    string           `model:"host,plain"`
	Address *string          `model:"address"` // null where its host is looked up
	Ports   []ModelEntryPort `model:"ports"`
}

// ModelEntryPort is a port of what is outside the cluster.
type ModelEntryPort struct {
	Name     string `model:"name,plain"`
	Number   int    `model:"number,plain"`
	Protocol string `model:"protocol,plain"` // HTTP, HTTP2, GRPC, HTTPS, TLS or TCP
}
