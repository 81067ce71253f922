package trace_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

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

// TestExpectations: what is written of every case is read again, and means the same.
func TestExpectations(t *testing.T) {
	base, err := os.ReadFile("testdata/base.yaml")
	if err != nil {
		t.Fatal(err)
	}
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	read := 0
	for _, name := range names {
		text, _, _, _ := readCase(t, name, string(base))
		world, _ := objects.Read(places.NewSource("base.yaml", []byte(text)))
		mesh := trace.New(world, trace.Known{})
		requests := mesh.All()
		list, line, err := trace.ParseExpectations(mesh.Expect(requests))
		if err != nil || len(list) != len(requests) {
			t.Fatalf("%s: %d expectations of %d requests, line %d: %v", name, len(list), len(requests), line, err)
		}
		for i, one := range list {
			read++
			if one.Request.Words() != requests[i].Words() {
				t.Errorf("%s: %s is read as %s", name, requests[i].Words(), one.Request.Words())
			}
			if got := mesh.Chase(one.Request); got[0].Outcome() != one.Outcome {
				t.Errorf("%s: %s: %s, and written is %s", name, one.Request.Words(), got[0].Outcome(), one.Outcome)
			}
		}
	}
	if read < 500 {
		t.Errorf("only %d expectations", read)
	}
}

// TestParseExpectations: lines that people write are read, and what can become of no
// request is told.
func TestParseExpectations(t *testing.T) {
	const url = "https://home.example.org/ => "
	for _, line := range []string{
		url + "arrives at web.default.svc.cluster.local:80", url + "  fails  ", url + "fails with 503\r", "\ufeff" + url + "answers 404", url + "redirects to https://a.example.org/b",
		url + "arrives at a.b.svc.cluster.local:80 blue 90, a.b.svc.cluster.local:80 green 10", url + "arrives at weather.example.com:443", `--header="x: a => b" ` + url + "fails",
	} {
		list, _, err := trace.ParseExpectations([]byte(line + "\n\n# what\n"))
		if err != nil || len(list) != 1 {
			t.Errorf("%q: %v", line, err)
		}
	}
	for line, want := range map[string]string{
		"https://home.example.org/": "has no ' => '", url: "has no ' => '", url + "arrives": "is nothing that becomes", url + "Fails": "is nothing that becomes", url + "arrives at web": "is nothing that becomes",
		url + "arrives at web:80 # the shop": "is nothing that becomes", url + "redirects": "is nothing that becomes", url + "fails with it": "is nothing that becomes",
		"--header=x " + url + "fails": "is no header", "--port=80 " + url + "fails": "is no flag of a request", `--header="x: ` + url + "fails": "a quote without its end",
	} {
		if list, at, err := trace.ParseExpectations([]byte("\n" + line)); err == nil || at != 2 || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, line %d, %v", line, list, at, err)
		}
	}
}

// TestRenew: of a file that is written again all stays but what becomes of requests, the
// ends of its lines too; twice is once.
func TestRenew(t *testing.T) {
	base, err := os.ReadFile("testdata/base.yaml")
	if err != nil {
		t.Fatal(err)
	}
	world, _ := objects.Read(places.NewSource("base.yaml", base))
	mesh := trace.New(world, trace.Known{})
	old := "\ufeff# mine\r\nhttps://shop.example.org/closed => fails\r\n\r\n--from=192.0.2.99 https://shop.example.org/ =>  arrives at web.edge.svc.cluster.local:80"
	added := mesh.All()[:1]
	want := "\ufeff# mine\r\nhttps://shop.example.org/closed => answers 410\r\n\r\n--from=192.0.2.99 https://shop.example.org/ => fails\r\n" +
		strings.Replace(strings.SplitAfterN(string(mesh.Expect(added)), "\n", 2)[1], "\n", "\r\n", 1)
	got, _, err := mesh.Renew([]byte(old), time.Time{}, added)
	if err != nil || string(got) != want {
		t.Errorf("got %q (%v), want %q", got, err, want)
	}
	if again, _, err := mesh.Renew(got, time.Time{}, added); err != nil || string(again) != want {
		t.Errorf("again %q (%v)", again, err)
	}
	if _, line, err := mesh.Renew([]byte("# a\nkind: Service\n"), time.Time{}, added); err == nil || line != 2 {
		t.Errorf("what is no file of expectations: line %d, %v", line, err)
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
