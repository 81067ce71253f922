package render

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"strings"

	"render/render/eval"
	"render/render/format"
	"render/render/manifest"
	"render/render/tree"
	"render/render/wording"
)

// Folder is the output as a folder, with what its layout adds.
func (o *Output) Folder() tree.Folder {
	out := tree.Folder{Decisions: o.decisions, Staged: o.staged}
	files := o.Files()
	for i := range files {
		f := &files[i]
		kind, encrypted := f.Manifest.ID().Kind, f.Manifest.Object.Find("sops") != nil
		out.Files = append(out.Files, tree.File{
			Path: f.Path(), Text: f.Text, Aside: f.Manifest.Reader != manifest.Kubectl,
			Private:    o.InClear([]manifest.Manifest{f.Manifest}) != "",
			Ciphertext: encrypted || kind == "SealedSecret",
		})
	}
	if o.staged == string(format.LayoutFlux) {
		out.Root = []string{}
	}
	for _, f := range o.Layout {
		out.Files = append(out.Files, tree.File{Path: f.Path, Text: f.Text, Aside: true})
		if f.Root {
			out.Root = append(out.Root, f.Path)
		}
	}
	return out
}

// Decision is what decided the output by one of the keys of a folder's index; "" for none.
func (o *Output) Decision(key string) string {
	for _, d := range o.decisions {
		if d.Key == key {
			return d.Value
		}
	}
	return ""
}

// mark tells values of a variable apart. It is too short to find out by it which the value
// is, since that may be a password.
func mark(v eval.Variable) string {
	sum := sha256.Sum256([]byte(v.Name + "=" + v.Value))
	return hex.EncodeToString(sum[:3])
}

// decisionsOf are what decides the output beside the topology's fields, and of those
// what nobody changes by the way. It tells of no machine.
func (r *rendering) decisionsOf() []tree.Decision {
	var overlays, set []string
	for _, o := range r.plan.Document.Overlays {
		overlays = append(overlays, tree.Portable(o.Value))
	}
	for _, o := range r.in.Overlays { // named from wherever the run was started
		overlays = append(overlays, path.Base(o.Name))
	}
	for _, s := range r.in.Set {
		if wording.IsKey(s) {
			s, _, _ = strings.Cut(s, "=")
		}
		set = append(set, wording.WithoutPassword(s))
	}
	layout := string(r.plan.Layout())
	if r.plan.Layout() == format.LayoutArgoCD && r.plan.Document.GitOps.Apps.Value {
		layout += " apps" // to and fro, Argo CD deletes what the Applications before applied
	}
	mixin := ""
	if r.plan.Document.Jsonnet.IsSet() {
		mixin = tree.Portable(r.plan.Document.Jsonnet.Value)
	}
	var variables []string
	for _, v := range r.in.ExtStr {
		variables = append(variables, "ext-str="+v.Name+":"+mark(v))
	}
	for _, v := range r.in.TLAStr {
		variables = append(variables, "tla-str="+v.Name+":"+mark(v))
	}
	return []tree.Decision{
		{Key: "layout", Value: layout},
		{Key: "mixin", Value: mixin},
		{Key: "overlays", Value: tree.Words(overlays)},
		{Key: "secrets", Value: string(r.plan.Secrets)},
		{Key: "set", Value: tree.Words(set)},
		{Key: "variables", Value: tree.Words(variables)},
	}
}
