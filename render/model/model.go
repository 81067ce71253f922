// Package model owns the resolved topology, which the library's components read as
// `t`: facts of the domain with nothing left to decide.
//
// In goes a Plan in which no rule failed; out comes a Model. It must never hold
// a key, give an object of an API its shape, or report.
package model

// Model is a topology with everything settled: defaults filled in, names
// derived, versions turned into the API they mean. Every field is there; what
// does not apply is null or empty. The library's components take it as `t`,
// and `--format model` prints it. It never holds a key or a certificate.
type Model struct {
	Name        string            `model:"name"`
	Namespace   string            `model:"namespace"`
	Labels      map[string]string `model:"labels"` // of every object
	Annotations map[string]string `model:"annotations"`
	Namespaces  []Namespace       `model:"namespaces"`
	Kubernetes  Kubernetes        `model:"kubernetes"`
	MetalLB     MetalLB           `model:"metallb"`
	Istio       Istio             `model:"istio"`
	Routing     string            `model:"routing"` // "istio" or "gateway-api"
	Issuers     []Issuer          `model:"issuers"` // that cert-manager is to have
	Tiers       []Tier            `model:"tiers"`
	GitOps      *GitOps           `model:"gitops"`     // null where no layout adds anything
	Monitoring  *Monitoring       `model:"monitoring"` // null without the overlay "monitoring"
	// ReferenceGrants let routes name Services of other namespaces.
	ReferenceGrants []ReferenceGrant `model:"referenceGrants"`
}

// Namespace is a Namespace.
type Namespace struct {
	Name        string            `model:"name"`
	Labels      map[string]string `model:"labels"`      // the topology's
	PodSecurity *string           `model:"podSecurity"` // the standard that is enforced; null for none
	Injection   *bool             `model:"injection"`   // of sidecars, by istio.revision if there is one; null where nothing is said
}

// Kubernetes is what the cluster's version means.
type Kubernetes struct {
	DisruptionBudgets string `model:"disruptionBudgets"` // apiVersion of a PodDisruptionBudget
	Autoscalers       string `model:"autoscalers"`       // apiVersion of a HorizontalPodAutoscaler
}

// MetalLB is the configuration of MetalLB.
type MetalLB struct {
	API               string             `model:"api"` // "none", "configmap" or "metallb.io"
	Namespace         string             `model:"namespace"`
	AddressesNote     string             `model:"addressesNote"` // the annotation by which a Service asks for two addresses
	SharingNote       string             `model:"sharingNote"`   // the one by which Services share an address
	Pools             []Pool             `model:"pools"`
	L2Advertisements  []L2Advertisement  `model:"l2Advertisements"`
	BGPAdvertisements []BGPAdvertisement `model:"bgpAdvertisements"`
	BGP               *BGP               `model:"bgp"` // null where routers are told nothing
}

// Pool is one address pool; AutoAssign and AvoidBuggyIPs are null where
// MetalLB's default is left.
type Pool struct {
	Name          string      `model:"name"`
	Addresses     []string    `model:"addresses"`
	AutoAssign    *bool       `model:"autoAssign"`
	AvoidBuggyIPs *bool       `model:"avoidBuggyIPs"`
	Allocate      *Allocation `model:"allocate"` // null for all Services
	// What MetalLB's ConfigMap has in the pool itself.
	Protocol string             `model:"protocol"` // "layer2" or "bgp"
	Told     []BGPAdvertisement `model:"told"`     // by BGP
}

// Allocation is which Services a pool is for.
type Allocation struct {
	Priority   *int              `model:"priority"`
	Namespaces []string          `model:"namespaces"` // all where there is none
	Services   map[string]string `model:"services"`   // labels of the Services; all where there is none
}

// L2Advertisement tells how pools are announced to the local network.
type L2Advertisement struct {
	Name          string         `model:"name"`
	Pools         []string       `model:"pools"`
	Interfaces    []string       `model:"interfaces"`
	NodeSelectors []NodeSelector `model:"nodeSelectors"`
}
