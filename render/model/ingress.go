package model

// Ingress is a tier's gateway: its pods and its Service, however they are
// made.
type Ingress struct {
	Name          string            `model:"name"`
	Namespace     string            `model:"namespace"` // of its pods
	Label         string            `model:"label"`
	Replicas      Replicas          `model:"replicas"`
	Several       bool              `model:"several"`   // two pods or more, always: spread over nodes
	Resources     *Resources        `model:"resources"` // null for none
	NodeSelector  map[string]string `model:"nodeSelector"`
	Tolerations   []Toleration      `model:"tolerations"`
	Affinity      any               `model:"affinity"`
	Type          string            `model:"type"`         // of the Service: LoadBalancer, NodePort or ClusterIP
	Address       *string           `model:"address"`      // null for two, and for none
	Addresses     []string          `model:"addresses"`    // that it asks for: none, one, or two
	Sharing       *string           `model:"sharing"`      // MetalLB's key for Services of one address; null for none
	Families      []string          `model:"families"`     // empty for the cluster's own
	FamilyPolicy  *string           `model:"familyPolicy"` // null for Kubernetes' own
	SourceRanges  []string          `model:"sourceRanges"`
	TrafficPolicy string            `model:"trafficPolicy"`
	Ports         []GatewayPort     `model:"ports"`
	Annotations   map[string]string `model:"annotations"` // of the Service
	Class         *string           `model:"class"`       // of the load balancer; null for the cluster's own
	NodePorts     bool              `model:"nodePorts"`   // a load balancer's ports are open on nodes too
	Pod           GatewayPod        `model:"pod"`
}

// GatewayPod is what a gateway's pods have beside what makes them a gateway.
type GatewayPod struct {
	Annotations map[string]string `model:"annotations"`
	Labels      map[string]string `model:"labels"`
	Proxies     *Proxies          `model:"proxies"` // null where nothing is before the gateway
}

// Proxies is how what is before a gateway tells of clients.
type Proxies struct {
	Trusted  *int `model:"trusted"`  // how many may; null for what the mesh says
	Protocol bool `model:"protocol"` // the PROXY protocol
}

// Replicas bounds the number of a gateway's pods.
type Replicas struct {
	Min int  `model:"min"`
	Max int  `model:"max"`
	CPU *int `model:"cpu"` // the percentage to keep; null for what Kubernetes or Istio does
}

// GatewayPort is a port of a gateway's Service; what is null is not said.
type GatewayPort struct {
	Name     *string `model:"name"`
	Number   int     `model:"number"`
	Target   *int    `model:"target"` // the pods' port
	Protocol *string `model:"protocol"`
	NodePort *int    `model:"nodePort"`
	// AppProtocol is what is spoken on it, where that is said apart from its name.
	AppProtocol *string `model:"appProtocol"`
}

// Injected is what a gateway that istiod injects needs beside what is in its
// ModelIngress.
type Injected struct {
	Labels         map[string]string `model:"labels"`         // of all its objects
	SelectorLabels map[string]string `model:"selectorLabels"` // of its Deployment, its Service and its budget
	PodLabels      map[string]string `model:"podLabels"`
	DaemonSet      bool              `model:"daemonSet"` // one pod a node, and no Deployment
	Replicas       *int              `model:"replicas"`  // null where an autoscaler decides, and of a DaemonSet
	Several        bool              `model:"several"`   // two pods or more: spread over nodes, with a disruption budget
	LowPorts       bool              `model:"lowPorts"`  // the pod may open every port without privileges
	Seccomp        bool              `model:"seccomp"`   // its namespace asks for a profile
}
