// Package tree owns a rendered folder: what it holds beside the objects, the index
// of what render wrote, and what a run has to write, adopt, remove, leave and
// refuses.
//
// In go the files that the objects are, the old index, and what is found at a
// path; out comes a Plan, which is data. It must never touch a disk, name a path
// outside the folder, or plan to replace or remove what render did not write.
package tree

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"render/internal/later"
	"render/render/manifest"
)

// File is a file of a folder.
type File struct {
	Path       string // "50-apps/deployment.shop.web.yaml", with slashes
	Text       []byte
	Private    bool // holds a key in clear: it is its owner's alone
	Ciphertext bool // differs whenever it is encrypted anew; nobody reviews it
	// Aside says that no kustomization.yaml lists it: istioctl or helm alone reads
	// it, or a layout says who does.
	Aside bool
}

// Folder is what a folder ought to hold, of all stages.
type Folder struct {
	// Files are the objects in the order of the output, and what a layout adds: in a
	// stage's folder, in argocd/ or in flux/. A kustomization.yaml among them, at the
	// root too, is written in place of the one that would list its folder.
	Files []File
	// Root is what the kustomization.yaml at the root lists; nil: the folders of
	// stages that have one.
	Root []string
	// Staged is the layout's folder with a file for each stage, called as the stage's
	// folder; "" for none.
	Staged    string
	Decisions []Decision
}

// Decision is something that decides what the folder holds: a run with another
// value is most likely one that lacks a flag.
type Decision struct{ Key, Value string }

// The files beside the objects.
const (
	IndexName      = ".render-index"
	attributesName = ".gitattributes"
	listingName    = "kustomization.yaml"
)

// rivals are the names that kustomize takes beside its own, and then refuses both.
var rivals = [...]string{"kustomization.yml", "Kustomization"}

// ListingNames are the names of files that kustomize takes for what it lists.
func ListingNames() []string { return append([]string{listingName}, rivals[:]...) }

// IsListing reports whether kustomize takes a file of a name for what it lists.
func IsListing(name string) bool {
	return name == listingName || slices.Contains(rivals[:], name)
}

// layoutFolders hold what a layout adds for those who read the folder.
var layoutFolders = [...]string{"argocd", "flux"}

// StageFolder is the folder of a stage. Its number is fixed, whatever other stages
// there are.
func StageFolder(stage manifest.Stage) string {
	return fmt.Sprintf("%02d-%s", 10*int(stage), stage)
}

// stageFolders are the folders of all stages, in their order.
func stageFolders() []string { return stageFoldersOnce.Get(makeStageFolders) }

var stageFoldersOnce later.Value[[]string]

func makeStageFolders() []string {
	var out []string
	for i := range manifest.Stages() {
		out = append(out, StageFolder(manifest.Stage(i)))
	}
	return out
}

// StageFolders are the folders of all stages, in their order.
func StageFolders() []string { return slices.Clone(stageFolders()) }

// LayoutFolders are the folders of layouts.
func LayoutFolders() []string { return slices.Clone(layoutFolders[:]) }

// isFolder reports whether a path is one of a folder that render writes into.
func isFolder(name string) bool {
	return slices.Contains(stageFolders(), name) || slices.Contains(layoutFolders[:], name)
}

// topOf is the folder in which a path is, "" for the root.
func topOf(name string) string {
	top, _, inside := strings.Cut(name, "/")
	if !inside {
		return ""
	}
	return top
}

// listing is a kustomization.yaml.
func listing(resources []string) []byte {
	var b strings.Builder
	b.WriteString(listingHead)
	for _, r := range resources {
		b.WriteString("- " + r + "\n")
	}
	return []byte(b.String())
}

const listingHead = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n"

// Lines of .gitattributes. Git shows no diff of what is generated, so that is said
// only of what nobody reviews.
const (
	endsOfLines = "* text eol=lf"
	ofIndex     = IndexName + " merge=union linguist-generated"
	generated   = " linguist-generated"
)

func attributes(files []File) []byte {
	lines := []string{endsOfLines, ofIndex}
	for i := range files {
		if files[i].Ciphertext {
			kind, _, _ := strings.Cut(path.Base(files[i].Path), ".")
			if line := kind + ".*" + generated; !slices.Contains(lines, line) {
				lines = append(lines, line)
			}
		}
	}
	slices.Sort(lines[2:])
	return []byte(strings.Join(lines, "\n") + "\n")
}
