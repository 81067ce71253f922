package render

import (
	"context"
	"io/fs"
	"path"
	"slices"
	"strings"

	"render/overlays"
	"render/render/decode"
	"render/render/diag"
	"render/render/eval"
	"render/render/format"
	"render/render/overlay"
	"render/render/places"
	"render/render/source"
	"render/render/tree"
	"render/render/wording"
)

// Evaluated follows the name of a topology in jsonnet where something is told of what it gives.
const Evaluated = " (evaluated)"

// read is the topology's text as nodes, with what the command line sets in it.
func (r *rendering) read(ctx context.Context) error {
	name, text := r.in.Name, r.in.Text
	if r.in.Jsonnet {
		evaluated, diagnostics, err := eval.Topology(ctx, path.Base(name), text, r.evalConfig())
		if stopped := context.Cause(ctx); stopped != nil {
			return stopped
		}
		if err != nil {
			diagnostics.Add(diag.Diagnostic{Code: "jsonnet-error", Place: places.File(places.NewSource(path.Base(name), nil)), Message: "cannot be evaluated: " + err.Error()})
		}
		if r.add(r.relative(diagnostics)) {
			return errRefused
		}
		name, text = name+Evaluated, evaluated
	}
	if r.in.Jsonnet || name == "-" {
		r.topology = places.NewLoose(name, text)
	} else {
		r.topology = places.NewSource(name, text)
	}
	root, diagnostics := source.ParseListing(r.topology, source.Lists{OfObjects: format.ListsObjects, Lost: format.LostList, Together: format.Together, Within: format.Within, Meant: format.StarMeant})
	for i := range diagnostics {
		if diagnostics[i].Code == "yaml-empty" {
			diagnostics[i].Help = `write a topology, such as the one that "render explain" begins with`
		}
	}
	if root != nil {
		if foreign, ok := decode.Foreign(root); ok {
			r.add(diag.List{foreign})
			return errRefused
		}
	}
	r.add(diagnostics)
	if root == nil {
		return errRefused
	}
	for _, s := range r.in.Set {
		if r.add(decode.Set(root, s)) {
			return errRefused
		}
	}
	r.root = root
	return nil
}

// findOverlays finds the topology's and the command line's, in this order, with
// their folders; their defaults are filled into the topology. A later overlay's
// default wins, as its patches do.
func (r *rendering) findOverlays(context.Context) error {
	root := r.root
	var chosen []overlay.Overlay
	for _, name := range decode.OverlayNames(root) {
		if name == nil { // told when it is decoded
			chosen = append(chosen, overlay.Overlay{})
			continue
		}
		one := overlay.Overlay{Name: *name, Files: r.overlayFolder(*name)}
		if _, builtin := overlays.FS(*name); !builtin {
			one.Name = r.nameOf(*name)
		}
		chosen = append(chosen, one)
	}
	for _, o := range r.in.Overlays {
		one := overlay.Overlay{Name: o.Name, Files: o.Files, Place: places.File(places.NewLoose("--overlay "+o.Name, nil))}
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
		defaults, diagnostics := overlay.Defaults(chosen[i])
		r.add(diagnostics)
		if defaults == nil {
			continue
		}
		values, diagnostics := source.Parse(defaults)
		r.add(diagnostics)
		if values != nil {
			r.add(decode.AddDefaults(root, values))
		}
	}
	r.chosen = chosen
	return nil
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

// builtin are the places of the built-in overlays among the chosen ones.
func builtin(document *format.Document, chosen []overlay.Overlay) map[string]format.Origin {
	out := map[string]format.Origin{}
	for i := range chosen {
		switch o := &chosen[i]; {
		case !o.Builtin:
		case i < len(document.Overlays):
			out[o.Name] = document.Overlays[i].Origin
		default:
			out[o.Name] = format.Top(o.Place)
		}
	}
	return out
}

// placeOverlays tells overlays where the topology names them, and says which
// are not there.
func (r *rendering) placeOverlays(document *format.Document, chosen []overlay.Overlay) {
	for i := range chosen {
		o := &chosen[i]
		if o.Name == "" && o.Files == nil {
			continue
		}
		if i < len(document.Overlays) && o.Place.IsZero() {
			o.Place, o.Path = document.Overlays[i].At(), document.Overlays[i].Path()
		}
		if o.Files != nil {
			if info, err := fs.Stat(o.Files, "."); err == nil && info.IsDir() {
				continue
			}
		}
		name := o.Name
		if i < len(document.Overlays) && document.Overlays[i].IsSet() {
			name = document.Overlays[i].Value
			if !r.in.AllowOutside && !fs.ValidPath(path.Clean(name)) {
				continue // told with the other paths that lead outside
			}
		}
		diagnostic := diag.FaultAt(o.Place, NoOverlay(name, listedFolders(r.in.Files)...))
		diagnostic.Path = o.Path
		r.add(diag.List{diagnostic})
	}
}

// NoOverlay says of what was named as an overlay that there is none, and what to
// write: a folder is told from a built-in one by its slash. Beside are the folders that may be meant.
func NoOverlay(name string, beside ...string) diag.Fault {
	if tree.IsListing(path.Base(name)) {
		return diag.Fault{Code: "overlay-unknown", Message: wording.Quote(name) + " is no folder", Help: "write: " + path.Dir(name)}
	}
	if strings.Contains(name, "/") {
		return diag.Fault{Code: "overlay-unknown", Message: wording.Quote(name) + " is no folder", Help: "name a folder that holds a kustomization.yaml"}
	}
	if meant := wording.Suggest(name, beside); meant != "" && wording.Suggest(name, overlays.Names()) == "" {
		return diag.Fault{Code: "overlay-unknown", Message: wording.Quote(name) + " is neither a built-in overlay nor a folder", Help: "did you mean " + wording.Quote(meant) + "?"}
	}
	help := wording.DidYouMean(name, overlays.Names())
	if wording.Suggest(name, overlays.Names()) == "" {
		help += "; or a folder that holds a kustomization.yaml"
	}
	return diag.Fault{Code: "overlay-unknown", Message: wording.Quote(name) + " is neither a built-in overlay nor a folder", Help: help}
}

// maxBeside is how many entries of the topology's folder are looked at for a folder that may be meant.
const maxBeside = 200

// listedFolders are the folders beside a topology that hold what kustomize reads.
func listedFolders(files fs.FS) (out []string) {
	if files == nil {
		return nil
	}
	entries, _ := fs.ReadDir(files, ".") // where it cannot be listed nothing is meant
	for _, e := range entries[:min(len(entries), maxBeside)] {
		if !e.IsDir() {
			continue
		}
		inside, _ := fs.ReadDir(files, e.Name())
		if slices.ContainsFunc(inside, func(one fs.DirEntry) bool { return tree.IsListing(one.Name()) }) {
			out = append(out, e.Name())
		}
	}
	return out
}
