package model

// Secret is where a copy of the tier's TLS Secret goes, or of its
// authority of clients' certificates.
type Secret struct {
	At        string `model:"at"` // where it stands in the component: its namespace, behind which an item's server has the name
	Name      string `model:"name"`
	Namespace string `model:"namespace"`
	CA        bool   `model:"ca"` // it holds ca.crt
}

// SealedSecret is what bitnami's controller makes a TLS Secret of.
type SealedSecret struct {
	At        string `model:"at"` // where it stands in the component: its namespace, behind which an item's server has the name
	Name      string `model:"name"`
	Namespace string `model:"namespace"`
	CA        bool   `model:"ca"`
	Scope     string `model:"scope"` // strict, namespace-wide or cluster-wide
}

// ExternalSecret is what the External Secrets Operator makes a TLS Secret
// of.
type ExternalSecret struct {
	At         string          `model:"at"` // where it stands in the component: its namespace, behind which an item's server has the name
	Name       string          `model:"name"`
	Namespace  string          `model:"namespace"`
	Store      string          `model:"store"`
	StoreKind  string          `model:"storeKind"` // "SecretStore" or "ClusterSecretStore"
	Key        string          `model:"key"`
	Properties []StoreProperty `model:"properties"`
	Template   SecretTemplate  `model:"template"`
	Refresh    string          `model:"refresh"`
}

// SecretTemplate is what the operator makes of what it reads.
type SecretTemplate struct {
	Data        map[string]string `model:"data"` // empty where what is read is what the Secret has
	Labels      map[string]string `model:"labels"`
	Annotations map[string]string `model:"annotations"`
}

// StoreProperty is what is read of a store.
type StoreProperty struct {
	SecretKey string  `model:"secretKey"` // what it is called in the Secret, or in a template
	Property  *string `model:"property"`  // what it is in the store; null where it is all that the key has
}

// Certificate is what cert-manager makes a TLS Secret of, which has the
// Certificate's name.
type Certificate struct {
	At         string     `model:"at"` // where it stands in the component: its namespace, behind which an item's server has the name
	Name       string     `model:"name"`
	Namespace  string     `model:"namespace"`
	CommonName *string    `model:"commonName"`
	Hosts      []string   `model:"hosts"`
	Addresses  []string   `model:"addresses"`
	Duration   *string    `model:"duration"` // null for the issuer's own
	PrivateKey PrivateKey `model:"privateKey"`
	Issuer     string     `model:"issuer"`
	IssuerKind string     `model:"issuerKind"` // "Issuer", "ClusterIssuer", or one of another group
	// IssuerGroup is "cert-manager.io" for the first two.
	IssuerGroup string `model:"issuerGroup"`
	// Solver is how the issuer proves the hosts, "dns01" or "http01"; null where nobody says so.
	Solver *string `model:"solver"`
}

// Issuer is an issuer that is made: one that has certificates sign
// themselves, or where Authority is not null that of an authority.
type Issuer struct {
	Name      string     `model:"name"`
	Kind      string     `model:"kind"`      // "Issuer" or "ClusterIssuer"
	Namespace *string    `model:"namespace"` // null for a ClusterIssuer
	Authority *Authority `model:"authority"`
}

// Authority is a local authority: a Certificate that an issuer of its own
// has sign itself.
type Authority struct {
	Name         string     `model:"name"` // of the Certificate and its Secret
	Namespace    string     `model:"namespace"`
	SelfSigned   string     `model:"selfSigned"` // the issuer's name
	CommonName   string     `model:"commonName"`
	Organization *string    `model:"organization"`
	Duration     string     `model:"duration"`
	PrivateKey   PrivateKey `model:"privateKey"`
}

// PrivateKey is how cert-manager makes a key.
type PrivateKey struct {
	Kind  string `model:"kind"` // rsa or ecdsa
	Size  int    `model:"size"`
	Renew bool   `model:"renew"` // with each certificate
}
