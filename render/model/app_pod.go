package model

// Variable is a variable of the environment, with its value or where that is.
type Variable struct {
	Name  string  `model:"name"`
	Value *string `model:"value"`
	From  *Source `model:"from"`
}

// Source is where the value of a variable is; all but one, or two with Key, is null.
type Source struct {
	Secret    *string `model:"secret"`    // its name, and Key in it
	ConfigMap *string `model:"configMap"` // its name, and Key in it
	Key       *string `model:"key"`
	Field     *string `model:"field"`    // of the pod
	Resource  *string `model:"resource"` // of the container
}

// HandedOn is what the topology says of pods in Kubernetes' words.
type HandedOn struct {
	Container   map[string]any    `model:"container"`   // fields of the app's own
	Pod         map[string]any    `model:"pod"`         // fields of the spec, but for containers
	Containers  []any             `model:"containers"`  // beside the app's own
	Annotations map[string]string `model:"annotations"` // of the pods
}

// Probes are what a container is asked; each is null for nothing.
type Probes struct {
	Readiness *Probe `model:"readiness"`
	Liveness  *Probe `model:"liveness"`
	Startup   *Probe `model:"startup"`
}

// Probe is what tells how a pod is, in one of four ways of which one is not null; what else is null is
// left to Kubernetes.
type Probe struct {
	HTTP     *HTTPProbe `model:"http"`
	TCP      *string    `model:"tcp"`      // the port's name
	GRPC     *int       `model:"grpc"`     // the port's number, since names are not taken there
	Command  []string   `model:"command"`  // empty for none
	Delay    *int       `model:"delay"`    // seconds before the first
	Period   *int       `model:"period"`   // seconds between two
	Timeout  *int       `model:"timeout"`  // seconds
	Failures *int       `model:"failures"` // in a row that count
}

// HTTPProbe is a request.
type HTTPProbe struct {
	Path string `model:"path"`
	Port string `model:"port"` // its name
	TLS  bool   `model:"tls"`
}
