package rules

import (
	"slices"
	"strconv"
	"strings"

	"render/render/format"
	"render/render/platform"
	"render/render/wording"
)

// layoutField is a field of gitops, and the layouts that use it.
type layoutField struct {
	name   string
	origin format.Origin
	of     []format.GitOpsLayout
}

func layoutFields(g *format.GitOps) []layoutField {
	argocd, flux := format.LayoutArgoCD, format.LayoutFlux
	return []layoutField{
		{"repo", g.Repo.Origin, []format.GitOpsLayout{argocd}},
		{"revision", g.Revision.Origin, []format.GitOpsLayout{argocd}},
		{"project", g.Project.Origin, []format.GitOpsLayout{argocd}},
		{"destination", g.Destination.Origin, []format.GitOpsLayout{argocd}},
		{"apps", g.Apps.Origin, []format.GitOpsLayout{argocd}},
		{"source", format.PointerOrigin(g.Source), []format.GitOpsLayout{flux}},
		{"decryption", g.Decryption.Origin, []format.GitOpsLayout{flux}},
		{"namespace", g.Namespace.Origin, []format.GitOpsLayout{argocd, flux}},
	}
}

// checkGitOps checks how the folder gets onto the cluster.
func (v *verdict) checkGitOps() {
	g, layout := &v.doc.GitOps, v.plan.Layout()
	if !slices.Contains(layout.Words(), string(layout)) {
		return
	}
	if v.plan.Options.Layout == "" { // else the fields are for the layout that is put aside for a run
		v.checkLayoutFields(layout)
	}
	if word := strings.ReplaceAll(strings.ToLower(g.Path.Value), "-", ""); !g.Layout.IsSet() && v.plan.Options.Layout == "" && (word == string(format.LayoutArgoCD) || word == string(format.LayoutFlux)) {
		v.warn("gitops-layout", g.Path.Origin, wording.Quote(g.Path.Value)+" is read as the folder's path in its repository, and says of nobody who reads it", "write gitops: {layout: "+word+", path: PATH} with that path, or --layout for one run")
	}
	if layout == format.LayoutPlain {
		return
	}
	at := format.Or(g.Layout.Origin, format.Or(g.Origin, v.doc.Origin))
	switch path, repo := g.Path.IsSet(), g.Repo.IsSet() || layout == format.LayoutFlux; {
	case !path && !repo:
		v.fail("gitops-missing", at, "layout: argocd needs the URL of a repository, and the folder's path in it", "write them as repo and path in gitops")
	case !path:
		v.fail("gitops-missing", at, "layout: "+string(layout)+" needs the folder's path in its repository", "write it as path in gitops, such as deploy/"+v.doc.Name.Value)
	case !repo:
		v.fail("gitops-missing", at, "layout: argocd needs the URL of the repository that holds the folder", "write it as repo in gitops")
	}
	install, modes := &v.doc.Istio.Install, "helm or none"
	if platform.IstioSail.In(v.plan.Versions.Istio) {
		modes = "sail, " + modes
	}
	if v.plan.Versions.Install == format.InstallIstioctl && !install.IsSet() {
		help := "write install: " + modes + " in istio, or istioctl, which you then run yourself"
		if version := &v.doc.Istio.Version; version.At() == v.doc.Istio.At() { // written alone
			first, others, _ := strings.Cut(strings.ReplaceAll(modes, " or", ","), ", ")
			help = "write istio: {version: " + strconv.Quote(version.Value) + ", install: " + first + "}, or " + others + ", or istioctl, which you then run yourself"
		}
		v.fail("gitops-istioctl", at, "Istio "+v.plan.Versions.Istio.String()+" comes by istioctl where nothing else is said, and "+applier(layout)+" cannot run that",
			help, v.doc.Istio.Version.Origin)
	}
	v.checkEncrypted(layout)
}

// applier is who applies a layout, as it is called.
func applier(layout format.GitOpsLayout) string {
	if layout == format.LayoutArgoCD {
		return "Argo CD"
	}
	return "Flux"
}

// checkLayoutFields tells of fields that the layout does not use.
func (v *verdict) checkLayoutFields(layout format.GitOpsLayout) {
	g := &v.doc.GitOps
	for _, f := range layoutFields(g) {
		switch {
		case !f.origin.IsSet() || slices.Contains(f.of, layout):
		case layout == format.LayoutPlain && !g.Layout.IsSet():
			v.warn("gitops-layout", f.origin, "nothing reads "+wording.Quote(f.name)+" where no layout is written", "write layout: "+string(f.of[0])+" in gitops, or remove it")
		default:
			v.fail("gitops-layout", f.origin, wording.Quote(f.name)+" has no effect with layout: "+string(layout), "remove it", g.Layout.Origin)
		}
	}
}

// checkEncrypted checks that who applies Secrets can read them.
func (v *verdict) checkEncrypted(layout format.GitOpsLayout) {
	g, s := &v.doc.GitOps, &v.doc.Secrets
	encrypted := v.plan.Secrets == format.SecretsSOPS
	if encrypted && layout == format.LayoutArgoCD && v.plan.OwnsSecrets() {
		at := format.Or(s.Mode.Origin, format.Or(format.PointerOrigin(s.SOPS), format.Or(s.Origin, v.doc.Origin)))
		v.fail("gitops-sops", at, "Argo CD applies what sops encrypts as it is, and gateways cannot read it",
			"write secrets: {sealed: ...}, {external: ...} or {cert-manager: ...}, or layout: flux; for KSOPS write mode: omit beside sops, and render --secrets sops --layout plain into a folder of its own", g.Layout.Origin)
	}
	if g.Decryption.IsSet() && !encrypted && v.plan.Options.Secrets == "" && layout == format.LayoutFlux {
		v.fail("gitops-layout", g.Decryption.Origin, `"decryption" has no effect without secrets: sops`, "remove it", s.Origin)
	}
}
