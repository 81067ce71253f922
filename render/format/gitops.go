package format

// GitOpsLayout is how a rendered folder is laid out, and who reads it.
type GitOpsLayout string

// The words of GitOpsLayout.
const (
	LayoutPlain  GitOpsLayout = "plain"
	LayoutArgoCD GitOpsLayout = "argocd"
	LayoutFlux   GitOpsLayout = "flux"
)

// Words lists them.
func (GitOpsLayout) Words() []string { return wordsOf(LayoutPlain, LayoutArgoCD, LayoutFlux) }

// FluxSource is the kind of a source of Flux's.
type FluxSource string

// The words of FluxSource.
const (
	SourceGitRepository FluxSource = "GitRepository"
	SourceOCIRepository FluxSource = "OCIRepository"
	SourceBucket        FluxSource = "Bucket"
)

// Words lists them.
func (FluxSource) Words() []string {
	return wordsOf(SourceGitRepository, SourceOCIRepository, SourceBucket)
}

// GitOps is how a folder that `render -o DIR/` writes gets onto the cluster. The
// stream for kubectl is the same whatever is here.
type GitOps struct {
	Origin
	// Who reads the folder. `plain`: kubectl apply -k, stage by stage. `argocd`: Argo CD
	// (3.2 or newer); an Application is in the folder argocd. `flux`: Flux (2.5 or newer);
	// a Kustomization a stage is in the folder flux. The flag --layout replaces it.
	// Example: argocd
	Layout Enum[GitOpsLayout] `key:"layout" enum:"" derived:"plain"`
	// Where the folder is in its repository, from the repository's root. Example: deploy/home
	Path Text `key:"path,alone" format:"repopath"`
	// Argo CD: the repository's URL. Example: https://git.example.org/team/clusters.git
	Repo Text `key:"repo" format:"repository"`
	// Argo CD: the branch, tag or commit, or a range of versions that tags are of, such as
	// 1.2.x. Example: main
	Revision Text `key:"revision" format:"revision" max:"250" derived:"HEAD, the repository's default branch"`
	// Argo CD: the project of the Application. Example: ingress
	Project Text `key:"project" format:"subdomain" max:"253" derived:"default"`
	// Argo CD: the cluster, by its name there or its URL. Example: https://kubernetes.default.svc
	Destination Text `key:"destination" format:"cluster" derived:"https://kubernetes.default.svc, the one that Argo CD runs in"`
	// The namespace of the Application, or of the Kustomizations. Example: argocd
	Namespace Text `key:"namespace" format:"label" max:"63" derived:"argocd; for layout: flux flux-system"`
	// Argo CD: whether there is an Application a stage, below one that holds them.
	// Example: true
	Apps Flag `key:"apps" derived:"false"`
	// Flux: the source that has the folder, a GitRepository's name alone or an object.
	// Example: flux-system
	Source *GitOpsSource `key:"source" derived:"the GitRepository flux-system"`
	// Flux with secrets: sops: the Secret that holds the age key, in the Kustomizations'
	// namespace. Example: sops-age
	Decryption Text `key:"decryption" format:"subdomain" max:"253" derived:"sops-age"`
}

// GitOpsSource is a source of Flux's.
type GitOpsSource struct {
	Origin
	// Its name. Example: flux-system
	Name Text `key:"name,alone" required:"" format:"subdomain" max:"253"`
	// Its kind. Example: OCIRepository
	Kind Enum[FluxSource] `key:"kind" default:"GitRepository" enum:""`
	// Its namespace. Example: flux-system
	Namespace Text `key:"namespace" format:"label" max:"63" derived:"that of the Kustomizations"`
}
