package render

import (
	"render/render/manifest"
	"render/render/tree"
)

// File is one object as a file of a rendered folder.
type File struct {
	Stage    manifest.Stage
	Name     string // in its stage's folder: "deployment.shop.web.yaml"
	Manifest manifest.Manifest
	Text     []byte // YAML
}

// Folder is the folder of the file's stage. Its number is fixed, whatever other
// stages there are.
func (f *File) Folder() string { return tree.StageFolder(f.Stage) }

// Path is the file's place in a rendered folder: "50-apps/deployment.shop.web.yaml".
func (f *File) Path() string { return f.Folder() + "/" + f.Name }

// Files are the objects as files, in the order of the output. What kubectl does
// not read is among them; values for helm are "values.yaml".
func (o *Output) Files() []File {
	out := make([]File, len(o.Manifests))
	taken := make(map[string]bool, len(o.Manifests))
	for i := range o.Manifests {
		m := &o.Manifests[i]
		f := &out[i]
		*f = File{Stage: m.Stage, Name: fileName(m.ID()), Manifest: *m, Text: o.documents[i]}
		if m.Reader == manifest.Helm {
			f.Name = m.ID().Name + fileEnding
		}
		if taken[f.Path()] { // kinds that only the case of their letters tells apart
			f.Name = shortened(m.ID(), f.Name)
		}
		taken[f.Path()] = true
	}
	return out
}
