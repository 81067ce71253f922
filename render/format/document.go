// Package format owns what a topology file may say: the types of its fields,
// whose comments are their reference, the forms of their texts, their words and
// defaults.
//
// In go values as a user wrote them; out come types, faults of single values
// and texts. It knows places and no diagnostics, and must never read YAML, look
// from one field at another, or derive a name.
package format

// The types of this file are the reference of the format: `render explain`,
// the JSON Schema and the decoder all read them. A field's comment is its
// reference text; "Example:" in it begins the example. The tags:
//
//	key       the name in the file; ",alone" marks the member that may stand for
//	          its whole object; "-,alone" one that has no name of its own
//	required  must be there
//	filled    a list that may be left out, and is not empty
//	default   filled in where the field is absent
//	derived   in words: what stands for the field where it is absent
//	format    the form of a text, see formats.go
//	enum      it is one of the words of its type
//	min, max  of a number; max of a text is its length
//	form      "map": an object with keys of the user's own; "one": one item may
//	          stand for a list of one

// Document is one topology file: one cluster's ingress, its tiers, their IPs,
// hosts, certificates, and the apps behind them.
type Document struct {
	Origin
	IsObject bool // else nothing of it could be read
	// The version of this format. Example: render/v1
	APIVersion Enum[FormatVersion] `key:"apiVersion" default:"render/v1" enum:""`
	// The kind of file. Example: Topology
	Kind Enum[DocumentKind] `key:"kind" default:"Topology" enum:""`
	// The name of the set-up. Every object carries it as the label
	// app.kubernetes.io/part-of. Example: home
	Name Text `key:"name" required:"" format:"label" max:"40"`
	// The namespace of apps, Gateways and VirtualServices; with routing:
	// gateway-api of the gateways' pods and Secrets too. Example: web
	Namespace Text `key:"namespace" default:"default" format:"label" max:"63"`
	// The namespace of the gateways' pods and TLS Secrets and, where it is
	// written, of the Gateways too. Example: istio-ingress
	GatewayNamespace Text `key:"gatewayNamespace" format:"label" max:"63" derived:"istio.namespace; for routing: gateway-api namespace"`
	// The minor version of microk8s. It fills in `kubernetes` and
	// `metallb.version`. Example: "1.36"
	MicroK8s Text `key:"microk8s" format:"microk8s"`
	// The minor version of Kubernetes. It or `microk8s` is required.
	// Example: "1.36"
	Kubernetes Text `key:"kubernetes" format:"kubernetes" derived:"from microk8s"`
	// MetalLB: its version alone, `none` for no MetalLB objects, or an object.
	// Example: 0.15.3
	MetalLB MetalLB `key:"metallb" derived:"from microk8s"`
	// Istio: its version alone, or an object. Example: "1.31"
	Istio Istio `key:"istio" required:""`
	// Which API carries hosts and routes: Istio's own (Gateway,
	// VirtualService), or the Kubernetes Gateway API, whose CRDs are to be
	// there before. Example: istio
	Routing Enum[Routing] `key:"routing" default:"istio" enum:""`
	// What is known of the LAN, for checks of addresses alone; nothing is rendered of it.
	// Example: [{cidr: 192.168.1.0/24, router: 192.168.1.1, dhcp: [192.168.1.100-192.168.1.199]}]
	Networks []Network `key:"networks"`
	// Whether what is behind one tier is kept from all others inside the cluster too: `true`, or
	// an object. Example: {apps: true}
	Isolation Isolation `key:"isolation"`
	// How DNS is told the tiers' names and addresses: by whom alone, or an object.
	// Example: external-dns
	DNS DNS `key:"dns"`
	// Where certificates are, and how local ones are made. Example: {dir: certs}
	Certs Certs `key:"certs"`
	// In which form TLS Secrets are rendered: a mode alone, or an object.
	// Example: redacted
	Secrets Secrets `key:"secrets"`
	// How a folder that render -o DIR/ writes gets onto the cluster: its path in the
	// repository alone, or an object. Example: {layout: flux, path: deploy/home}
	GitOps GitOps `key:"gitops"`
	// Settings of namespaces. The namespaces in use are rendered whether they
	// are listed or not. Example: [{name: web, inject: false}]
	Namespaces []Namespace `key:"namespaces" derived:"the ones in use"`
	// Labels put on every object. Example: {team: web}
	Labels []Pair `key:"labels" form:"map" format:"ownlabel,labelvalue"`
	// Annotations put on every object. Example: {example.org/contact: web@example.org}
	Annotations []Pair `key:"annotations" form:"map" format:"ownnote,text"`
	// Overlays applied to the rendered objects, in this order: names of
	// built-in ones (hardened, ha, monitoring), or folders with a kustomization.yaml.
	// Example: [hardened, ./overlays/site]
	Overlays []Text `key:"overlays" format:"text"`
	// A jsonnet file that is mixed into the library last: an object, or a
	// function of the resolved topology that returns one. Example: site.jsonnet
	Jsonnet Text `key:"jsonnet" format:"file"`
	// Warnings that are known and meant, by their codes: they are told no more, and --strict
	// passes. Nothing is rendered of it. Example: [{code: host-unanswered, at: "tiers[primary].hosts[2]"}]
	Accept []Accept `key:"accept"`
	// The tiers: one ingress gateway each, on its own IP.
	// Example: [{name: primary, ip: 192.168.1.141, hosts: [home.example.org]}]
	Tiers []Tier `key:"tiers" required:""`
}

