package model

import (
	"cmp"
	"path"
	"strings"

	"render/render/format"
	"render/render/plan"
)

// ResolveGitOps is what there is to tell of a folder, but for its stages, which
// follow from what is rendered; nil for a layout that adds nothing.
func ResolveGitOps(p *plan.Plan) *GitOps {
	g, layout := &p.Document.GitOps, p.Layout()
	if layout == format.LayoutPlain {
		return nil
	}
	out := &GitOps{Layout: string(layout), Path: path.Clean(g.Path.Value), Namespace: cmp.Or(g.Namespace.Value, "argocd")}
	if layout == format.LayoutArgoCD {
		out.Repo = optional(g.Repo)
		out.Revision, out.Project = textOrNull(cmp.Or(g.Revision.Value, "HEAD")), textOrNull(cmp.Or(g.Project.Value, "default"))
		destination := cmp.Or(g.Destination.Value, "https://kubernetes.default.svc")
		if strings.Contains(destination, "://") {
			out.Server = &destination
		} else {
			out.Cluster = &destination
		}
		out.Apps = g.Apps.Value
		return out
	}
	out.Namespace = cmp.Or(g.Namespace.Value, "flux-system")
	out.Source = &GitOpsSource{Kind: string(format.SourceGitRepository), Name: "flux-system"}
	if s := g.Source; s != nil {
		out.Source = &GitOpsSource{Kind: string(s.Kind.Value), Name: s.Name.Value, Namespace: optional(s.Namespace)}
	}
	if p.Secrets == format.SecretsSOPS && p.OwnsSecrets() {
		out.Decryption = textOrNull(cmp.Or(g.Decryption.Value, "sops-age"))
	}
	return out
}
