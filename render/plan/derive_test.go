package plan_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
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
	diagnostics = append(diagnostics, rules.Check(plans[0])...)
	c := comparison{seen: map[[2]unsafe.Pointer]bool{}}
	if where := c.differ(reflect.ValueOf(plans[0]), reflect.ValueOf(plans[1]), "plan"); where != "" {
		t.Fatalf("%s: a rule changed the plan, or it is derived otherwise each time: %s\n%s", name, where, text)
	}
	return diagnostics, true
}

// comparison finds where two values differ, as reflect.DeepEqual does, but for what
// package routing notes of a search for the next one.
type comparison struct{ seen map[[2]unsafe.Pointer]bool }

// differ is the way to what differs; "" where nothing does.
func (c *comparison) differ(a, b reflect.Value, at string) string {
	if a.Kind() != b.Kind() || a.Type() != b.Type() {
		return at
	}
	switch a.Kind() {
	case reflect.Pointer:
		pair := [2]unsafe.Pointer{a.UnsafePointer(), b.UnsafePointer()}
		if notes := a.Type().Elem(); c.seen[pair] || pair[0] == pair[1] || notes.PkgPath() == "render/render/routing" && (notes.Name() == "Index" || notes.Name() == "expression") {
			return ""
		}
		if c.seen[pair] = true; a.IsNil() || b.IsNil() {
			return at
		}
		return c.differ(a.Elem(), b.Elem(), at)
	case reflect.Interface:
		if a.IsNil() || b.IsNil() {
			return different(a.IsNil() == b.IsNil(), at)
		}
		return c.differ(a.Elem(), b.Elem(), at)
	case reflect.Struct:
		for i := range a.NumField() {
			if where := c.differ(a.Field(i), b.Field(i), at+"."+a.Type().Field(i).Name); where != "" {
				return where
			}
		}
	case reflect.Slice, reflect.Array:
		if a.Len() != b.Len() {
			return at
		}
		for i := range a.Len() {
			if where := c.differ(a.Index(i), b.Index(i), at+"["+strconv.Itoa(i)+"]"); where != "" {
				return where
			}
		}
	case reflect.Map:
		if a.Len() != b.Len() {
			return at
		}
		for _, key := range a.MapKeys() {
			other := b.MapIndex(key)
			if !other.IsValid() {
				return at
			}
			if where := c.differ(a.MapIndex(key), other, fmt.Sprintf("%s[%v]", at, key)); where != "" {
				return where
			}
		}
	default:
		return different(a.Equal(b), at)
	}
	return ""
}

func different(same bool, at string) string {
	if same {
		return ""
	}
	return at
}

// TestComparison: what a rule might change is seen.
func TestComparison(t *testing.T) {
	derive := func() *plan.Plan {
		root, _ := source.Parse(places.NewSource("t", []byte("name: a\nlabels: {a: b}\nistio: {version: \"1.31\", values: {a: [1]}}\ntiers: [{ip: 10.0.0.1}]")))
		document, _ := decode.Decode(root)
		return plan.Derive(document, options[0])
	}
	for name, change := range map[string]func(p *plan.Plan){
		"none":      func(*plan.Plan) {},
		"text":      func(p *plan.Plan) { p.Document.Labels[0].Key.Value = "c" },
		"number":    func(p *plan.Plan) { p.Document.Certs.Days.Value++ },
		"item":      func(p *plan.Plan) { p.Tiers = append(p.Tiers, p.Tiers...) },
		"place":     func(p *plan.Plan) { p.Document.Tiers[0].IP[0].Place.Line++ },
		"inside":    func(p *plan.Plan) { p.Document.Istio.Values.Value.(map[string]any)["a"].([]any)[0] = 2.0 },
		"no object": func(p *plan.Plan) { p.Document.Istio.Values.Value = nil },
	} {
		a, b := derive(), derive()
		change(b)
		c := comparison{seen: map[[2]unsafe.Pointer]bool{}}
		if where := c.differ(reflect.ValueOf(a), reflect.ValueOf(b), "plan"); (where == "") != (name == "none") {
			t.Errorf("%s: %q", name, where)
		}
	}
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

// writer writes random topologies from the types of the format: most fields are there,
// many twice the same, some right.
type writer struct {
	random *rand.Rand
	text   strings.Builder
}

// anything are values that are right somewhere and wrong elsewhere.
var anything = []string{`""`, "a", "a", "b", "primary", "1.31", "1.9.7", "1.36", "0.15.3", "0.9.6", "none", "sail", "operator", "gateway-api", "istio", "bgp", "layer2",
	"passthrough", "off", "mutual", "TCP", "UDP", "https", "tls", "tcp", "grpc", "GET", "Local", "restricted", "ca", "ClusterIssuer", "cert-manager", "sealed", "sops",
	"10.0.0.1", "10.0.0.1", "10.0.0.0/24", "10.0.0.1-10.0.0.9", `"fd00::1"`, `"::"`, "999.1", "0.0.0.0", `"*"`, `"*"`, `"*.a.org"`, "a.org", "a.org", "b.a.org", "/", "/*", "/a/*", "/a", "/**", `".*"`, `"("`, `"/[0-9]+"`,
	"0", "1", "80", "443", "5000", "15021", "31400", "65535", "-1", "true", "false", "~", "10s", "0s", "1h", "100", "64512:100", "no-export", "https://a.org/x", "a.b", "a.b.c", "../x", "/abs", "500m", "1Gi", `"{{ x }}"`}

func (w *writer) word() string { return anything[w.random.IntN(len(anything))] }

// right is a word of a field's own more often than not.
func (w *writer) right(t reflect.Type, tag reflect.StructTag) string {
	if example := tag.Get("default"); example != "" && w.random.IntN(3) == 0 {
		return strconv.Quote(example)
	}
	if words := format.EnumWords(t); words != nil && w.random.IntN(3) > 0 {
		return strconv.Quote(words[w.random.IntN(len(words))])
	}
	return w.word()
}

func (w *writer) object(t reflect.Type, depth int) {
	w.text.WriteString("{")
	for i := range t.NumField() {
		f := t.Field(i)
		key, _, _ := strings.Cut(f.Tag.Get("key"), ",")
		_, required := f.Tag.Lookup("required")
		if key == "" || key == "-" || !required && w.random.IntN(5) < 2+depth/2 {
			continue
		}
		fmt.Fprintf(&w.text, "%q: ", key)
		w.value(f.Type, f.Tag, depth)
		w.text.WriteString(",\n")
	}
	w.text.WriteString("}")
}

func (w *writer) value(t reflect.Type, tag reflect.StructTag, depth int) {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case w.random.IntN(25) == 0:
		w.text.WriteString(w.word())
	case tag.Get("form") == "map":
		fmt.Fprintf(&w.text, "{a: %s, cpu: %s, %q: %s}", w.word(), w.word(), "x-"+strconv.Itoa(w.random.IntN(9)), w.word())
	case t.Kind() == reflect.Slice:
		w.text.WriteString("[")
		for range 1 + w.random.IntN(3) {
			w.value(t.Elem(), tag, depth+1)
			w.text.WriteString(",\n")
		}
		w.text.WriteString("]")
	case t.NumField() > 0 && t.Field(0).Type == reflect.TypeFor[format.Origin](): // an object
		w.object(t, depth+1)
	case t == reflect.TypeFor[format.Any]():
		fmt.Fprintf(&w.text, "{a: %s, cni: {enabled: true}, global: %s}", w.word(), w.word())
	default:
		w.text.WriteString(w.right(t, tag))
	}
}
