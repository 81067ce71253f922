package model

import (
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
	out := &GitOps{Layout: string(layout), Path: path.Clean(g.Path.Value), Namespace: orElse(g.Namespace, "argocd")}
	if layout == format.LayoutArgoCD {
		out.Repo = optional(g.Repo)
		out.Revision, out.Project = orElsePointer(g.Revision, "HEAD"), orElsePointer(g.Project, "default")
		destination := orElse(g.Destination, "https://kubernetes.default.svc")
		if strings.Contains(destination, "://") {
			out.Server = &destination
		} else {
			out.Cluster = &destination
		}
		out.Apps = g.Apps.Value
		return out
	}
	out.Namespace = orElse(g.Namespace, "flux-system")
	out.Source = &GitOpsSource{Kind: string(format.SourceGitRepository), Name: "flux-system"}
	if s := g.Source; s != nil {
		out.Source = &GitOpsSource{Kind: string(s.Kind.Value), Name: s.Name.Value, Namespace: optional(s.Namespace)}
	}
	if p.Secrets == format.SecretsSOPS && p.OwnsSecrets() {
		out.Decryption = orElsePointer(g.Decryption, "sops-age")
	}
	return out
}

// orElse is a text, or what stands for it where it is not written.
func orElse(t format.Text, other string) string {
	if t.IsSet() {
		return t.Value
	}
	return other
}

func orElsePointer(t format.Text, other string) *string {
	text := orElse(t, other)
	return &text
}
