package topology

// ModelInjected is what a gateway that istiod injects needs beside what is in its
// ModelIngress.
type ModelInjected struct {
	Labels         map[string]string   `model:"labels"`         // of all its objects
	SelectorLabels map[string]string   `model:"selectorLabels"` // of its Deployment, its Service and its budget
	PodLabels      map[string]string   `model:"podLabels"`
	Replicas       *int                `model:"replicas"`   // null where an autoscaler decides
	LowPorts       bool                `model:"lowPorts"`   // the pod may open every port without privileges
	Seccomp        bool                `model:"seccomp"`    // its namespace asks for a profile
	Autoscaler     *ModelPodAutoscaler `model:"autoscaler"` // null for a fixed number
	BudgetAPI      *string             `model:"budgetAPI"`  // null for one pod, which a budget would keep on its node
}

// ModelPodAutoscaler is a HorizontalPodAutoscaler.
type ModelPodAutoscaler struct {
	API     string `model:"api"`
	Min     int    `model:"min"`
	Max     int    `model:"max"`
	Metrics []any  `model:"metrics"` // empty for Kubernetes' own: CPU at 80 percent
}

// ModelSail is the Istio of the Sail operator.
type ModelSail struct {
	Name           string        `model:"name"`
	Version        string        `model:"version"` // as the operator writes it
	UpdateStrategy string        `model:"updateStrategy"`
	Values         any           `model:"values"` // null for none
	CNI            *ModelSailCNI `model:"cni"`    // null unless it is asked for
}

// ModelSailCNI is the IstioCNI of the Sail operator. There is one in a cluster,
// and its name is given.
type ModelSailCNI struct {
	Name      string `model:"name"`
	Namespace string `model:"namespace"`
	Values    any    `model:"values"` // null for none
}
