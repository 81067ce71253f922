package eval_test

import (
	"strings"
	"testing"

	"render/render/eval"
	"render/render/places"
)

// TestParts: each field of a file, from its name to the end of its value, nested ones too,
// in functions, behind "+:" and in quotes.
func TestParts(t *testing.T) {
	const text = "local x = { inner: '\u00e4' };\nfunction(t) {\n  '\u00e4': 0, a+: { b: [{ c: x.inner }], 'd e':: 2 },\n  f(x):: x,\n  [t.name]: { g: 3 },\n}\n"
	var got []string
	for _, p := range eval.Parts(places.NewSource("site.jsonnet", []byte(text))) {
		got = append(got, p.Name+"="+text[p.Start:p.End])
	}
	want := strings.Join([]string{"inner=inner: '\u00e4'", "\u00e4='\u00e4': 0", "a=a+: { b: [{ c: x.inner }], 'd e':: 2 }", "b=b: [{ c: x.inner }]", "c=c: x.inner",
		"d e='d e':: 2", "f=f(x):: x", "=[t.name]: { g: 3 }", "g=g: 3"}, "\n")
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
	if found := eval.Parts(places.NewSource("site.jsonnet", []byte("{ a: "))); found != nil {
		t.Errorf("%v in what is no jsonnet", found)
	}
}
