package overlay

import (
	"io/fs"

	"render/render/places"
)

// Overlay is one folder with a kustomization.yaml at its root, of kind Component
// or Kustomization. Either sees all objects.
type Overlay struct {
	Name    string       // as the user wrote it: "hardened", "./overlays/site"
	Files   fs.FS        // the folder
	Place   places.Place // where the topology or a flag asks for it
	Path    string       // the same as a field: "overlays[0]"
	Builtin bool         // written for every topology: what matches nothing is passed over
	Fixed   []string     // namespaces whose objects stay, since their controllers read them there alone
	Newer   bool         // the cluster's APIs may have fields that are not known yet
}