// Istio is the mesh whose ingress gateways the tiers are.
type Istio struct {
	Origin
	// Istio's version, a minor one or a patch. Example: "1.31"
	Version Text `key:"version,alone" required:"" format:"istio"`
	// How Istio gets into the cluster. `operator`: the in-cluster operator
	// reads the IstioOperator (1.9 to 1.23, patch version needed). `istioctl`:
	// you run istioctl install on the IstioOperator. `sail`: the Sail operator
	// reads an Istio of sailoperator.io/v1 (1.29 or newer). `helm`: you run helm
	// on Istio's charts base and istiod, with the values that --stage istio prints
	// (1.12 or newer). `none`: istiod is there already. With `sail`, `helm` and
	// `none` the gateways are Deployments that istiod injects. Example: istioctl
	Install Enum[InstallMode] `key:"install" enum:"" derived:"operator below 1.24, istioctl from 1.24 on"`
	// The namespace of istiod, and of what is for the whole mesh; gateways are
	// there too, if gatewayNamespace says no other. Example: istio-system
	Namespace Text `key:"namespace" default:"istio-system" format:"label" max:"63"`
	// The name of the IstioOperator, or for install: sail of the Istio, which is
	// also its revision: the one called `default` injects where no revision is
	// named. Example: istio-control-plane
	Name Text `key:"name" format:"label" max:"63" derived:"istio-control-plane; for install: sail default"`
	// The profile of Istio's installation. Example: default
	Profile Text `key:"profile" default:"default" format:"label" max:"63"`
	// The revision of the control plane. For install: none that of the istiod
	// which is there, or a tag of it. For install: sail the control plane is updated in place
	// without one; <name>-v1-31-1, for Istio 1.31.1, has the operator make one a
	// version (RevisionBased). Example: 1-31-1
	Revision Text `key:"revision" format:"label" max:"40" derived:"for install: operator the version with dashes, else none"`
	// Where Istio's images come from. Example: docker.io/istio
	Hub Text `key:"hub" format:"hub"`
	// The tag of Istio's images. Example: 1.31.1-distroless
	Tag Text `key:"tag" format:"tag"`
	// Mutual TLS between sidecars in the whole mesh; without it no
	// PeerAuthentication is rendered. Example: permissive
	MTLS Enum[MTLSMode] `key:"mtls" enum:""`
	// Istio's mesh configuration, handed on as it is. Example: {accessLogFile: /dev/stdout}
	MeshConfig Any `key:"meshConfig" format:"object"`
	// Values of Istio's installation charts, handed on as they are. With
	// pilot.cni.enabled (istio_cni.enabled below Istio 1.22) they ask for the CNI plugin:
	// for install: sail an IstioCNI in the namespace istio-cni, for install: helm the chart
	// cni in istiod's, else the IstioOperator's component. Its values are those under cni,
	// on microk8s with microk8s's paths.
	// Example: {global: {platform: microk8s}}
	Values Any `key:"values" format:"object"`
}

