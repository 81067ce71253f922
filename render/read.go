package render

import (
	"io/fs"
	"path"
	"slices"

	"render/overlays"
	"render/render/diag"
	"render/render/eval"
	"render/render/overlay"
	"render/render/source"
	"render/render/topology"
)

type node = source.Node

// read is the topology's text as nodes, with what the command line sets in it.
func (r *rendering) read() *node {
	name, text := r.in.Name, r.in.Text
	if r.in.Jsonnet {
		evaluated, problems := eval.Topology(name, text, r.evalConfig())
		if r.add(problems) {
			return nil
		}
		name, text = name+" (evaluated)", evaluated
	}
	root, problems := source.Parse(diag.NewSource(name, text))
	r.add(problems)
	if root == nil {
		return nil
	}
	for _, s := range r.in.Set {
		if r.add(topology.Set(root, s)) {
			return nil
		}
	}
	return root
}

// overlays are the topology's and the command line's, in this order, with
// their folders; their defaults are filled into the topology. A later overlay's
// default wins, as its patches do.
func (r *rendering) overlays(root *node) []overlay.Overlay {
	var chosen []overlay.Overlay
	for _, name := range topology.OverlayNames(root) {
		chosen = append(chosen, overlay.Overlay{Name: name, Files: r.overlayFolder(name)})
	}
	for _, o := range r.in.Overlays {
		one := overlay.Overlay{Name: o.Name, Files: o.Files, Place: diag.File(diag.NewSource("--overlay "+o.Name, nil))}
		if one.Files == nil {
			one.Files, _ = overlays.FS(o.Name)
		}
		chosen = append(chosen, one)
	}
	for i := range slices.Backward(chosen) {
		chosen[i].Builtin = slices.Contains(overlays.Names(), chosen[i].Name)
		if chosen[i].Files == nil {
			continue
		}
		defaults, problems := overlay.Defaults(chosen[i])
		r.add(problems)
		if defaults == nil {
			continue
		}
		values, problems := source.Parse(defaults)
		r.add(problems)
		if values != nil {
			r.add(topology.AddDefaults(root, values))
		}
	}
	return chosen
}

// overlayFolder is a built-in overlay, or a folder beside the topology; nil
// where it cannot be one.
func (r *rendering) overlayFolder(name string) fs.FS {
	if files, ok := overlays.FS(name); ok {
		return files
	}
	if r.in.Files == nil {
		return nil
	}
	if sub, ok := r.in.Files.(fs.SubFS); ok {
		files, err := sub.Sub(path.Clean(name))
		if err != nil {
			return nil
		}
		return files
	}
	files, err := fs.Sub(r.in.Files, path.Clean(name))
	if err != nil {
		return nil
	}
	return files
}

// placeOverlays tells overlays where the topology names them, and says which
// are not there.
func (r *rendering) placeOverlays(document *topology.Document, chosen []overlay.Overlay) {
	for i := range chosen {
		o := &chosen[i]
		if i < len(document.Overlays) && o.Place.IsZero() {
			o.Place, o.Path = document.Overlays[i].Place, document.Overlays[i].Path()
		}
		if o.Files != nil {
			if info, err := fs.Stat(o.Files, "."); err == nil && info.IsDir() {
				continue
			}
		}
		r.add(diag.List{{Place: o.Place, Path: o.Path,
			Message: diag.Quote(o.Name) + " is neither a built-in overlay nor a folder", Cure: diag.DidYouMean(o.Name, overlays.Names())}})
	}
}
