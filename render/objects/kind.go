package objects

// The API groups whose objects have views.
const (
	Core               = ""
	Apps               = "apps"
	Batch              = "batch"
	Policy             = "policy"
	KubernetesNetwork  = "networking.k8s.io"
	IstioNetworking    = "networking.istio.io"
	IstioSecurity      = "security.istio.io"
	IstioInstall       = "install.istio.io"
	SailOperator       = "sailoperator.io"
	GatewayAPI         = "gateway.networking.k8s.io"
	MetalLB            = "metallb.io"
	SealedSecretsGroup = "bitnami.com"
	ExternalSecrets    = "external-secrets.io"
	CertManager        = "cert-manager.io"
)