// Certs says where certificates are, and how the verb certs makes local ones:
// what is missing or wrong, or ends within 30 days. Its authority is ca.crt and
// ca.key in the folder.
type Certs struct {
	Origin
	// The folder of certificates and keys, relative to the file. Example: certs
	Dir Text `key:"dir" default:"certs" format:"file"`
	// The local certificate authority, where one is made. Example: {commonName: myCA.local}
	CA CA `key:"ca"`
	// For how many days a certificate is made, unless its authority ends before.
	// Example: 90
	Days Number `key:"days" default:"397" min:"1" max:"825"`
	// The kind of key that is made: ECDSA P-256 or RSA of 2048 bits. One of the
	// other kind that is there is made anew, but for the authority's.
	// Example: ecdsa
	Key Enum[KeyKind] `key:"key" default:"ecdsa" enum:""`
	// More namespaces that get a copy of each TLS Secret. The gateways read
	// theirs in Istio's namespace; with routing: gateway-api in the
	// topology's. Example: [default]
	Namespaces []Text `key:"namespaces" format:"label"`
}

// CA is the local certificate authority that the verb certs makes. One that is
// there keeps its name; its certificate is renewed with the same key.
type CA struct {
	Origin
	// Its common name. Example: myCA.local
	CommonName Text `key:"commonName" format:"line" max:"64" derived:"<name> CA"`
	// Its organization. Example: Example Ltd
	Organization Text `key:"organization" format:"line" max:"64"`
	// For how many days it is made. Example: 3650
	Days Number `key:"days" default:"3650" min:"1" max:"36500"`
}

// Secrets is the form in which TLS Secrets are rendered.
type Secrets struct {
	Origin
	// `plain`: Secrets as they are. `omit`: none, they exist already.
	// `redacted`: Secrets with placeholder data, for diffs where no keys are.
	// The others never show a key, and each has an object of its own below,
	// which chooses it where no mode is written. Example: redacted
	Mode Enum[SecretsMode] `key:"mode,alone" enum:"" derived:"the one that has an object here, else plain"`
	// SealedSecrets for bitnami's controller. Example: {cert: sealing.pem, scope: strict}
	Sealed *Sealed `key:"sealed"`
	// Secrets encrypted as sops does, which sops, Flux and KSOPS read.
	// Example: {age: [age1qyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqs3290gq]}
	SOPS *SOPS `key:"sops"`
	// ExternalSecrets of the External Secrets Operator; no key is read.
	// Example: {store: vault, key: "tls/{name}"}
	External *External `key:"external"`
	// Certificates that cert-manager issues; no key is read. Example: {issuer: home}
	CertManager *CertManager `key:"cert-manager"`
}

// Sealed is the sealing of Secrets for bitnami's controller.
type Sealed struct {
	Origin
	// The file with the controller's public certificate, which kubeseal
	// --fetch-cert prints. Example: sealing.pem
	Cert Text `key:"cert" required:"" format:"file"`
	// What the ciphertext is bound to: the Secret's namespace and name, its
	// namespace alone, or nothing. Example: strict
	Scope Enum[SealedScope] `key:"scope" default:"strict" enum:""`
}

// SOPS is the encryption of Secrets as sops does it.
type SOPS struct {
	Origin
	// The age recipients, each of whom can read them.
	// Example: [age1qyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqs3290gq]
	Age []Text `key:"age" required:"" format:"recipient" form:"one"`
}

