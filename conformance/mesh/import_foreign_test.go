package mesh

import (
	"bytes"
	"flag"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// imported is what became of a text that init --from read.
type imported struct {
	refused     string // why nothing renders of it; "" where something does
	problems    []string
	tried, told int // requests, and those that come to something else
	whole       bool
}

// importFrom is a folder of anybody's YAML, which is one world more.
var importFrom = flag.String("import", "", "import this folder's YAML, too, and follow its requests before and after")

// TestImportForeign: of YAML that render never made, Istio's own samples and test data, init
// --from makes a topology. What it says becomes of the requests is what istiod makes of
// them by the objects that were read, and by those that the topology renders.
func TestImportForeign(t *testing.T) {
	sources, err := istioSources()
	if err != nil {
		t.Fatal(err)
	}
	worlds, same, tried, refusedOf := 0, 0, 0, map[string]int{}
	groups := foreignGroups()
	if *importFrom != "" {
		groups = []foreignGroup{{folder: *importFrom, whole: true}}
		sources = ""
	}
	for _, g := range groups {
		if g.inGo || g.values != nil || g.given != nil && g.folder != conversion+"/testdata" {
			continue
		}
		texts, err := g.texts(filepath.Join(sources, g.folder))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range slices.Sorted(maps.Keys(texts)) {
			if g.skipped[file] != "" {
				continue
			}
			t.Run(strings.Trim(strings.ReplaceAll(g.folder+"/"+file, "/", "."), "."), func(t *testing.T) {
				one := importForeign(t, texts[file], g.given)
				if one.refused != "" {
					refusedOf[one.refused]++
					return
				}
				for _, p := range one.problems[:min(len(one.problems), mostProblems)] {
					t.Error(p)
				}
				if worlds, tried = worlds+1, tried+one.tried; one.told == 0 {
					same++
				} else if one.whole {
					t.Errorf("nothing of it is missing, it says, and %d requests come to something else", one.told)
				}
			})
		}
	}
	t.Logf("%d texts, of which all requests of %d come to the same; %d requests; refused: %v", worlds, same, tried, refusedOf)
	if *importFrom == "" && (worlds < 50 || same < 20 || tried < 500) {
		t.Errorf("only %d texts, %d the same, %d requests", worlds, same, tried)
	}
}

// TestImportWithoutSecrets: a Gateway whose certificate is in no file beside it is followed
// over TLS before and after, by a certificate of that name.
func TestImportWithoutSecrets(t *testing.T) {
	one := importForeign(t, []byte(`apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: front, namespace: default}
spec:
  gatewayClassName: istio
  listeners:
  - {name: http, hostname: shop.example.org, port: 80, protocol: HTTP}
  - {name: https, hostname: shop.example.org, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: shop-tls}]}}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: shop, namespace: default}
spec:
  hostnames: [shop.example.org]
  parentRefs: [{name: front}]
  rules:
  - backendRefs: [{name: shop, port: 8080}]
    filters: [{type: ResponseHeaderModifier, responseHeaderModifier: {set: [{name: strict-transport-security, value: max-age=31536000}]}}]
---
apiVersion: v1
kind: Service
metadata: {name: shop, namespace: default}
spec: {selector: {app: shop}, ports: [{name: http, port: 8080}]}
`), nil)
	if one.refused != "" || one.tried == 0 {
		t.Fatalf("%d requests, refused: %s", one.tried, one.refused)
	}
	for _, p := range one.problems {
		t.Error(p)
	}
}

// importForeign imports a text and follows its requests through both worlds.
func importForeign(t *testing.T, given []byte, add func(*testing.T, *world)) (out imported) {
	t.Helper()
	stream, whole, refused := renderedFrom(t, given)
	if refused != "" {
		return imported{refused: refused}
	}
	out.whole = whole
	old := importedSide(t, given, add, nil)
	if old == nil {
		return imported{refused: "istiod does not take it"}
	}
	new := importedSide(t, stream, add, old.stays())
	if new == nil {
		t.Fatal("istiod does not take what is rendered of it")
	}
	known := old.named()
	maps.Copy(known, new.named())
	var said []tried
	asks(t, map[string]any{"Streams": []string{new.text}, "Old": []string{old.text}, "Known": map[string]any{"AnySecret": add == nil, "Services": known}}, &said)
	out.tried, out.problems = len(said), judgeImported(old, new, said)
	none := slices.Clone(said)
	for i := range none {
		if none[i].Change != "" && none[i].Change != "fails" {
			out.told++
			none[i].Change = ""
		}
	}
	if out.told > 0 && len(judgeImported(old, new, none)) == 0 {
		out.problems = append(out.problems, fmt.Sprintf("%d requests come to something else, and it is not found where that is not said", out.told))
	}
	return out
}

// judgeImported holds what is said of the requests of both sides against what istiod makes
// of them, and of those of the objects' own words, each with each.
func judgeImported(old, new *importedWorld, said []tried) (problems []string) {
	pairs, told := map[[2]string]bool{}, []foreignRequest{}
	for i := range said {
		one := &said[i]
		was, is := old.follow(one.Old, &one.Request), new.follow(one.New, &one.Request)
		if one.Change != "" {
			told = append(told, one.Request)
		}
		if pairs[[2]string{one.Old, one.New}] = true; one.Old == "" || one.New == "" {
			delete(pairs, [2]string{one.Old, one.New})
		}
		if want := changeOf(was, is); one.Change != want && (one.Change != "fails" || want != "") {
			problems = append(problems, fmt.Sprintf("%+v: it says %q, istiod %q: %v, then %v", *one, one.Change, want, was.end, is.end))
		}
	}
	for pair := range pairs {
		for _, r := range old.crossed() {
			was, is := old.follow(pair[0], &r), new.follow(pair[1], &r)
			if want := changeOf(was, is); want != "" && !slices.ContainsFunc(told, func(by foreignRequest) bool {
				return by.Port == r.Port && (by.Raw && (by.Host == "" || by.Service != "") || triesHost(by.Host, r.Host))
			}) {
				problems = append(problems, fmt.Sprintf("%+v by %v: istiod says %q, and nothing is said of its host and port: %v, then %v", r, pair, want, was.end, is.end))
			}
		}
	}
	slices.Sort(problems)
	return problems
}

// renderedFrom is what the topology renders that init --from makes of a text, whether all
// of the text is said to be rendered, and the kind of refusal where nothing is.
func renderedFrom(t *testing.T, given []byte) (stream []byte, whole bool, refused string) {
	t.Helper()
	name, err := renderer()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "given.yaml"), given, 0o600); err != nil {
		t.Fatal(err)
	}
	args := []string{"init", "--from", "given.yaml", "-o", "topology.yaml", "--force", "--kubernetes", "1.33", "--istio", "1.31"}
	run := func(args ...string) (stdout, stderr string, code int) {
		command := exec.Command(name, args...)
		var out, said bytes.Buffer
		command.Dir, command.Stdout, command.Stderr = dir, &out, &said
		_ = command.Run() // its code is looked at
		return out.String(), said.String(), command.ProcessState.ExitCode()
	}
	_, said, code := run(args...)
	for i := 1; code == 2 && strings.Contains(said, "says the address") && i < 10; i++ {
		args = append(args, "--ip", fmt.Sprintf("192.0.2.%d", i))
		_, said, code = run(args...)
	}
	switch code {
	case 0, 1:
	case 2:
		return nil, false, firstLine(said)
	default:
		t.Fatalf("%d: %s", code, said)
	}
	text, said, failed := run("--secrets=redacted", "-q", "topology.yaml")
	if failed != 0 {
		t.Fatalf("the topology does not render: %s", said)
	}
	return []byte(text), code == 0, ""
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}
