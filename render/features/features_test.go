package features

import (
	"strings"
	"testing"

	"render/render/places"
	"render/render/source"
)

func features(t *testing.T) []Feature {
	t.Helper()
	all, err := All()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestExamples: each field of the format has an example, each word of it one of
// its own, and each example is of a field.
func TestExamples(t *testing.T) {
	for _, missing := range Missing(features(t)) {
		t.Errorf("%s; write it into examples.txt", missing)
	}
	if n := len(fields()); n < 150 {
		t.Errorf("only %d fields", n)
	}
}

// TestMissing: an example that is not there is missed, and so is a field.
func TestMissing(t *testing.T) {
	var some []Feature
	for _, f := range features(t) {
		if f.Field != "tiers[].tls.redirect" && f.Line != "R.cors.credentials: false & R.cors.origins: [\"https://app.example.org\"]" {
			some = append(some, f)
		}
	}
	one, err := parseFeature("T.tls.redirected: true")
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Join(Missing(append(some, one)), "; ")
	if want := "no example of tiers[].tls.redirect; no example of tiers[].apps[].routes[].cors.credentials: false; no field tiers[].tls.redirected"; got != want {
		t.Errorf("missed: %s", got)
	}
}

// TestText: what is written reads back as what was meant.
func TestText(t *testing.T) {
	first, _ := parseFeature("T.replicas.min: 2 & T.replicas.max: 3")
	second, _ := parseFeature(`A.env: {A: "true", "b c": "x: y"}`)
	text, ok := Topology{Settings()[0], []Feature{first, second}}.Text()
	root, diagnostics := source.Parse(places.NewSource("text", text))
	if !ok || diagnostics.Failed() {
		t.Fatalf("%v %v\n%s", ok, diagnostics.Err(), text)
	}
	tier := root.Get("tiers").Items[0]
	env := tier.Get("apps").Items[0].Get("env")
	if tier.Get("replicas").Get("max").Text != "3" || !env.Get("A").Quoted || env.Get("b c").Text != "x: y" {
		t.Errorf("%s", text)
	}
	other, _ := parseFeature("T.replicas: 2")
	if text, ok := (Topology{Settings()[0], []Feature{first, other}}).Text(); ok {
		t.Errorf("written though both give the same field:\n%s", text)
	}
}
