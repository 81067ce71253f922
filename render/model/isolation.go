package model

// Isolation is who may call the pods of an app.
type Isolation struct {
	Name       string            `model:"name"`
	Selector   map[string]string `model:"selector"`   // labels of its pods
	Principals []string          `model:"principals"` // identities that may
	Namespaces []string          `model:"namespaces"` // all identities of these may
	Gateways   []Pods            `model:"gateways"`   // pods that may, on its ports alone
	Ports      []int             `model:"ports"`      // of its pods
	Callers    []Pods            `model:"callers"`    // pods that may, on any port
	Metrics    []int             `model:"metrics"`    // ports that all pods may read
}

// Pods are pods of a namespace.
type Pods struct {
	Namespace string            `model:"namespace"`
	Labels    map[string]string `model:"labels"` // that they have; empty for all
}

// GatewayIsolation is what a gateway's pods may be asked and may ask.
type GatewayIsolation struct {
	Name      string            `model:"name"`
	Namespace string            `model:"namespace"`
	Selector  map[string]string `model:"selector"` // labels of its pods
	Ports     []PodPort         `model:"ports"`    // on which anybody may ask, or senders alone
	Senders   []string          `model:"senders"`  // networks; empty for all
	Open      []PodPort         `model:"open"`     // on which anybody may ask, whoever may else
	Metrics   []int             `model:"metrics"`  // ports that all pods may read
	Apps      []ReachedPods     `model:"apps"`     // and whoever is asked who may come in
	Outside   []ReachedAddress  `model:"outside"`
	Istiod    Pods              `model:"istiod"`
	// Solvers: pods that prove the tier's hosts to an authority are asked, in the gateway's namespace.
	Solvers bool `model:"solvers"`
}

// PodPort is a port of pods.
type PodPort struct {
	Number   int    `model:"number"`
	Protocol string `model:"protocol"`
}

// ReachedPods are pods that a gateway asks, on some ports.
type ReachedPods struct {
	Pods
	Ports []int `model:"ports"` // none: all
}

// ReachedAddress is an address outside the cluster that a gateway asks, on some ports.
type ReachedAddress struct {
	Network *string `model:"network"` // null where it may be any
	Ports   []int   `model:"ports"`
}
