package plain

// Metadata is an object's name, labels and annotations.
type Metadata struct {
	Name        string       `json:"name,omitempty"`
	Namespace   string       `json:"namespace,omitempty"`
	Labels      Labels       `json:"labels"`
	Annotations *Annotations `json:"annotations,omitempty"`
}

// Annotations are all that occur, in byte order.
type Annotations struct {
	Operator string `json:"render/istio-operator-sha256,omitempty"`
	Istio    string `json:"render/istio-version,omitempty"`
}

// Labels are all labels and selectors that occur, in byte order.
type Labels struct {
	App       string `json:"app,omitempty"`
	Component string `json:"app.kubernetes.io/component,omitempty"`
	ManagedBy string `json:"app.kubernetes.io/managed-by,omitempty"`
	AppName   string `json:"app.kubernetes.io/name,omitempty"`
	PartOf    string `json:"app.kubernetes.io/part-of,omitempty"`
	AppVer    string `json:"app.kubernetes.io/version,omitempty"`
	Istio     string `json:"istio,omitempty"`
	Injection string `json:"istio-injection,omitempty"`
	Revision  string `json:"istio.io/rev,omitempty"`
	Name      string `json:"name,omitempty"`
	Release   string `json:"release,omitempty"`
	Version   string `json:"version,omitempty"`
}

// Header begins every object.
type Header struct {
	APIVersion string   `json:"apiVersion"`
	Kind       string   `json:"kind"`
	Metadata   Metadata `json:"metadata"`
}

// Bare is an object of nothing but metadata: Namespace, ServiceAccount.
type Bare struct {
	Header `json:",inline"`
}

// ConfigMap is MetalLB's configuration.
type ConfigMap struct {
	Header `json:",inline"`
	Data   struct {
		Config string `json:"config"`
	} `json:"data"`
}

// Secret is a certificate with its key, both in base64.
type Secret struct {
	Header `json:",inline"`
	Type   string `json:"type"`
	Data   struct {
		Crt string `json:"tls.crt"`
		Key string `json:"tls.key"`
	} `json:"data"`
}

// Service is a v1 Service.
type Service struct {
	Header `json:",inline"`
	Spec   struct {
		Selector Labels        `json:"selector"`
		Ports    []ServicePort `json:"ports"`
	} `json:"spec"`
}

// ServicePort is a port of a Service.
type ServicePort struct {
	Name       string `json:"name"`
	Protocol   string `json:"protocol,omitempty"`
	Port       int    `json:"port"`
	TargetPort int    `json:"targetPort"`
	NodePort   int    `json:"nodePort,omitempty"`
}

// Deployment is an apps/v1 Deployment.
type Deployment struct {
	Header `json:",inline"`
	Spec   struct {
		Replicas int `json:"replicas"`
		Selector struct {
			MatchLabels Labels `json:"matchLabels"`
		} `json:"selector"`
		Template struct {
			Metadata Metadata `json:"metadata"`
			Spec     PodSpec  `json:"spec"`
		} `json:"template"`
	} `json:"spec"`
}

// PodSpec is what a Deployment runs.
type PodSpec struct {
	ServiceAccountName string      `json:"serviceAccountName,omitempty"`
	Containers         []Container `json:"containers"`
}

// Container is a container of a pod.
type Container struct {
	Name            string           `json:"name"`
	Image           string           `json:"image"`
	ImagePullPolicy string           `json:"imagePullPolicy"`
	Command         []string         `json:"command,omitempty"`
	Ports           []ContainerPort  `json:"ports,omitempty"`
	Env             []EnvVar         `json:"env,omitempty"`
	Resources       Resources        `json:"resources"`
	SecurityContext *SecurityContext `json:"securityContext,omitempty"`
}

// ContainerPort is a port of a container.
type ContainerPort struct {
	Name          string `json:"name"`
	ContainerPort int    `json:"containerPort"`
}

// EnvVar is a variable of a container, by value or from a field of the pod.
type EnvVar struct {
	Name      string     `json:"name"`
	Value     string     `json:"value,omitempty"`
	ValueFrom *ValueFrom `json:"valueFrom,omitempty"`
}

// ValueFrom names a field of the pod.
type ValueFrom struct {
	FieldRef struct {
		FieldPath string `json:"fieldPath"`
	} `json:"fieldRef"`
}

// Resources are a container's limits and requests.
type Resources struct {
	Limits   *Amounts `json:"limits,omitempty"`
	Requests *Amounts `json:"requests,omitempty"`
}

// Amounts are quantities in Kubernetes' notation.
type Amounts struct {
	CPU    string `json:"cpu,omitempty"`
	Memory string `json:"memory,omitempty"`
}

// SecurityContext is what the operator's container may do.
type SecurityContext struct {
	AllowPrivilegeEscalation bool `json:"allowPrivilegeEscalation"`
	Capabilities             struct {
		Drop []string `json:"drop"`
	} `json:"capabilities"`
	Privileged             bool `json:"privileged"`
	ReadOnlyRootFilesystem bool `json:"readOnlyRootFilesystem"`
	RunAsGroup             int  `json:"runAsGroup"`
	RunAsNonRoot           bool `json:"runAsNonRoot"`
	RunAsUser              int  `json:"runAsUser"`
}
