package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-jsonnet"
)

// shownBy are examples that have objects of every component of the library.
var shownBy = []string{"today", "argocd", "seed", "helm", "bgp", "backends", "cert-manager", "sealed", "gateway-api",
	"monitoring", "isolation", "access", "dns-endpoint"}

// inFolders are the components whose objects only a rendered folder has.
var inFolders = map[string]string{"argocd": "argocd", "flux": "flux"}

// libraryPage tells of each component of the library what its file says of it, and
// where it has which objects, in the first of the examples that has some.
func libraryPage(t *testing.T) string {
	t.Helper()
	components, err := filepath.Glob("../../jsonnet/components/*.libsonnet")
	if err != nil {
		t.Fatal(err)
	}
	shown := map[string]string{}
	for _, example := range shownBy {
		used := false
		for name, component := range evaluatedLibrary(t, filepath.Join("../../examples", example, "topology.yaml")) {
			places := map[string]string{}
			if name == "helm" { // whose values are no object
				if values, has := component.(map[string]any)["values"]; has && values != nil {
					places["helm.values"] = "values of Istio's charts"
				}
			} else {
				placesOf(places, name, component)
			}
			if shown[name] == "" && len(places) > 0 {
				used, shown[name] = true, fmt.Sprintf("In [examples/%s](../../examples/%s):\n\n```text\n%s```\n", example, example, aligned(places))
			}
		}
		if !used {
			t.Errorf("examples/%s shows nothing that those before it do not; take it off the list", example)
		}
	}
	var b strings.Builder
	b.WriteString("# The library\n\nIts components, for whoever writes a [mixin](../mixins.md): each is a field of what the mixin is added to, and what is inside is below it. " +
		"Text in the examples' paths that is a tier's or an app's name is yours in your topology.\n")
	for _, file := range components {
		name := strings.TrimSuffix(filepath.Base(file), ".libsonnet")
		if example := inFolders[name]; example != "" && shown[name] == "" {
			shown[name] = fmt.Sprintf("In rendered folders alone: [golden/%s](../../golden/%s).\n", example, example)
		}
		if shown[name] == "" {
			t.Errorf("no example of the list has an object of component %s", name)
		}
		fmt.Fprintf(&b, "\n## %s\n\n%s\n%s", name, said(t, file), shown[name])
	}
	return b.String()
}

// said is the comment that a component's file begins with, its paragraphs and the
// topology's fields; the addresses of pages, one a line, are a list.
func said(t *testing.T, file string) string {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	inFields := false
	for line := range strings.Lines(string(text)) {
		rest, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "//")
		if !ok {
			break
		}
		rest = strings.TrimPrefix(rest, " ")
		isPage := strings.HasPrefix(rest, "https://")
		if isPage {
			rest = "- " + rest
		}
		begins := strings.HasPrefix(rest, "Topology fields: ")
		if begins || inFields && (isPage || rest == "") {
			inFields = begins
			b.WriteString("\n")
		}
		b.WriteString(rest + "\n")
	}
	return b.String()
}

func placesOf(places map[string]string, path string, value any) {
	object, ok := value.(map[string]any)
	if !ok {
		return
	}
	if kind, ok := object["kind"].(string); ok && object["apiVersion"] != nil {
		places[path] = kind + " " + object["metadata"].(map[string]any)["name"].(string)
		return
	}
	for key, inner := range object {
		step := "." + key
		if strings.Trim(key, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") != "" {
			step = "['" + key + "']"
		}
		placesOf(places, path+step, inner)
	}
}

func aligned(places map[string]string) string {
	width := 0
	for path := range places {
		width = max(width, len(path))
	}
	var b strings.Builder
	for _, path := range slices.Sorted(maps.Keys(places)) {
		fmt.Fprintf(&b, "%-*s  %s\n", width, path, places[path])
	}
	return b.String()
}

// evaluatedLibrary is what the library gives for a topology, by its components, with
// nothing that is render's own but the model.
func evaluatedLibrary(t *testing.T, topology string, flags ...string) map[string]any {
	t.Helper()
	vm := jsonnet.MakeVM()
	vm.Importer(&jsonnet.FileImporter{})
	vm.TLACode("t", output(t, append([]string{"--format", "model", topology}, flags...)...))
	evaluated, err := vm.EvaluateFile("../../jsonnet/main.libsonnet")
	if err != nil {
		t.Fatal(err)
	}
	return decoded(t, evaluated)[0].(map[string]any)
}
