package scripts

import (
	_ "embed"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"render/render/manifest"
)

//go:embed cluster.sh
var clusterFunctions string

// Cluster is what a script puts onto a cluster or takes off it: all that a topology
// renders to, and what is known of the cluster.
type Cluster struct {
	Topology   string // its name
	File       string // what the user called it
	Kubernetes string // the minor version
	MicroK8s   bool
	MetalLB    string // its namespace; "" where there is nothing for it
	Release    Release
	Istio      string // the version
	Namespace  string // istiod's
	Revision   string // of the control plane; "" for none
	// ServerSide: kubectl has to leave it to the API server to tell list items apart.
	ServerSide bool
	Gateways   []Gateway
	Pools      []Pool
	Objects    []Object        // in the order in which they are applied
	Reader     manifest.Reader // who reads the stage istio, if there is any
	Secrets    string          // the mode in which they leave
	// Credentials are the names of Secrets that objects name and that are not among them.
	Credentials []string
	// Serving are the Services that routes go to and that are not among them, each as
	// "namespace/name".
	Serving []string
	// Absent is what objects name and others make.
	Absent []Absent
	// HelmCommands install Istio by helm with the values in HelmValues, and
	// HelmReleases are what they install, each as "name namespace".
	HelmCommands, HelmReleases []string
	// HelmTakingOver are the same commands, which take over what is there of no revision.
	HelmTakingOver []string
}

// Release is which MetalLB the topology is for.
type Release struct {
	Version  string // "" where that is not known
	Addon    string // the version that microk8s's addon brings; "" where it is no microk8s
	Manifest string // where MetalLB's own manifest of the version is; "" where no single file is that
}

// HelmValues is the file of values in HelmCommands.
const HelmValues = "istio-values.yaml"

// Gateway is a tier's Service, and the addresses that MetalLB gives it; none where it
// gives none.
type Gateway struct {
	Namespace, Service string
	IPs                []netip.Addr
	// Made: istiod or an operator makes it, and its Deployment.
	Made bool
}

func (g Gateway) called() string { return g.Namespace + "/" + g.Service }

// same reports whether two gateways have one Service.
func (g Gateway) same(as Gateway) bool { return g.called() == as.called() }

// Pool is a pool of addresses.
type Pool struct {
	Name      string
	Ranges    ranges   // from one address to another
	Addresses []string // as they are written
}

// Object is one object as it is written.
type Object struct {
	manifest.ID
	Version string // of its API
	Stage   manifest.Stage
	Text    []byte
	Kubectl bool // kubectl reads it
}

// kind is an object's as kubectl takes it, whatever the version.
func kind(id manifest.ID) string {
	plural := strings.ToLower(id.Kind)
	switch {
	case strings.HasSuffix(plural, "s"):
		plural += "es"
	case strings.HasSuffix(plural, "y") && !strings.ContainsRune("aeiou", rune(plural[len(plural)-2])):
		plural = strings.TrimSuffix(plural, "y") + "ies"
	default:
		plural += "s"
	}
	if id.Group == "" {
		return plural
	}
	return plural + "." + id.Group
}

// builtIn reports whether every API server has a kind.
func builtIn(id manifest.ID) bool {
	return !strings.Contains(id.Group, ".") || strings.HasSuffix(id.Group, ".k8s.io") && id.Group != "gateway.networking.k8s.io"
}

// drop is the command that deletes an object.
func drop(id manifest.ID) []string {
	namespace := id.Namespace
	if namespace == "" {
		namespace = "-"
	}
	return []string{"drop", kind(id), namespace, id.Name}
}

// of are the objects of a stage that kubectl reads.
func (c *Cluster) of(stage manifest.Stage) []Object {
	var out []Object
	for _, o := range c.Objects {
		if o.Stage == stage && o.Kubectl {
			out = append(out, o)
		}
	}
	return out
}

