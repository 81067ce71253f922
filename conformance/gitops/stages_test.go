package gitops

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	kustomizev1 "github.com/fluxcd/kustomize-controller/api/v1"

	"render/render"
	"render/render/manifest"
	"render/render/tree"
)

// TestStagesOfFlux renders some stages of changing topologies into one folder, again and
// again: whatever is written, each Kustomization waits for those of the stages before it
// that the topology still has, and for none that is not there. What would not is refused.
func TestStagesOfFlux(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	written, refused := 0, 0
	for range 120 {
		r, log := Repository{t.TempDir()}, ""
		for range 6 {
			text, stages := stagesTopology(random), someStages(random)
			log += fmt.Sprintf("%v of\n%s", stages, text)
			stagesThere, ok := rendersStages(t, r, text, stages)
			if !ok {
				refused++
				continue
			}
			written++
			list, err := (&Flux{Repository: r}).kustomizations("deploy/x")
			if err != nil {
				t.Fatalf("%s: %v", log, err)
			}
			if wrong := passesOver(list, stagesThere); wrong != "" {
				t.Fatalf("%s: %s", log, wrong)
			}
		}
	}
	t.Logf("%d runs, %d refused", written, refused)
	if written < 300 || refused < 10 {
		t.Errorf("%d runs, %d refused", written, refused)
	}
}

// stagesTopology is a topology with some of the stages.
func stagesTopology(random *rand.Rand) string {
	one := func(words ...string) string { return words[random.IntN(len(words))] }
	return "name: " + one("home", "home", "home", "house") + "\nmicrok8s: \"1.36\"\nmetallb: " + one("\"0.14.8\"", "none") +
		"\nistio: {version: \"1.31\", install: " + one("sail", "none") + "}\ngitops: {layout: flux, path: deploy/x}\nsecrets: omit\ntiers:\n" +
		"- {name: primary, ip: 192.168.1.141, hosts: [home.example.org]" +
		one("", ", apps: [{name: web, image: \"web:1\", port: 80, routes: [/*]}]") + "}\n"
}

// someStages are all, none named, or some.
func someStages(random *rand.Rand) (out []manifest.Stage) {
	for i := range manifest.Stages() {
		if random.IntN(3) == 0 {
			out = append(out, manifest.Stage(i))
		}
	}
	return out
}

// rendersStages renders stages into a folder, whatever it was rendered from, and gives the
// names of the Kustomizations that the topology has; not ok where that is refused.
func rendersStages(t *testing.T, r Repository, text string, stages []manifest.Stage) (names []string, ok bool) {
	t.Helper()
	at := filepath.Join(r.Root, "deploy/x")
	var index *tree.Index
	if old, err := os.ReadFile(filepath.Join(at, tree.IndexName)); err == nil {
		if index, err = tree.ParseIndex(old); err != nil {
			t.Fatal(err)
		}
	}
	in := render.Input{Name: "topology.yaml", Text: []byte(text), Folder: true}
	var folders []string
	if stages != nil {
		in.Stages = func(string) []manifest.Stage {
			if index == nil {
				return stages
			}
			return slices.Concat(stages, index.Stages())
		}
		for _, s := range stages {
			folders = append(folders, tree.StageFolder(s))
		}
	}
	out, err := render.Render(context.Background(), in)
	if err != nil || out.Diagnostics.Failed() {
		t.Fatalf("%s: %v, %v", text, err, out.Diagnostics)
	}
	run := tree.Run{Folder: out.Folder(), Stages: folders, Index: index, Force: true, Look: func(name string) tree.Found {
		text, err := os.ReadFile(filepath.Join(at, name))
		if err != nil {
			return tree.Found{}
		}
		return tree.Found{Kind: tree.Regular, Text: text}
	}}
	plan, err := run.Decide()
	if err != nil {
		t.Fatal(err)
	}
	if len(plan.Refused) > 0 {
		return nil, false
	}
	for _, f := range plan.Write {
		save(t, filepath.Join(at, f.Path), f.Text)
	}
	for _, name := range plan.Remove {
		if err := os.Remove(filepath.Join(at, name)); err != nil {
			t.Fatal(err)
		}
	}
	if plan.After != nil {
		save(t, filepath.Join(at, tree.IndexName), plan.After)
	}
	for _, f := range out.Layout {
		names = append(names, f.Manifest.ID().Name)
	}
	return names, true
}

// passesOver tells of a Kustomization that does not wait for an earlier one, of those of a
// topology, in the order of their stages.
func passesOver(list []*kustomizev1.Kustomization, names []string) string {
	slices.SortFunc(list, func(a, b *kustomizev1.Kustomization) int { return strings.Compare(a.Spec.Path, b.Spec.Path) })
	waits := map[string]map[string]bool{}
	var before []string
	for _, k := range list {
		waits[k.Name] = map[string]bool{}
		for _, d := range k.Spec.DependsOn {
			waits[k.Name][d.Name] = true
			for other := range waits[d.Name] {
				waits[k.Name][other] = true
			}
		}
		if !slices.Contains(names, k.Name) {
			continue
		}
		for _, one := range before {
			if !waits[k.Name][one] {
				return k.Name + " does not wait for " + one
			}
		}
		before = append(before, k.Name)
	}
	return ""
}
