package render_test

import (
	"bytes"
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"go.yaml.in/yaml/v3"

	"render/render"
	"render/render/diag"
	"render/render/manifest"
)

func readExample(t *testing.T, name string) (string, render.Input) {
	t.Helper()
	folder := filepath.Join(examplesDir, name)
	text, err := os.ReadFile(filepath.Join(folder, "topology.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text), fixed(render.Input{Name: "topology.yaml", Text: text, Files: os.DirFS(folder)})
}

func mustRender(t *testing.T, in render.Input) *render.Output {
	t.Helper()
	out, err := render.Render(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	if out.Diagnostics.Failed() {
		var b bytes.Buffer
		_ = diag.Text(&b, out.Diagnostics)
		t.Fatalf("refused:\n%s\n%s", b.String(), in.Text)
	}
	return out
}

// TestSameBytes: the output does not depend on the run or on how many threads
// there are, and no two objects in it are one.
func TestSameBytes(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, name := range exampleNames(t) {
		_, in := readExample(t, name)
		first := mustRender(t, in)
		checkReadsBack(t, first)
		checkOrdered(t, first)
		for _, threads := range []int{1, 4} {
			runtime.GOMAXPROCS(threads)
			if !bytes.Equal(stream(t, first.Manifests), stream(t, mustRender(t, in).Manifests)) {
				t.Errorf("%s: other bytes with %d threads", name, threads)
			}
		}
	}
}

// checkOrdered: objects have their members in the order in which they are
// written, whoever made or changed them.
func checkOrdered(t *testing.T, out *render.Output) {
	t.Helper()
	for _, m := range out.Manifests {
		if !reflect.DeepEqual(m.Object, manifest.NewObject(m.Object.Map())) {
			t.Errorf("%s: its members are not in order: %v", m.ID(), m.Object)
		}
	}
}

// TestShuffledKeys: the order of the keys of an object has no meaning, but
// for that of env.
func TestShuffledKeys(t *testing.T) {
	for _, name := range exampleNames(t) {
		_, in := readExample(t, name)
		wanted := stream(t, mustRender(t, in).Manifests)
		for seed := range uint64(4) {
			in.Text = shuffled(t, in.Text, func(n *yaml.Node, random *rand.Rand) { shuffleKeys(n, random) }, seed)
			if got := stream(t, mustRender(t, in).Manifests); !bytes.Equal(got, wanted) {
				t.Errorf("%s: other bytes with its keys in another order, from here on:\n%s", name, firstDifference(got, wanted))
			}
		}
	}
}

// TestShuffledApps: neither has the order of the apps of a tier, while no
// regular expressions are among their routes.
func TestShuffledApps(t *testing.T) {
	for _, name := range exampleNames(t) {
		text, in := readExample(t, name)
		if strings.Contains(text, "regex:") {
			continue
		}
		wanted := stream(t, mustRender(t, in).Manifests)
		for seed := range uint64(3) {
			in.Text = shuffled(t, in.Text, func(n *yaml.Node, random *rand.Rand) { shuffleApps(n, random) }, seed)
			if got := stream(t, mustRender(t, in).Manifests); !bytes.Equal(got, wanted) {
				t.Errorf("%s: other bytes with its apps in another order, from here on:\n%s", name, firstDifference(got, wanted))
			}
		}
	}
}

// shuffled is a text with its aliases written out and f done to each node.
func shuffled(t *testing.T, text []byte, f func(*yaml.Node, *rand.Rand), seed uint64) []byte {
	t.Helper()
	var document yaml.Node
	if err := yaml.Unmarshal(text, &document); err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(seed, 1))
	var visit func(n *yaml.Node)
	visit = func(n *yaml.Node) {
		for i, inner := range n.Content {
			if n.Kind == yaml.MappingNode && i%2 == 1 && n.Content[i-1].Value == "env" {
				continue // Kubernetes expands $(NAME) of earlier variables only
			}
			if inner.Kind == yaml.AliasNode {
				n.Content[i] = inner.Alias
			}
			visit(n.Content[i])
		}
		n.Anchor = ""
		f(n, random)
	}
	visit(&document)
	out, err := yaml.Marshal(&document)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func shuffleKeys(n *yaml.Node, random *rand.Rand) {
	if n.Kind != yaml.MappingNode {
		return
	}
	random.Shuffle(len(n.Content)/2, func(i, j int) {
		n.Content[2*i], n.Content[2*j] = n.Content[2*j], n.Content[2*i]
		n.Content[2*i+1], n.Content[2*j+1] = n.Content[2*j+1], n.Content[2*i+1]
	})
}

func shuffleApps(n *yaml.Node, random *rand.Rand) {
	for i := 0; n.Kind == yaml.MappingNode && i < len(n.Content); i += 2 {
		if apps := n.Content[i+1].Content; n.Content[i].Value == "apps" {
			random.Shuffle(len(apps), func(a, b int) { apps[a], apps[b] = apps[b], apps[a] })
		}
	}
}

const moreTier = `
- name: more
  ip: 10.99.0.1
  hosts: [more.example.org]
  apps:
  - {name: more-app, image: "more:1.0", port: 5000, routes: [/more]}
`

// operatorSum is what Istio's Namespace says of the IstioOperator, which lists all
// tiers.
var operatorSum = regexp.MustCompile(`(  annotations:\n)?    ` + render.OperatorDigest + `: [0-9a-f]{64}\n`)

func byID(t *testing.T, out *render.Output) map[string]string {
	t.Helper()
	objects := map[string]string{}
	for _, m := range out.Manifests {
		objects[m.ID().String()] = operatorSum.ReplaceAllString(string(stream(t, []manifest.Manifest{m})), "")
	}
	return objects
}

// TestMoreTier: a tier that is added changes no object that does not list all
// tiers, and adds only objects that carry its name, or its pool's, which is the address; where it is put changes
// neither its names nor anybody else's.
func TestMoreTier(t *testing.T) {
	for _, name := range []string{"small", "many-apps", "ha", "hardened", "sail", "helm", "none"} {
		text, in := readExample(t, name)
		in.Secrets = "omit"
		in.Text = []byte(text)
		before := byID(t, mustRender(t, in))
		last, first := in, in
		last.Text = []byte(strings.TrimRight(text, "\n") + moreTier)
		first.Text = []byte(strings.Replace(text, "\ntiers:\n", "\ntiers:"+moreTier, 1))
		after, other := byID(t, mustRender(t, last)), byID(t, mustRender(t, first))
		for id, object := range before {
			switch {
			case strings.HasPrefix(id, "IstioOperator"):
			case after[id] == "":
				t.Errorf("%s: %s is gone", name, id)
			case after[id] != object:
				t.Errorf("%s: %s is another:\n%s\n%s", name, id, object, after[id])
			}
		}
		for id, object := range after {
			if before[id] == "" && !strings.Contains(id, "more") && !strings.HasSuffix(id, "/ip-10-99-0-1") {
				t.Errorf("%s: %s is new, and not the tier's", name, id)
			}
			if !strings.HasPrefix(id, "IstioOperator") && other[id] != object {
				t.Errorf("%s: %s depends on the place of the tier", name, id)
			}
		}
		if len(other) != len(after) {
			t.Errorf("%s: %d objects with the tier first, %d with it last", name, len(other), len(after))
		}
	}
}

// TestIdleOverlay: an overlay that writes what is there already changes
// nothing. One that asks for nothing at all is refused.
func TestIdleOverlay(t *testing.T) {
	idle := fstest.MapFS{"kustomization.yaml": {Data: []byte("patches:\n- target: {kind: Deployment, name: \".*\"}\n" +
		"  patch: |\n    - {op: replace, path: /kind, value: Deployment}\n")}}
	for _, name := range exampleNames(t) {
		_, in := readExample(t, name)
		wanted := stream(t, mustRender(t, in).Manifests)
		in.Overlays = []render.Overlay{{Name: "idle", Files: idle}}
		if got := stream(t, mustRender(t, in).Manifests); !bytes.Equal(got, wanted) {
			t.Errorf("%s: an idle overlay changes the output", name)
		}
	}
}

// TestStagesInOrder: an object never comes before one of an earlier stage.
func TestStagesInOrder(t *testing.T) {
	for _, name := range exampleNames(t) {
		_, in := readExample(t, name)
		list := mustRender(t, in).Manifests
		if !slices.IsSortedFunc(list, func(a, b manifest.Manifest) int { return int(a.Stage) - int(b.Stage) }) {
			t.Errorf("%s: the stages are mixed", name)
		}
	}
}