// stages are those that have anything, in their order.
func (c *Cluster) stages() []manifest.Stage {
	var out []manifest.Stage
	for _, name := range manifest.Stages() {
		if stage, _ := manifest.ParseStage(name); c.has(stage) {
			out = append(out, stage)
		}
	}
	return out
}

// has reports whether a stage has anything.
func (c *Cluster) has(stage manifest.Stage) bool {
	return slices.ContainsFunc(c.Objects, func(o Object) bool { return o.Stage == stage })
}

// find is the first object of a kind that kubectl reads; nil for none.
func (c *Cluster) find(kind, group string) *Object {
	for i := range c.Objects {
		if o := &c.Objects[i]; o.Kubectl && o.Kind == kind && o.Group == group {
			return o
		}
	}
	return nil
}

// operated are the IstioOperator that an operator in the cluster reads, and that
// operator's Deployment; nil where there is none.
func (c *Cluster) operated() (operator, deployment *Object) {
	operator = c.find("IstioOperator", "install.istio.io")
	for i := range c.Objects {
		if o := &c.Objects[i]; o.Stage == manifest.Operator && o.Kind == "Deployment" {
			deployment = o
		}
	}
	if operator == nil || deployment == nil {
		return nil, nil
	}
	return operator, deployment
}

// begin writes what stands before the functions: what it is, its help, and words that
// the functions need.
func (s *script) begin(c *Cluster, me, again, help string, values ...[2]string) {
	s.head(me+" of "+c.Topology, c.File, fmt.Sprintf(help, c.Topology))
	microK8s := ""
	if c.MicroK8s {
		microK8s = "yes"
	}
	s.set([][2]string{{"ME", me}, {"OWNER", c.Topology}, {"KUBERNETES", c.Kubernetes}, {"MICROK8S", microK8s}, {"AGAIN", again}}...)
	s.set(values...)
	s.text("\n")
}

// objects writes the function that gives a stage's objects.
func (s *script) objects(stage string, list []Object) {
	var documents [][]byte
	for _, o := range list {
		documents = append(documents, o.Text)
	}
	s.gives("objects_"+stage, manifest.Join(documents))
	s.text("\n")
}

// start writes the begin of what is done, up to the checks. From here to the end it is one
// command of the shell: what is broken in one step, or the half of a script that a pipe
// handed on, does not go on with the next.
func (s *script) start() {
	s.text("{\n")
	s.line("check_environment")
	s.line("find_kubectl")
	s.line("reach_cluster")
}

// tools writes the checks for what installs Istio, unless kubectl does.
func (s *script) tools(c *Cluster) {
	switch c.Reader {
	case manifest.Istioctl:
		s.line("need_istioctl", c.Istio)
	case manifest.Helm:
		s.line("need_helm")
	}
}

// byOperator reports whether an operator or istioctl makes the gateways of the topology.
func (c *Cluster) byOperator() bool {
	return c.has(manifest.Istio) && (c.Reader == manifest.Istioctl || c.find("IstioOperator", "install.istio.io") != nil) && c.find("Gateway", "gateway.networking.k8s.io") == nil
}

// istiodStage is the one in which istiod is waited for.
func (c *Cluster) istiodStage() manifest.Stage {
	if c.has(manifest.Istio) {
		return manifest.Istio
	}
	return manifest.Gateways
}

// serviceStage is the one in which Services of gateways get their addresses.
func (c *Cluster) serviceStage() manifest.Stage {
	switch {
	case c.byOperator() && slices.ContainsFunc(c.Gateways, func(g Gateway) bool { return g.Made }):
		return manifest.Istio
	case c.has(manifest.Gateways):
		return manifest.Gateways
	}
	return manifest.MetalLB
}

// apart are the objects of the stage istio that kubectl does not read.
func (c *Cluster) apart() []Object {
	return slices.DeleteFunc(slices.Clone(c.Objects), func(o Object) bool { return o.Kubectl })
}
