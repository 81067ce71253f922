// Package overlays holds the built-in overlays: one folder each, a kustomize
// Component, optionally with a defaults.yaml. It hands them out as file systems
// and must never do anything else.
package overlays

import (
	"embed"
	"io/fs"
	"slices"
)

//go:embed hardened ha monitoring
var files embed.FS

// Names are the built-in overlays, sorted.
func Names() []string { return []string{"ha", "hardened", "monitoring"} }

// FS is the folder of a built-in overlay.
func FS(name string) (fs.FS, bool) {
	if !slices.Contains(Names(), name) {
		return nil, false
	}
	sub, err := fs.Sub(files, name)
	return sub, err == nil
}
