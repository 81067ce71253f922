package format

// App is one app behind a tier: a Deployment, a Service and its routes.
type App struct {
	Origin
	// The app's name. Example: helloworld
	Name Text `key:"name" required:"" format:"label" max:"40"`
	// Its namespace. Example: web
	Namespace Text `key:"namespace" format:"label" max:"63" derived:"the topology's"`
	// The image it runs. Example: docker.io/istio/examples-helloworld-v1:1.0
	Image Text `key:"image" format:"image" derived:"none: the versions have theirs, or a Service is there already"`
	// A Service that exists already and is not deployed: <name>,
	// <name>.<namespace>, or its whole name in the cluster. Example: hello.web
	Service Text `key:"service" format:"backend" derived:"the app's own"`
	// What is outside the cluster: a DNS name or an IP. Example: nas.lan
	Outside Outside `key:"outside"`
	// The version, a label of its pods and part of the Deployment's name.
	// Example: v1
	Version Text `key:"version" format:"labelvalue"`
	// Several versions side by side, with weights that add up to 100.
	// Example: [{version: v1, image: "hello:1", weight: 90}, {version: v2, image: "hello:2", weight: 10}]
	Versions []AppVersion `key:"versions"`
	// Its port: a number, or a list. Example: 5000
	Port []Port `key:"port" required:"" form:"one"`
	// The hosts of its routes that name none themselves: some of the tier's, or
	// names below one of its wildcards, which then answer what they have routes
	// for, and nothing else does. Example: [grafana.example.org]
	Hosts []Text `key:"hosts" format:"host" derived:"all of the tier's"`
	// Whether the routes of the wildcard above its hosts count as theirs. All of them are merged
	// by how specific they are: a more specific one of the wildcard's answers before a less
	// specific one of the hosts' own, as /cart/x before /cart/*, and where both are the same the own
	// one does. Without it what its hosts have no route for is 404. It holds for the host,
	// whichever apps it has. Example: true
	Fallback Flag `key:"fallback" default:"false"`
	// How many pods run: a number, or bounds for an autoscaler. From two on they are spread over the
	// nodes as far as there are nodes, and a PodDisruptionBudget keeps all but one while a node is
	// drained. Example: {min: 2, max: 5, cpu: 80}
	Replicas AppReplicas `key:"replicas" derived:"1"`
	// How new pods take the place of old ones: `Recreate` stops the old ones before the new ones
	// begin, and nothing answers in between, as pods need that write to one volume; `RollingUpdate`
	// starts the new ones beside them. Example: Recreate
	Strategy *Strategy `key:"strategy" derived:"RollingUpdate, as Kubernetes has it"`
	// The command, in place of the image's. Example: [/bin/server]
	Command []Text `key:"command" format:"text"`
	// The command's arguments, in place of the image's. Example: [--verbose]
	Args []Text `key:"args" format:"text"`
	// Environment variables: texts, or where a value is. Example: {LOG_LEVEL: debug, PASSWORD: {secret: db, key: password}}
	Env []Variable `key:"env" form:"map" format:"envname"`
	// What a pod asks for and may use. Example: {requests: {cpu: 100m}}
	Resources Resources `key:"resources"`
	// How a pod tells how it is: the path of an HTTP request that it answers when it is ready, or
	// several. Example: {ready: /healthz, live: /livez}
	Probe Probes `key:"probe"`
	// Any further fields of its container, as in Kubernetes.
	// Example: {volumeMounts: [{name: data, mountPath: /data}], envFrom: [{secretRef: {name: shop}}]}
	Container Any `key:"container" format:"container"`
	// Any further fields of its pods, as in Kubernetes; `containers` are more beside its own.
	// Example: {volumes: [{name: data, emptyDir: {}}], imagePullSecrets: [{name: registry}]}
	Pod AppPod `key:"pod"`
	// The ServiceAccount its pods run as; it exists already. Example: hello
	ServiceAccount Text `key:"serviceAccount" format:"subdomain"`
	// The security context, as in a pod; fields that only a whole pod has go
	// there, the rest to the container. Example: {runAsUser: 10001, runAsNonRoot: true}
	SecurityContext Any `key:"securityContext" format:"security"`
	// What keeps a client with one pod of it. Example: {cookie: shop}
	Sticky *Sticky `key:"sticky"`
	// Who may call its pods beside its tiers' gateways, with isolation.apps: another app of this
	// file by its name, a namespace, namespace/* for a namespace that an app is called like,
	// namespace/serviceaccount, or "*", everybody. Of a Service that exists it says whom those who
	// isolate its pods let in, and nothing is rendered of it. Example: [monitoring/prometheus]
	AllowFrom []Text `key:"allowFrom" format:"caller"`
	// Who may come in to it, instead of what its tier says; `off` is everybody.
	// Example: {from: [192.168.1.0/24]}
	Access *Access `key:"access" derived:"the tier's"`
	// Names that replace derived ones. Example: {service: hello}
	Names AppNames `key:"names"`
	// The requests it answers: paths, or objects. Example: [/hello, "/api/*"]
	Routes []Route `key:"routes"`
}

// Outside is a host outside the cluster.
type Outside struct {
	Origin
	// Its DNS name or IP. Example: 10.0.0.9
	Address Text `key:"address,alone" required:"" format:"outside"`
	// The Host that requests have there: a name, or `keep` for the one that was
	// asked for. Example: keep
	Host Text `key:"host" format:"outhost" derived:"a DNS name's: that name; an IP's: keep"`
}

// AppVersion is one of several versions of an app.
type AppVersion struct {
	Origin
	// The version. Example: v2
	Version Text `key:"version" required:"" format:"labelvalue"`
	// The image. Example: hello:2
	Image Text `key:"image" required:"" format:"image"`
	// Its share of the requests, in percent. Example: 10
	Weight Number `key:"weight" required:"" min:"0" max:"100"`
	// How many pods run: a number, or bounds for an autoscaler. Example: 1
	Replicas AppReplicas `key:"replicas" derived:"the app's"`
}

// Port is one port of an app.
type Port struct {
	Origin
	// Its name in the Service. Example: http
	Name Text `key:"name" format:"portname" max:"15" derived:"the protocol"`
	// The Service's port. Example: 5000
	Port Number `key:"port,alone" required:"" min:"1" max:"65535"`
	// The container's port. Example: 8080
	TargetPort Number `key:"targetPort" min:"1" max:"65535" derived:"the port"`
	// What is spoken on it. Example: http
	Protocol Enum[Protocol] `key:"protocol" default:"http" enum:""`
	// How the gateway itself speaks TLS to it, of `https` and `tls`.
	// Example: {ca: certs/backend-ca.crt}
	TLS *BackendTLS `key:"tls"`
}

// AppNames replace names that are derived from the app's.
type AppNames struct {
	Origin
	// The Deployment. Example: hello
	Deployment Text `key:"deployment" format:"label" max:"63" derived:"<app>[-<version>]"`
	// The Service. Example: hello
	Service Text `key:"service" format:"service" max:"63" derived:"<app>"`
	// The VirtualService, or the HTTPRoute; those of routes with `hosts` have each
	// a host behind it. Example: hello-routes
	VirtualService Text `key:"virtualService" format:"subdomain" derived:"<app>-on-<Gateway>"`
}
