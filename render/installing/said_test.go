package installing_test

import (
	"flag"
	"os"
	"testing"

	"render/render/installing"
	"render/render/manifest"
)

var update = flag.Bool("update", false, "write what TestSaid compares with")

// TestSaid: of what an IstioOperator says without its patches Istio's installer makes the same gateways, which
// conformance/mesh sees to (TestOverlaidGateways).
func TestSaid(t *testing.T) {
	text, err := os.ReadFile("testdata/overlaid.yaml")
	if err != nil {
		t.Fatal(err)
	}
	list, err := manifest.ReadBack(text)
	if err != nil || len(list) != 1 {
		t.Fatal(err)
	}
	got, err := manifest.AppendYAML(nil, installing.Operator(list[0]))
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		err = os.WriteFile("testdata/said.yaml", got, 0o644)
	}
	if want, read := os.ReadFile("testdata/said.yaml"); err != nil || read != nil || string(got) != string(want) {
		t.Errorf("%v %v; got\n%s", err, read, got)
	}
}
