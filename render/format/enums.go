package format

// FormatVersion is the version of the format.
type FormatVersion string

// The words of FormatVersion.
const (
	FormatV1 FormatVersion = "render/v1"
)

// Words lists them.
func (FormatVersion) Words() []string { return wordsOf(FormatV1) }

// DocumentKind is the kind of a file.
type DocumentKind string

// The words of DocumentKind.
const (
	KindTopology DocumentKind = "Topology"
)

// Words lists them.
func (DocumentKind) Words() []string { return wordsOf(KindTopology) }

// Routing is the API that carries hosts and routes.
type Routing string

// The words of Routing.
const (
	RoutingIstio      Routing = "istio"
	RoutingGatewayAPI Routing = "gateway-api"
)

// Words lists them.
func (Routing) Words() []string { return wordsOf(RoutingIstio, RoutingGatewayAPI) }

// Advertise is how addresses are announced.
type Advertise string

// The words of Advertise.
const (
	AdvertiseLayer2 Advertise = "layer2"
	AdvertiseBGP    Advertise = "bgp"
)

// Words lists them.
func (Advertise) Words() []string { return wordsOf(AdvertiseLayer2, AdvertiseBGP) }

// MetalLBMode is how MetalLB speaks BGP.
type MetalLBMode string

// The words of MetalLBMode.
const (
	MetalLBNative MetalLBMode = "native"
	MetalLBFRR    MetalLBMode = "frr"
	MetalLBFRRK8s MetalLBMode = "frr-k8s"
)

// Words lists them.
func (MetalLBMode) Words() []string { return wordsOf(MetalLBNative, MetalLBFRR, MetalLBFRRK8s) }

// InstallMode is how Istio gets into the cluster.
type InstallMode string

// The words of InstallMode.
const (
	InstallOperator InstallMode = "operator"
	InstallIstioctl InstallMode = "istioctl"
	InstallSail     InstallMode = "sail"
	InstallHelm     InstallMode = "helm"
	InstallNone     InstallMode = "none"
)

// Words lists them.
func (InstallMode) Words() []string {
	return wordsOf(InstallOperator, InstallIstioctl, InstallSail, InstallHelm, InstallNone)
}

// MTLSMode is mutual TLS between sidecars.
type MTLSMode string

// The words of MTLSMode.
const (
	MTLSPermissive MTLSMode = "permissive"
	MTLSStrict     MTLSMode = "strict"
	MTLSDisable    MTLSMode = "disable"
)

// Words lists them.
func (MTLSMode) Words() []string { return wordsOf(MTLSPermissive, MTLSStrict, MTLSDisable) }

// KeyKind is the kind of a private key.
type KeyKind string

// The words of KeyKind.
const (
	KeyECDSA KeyKind = "ecdsa"
	KeyRSA   KeyKind = "rsa"
)

// Words lists them.
func (KeyKind) Words() []string { return wordsOf(KeyECDSA, KeyRSA) }

// SecretsMode is the form in which TLS Secrets are rendered.
type SecretsMode string

// The words of SecretsMode.
const (
	SecretsPlain       SecretsMode = "plain"
	SecretsOmit        SecretsMode = "omit"
	SecretsRedacted    SecretsMode = "redacted"
	SecretsSealed      SecretsMode = "sealed"
	SecretsSOPS        SecretsMode = "sops"
	SecretsExternal    SecretsMode = "external"
	SecretsCertManager SecretsMode = "cert-manager"
)

// Words lists them.
func (SecretsMode) Words() []string {
	return wordsOf(SecretsPlain, SecretsOmit, SecretsRedacted, SecretsSealed, SecretsSOPS, SecretsExternal, SecretsCertManager)
}

// SealedScope is what the ciphertext of a SealedSecret is bound to.
type SealedScope string

// The words of SealedScope.
const (
	ScopeStrict        SealedScope = "strict"
	ScopeNamespaceWide SealedScope = "namespace-wide"
	ScopeClusterWide   SealedScope = "cluster-wide"
)

// Words lists them.
func (SealedScope) Words() []string {
	return wordsOf(ScopeStrict, ScopeNamespaceWide, ScopeClusterWide)
}

// StoreKind is the kind of an external store.
type StoreKind string

// The words of StoreKind.
const (
	KindSecretStore        StoreKind = "SecretStore"
	KindClusterSecretStore StoreKind = "ClusterSecretStore"
)

// Words lists them.
func (StoreKind) Words() []string { return wordsOf(KindSecretStore, KindClusterSecretStore) }

// The kinds of issuer that cert-manager has itself, and their group.
const (
	KindIssuer        = "Issuer"
	KindClusterIssuer = "ClusterIssuer"
	GroupCertManager  = "cert-manager.io"
)

// IssuerMade is an issuer that is made.
type IssuerMade string

// The words of IssuerMade.
const (
	IssuerCA         IssuerMade = "ca"
	IssuerSelfSigned IssuerMade = "selfSigned"
)

// Words lists them.
func (IssuerMade) Words() []string { return wordsOf(IssuerCA, IssuerSelfSigned) }

// Solver is how an authority is shown that a host is one's own.
type Solver string

// The words of Solver.
const (
	SolverDNS01  Solver = "dns01"
	SolverHTTP01 Solver = "http01"
)

// Words lists them.
func (Solver) Words() []string { return wordsOf(SolverDNS01, SolverHTTP01) }

// PodSecurity is a Pod Security Standard.
type PodSecurity string

// The words of PodSecurity.
const (
	PodSecurityPrivileged PodSecurity = "privileged"
	PodSecurityBaseline   PodSecurity = "baseline"
	PodSecurityRestricted PodSecurity = "restricted"
)

// Words lists them.
func (PodSecurity) Words() []string {
	return wordsOf(PodSecurityPrivileged, PodSecurityBaseline, PodSecurityRestricted)
}

// StrategyType is how pods of an app are made anew.
type StrategyType string

// The words of StrategyType.
const (
	StrategyRecreate      StrategyType = "Recreate"
	StrategyRollingUpdate StrategyType = "RollingUpdate"
)

// Words lists them.
func (StrategyType) Words() []string { return wordsOf(StrategyRecreate, StrategyRollingUpdate) }
