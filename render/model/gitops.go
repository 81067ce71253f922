package model

import (
	"path"
	"slices"
	"strconv"
)

// GitOps is what Argo CD or Flux is told of the folder.
type GitOps struct {
	Layout     string        `model:"layout"` // "argocd" or "flux"
	Path       string        `model:"path"`   // in the repository; "." for its root
	Namespace  string        `model:"namespace"`
	Repo       *string       `model:"repo"` // of Argo CD, as all to apps
	Revision   *string       `model:"revision"`
	Project    *string       `model:"project"`
	Cluster    *string       `model:"cluster"` // by its name in Argo CD; null where it is by its URL
	Server     *string       `model:"server"`
	Apps       bool          `model:"apps"`
	Source     *GitOpsSource `model:"source"`     // of Flux
	Decryption *string       `model:"decryption"` // the Secret with the key; null where nothing is encrypted
	Folder     string        `model:"folder"`     // of the Application or the Kustomizations, in the repository
	Kinds      []string      `model:"kinds"`      // of all stages
	Stages     []GitOpsStage `model:"stages"`     // those with objects that it applies, in their order
}

// GitOpsSource is Flux's source.
type GitOpsSource struct {
	Kind      string  `model:"kind"`
	Name      string  `model:"name"`
	Namespace *string `model:"namespace"` // null for that of the Kustomizations
}

// GitOpsStage is a stage with objects that Argo CD or Flux applies.
type GitOpsStage struct {
	Name   string   `model:"name"`
	Folder string   `model:"folder"`
	Path   string   `model:"path"`   // of the folder, in the repository
	Wave   string   `model:"wave"`   // of an Application of its own
	After  []string `model:"after"`  // the name of the stage before; none for the first
	Kinds  []string `model:"kinds"`  // of its objects, as "IPAddressPool.metallb.io", "Service"
	Groups []string `model:"groups"` // of those
}

// Add adds a stage behind those that are there.
func (g *GitOps) Add(name, folder string, wave int, kinds, groups []string) {
	stage := GitOpsStage{Name: name, Folder: folder, Path: path.Join(g.Path, folder), Wave: strconv.Itoa(wave), Kinds: kinds, Groups: groups}
	if n := len(g.Stages); n > 0 {
		stage.After = []string{g.Stages[n-1].Name}
	}
	g.Stages = append(g.Stages, stage)
	g.Kinds = append(g.Kinds, kinds...)
	slices.Sort(g.Kinds)
	g.Kinds = slices.Compact(g.Kinds)
}
