package plain

// IPAddressPool is MetalLB's pool of addresses.
type IPAddressPool struct {
	Header `json:",inline"`
	Spec   struct {
		Addresses  []string `json:"addresses"`
		AutoAssign bool     `json:"autoAssign"`
	} `json:"spec"`
}

// L2Advertisement announces pools.
type L2Advertisement struct {
	Header `json:",inline"`
	Spec   struct {
		IPAddressPools []string `json:"ipAddressPools"`
	} `json:"spec"`
}

// CustomResourceDefinition is that of the IstioOperator.
type CustomResourceDefinition struct {
	Header `json:",inline"`
	Spec   struct {
		Group    string       `json:"group"`
		Names    CRDNames     `json:"names"`
		Scope    string       `json:"scope"`
		Versions []CRDVersion `json:"versions"`
	} `json:"spec"`
}

// CRDNames are the names of a custom kind.
type CRDNames struct {
	Kind       string   `json:"kind"`
	ListKind   string   `json:"listKind"`
	Plural     string   `json:"plural"`
	ShortNames []string `json:"shortNames"`
	Singular   string   `json:"singular"`
}

// CRDVersion is a version of a custom kind that keeps whatever it is given.
type CRDVersion struct {
	Name    string      `json:"name"`
	Columns []CRDColumn `json:"additionalPrinterColumns"`
	Schema  struct {
		Open struct {
			Type            string `json:"type"`
			PreserveUnknown bool   `json:"x-kubernetes-preserve-unknown-fields"`
		} `json:"openAPIV3Schema"`
	} `json:"schema"`
	Served       bool `json:"served"`
	Storage      bool `json:"storage"`
	Subresources struct {
		Status struct{} `json:"status"`
	} `json:"subresources"`
}

// CRDColumn is a column that kubectl prints.
type CRDColumn struct {
	Name        string `json:"name"`
	Type        string `json:"type"`
	Description string `json:"description"`
	JSONPath    string `json:"jsonPath"`
}

// ClusterRole is a set of rights.
type ClusterRole struct {
	Header `json:",inline"`
	Rules  []Rule `json:"rules"`
}

// Rule is a right.
type Rule struct {
	APIGroups []string `json:"apiGroups"`
	Resources []string `json:"resources"`
	Verbs     []string `json:"verbs"`
}

// ClusterRoleBinding gives a ClusterRole.
type ClusterRoleBinding struct {
	Header  `json:",inline"`
	RoleRef struct {
		Kind     string `json:"kind"`
		Name     string `json:"name"`
		APIGroup string `json:"apiGroup"`
	} `json:"roleRef"`
	Subjects []Subject `json:"subjects"`
}

// Subject is who is given a ClusterRole.
type Subject struct {
	Kind      string `json:"kind"`
	Name      string `json:"name"`
	Namespace string `json:"namespace"`
}

// IstioOperator is the control plane with its ingress gateways.
type IstioOperator struct {
	Header `json:",inline"`
	Spec   struct {
		Profile    string `json:"profile"`
		Revision   string `json:"revision,omitempty"`
		Components struct {
			IngressGateways []IngressGateway `json:"ingressGateways"`
		} `json:"components"`
	} `json:"spec"`
}

// IngressGateway is one of the IstioOperator's gateways.
type IngressGateway struct {
	Name      string `json:"name"`
	Namespace string `json:"namespace"`
	Enabled   bool   `json:"enabled"`
	K8s       struct {
		HPASpec struct {
			MaxReplicas int `json:"maxReplicas"`
			MinReplicas int `json:"minReplicas"`
		} `json:"hpaSpec"`
		Service struct {
			Type         string        `json:"type"`
			Ports        []ServicePort `json:"ports"`
			Policy       string        `json:"externalTrafficPolicy"`
			IP           string        `json:"loadBalancerIP"`
			SourceRanges []string      `json:"loadBalancerSourceRanges,omitempty"`
		} `json:"service"`
	} `json:"k8s"`
	Label Labels `json:"label"`
}

// PeerAuthentication is the mesh's mutual TLS.
type PeerAuthentication struct {
	Header `json:",inline"`
	Spec   struct {
		MTLS struct {
			Mode string `json:"mode"`
		} `json:"mtls"`
	} `json:"spec"`
}