// External points at a store that the External Secrets Operator reads.
type External struct {
	Origin
	// The store's name. Example: vault
	Store Text `key:"store" required:"" format:"subdomain"`
	// The store's kind; a SecretStore is in the Secret's namespace.
	// Example: ClusterSecretStore
	Kind Enum[StoreKind] `key:"kind" default:"SecretStore" enum:""`
	// The key in the store, of which properties are read.
	// {name} is the Secret's name, {tier} the tier's, {host} its first host.
	// Example: tls/{name}
	Key Text `key:"key" default:"{name}" format:"line"`
	// What the key's properties are called. Example: {crt: certificate, key: private_key}
	Properties StoreProperties `key:"properties"`
	// What the Secret is made of, where the store has no pair of PEM texts in two properties
	// (a bundle, a PKCS#12 archive), and the Secret's labels and annotations.
	// Example: {annotations: {reflector.v1.k8s.emberstack.com/reflection-allowed: "true"}}
	Template StoreTemplate `key:"template"`
	// How often it is read again; 0s: once. Example: 1h
	Refresh Text `key:"refresh" default:"1h" format:"duration"`
}

// StoreProperties are what a store calls the parts of a pair.
type StoreProperties struct {
	Origin
	// That of the certificate, with those behind it. Example: certificate
	Crt Text `key:"crt" default:"tls.crt" format:"line"`
	// That of the key. Example: private_key
	Key Text `key:"key" default:"tls.key" format:"line"`
	// That of the authority, ca.crt in the Secret, where a tier's `cert` has a `ca`. Example: issuing_ca
	CA Text `key:"ca" default:"ca.crt" format:"line"`
}

// CertManager is the issuing of certificates by cert-manager, into the Secret
// that the gateway reads.
type CertManager struct {
	Origin
	// The issuer's name; with `create` that of the issuer which is made.
	// Example: home
	Issuer Text `key:"issuer" format:"subdomain" max:"200" derived:"with create <name>-ca or <name>-selfsigned"`
	// The issuer's kind: `Issuer`, which is in the Secret's namespace, `ClusterIssuer`,
	// or a kind of the group. Example: ClusterIssuer
	Kind Text `key:"kind" default:"Issuer" format:"kind" max:"63"`
	// The issuer's API group, where its kind is none of cert-manager's own.
	// Example: cert-manager.io
	Group Text `key:"group" default:"cert-manager.io" format:"subdomain" max:"253"`
	// An issuer to be made. `ca`: a local authority, as `certs.ca` says, and its
	// issuer. `selfSigned`: every certificate signs itself. Example: ca
	Create Enum[IssuerMade] `key:"create" enum:""`
	// How an issuer of ACME proves the hosts. `http01`: the challenge is served in clear on
	// port 80, whatever tls.redirect says. Example: dns01
	Solver Enum[Solver] `key:"solver" enum:""`
	// The namespace in which cert-manager looks for what a ClusterIssuer needs,
	// its own: there the authority's Secret is made. Example: cert-manager
	Namespace Text `key:"namespace" default:"cert-manager" format:"label" max:"63"`
}

// Namespace is the settings of one namespace.
type Namespace struct {
	Origin
	// Its name. Example: web
	Name Text `key:"name,alone" required:"" format:"label" max:"63"`
	// Whether Istio injects sidecars into its pods. Example: false
	Inject Flag `key:"inject" derived:"true where apps are, else false"`
	// More labels. Example: {team: web}
	Labels []Pair `key:"labels" form:"map" format:"nslabel,labelvalue"`
	// The Pod Security Standard that the namespace enforces. Example: restricted
	PodSecurity Enum[PodSecurity] `key:"podSecurity" enum:""`
	// Whether it is rendered. With false somebody else makes it, and `inject` and
	// `podSecurity` are what its labels there say. Example: false
	Create Flag `key:"create" default:"true"`
}
