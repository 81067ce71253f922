package plan_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"testing"
	"unsafe"

	"golang.org/x/tools/txtar"

	"render/render/decode"
	"render/render/diag"
	"render/render/features"
	"render/render/format"
	"render/render/places"
	"render/render/plan"
	"render/render/rules"
	"render/render/source"
)

// options are those of a run in every way, by turns.
var options = []plan.Options{
	{BuiltIn: []string{"ha", "hardened"}},
	{BuiltIn: []string{"ha", "hardened"}, AllowOutside: true, Secrets: "sops"},
	{BuiltIn: []string{"ha", "hardened"}, Secrets: "cert-manager"},
}

// judged derives a plan twice, checks the one, and compares it with the other: rules
// read a plan and change nothing in it. ok is false where the text is no YAML.
func judged(t testing.TB, name string, text []byte, with plan.Options) (diagnostics diag.List, ok bool) {
	t.Helper()
	src := places.NewSource(name, text)
	var plans [2]*plan.Plan
	for i := range plans {
		root, _ := source.Parse(src)
		if root == nil {
			return nil, false
		}
		var document *format.Document
		document, diagnostics = decode.Decode(root)
		plans[i] = plan.Derive(document, with)
	}
	diagnostics = append(diagnostics, rules.Check(plans[0], nil)...)
	c := comparison{seen: map[[2]unsafe.Pointer]bool{}}
	if where := c.differ(reflect.ValueOf(plans[0]), reflect.ValueOf(plans[1]), "plan"); where != "" {
		t.Fatalf("%s: a rule changed the plan, or it is derived otherwise each time: %s\n%s", name, where, text)
	}
	return diagnostics, true
}

// refused are the topologies of the cases that are refused.
func refused(t testing.TB) map[string][]byte {
	t.Helper()
	names, err := filepath.Glob("../testdata/refused/*.txtar")
	if err != nil || len(names) < 300 {
		t.Fatalf("%d cases, %v", len(names), err)
	}
	out := map[string][]byte{}
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out[filepath.Base(name)] = archive.Files[0].Data
	}
	return out
}

func examples(t testing.TB) map[string][]byte {
	t.Helper()
	names, err := filepath.Glob("../../examples/*/topology.yaml")
	if err != nil || len(names) < 30 {
		t.Fatalf("%d examples, %v", len(names), err)
	}
	out := map[string][]byte{}
	for _, name := range names {
		if out[name], err = os.ReadFile(name); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// share is of features in settings every so manieth: all of them, checked, are package
// render's TestEveryPair.
const share = 7

// TestDerive: a plan is derived of every document, however wrong, and no rule changes
// it.
func TestDerive(t *testing.T) {
	read, wrong := 0, 0
	for _, list := range []map[string][]byte{refused(t), examples(t)} {
		for name, text := range list {
			for _, with := range options {
				diagnostics, ok := judged(t, name, text, with)
				if ok {
					read++
				}
				if diagnostics.Failed() {
					wrong++
				}
			}
		}
	}
	all, err := features.All()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for one := range features.Singles(all) {
		text, ok := one.Text()
		if n++; n%share != 0 || !ok {
			continue
		}
		if diagnostics, _ := judged(t, one.Name(), text, options[read%len(options)]); diagnostics.Failed() {
			wrong++
		}
		read++
	}
	if read < 2000 || wrong < 500 {
		t.Errorf("%d documents, %d of them wrong", read, wrong)
	}
}

// TestDeriveAnything: a plan is derived of documents with anything anywhere.
func TestDeriveAnything(t *testing.T) {
	failed := 0
	for seed := range uint64(1500) {
		w := writer{random: rand.New(rand.NewPCG(seed, 1))}
		w.object(reflect.TypeFor[format.Document](), 0)
		diagnostics, ok := judged(t, "seed "+strconv.FormatUint(seed, 10), []byte(w.text.String()), options[seed%3])
		if !ok {
			t.Fatalf("seed %d is no YAML\n%s", seed, w.text.String())
		}
		if diagnostics.Failed() {
			failed++
		}
	}
	if failed < 1000 {
		t.Errorf("only %d are wrong", failed)
	}
}

// FuzzDerive: nothing that YAML can say keeps a plan from being derived.
func FuzzDerive(f *testing.F) {
	for _, list := range []map[string][]byte{refused(f), examples(f)} {
		for _, text := range list {
			f.Add(text)
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		judged(t, "topology.yaml", text, options[len(text)%len(options)])
	})
}
