package review_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"render/render/align"
	"render/render/compare"
	"render/render/consequences"
	"render/render/manifest"
	"render/render/objects"
	"render/render/review"
	"render/render/trace"
)

var update = flag.Bool("update", false, "write what comes out into the files of testdata")

// world are the objects of a file.
func world(t *testing.T, name string) *objects.World {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	list, err := manifest.ReadBack(text)
	if err != nil {
		t.Fatal(err)
	}
	var out []manifest.Manifest
	for _, o := range list {
		out = append(out, manifest.Manifest{Object: o})
	}
	return objects.New(out)
}

// everything is a review in which all is that may be in one.
func everything(t *testing.T) *review.Review {
	t.Helper()
	d := compare.Compare(world(t, "old.yaml"), world(t, "new.yaml"))
	return &review.Review{Version: "1.0", Old: "deploy/", New: "topology.yaml", Applier: consequences.Flux, Difference: d,
		Files:     []review.File{{Path: "50-apps/kustomization.yaml", Kind: review.Changed, Note: "somebody changed it since it was rendered"}, {Path: "a", Kind: review.Added}, {Path: "b", Kind: review.Removed}},
		Decisions: []review.Decision{{Key: "layout", Was: []string{"flux"}, Is: ""}, {Key: "overlays"}},
		Consequences: consequences.List{Consequences: []consequences.Consequence{
			{Code: "service-ip-moves", Severity: consequences.Danger, Changes: []*compare.Change{&d.Changes[1]}, Message: `tier "primary": moves; @somebody sees <b>#1</b>`, Help: "wait\nfor it"},
			{Code: "pruned", Severity: consequences.Warning, Message: "a [link](x) and `code`"},
			{Code: "pruned", Severity: consequences.Note, Message: "worth knowing"},
		}, Steps: []string{"first", "then"}},
		Requests: requests(t),
		Aside: align.Aside{Others: 2, Unknown: 1, Redacted: 3, Going: []manifest.ID{{Kind: "Service", Namespace: "shop", Name: "ending"}, {Kind: "Namespace", Name: "old\x1b"}}, Unasked: []align.Kind{{Group: "networking.istio.io", Kind: "Gateway", Objects: 2}, {Kind: "Service", Objects: 1}},
			Partly: []align.Partly{{ID: manifest.ID{Group: "install.istio.io", Kind: "IstioOperator", Namespace: "istio-system", Name: "istio\x1b"}, Lacking: []string{"spec.components.ingressGateways[a\x1b].k8s.hpaSpec"}, Fields: []string{"spec.values"}, Held: true}}},
	}
}

// requests are some that come to something else, among them one of each kind, with words
// that would be marks, tags or keys.
func requests(t *testing.T) *review.Requests {
	t.Helper()
	ask := func(text string) trace.Request {
		r, err := trace.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	app := func(host string) trace.Trace {
		return trace.Trace{Verdict: trace.Arrives, To: []trace.Destination{{Host: host, Port: 80}}}
	}
	gone := trace.Trace{Verdict: trace.Fails, Status: 404, Why: "no route of <host> takes\n@somebody's GET `x`", Cure: "add *one* of [these](x)\x1b[31m"}
	sent := trace.Trace{Verdict: trace.Redirects, Status: 301, Location: "https://user:hunter2@a.example.org/<b>"}
	change := func(url string, old, new trace.Trace, more ...trace.Request) trace.Change {
		kind := trace.Becomes(old.Verdict != trace.Fails, new.Verdict != trace.Fails)
		return trace.Change{Kind: kind, Request: ask(url), Old: []trace.Trace{old}, New: []trace.Trace{new}, Like: more}
	}
	return &review.Requests{Tried: 9, Unjudged: trace.Undecided{Addresses: 1, Tokens: 2, Others: 3}, Changes: []trace.Change{
		change("https://a.example.org/<script>", app("web.default.svc.cluster.local"), gone, ask("https://a.example.org/x")),
		change("https://b.example.org/", app("web.default.svc.cluster.local"), sent),
		change("http://c.example.org/", gone, app("web.default.svc.cluster.local")),
		change("http://d.example.org/", gone, trace.Trace{Verdict: trace.Fails, Why: "closed"}),
	}}
}

// TestForms compares each form with its golden file.
func TestForms(t *testing.T) {
	for _, format := range review.Formats() {
		t.Run(format, func(t *testing.T) {
			var got bytes.Buffer
			if err := review.Write(&got, format, everything(t), false); err != nil {
				t.Fatal(err)
			}
			hidesAll(t, got.String())
			name := filepath.Join("testdata", format+".golden")
			if *update {
				if err := os.WriteFile(name, got.Bytes(), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got.Bytes(), want) {
				t.Errorf("%s is\n%s", name, got.String())
			}
		})
	}
}

// hidesAll holds a text to what no form may show.
func hidesAll(t *testing.T, text string) {
	t.Helper()
	for _, secret := range []string{"hunter", "aHVudGVy", "pa55", "pa66", "PRIVATE KEY-----a", "LS0tLS1CRUdJTiBQ", "last-applied-configuration: '{", "aHVudGVyM", "AgBold", "AgBnew", "LS0tLS1CRUdJTiBD", "noteold", "notenew", "passold", "passnew", "KEYOLD", "KEYNEW", "\x1b", "\a"} {
		if strings.Contains(text, secret) {
			t.Errorf("shows %q", secret)
		}
	}
}

// TestColours: without its colours the text is the same, and they come in pairs.
func TestColours(t *testing.T) {
	var plain, coloured bytes.Buffer
	if review.Write(&plain, "text", everything(t), false) != nil || review.Write(&coloured, "text", everything(t), true) != nil {
		t.Fatal("not written")
	}
	stripped := regexp.MustCompile("\x1b\\[[0-9;]*m").ReplaceAllString(coloured.String(), "")
	if stripped != plain.String() || coloured.Len() == plain.Len() {
		t.Errorf("%q", coloured.String())
	}
	if strings.Count(coloured.String(), "\x1b[0m")*2 != strings.Count(coloured.String(), "\x1b[") {
		t.Error("a colour does not end")
	}
}

// TestNothing: of two sides that are the same each form says so.
func TestNothing(t *testing.T) {
	for format, want := range map[string]string{"text": "no difference\n", "unified": "# no difference\n", "json": `"differs": false`, "sarif": `"results": []`, "github": "### render diff: no difference\n"} {
		var got bytes.Buffer
		same := &review.Review{Old: "a", New: "b", Difference: compare.Compare(world(t, "old.yaml"), world(t, "old.yaml"))}
		if err := review.Write(&got, format, same, false); err != nil || !same.Empty() || !strings.Contains(got.String(), want) {
			t.Errorf("%s: %v %q", format, err, got.String())
		}
	}
}
