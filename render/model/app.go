package model

// Apps are a tier's apps by their kind. There is no list of all: a component
// takes those for which it has something.
type Apps struct {
	Deployed  []DeployedApp  `model:"deployed"`  // a Deployment behind a Service
	Versioned []VersionedApp `model:"versioned"` // a Deployment for each of its versions, all behind one Service
	Existing  []ExistingApp  `model:"existing"`  // a Service that is there already
	Outside   []OutsideApp   `model:"outside"`   // a host or an address outside the cluster
}

// DeployedApp is an app with one Deployment.
type DeployedApp struct {
	Identity
	Workload
	Service   Service    `model:"service"`
	Isolation *Isolation `model:"isolation"` // null where everybody may call its pods
	Routes
}

// VersionedApp is an app of which several versions are deployed.
type VersionedApp struct {
	Identity
	Service   Service    `model:"service"`
	Ports     []Port     `model:"ports"`
	Versions  []Version  `model:"versions"`
	Isolation *Isolation `model:"isolation"` // of all versions; null where everybody may call their pods
	Routes
}

// Version is one version of an app.
type Version struct {
	Identity
	Workload
	Service *Service `model:"service"` // null with routing: istio
}

// ExistingApp is an app whose Service is not rendered.
type ExistingApp struct {
	Identity
	Routes
}

// OutsideApp is an app outside the cluster.
type OutsideApp struct {
	Identity
	Entry *ServiceEntry `model:"entry"` // null where another app of the same host has it
	Routes
}

// Identity is where an app, or one of its versions, stands, and what its
// objects have in common.
type Identity struct {
	Key       string            `model:"key"` // unique in the tier; <app>@<version> of a version
	Namespace string            `model:"namespace"`
	Labels    map[string]string `model:"labels"`
}

// Workload is a Deployment and what belongs to it.
type Workload struct {
	Name             string            `model:"name"`       // of the container
	Deployment       string            `model:"deployment"` // its name
	DeploymentLabels map[string]string `model:"deploymentLabels"`
	PodLabels        map[string]string `model:"podLabels"`
	SelectorLabels   map[string]string `model:"selectorLabels"`
	Image            string            `model:"image"`
	Replicas         *int              `model:"replicas"`   // null where an autoscaler decides
	Autoscaler       *Replicas         `model:"autoscaler"` // null for none
	Several          bool              `model:"several"`    // two replicas or more, always: spread over nodes, with a disruption budget
	Strategy         *Strategy         `model:"strategy"`   // null for the API's own
	Ports            []Port            `model:"ports"`
	Command          []string          `model:"command"`
	Args             []string          `model:"args"`
	Env              []Variable        `model:"env"`
	Resources        *Resources        `model:"resources"` // null for none
	Probes           *Probes           `model:"probes"`    // null for none
	ServiceAccount   *string           `model:"serviceAccount"`
	HandedOn         *HandedOn         `model:"handedOn"` // null for nothing
	// What the topology says of security, of the pod and of the container.
	PodSecurity       any `model:"podSecurity"`       // null for none
	ContainerSecurity any `model:"containerSecurity"` // null for none
}

// Strategy is how new pods take the place of old ones.
type Strategy struct {
	Type        string `model:"type"`
	Surge       any    `model:"surge"`       // a number, or a share; null for the API's own
	Unavailable any    `model:"unavailable"` // likewise
}

// Service is a Service of pods; its ports are the app's.
type Service struct {
	Name     string            `model:"name"`
	Selector map[string]string `model:"selector"`
}

// Port is a port of an app's Service and its container.
type Port struct {
	Name   string `model:"name"`
	Number int    `model:"number"`
	Target int    `model:"target"` // the container's
}

// DestinationRule is what the gateways of a namespace have to know of one host.
type DestinationRule struct {
	Name      string            `model:"name"`
	Namespace string            `model:"namespace"` // the gateways'
	Host      string            `model:"host"`
	Pods      map[string]string `model:"pods"`     // labels of those that it is for; empty for all of the namespace
	TLS       []BackendTLS      `model:"tls"`      // by port
	Versions  []Subset          `model:"versions"` // none with routing: gateway-api, where each version has a Service
	Sticky    *Sticky           `model:"sticky"`   // null where any pod will do
}

// BackendTLS is how the gateway speaks TLS to one port.
type BackendTLS struct {
	Port       int      `model:"port"`
	Verify     bool     `model:"verify"`
	Credential *string  `model:"credential"` // by which Istio finds the authority's Secret; null for the public authorities
	Names      []string `model:"names"`      // one of which the certificate has; empty where it is not checked
	SNI        *string  `model:"sni"`
}

// Sticky is by what a client is known: a cookie or a header.
type Sticky struct {
	Cookie *string `model:"cookie"`
	TTL    string  `model:"ttl"` // of the cookie; 0s until the browser is closed
	Header *string `model:"header"`
}

// Subset is a version by the name that routes have for it.
type Subset struct {
	Name    string `model:"name"`
	Version string `model:"version"` // the pods' label
}

// ServiceEntry is something outside the cluster.
type ServiceEntry struct {
	Name    string      `model:"name"`
	Host    string      `model:"host"`
	Address *string     `model:"address"` // null where its host is looked up
	Ports   []EntryPort `model:"ports"`
	ShownTo []string    `model:"shownTo"` // the namespaces that may see it, "." being its own; none for all
}

// EntryPort is a port of what is outside the cluster.
type EntryPort struct {
	Name     string `model:"name"`
	Number   int    `model:"number"`
	Protocol string `model:"protocol"` // HTTP, HTTP2, GRPC, HTTPS, TLS or TCP
}

// Routes are the routes to an app.
type Routes struct {
	VirtualServices []VirtualService `model:"virtualServices"`
	Connections     []Connections    `model:"connections"`
	HTTPRoutes      []HTTPRoute      `model:"httpRoutes"` // with routing: gateway-api, in place of both
	// DestinationRules are of hosts for which no app before it has one: of a host and
	// gateways' namespace there is one.
	DestinationRules []DestinationRule `model:"destinationRules"`
}
