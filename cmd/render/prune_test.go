package main

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"render/render/manifest"
	"render/render/scripts"
)

// neverPruned are the kinds whose deletion takes more with it than the object.
var neverPruned = []string{"Namespace", "CustomResourceDefinition.apiextensions.k8s.io", "ClusterRole.rbac.authorization.k8s.io",
	"ClusterRoleBinding.rbac.authorization.k8s.io", "IstioOperator.install.istio.io", "Istio.sailoperator.io", "IstioCNI.sailoperator.io"}

// olderVersions are those that docs/ci.md names beside a newer one.
var olderVersions = []string{"networking.istio.io/v1beta1", "security.istio.io/v1beta1"}

// TestPruneList: the list of docs/ci.md for kubectl apply --prune has every kind that
// is rendered and may be deleted, and no other; and every object has the label.
func TestPruneList(t *testing.T) {
	text, err := os.ReadFile("../../docs/ci.md")
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{}
	for _, name := range regexp.MustCompile(`\b[a-z0-9.-]+/v[0-9a-z]+/[A-Z][A-Za-z0-9]+\b`).FindAllString(string(text), -1) {
		if listed[name] {
			t.Errorf("%s is in the list twice", name)
		}
		listed[name] = true
	}
	streams, err := filepath.Glob("../../golden/*/stream.yaml")
	if err != nil || len(streams) < 20 {
		t.Fatalf("%d streams, %v", len(streams), err)
	}
	rendered := map[string]bool{}
	for _, name := range streams {
		if strings.Contains(name, "/mixin/") {
			continue // has an object of its own
		}
		for _, object := range goldenObjects(t, name) {
			m := manifest.Manifest{Object: object}
			if object.Object("metadata").Object("labels").Get("app.kubernetes.io/part-of") == nil {
				t.Errorf("%s: %s has no label part-of", name, m.ID())
			}
			kind, _, _ := strings.Cut(m.ID().String(), " ")
			apiVersion := object.Text("apiVersion")
			if slices.Contains(neverPruned, kind) || slices.Contains(olderVersions, apiVersion) {
				continue
			}
			of := manifest.ID{Group: m.ID().Group, Kind: m.ID().Kind}
			if !slices.Contains(scripts.Pruned(), of) {
				t.Errorf("%s is rendered, and the script apply does not prune it", of.Kind)
			}
			if !strings.Contains(apiVersion, "/") {
				apiVersion = "core/" + apiVersion
			}
			rendered[apiVersion+"/"+m.ID().Kind] = true
		}
	}
	for _, name := range slices.Sorted(maps.Keys(rendered)) {
		if !listed[name] {
			t.Errorf("%s is rendered and not in the list", name)
		}
		delete(listed, name)
	}
	for name := range listed {
		t.Errorf("%s is in the list, and no example has one", name)
	}
}

func goldenObjects(t *testing.T, name string) []manifest.Object {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	objects, err := manifest.ReadBack(text)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return objects
}
