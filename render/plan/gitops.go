package plan

import "render/render/format"

// Layout is how a rendered folder is laid out: as the flag says, or the file.
func (p *Plan) Layout() format.GitOpsLayout {
	switch {
	case p.Options.Layout != "":
		return p.Options.Layout
	case p.Document.GitOps.Layout.Value != "":
		return p.Document.GitOps.Layout.Value
	}
	return format.LayoutPlain
}
