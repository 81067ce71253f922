package model

// Ingress is a tier's gateway: its pods and its Service, however they are
// made.
type Ingress struct {
	Name          string            `model:"name"`
	Namespace     string            `model:"namespace"` // of its pods
	Label         string            `model:"label"`
	Replicas      Replicas          `model:"replicas"`
	Resources     *Resources        `model:"resources"` // null for none
	NodeSelector  map[string]string `model:"nodeSelector"`
	Tolerations   []Toleration      `model:"tolerations"`
	Affinity      any               `model:"affinity"`
	Address       *string           `model:"address"`      // null for two
	Addresses     []string          `model:"addresses"`    // one, or two
	Families      []string          `model:"families"`     // empty for the cluster's own
	FamilyPolicy  *string           `model:"familyPolicy"` // null for Kubernetes' own
	SourceRanges  []string          `model:"sourceRanges"`
	TrafficPolicy string            `model:"trafficPolicy"`
	Ports         []GatewayPort     `model:"ports"`
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
}

// Injected is what a gateway that istiod injects needs beside what is in its
// ModelIngress.
type Injected struct {
	Labels         map[string]string `model:"labels"`         // of all its objects
	SelectorLabels map[string]string `model:"selectorLabels"` // of its Deployment, its Service and its budget
	PodLabels      map[string]string `model:"podLabels"`
	Replicas       *int              `model:"replicas"` // null where an autoscaler decides
	Several        bool              `model:"several"`  // two pods or more: spread over nodes, with a disruption budget
	LowPorts       bool              `model:"lowPorts"` // the pod may open every port without privileges
	Seccomp        bool              `model:"seccomp"`  // its namespace asks for a profile
}
