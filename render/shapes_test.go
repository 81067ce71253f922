package render_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// shapeWords are fields of the APIs' objects that a topology does not have.
var shapeWords = regexp.MustCompile(`"(metadata|spec|matchLabels|backendRefs?|parentRefs?|sectionName|corsPolicy|allowOrigins|allowMethods|retryOn|perTryTimeout|` +
	`mirrorPercentage|redirectCode|sniHosts|portLevelSettings|subjectAltNames|caCertificates|(target)?[aA]verageUtilization|readinessProbe|httpGet|containerPorts?|servicePorts|` +
	`replacePrefixMatch|requestRedirect|urlRewrite|address-pools|minReplicas|maxReplicas|apiGroups|loadBalancerIP|ipFamil(ies|yPolicy)|externalTrafficPolicy|` +
	`minProtocolVersion|credentialName|rotationPolicy|refreshInterval|secretStoreRef|issuerRef|encryptedData|allowedRoutes|certificateRefs)"`)

// TestShapesAreTheLibrarys: what the APIs' objects look like is said in jsonnet, and
// nowhere between the format and the model.
func TestShapesAreTheLibrarys(t *testing.T) {
	for _, room := range []string{"format", "plan", "rules", "model", "routing"} {
		files, err := filepath.Glob(filepath.Join(room, "*.go"))
		if err != nil || len(files) < 3 {
			t.Fatalf("%s: %d files, %v", room, len(files), err)
		}
		for _, name := range files {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if word := shapeWords.Find(text); word != nil && !strings.HasSuffix(name, "_test.go") {
				t.Errorf("%s has %s, a field of an API: the model has facts with names of the domain, and a component writes the field", name, word)
			}
		}
	}
	components, err := filepath.Glob("../jsonnet/*/*.libsonnet")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, name := range components {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(text)
	}
	for _, word := range []string{"backendRefs", "parentRefs", "corsPolicy", "allowOrigins", "address-pools", "readinessProbe"} {
		if !strings.Contains(all.String(), word) {
			t.Errorf("no component writes %s", word)
		}
	}
}
