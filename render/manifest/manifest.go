// Package manifest owns one rendered object: its identity, the stage it goes to
// the cluster in, where it came from, and the one encoder and decoder of its
// text.
//
// In go Objects, which hold their members in the order in which they are
// written; out come bytes that every YAML reader understands alike.
// It must never look into an object to find out what was meant: origin, stage
// and tier travel beside it.
package manifest

import (
	"cmp"
	"slices"
	"strings"

	"render/internal/later"
)

// Stage is a step in which objects go to the cluster; a stage may rely on all
// before it.
type Stage uint8

const (
	Namespaces Stage = iota // every Namespace, with its labels
	MetalLB                 // pools, advertisements, peers
	Operator                // Istio's in-cluster operator and its CRD
	Istio                   // the IstioOperator
	Gateways                // TLS Secrets, Gateways, PeerAuthentication
	Apps                    // Deployments, Services, VirtualServices
)

var stageNames = [...]string{"namespaces", "metallb", "operator", "istio", "gateways", "apps"}

func (s Stage) String() string { return stageNames[s] }

// Stages are the names of all stages, in their order.
func Stages() []string { return slices.Clone(stageNames[:]) }

// ParseStage finds a stage by its name.
func ParseStage(name string) (Stage, bool) {
	i := slices.Index(stageNames[:], name)
	return Stage(max(i, 0)), i >= 0
}

// Origin is where an object came from: the component of the library, and the
// keys under which the component holds it.
type Origin struct {
	Component string
	Keys      []string // ["primary", "helloworld", "service"]
}

func (o Origin) String() string {
	return strings.Join(append([]string{o.Component}, o.Keys...), ".")
}

// Manifest is one object on its way to the output.
type Manifest struct {
	Object Object
	Stage  Stage
	Origin Origin
	Tier   string // the tier it belongs to; "" where it belongs to all
	// Reader is who reads it. What kubectl does not read never goes into the
	// stream for it.
	Reader Reader
	// Certificate is the one that a server's Secret is to have, which is no secret, where what makes the
	// Secret hides it.
	Certificate []byte
}

// ID is what the API server tells objects apart by. The version is not part of
// it: one object can be written in several. What is no object, as values for
// helm, has the kind "values", of no group.
type ID struct{ Group, Kind, Namespace, Name string }

func (id ID) String() string {
	kind := id.Kind
	if id.Group != "" {
		kind += "." + id.Group
	}
	if id.Namespace == "" {
		return kind + " " + id.Name
	}
	return kind + " " + id.Namespace + "/" + id.Name
}

// IsSecret reports whether it is that of a Secret, and not of a kind of somebody's that is
// called so too.
func (id ID) IsSecret() bool { return id.Kind == "Secret" && id.Group == "" }

// ID reads the object's identity. Members that are absent or no strings read
// as "".
func (m *Manifest) ID() ID {
	if m.Reader == Helm {
		return ID{Kind: "values", Name: strings.Join(m.Origin.Keys, ".")}
	}
	metadata := m.Object.Object("metadata")
	return ID{GroupOf(m.Object.Text("apiVersion")), m.Object.Text("kind"), metadata.Text("namespace"), metadata.Text("name")}
}

// GroupOf is the API group of an apiVersion: "" of "v1".
func GroupOf(apiVersion string) string {
	group, _, ok := strings.Cut(apiVersion, "/")
	if !ok {
		return ""
	}
	return group
}

// kindOrder is the order of kinds inside a stage: what others in it refer to
// comes first. Every kind that the library renders is here; those of a mixin may
// not be, and come after them, by name.
func kindOrder() map[string]int { return kindOrderOnce.Get(makeKindOrder) }

var kindOrderOnce later.Value[map[string]int]

func makeKindOrder() map[string]int {
	return map[string]int{
		"Namespace": 1, "CustomResourceDefinition": 2, "ServiceAccount": 3, "ClusterRole": 4,
		"ClusterRoleBinding": 5, "Role": 6, "RoleBinding": 7, "ConfigMap": 8, "Secret": 9,
		"ClusterIssuer": 8, "Issuer": 8, "Certificate": 9, "SealedSecret": 9, "ExternalSecret": 9,
		"BFDProfile": 9, "Community": 9, "BGPPeer": 10, "BGPAdvertisement": 11,
		"IPAddressPool": 10, "L2Advertisement": 11, "NetworkPolicy": 12, "PeerAuthentication": 12, "AuthorizationPolicy": 12, "RequestAuthentication": 12, "Gateway": 13,
		"Service": 14, "Deployment": 15, "DaemonSet": 15, "PodDisruptionBudget": 16, "HorizontalPodAutoscaler": 17,
		"ServiceEntry": 18, "DestinationRule": 19, "VirtualService": 20,
		"GRPCRoute": 21, "HTTPRoute": 21, "TCPRoute": 21, "TLSRoute": 21, "ReferenceGrant": 21,
		"Istio": 21, "IstioCNI": 21, "IstioOperator": 21,
		"Telemetry": 22, "DNSEndpoint": 22, "PodMonitor": 23, "ServiceMonitor": 23,
	}
}

// Sort puts manifests into the order of the output: by stage, kind, namespace
// and name. The order is total over identities.
func Sort(list []Manifest) {
	type keyed struct {
		order int
		id    ID
		m     Manifest
	}
	keys, orders := make([]keyed, len(list)), kindOrder()
	for i := range list {
		id := list[i].ID()
		order := orders[id.Kind]
		if order == 0 {
			order = 100
		}
		keys[i] = keyed{order, id, list[i]}
	}
	slices.SortStableFunc(keys, func(a, b keyed) int {
		return cmp.Or(
			cmp.Compare(a.m.Stage, b.m.Stage),
			cmp.Compare(a.order, b.order),
			cmp.Compare(a.id.Kind, b.id.Kind),
			cmp.Compare(a.id.Group, b.id.Group),
			cmp.Compare(a.id.Namespace, b.id.Namespace),
			cmp.Compare(a.id.Name, b.id.Name),
		)
	})
	for i := range keys {
		list[i] = keys[i].m
	}
}
