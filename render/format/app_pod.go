package format

import "reflect"

// AppReplicas is how many pods of an app, or of one of its versions, run.
type AppReplicas struct {
	Origin
	// A fixed number. Example: 2
	Count Number `key:"-,alone" min:"0" max:"10000"`
	// At least so many. Example: 2
	Min Number `key:"min" min:"1" max:"10000"`
	// At most so many. Example: 5
	Max Number `key:"max" min:"1" max:"10000"`
	// The CPU utilisation in percent of the request at which pods are added.
	// Example: 80
	CPU Number `key:"cpu" min:"1" max:"1000"`
}

// Strategy is how new pods take the place of old ones.
type Strategy struct {
	Origin
	// Whether all old ones stop first, or go one after the other. Example: Recreate
	Type Enum[StrategyType] `key:"type,alone" default:"RollingUpdate" enum:""`
	// How many pods, or which share of them, may be there beyond those that are wanted.
	// Example: 1
	MaxSurge Text `key:"maxSurge" format:"podshare" derived:"25%, Kubernetes' own default"`
	// How many of those that are wanted, or which share of them, may be missing.
	// Example: 0
	MaxUnavailable Text `key:"maxUnavailable" format:"podshare" derived:"25%, Kubernetes' own default"`
}

// Variable is one variable of the environment.
type Variable struct {
	Key   Text
	Value VariableValue
}

// VariableValue is the value of a variable, or where it is.
type VariableValue struct {
	Origin
	// The value. Example: debug
	Text Text `key:"-,alone" format:"text"`
	// A Secret of the app's namespace; it exists already. Example: db
	Secret Text `key:"secret" format:"subdomain"`
	// A ConfigMap of the app's namespace; it exists already. Example: settings
	ConfigMap Text `key:"configMap" format:"subdomain"`
	// Which key of the Secret or ConfigMap has the value. Example: password
	Key Text `key:"key" format:"datakey" max:"253"`
	// A field of the pod itself. Example: status.podIP
	Field Text `key:"field" format:"podfield"`
	// An amount that the container asks for or may use, in whole cores or bytes.
	// Example: limits.memory
	Resource Text `key:"resource" format:"ownamount"`
}

// Probes are how a pod tells how it is.
type Probes struct {
	Origin
	// Whether it is ready for requests. Example: /healthz
	Ready *Probe `key:"ready,alone"`
	// Whether it is alive: if it is not, its container is started anew. Example: /livez
	Live *Probe `key:"live"`
	// Whether it has started: the other two wait for that. Example: {path: /healthz, failureThreshold: 30}
	Start *Probe `key:"start"`
}

// Probe is what a container is asked: one of `path`, `tcp`, `grpc` and `exec`.
type Probe struct {
	Origin
	// The path of an HTTP request, or of an HTTPS one where the port speaks that.
	// Example: /healthz
	Path Text `key:"path,alone" format:"path"`
	// The container's port for `path`. Example: 8080
	Port Number `key:"port" min:"1" max:"65535" derived:"the app's first"`
	// A port of the container that takes connections. Example: 5432
	TCP Number `key:"tcp" min:"1" max:"65535"`
	// A port of the container that answers gRPC's own health checks. Example: 9000
	GRPC Number `key:"grpc" min:"1" max:"65535"`
	// A command in the container that ends well. Example: [pg_isready]
	Exec []Text `key:"exec" format:"text"`
	// Seconds before it is asked first. Example: 5
	InitialDelaySeconds Number `key:"initialDelaySeconds" min:"0" max:"3600" derived:"0, Kubernetes' own default"`
	// Seconds between two. Example: 10
	PeriodSeconds Number `key:"periodSeconds" min:"1" max:"3600" derived:"10, Kubernetes' own default"`
	// Seconds until no answer counts as a bad one. Example: 1
	TimeoutSeconds Number `key:"timeoutSeconds" min:"1" max:"3600" derived:"1, Kubernetes' own default"`
	// How many bad answers in a row count. Example: 3
	FailureThreshold Number `key:"failureThreshold" min:"1" max:"1000" derived:"3, Kubernetes' own default"`
}

// AppPod is what the pods of an app have beside what render writes.
type AppPod struct {
	Origin
	// Labels of the pods. Example: {team: shop}
	Labels []Pair `key:"labels" form:"map" format:"podlabel,labelvalue"`
	// Annotations of the pods. Example: {prometheus.io/scrape: "true"}
	Annotations []Pair `key:"annotations" form:"map" format:"labelkey,text"`
	// Fields of a pod's spec. Example: {terminationGracePeriodSeconds: 60}
	Spec Any `key:"-,rest" format:"podspec"`
}

// Auto reports whether an autoscaler decides how many pods run.
func (r *AppReplicas) Auto() bool { return r.IsSet() && !r.Count.IsSet() }

// Number is how many pods run that no autoscaler counts.
func (r *AppReplicas) Number() int {
	if r.Count.IsSet() {
		return r.Count.Value
	}
	return 1
}

// Each does what is to be done for each of the probes that are there.
func (p *Probes) Each(do func(*Probe)) {
	for _, one := range []*Probe{p.Ready, p.Live, p.Start} {
		if one != nil {
			do(one)
		}
	}
}

// VariablesOrigin is where an environment begins.
func VariablesOrigin(list []Variable) Origin {
	if len(list) == 0 {
		return Origin{}
	}
	return list[0].Key.Origin
}

// Resources is what a pod asks for and may use. Quantities are written as the API
// server stores them: 2000m as 2.
type Resources struct {
	Origin
	// What is set aside for it. Example: {cpu: 100m, memory: 128Mi}
	Requests []Pair `key:"requests" form:"map" format:"resource,quantity"`
	// What it may use at most. Example: {memory: 256Mi}
	Limits []Pair `key:"limits" form:"map" format:"resource,quantity"`
}

// VolumeHelp is the help for what a volume holds where an app, its pod or its container has no such
// field; "" for another key.
func VolumeHelp(key string) string {
	var holds string
	switch key {
	case "emptyDir":
		holds = "{}"
	case "hostPath":
		holds = "{path: ...}"
	case "persistentVolumeClaim":
		holds = "{claimName: ...}"
	default:
		return ""
	}
	return "write it in a volume of `pod` and mount that in `container`, as in pod: {volumes: [{name: data, " + key + ": " + holds + "}]} and container: {volumeMounts: [{name: data, mountPath: /data}]}"
}

// IsOfApp reports whether an app has a field of its own by a key.
func IsOfApp(key string) bool { return LayoutOf(reflect.TypeFor[App]()).ByKey(key) != nil }
