package gitops

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	structural "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
)

var updateFilled = flag.Bool("update-filled", false, "write render/align/filledin.txt")

// filledKinds are the custom resources that are rendered, or that people put beside them.
var filledKinds = []string{".istio.io", ".metallb.io", ".gateway.networking.k8s.io", "Certificate.cert-manager.io", "Issuer.cert-manager.io", "ExternalSecret.external-secrets.io", "SealedSecret.bitnami.com", "DNSEndpoint.externaldns.k8s.io"}

// TestFilledIn: what render/align knows that an API server fills in to items of lists of
// custom resources is what their definitions say.
func TestFilledIn(t *testing.T) {
	all, err := customResources()
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]map[string]bool{}
	for name, d := range all {
		name, _, _ = strings.Cut(name, "/")
		if !slices.ContainsFunc(filledKinds, func(end string) bool { return strings.HasSuffix(name, end) }) {
			continue
		}
		if kinds[name] == nil {
			kinds[name] = map[string]bool{}
		}
		defaultsIn(kinds[name], d.schema, "", false)
	}
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(kinds)) {
		fmt.Fprintln(&b, name)
		for _, line := range slices.Sorted(maps.Keys(kinds[name])) {
			fmt.Fprintln(&b, " "+line)
		}
	}
	file := filepath.Join(root, "render", "align", "filledin.txt")
	if *updateFilled {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(file); err != nil || string(got) != b.String() {
		t.Errorf("%s is not what the definitions say, %v: go test -run TestFilledIn . -update-filled", file, err)
	}
}

// defaultsIn notes the defaults in items of lists, as "spec.rules[].weight 1".
func defaultsIn(out map[string]bool, s *structural.Structural, path string, inList bool) {
	if inList && s.Default.Object != nil {
		text, err := json.Marshal(s.Default.Object)
		if err == nil {
			out[path+" "+string(text)] = true
		}
	}
	for key, property := range s.Properties {
		if path == "" && key == "status" {
			continue
		}
		defaultsIn(out, &property, strings.TrimPrefix(path+"."+key, "."), inList)
	}
	if s.Items != nil {
		defaultsIn(out, s.Items, path+"[]", true)
	}
}
