package trace_test

import (
	"os"
	"strings"
	"testing"

	"render/render/objects"
	"render/render/places"
	"render/render/trace"
)

// TestHostile: values of other kinds than belong there, and lines that are gone, end in
// a verdict, whatever it is.
func TestHostile(t *testing.T) {
	base, err := os.ReadFile("testdata/base.yaml")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(base), "\n")
	followed := 0
	for i, line := range lines {
		key, _, _ := strings.Cut(line, ": ")
		for _, one := range []string{"", key + ": 7", key + ": []", key + ": [{}, 1, null, [x]]", key + ": {a: [b]}", key + ": \"*\"", key + ": \"\"", key + ": -1",
			strings.ReplaceAll(line, "{", "["), strings.NewReplacer("80", "\"80\"", "front", "[front]").Replace(line), strings.ReplaceAll(line, "/", "(/[")} {
			text := strings.Join(append(append(append([]string{}, lines[:i]...), one), lines[i+1:]...), "\n")
			world, diagnostics := objects.Read(places.NewSource("base.yaml", []byte(text)))
			if diagnostics.Failed() {
				continue
			}
			mesh := trace.New(world, trace.Known{})
			all := mesh.All()
			for _, r := range all[:min(len(all), 4)] {
				followed++
				trace.Text(mesh.Chase(r), func(f objects.Field) (string, string) { return "", f.Path() })
			}
			for _, url := range []string{"https://shop.example.org/split", "http://192.0.2.10/", "tls://vault.example.org"} {
				r, err := trace.Parse(url)
				if err != nil {
					t.Fatal(err)
				}
				if list := mesh.Chase(r); list[0].Verdict == "" || list[0].Why == "" {
					t.Errorf("%s with line %d as %q: no verdict", url, i+1, one)
				}
			}
		}
	}
	if followed < 1000 {
		t.Errorf("only %d requests", followed)
	}
}

// TestExpectations: what is written is read again, and means the same.
func TestExpectations(t *testing.T) {
	base, err := os.ReadFile("testdata/base.yaml")
	if err != nil {
		t.Fatal(err)
	}
	world, _ := objects.Read(places.NewSource("base.yaml", base))
	mesh := trace.New(world, trace.Known{})
	requests := mesh.All()
	list, line, err := trace.ParseExpectations(mesh.Expect(requests))
	if err != nil || len(list) != len(requests) || len(list) < 10 {
		t.Fatalf("%d expectations of %d requests, line %d: %v", len(list), len(requests), line, err)
	}
	for i, one := range list {
		if one.Request.Words() != requests[i].Words() {
			t.Errorf("%s is read as %s", requests[i].Words(), one.Request.Words())
		}
		if got := mesh.Chase(one.Request); got[0].Outcome() != one.Outcome {
			t.Errorf("%s: %s, and written is %s", one.Request.Words(), got[0].Outcome(), one.Outcome)
		}
	}
}

// TestVisible: what objects say steers no terminal.
func TestVisible(t *testing.T) {
	base, err := os.ReadFile("testdata/base.yaml")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(string(base), "hosts: [shop.example.org, ", `hosts: ["shop\u202e", shop.example.org, `, 1)
	world, diagnostics := objects.Read(places.NewSource("base.yaml", []byte(text)))
	if err := diagnostics.Err(); err != nil || text == string(base) {
		t.Fatal(err)
	}
	r, err := trace.Parse("https://shop.example.org/")
	if err != nil {
		t.Fatal(err)
	}
	got := string(trace.Text(trace.New(world, trace.Known{}).Chase(r), func(objects.Field) (string, string) { return "", "" }))
	if !strings.Contains(got, "shop\ufffd") || strings.Contains(got, "\u202e") {
		t.Errorf("%q", got)
	}
}
