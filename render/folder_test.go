package render_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/filesys"
	"sigs.k8s.io/yaml"

	"render/render"
	"render/render/manifest"
	"render/render/tree"
)

// folderOf is what a first run writes into a folder.
func folderOf(t testing.TB, out *render.Output) *tree.Plan {
	t.Helper()
	run := tree.Run{Folder: out.Folder(), Look: func(string) tree.Found { return tree.Found{} }}
	plan, err := run.Decide()
	if err != nil || len(plan.Refused) > 0 || plan.After == nil {
		t.Fatal(err, plan)
	}
	return plan
}

// folderListing is a golden file of a folder: the names of its files in the order in
// which they are listed, and what is in those that are no objects.
func folderListing(t testing.TB, out *render.Output) []byte {
	t.Helper()
	var b strings.Builder
	aside := map[string]bool{}
	for _, f := range out.Folder().Files {
		aside[f.Path] = f.Aside
	}
	for _, w := range folderOf(t, out).Write {
		switch {
		case aside[w.Path]:
			fmt.Fprintf(&b, "%s (in no kustomization.yaml)\n", w.Path)
		case path.Base(w.Path) == ".gitattributes":
			for line := range strings.Lines(string(w.Text)) {
				fmt.Fprintf(&b, "%s: %s", w.Path, line)
			}
		case w.Path == "kustomization.yaml":
			fmt.Fprintf(&b, "%s: %s\n", w.Path, strings.Join(listed(t, w.Text), " "))
		default:
			fmt.Fprintln(&b, w.Path)
		}
	}
	for line := range strings.Lines(string(folderOf(t, out).After)) {
		if strings.HasPrefix(line, "with ") {
			fmt.Fprintf(&b, "%s: %s", tree.IndexName, line)
		}
	}
	return []byte(b.String())
}

// listed are the resources of a kustomization.yaml.
func listed(t testing.TB, text []byte) []string {
	t.Helper()
	var k types.Kustomization
	if err := yaml.UnmarshalStrict(text, &k); err != nil || len(k.Resources) == 0 {
		t.Fatalf("%v: %s", err, text)
	}
	return k.Resources
}

// TestFolderIsStream: what the kustomization.yaml files of a folder list, in their
// order, is the stream, byte by byte; every other file is for istioctl or helm. Kustomize's
// own code gives exactly the stream's objects. Names differ where case makes no difference.
func TestFolderIsStream(t *testing.T) {
	for _, name := range exampleNames(t) {
		t.Run(name, func(t *testing.T) {
			out := example(t, name)
			files, lower := map[string][]byte{}, map[string]bool{}
			disk := filesys.MakeFsInMemory()
			for _, w := range folderOf(t, out).Write {
				files[w.Path] = w.Text
				if low := strings.ToLower(w.Path); lower[low] {
					t.Errorf("%s is there twice", low)
				} else {
					lower[low] = true
				}
				if err := disk.WriteFile("/deploy/"+w.Path, w.Text); err != nil {
					t.Fatal(err)
				}
			}
			stream, err := out.Stream(nil, manifest.YAML)
			if err != nil {
				t.Fatal(err)
			}
			var documents [][]byte
			for _, folder := range listed(t, files["kustomization.yaml"]) {
				for _, file := range listed(t, files[folder+"/kustomization.yaml"]) {
					documents = append(documents, files[folder+"/"+file])
					delete(files, folder+"/"+file)
				}
				delete(files, folder+"/kustomization.yaml")
			}
			if !bytes.Equal(manifest.Join(documents), stream) {
				t.Error("the folder is not the stream")
			}
			for _, f := range out.Files() {
				if f.Manifest.Reader != manifest.Kubectl {
					delete(files, f.Path())
				}
			}
			for _, file := range slices.Sorted(maps.Keys(files)) {
				if file != "kustomization.yaml" && file != ".gitattributes" {
					t.Errorf("%s is in no kustomization.yaml", file)
				}
			}
			built, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(disk, "/deploy")
			if err != nil {
				t.Fatal(err)
			}
			text, err := built.AsYaml()
			if err != nil {
				t.Fatal(err)
			}
			one, two := objectsOf(t, stream), objectsOf(t, text)
			if !slices.Equal(one, two) {
				t.Errorf("kustomize gives other objects: %s", firstDifference([]byte(strings.Join(one, "\n")), []byte(strings.Join(two, "\n"))))
			}
		})
	}
}

// objectsOf are the objects of a stream as JSON, sorted.
func objectsOf(t *testing.T, stream []byte) []string {
	t.Helper()
	var out []string
	for document := range strings.SplitSeq(string(stream), "\n---\n") {
		var value any
		if err := yaml.Unmarshal([]byte(document+"\n"), &value); err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, string(text))
	}
	slices.Sort(out)
	return out
}
