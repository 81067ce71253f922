package editor

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var serverFolder = flag.String("server", "", "the npm `folder` with yaml-language-server")

const (
	root = "../.."
	// first is what docs/topology.md has people write.
	first = "# yaml-language-server: $schema=topology.schema.json\n"
)

// start runs the server, and gives a folder with the schema that the tool prints.
func start(t *testing.T) (*Server, string) {
	t.Helper()
	if *serverFolder == "" {
		t.Fatal("yaml-language-server is not there; run: make conformance-editor")
	}
	folder, err := filepath.Abs(*serverFolder)
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command("go", "run", "./cmd/render", "schema")
	c.Dir, c.Stderr = root, os.Stderr
	schema, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "topology.schema.json"), schema, 0o644); err != nil {
		t.Fatal(err)
	}
	if page, err := os.ReadFile(filepath.Join(root, "docs/topology.md")); err != nil || !strings.Contains(string(page), "`"+strings.TrimSpace(first)+"`") {
		t.Errorf("docs/topology.md does not have people write %q (%v)", first, err)
	}
	s, err := Start(folder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	})
	return s, dir
}

// opened is a text that is open, with what is wrong with it.
func opened(t *testing.T, s *Server, dir, text string) (*Document, []Problem) {
	t.Helper()
	s.opened++ // a name of its own, since what is told of a name may be of what it was before
	d, problems, err := s.Open(filepath.Join(dir, fmt.Sprintf("topology-%d.yaml", s.opened)), first+text)
	if err != nil {
		t.Fatal(err)
	}
	return d, problems
}

// foreign are keys of Kubernetes' and Istio's own, of which the format says nothing: parts of pods,
// of Istio's values, and of its mesh configuration.
var foreign = []string{"cni", "containers", "defaultConfig", "envFrom", "envoyExtAuthzHttp", "extensionProviders", "headersToDownstreamOnDeny", "headersToUpstreamOnAllow",
	"imagePullPolicy", "imagePullSecrets", "includeRequestHeadersInCheck", "initContainers", "lifecycle",
	"pathNormalization", "pilot", "terminationGracePeriodSeconds", "volumeMounts", "volumes"}

// TestExamplesAreRight: nothing in any example is called wrong, and of every field in them an editor
// tells something, unless it is somebody else's.
func TestExamplesAreRight(t *testing.T) {
	s, dir := start(t)
	names, err := filepath.Glob(filepath.Join(root, "examples/*/topology.yaml"))
	if err != nil || len(names) < 50 {
		t.Fatalf("%d examples: %v", len(names), err)
	}
	told := map[string]bool{} // whether anything is, of each field
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		d, problems := opened(t, s, dir, string(text))
		if len(problems) > 0 {
			t.Errorf("%s: %+v", name, problems)
		}
		for n, line := range d.lines {
			key, _, ok := strings.Cut(strings.TrimLeft(line, " -"), ":")
			if !ok || strings.ContainsAny(key, "#{[\"' ./") || strings.ToLower(key[:min(1, len(key))]) != key[:min(1, len(key))] || told[key] {
				continue
			}
			answer, err := d.Told(Position{n, strings.Index(line, key) + 1})
			if err != nil {
				t.Fatal(err)
			}
			told[key] = answer != ""
		}
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if len(told) < 80 {
		t.Errorf("the examples have %d fields", len(told))
	}
	for key, is := range told {
		if !is && !slices.Contains(foreign, key) {
			t.Errorf("of %q nothing is told", key)
		}
	}
}

// TestTyping: what an editor offers, and no more of another place.
func TestTyping(t *testing.T) {
	s, dir := start(t)
	for _, c := range []struct {
		text  string // | is where somebody types
		some  []string
		never []string
	}{
		{"|", []string{"name", "microk8s", "istio", "tiers"}, []string{"ip", "apps"}},
		{"name: a\nmi|", []string{"microk8s", "metallb"}, []string{"name"}}, // what is there is not offered again
		{"routing: |", []string{"istio", "gateway-api"}, []string{"name"}},
		{"tiers:\n- name: a\n  i|", []string{"ip", "hosts", "apps", "tls"}, []string{"name", "microk8s", "image"}},
		{"tiers:\n- name: a\n  tls: |", []string{"simple", "passthrough", `"off"`, "{redirect: true}"}, []string{"[object Object]"}},
		{"tiers:\n- name: a\n  tls: {m|}", []string{"mode", "minVersion", "redirect"}, []string{"ip"}},
		{"tiers:\n- name: a\n  tls:\n    minVersion: |", []string{`"1.2"`, `"1.3"`}, nil},
		{"tiers:\n- name: a\n  tls:\n    redirect: |", []string{"true", "false"}, nil},
		{"tiers:\n- name: a\n  apps:\n  - name: b\n    po|", []string{"port", "pod", "probe"}, []string{"ip", "name"}},
		{"tiers:\n- name: a\n  apps:\n  - name: b\n    env: |", []string{"{LOG_LEVEL: debug, PASSWORD: {secret: db, key: password}}"}, []string{"[object Object]"}},
		{"overlays: [|]", nil, []string{"[object Object]"}},
		{"secrets: |", []string{"redacted", "omit", "plain"}, []string{"[object Object]"}},
		{"gitops: |", nil, []string{"[object Object]"}},
	} {
		before, after, _ := strings.Cut(c.text, "|")
		d, _ := opened(t, s, dir, before+after)
		lines := strings.Split(first+before, "\n")
		items, err := d.Offered(Position{len(lines) - 1, len(lines[len(lines)-1])})
		if err != nil {
			t.Fatal(err)
		}
		var labels []string
		for _, item := range items {
			labels = append(labels, item.Label)
		}
		for _, label := range c.some {
			if !slices.Contains(labels, label) {
				t.Errorf("%q: %s is not offered; offered are %q", c.text, label, labels)
			}
		}
		for _, label := range c.never {
			if slices.Contains(labels, label) {
				t.Errorf("%q: %s is offered", c.text, label)
			}
		}
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestTold: what an editor tells of a field: what it means, its default, an example.
func TestTold(t *testing.T) {
	s, dir := start(t)
	text, err := os.ReadFile(filepath.Join(root, "examples/seed/topology.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	d, _ := opened(t, s, dir, string(text)+"namespace: web\ngitops: {path: deploy}\n")
	for _, c := range []struct {
		line, word string
		want       []string
	}{
		{"microk8s", "microk8s", []string{"The minor version of microk8s.", `"1.36"`}},
		{"namespace: web", "namespace", []string{"The namespace of apps, Gateways and VirtualServices"}},
		{"gitops", "gitops", []string{"layout: flux"}},
		{"nodePorts", "https", []string{"The node port of port 443.", "32601"}},
		{"hosts", "hosts", []string{"The DNS names it serves", "home.example.org"}},
		{"routes", "routes", []string{"The requests it answers", "/api/"}},
	} {
		at, err := d.Find(c.line, c.word)
		if err != nil {
			t.Fatal(err)
		}
		at.Character++
		answer, err := d.Told(at)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range c.want {
			if !strings.Contains(answer, want) {
				t.Errorf("%s: no %q in %q", c.word, want, answer)
			}
		}
	}
}

// TestWrongInput: what is wrong is underlined, at its line, and what is right beside it is not.
func TestWrongInput(t *testing.T) {
	s, dir := start(t)
	const right = "name: home\nmicrok8s: \"1.36\"\nistio: \"1.31\"\ntiers:\n- name: primary\n  ip: 192.168.1.141\n  hosts: [home.example.org]\n  apps:\n  - {name: shop, image: \"shop:1\", port: 80, routes: [/shop]}\n"
	for _, c := range []struct {
		from, to string
		line     int // counted from 0, behind the line that names the schema; -1 for none
		word     string
	}{
		{"", "", -1, ""},
		{"ip: 192.168.1.141", "ip: 192.168.1.300", 5, ""},
		{"ip: 192.168.1.141", `ip: "fd00::141"`, -1, ""},
		{"hosts:", "hosst:", 6, "hosst"},
		{"microk8s:", "microk8:", 1, "microk8"},
		{"tiers:\n", "routing: nginx\ntiers:\n", 3, "istio"},
		{"tiers:\n", "routing: gateway-api\ntiers:\n", -1, ""},
		{"port: 80,", "port: 80000,", 8, ""},
		{"istio: \"1.31\"\n", "", 0, "istio"},
		{"[/shop]", "[shop]", 8, ""},
		{"- name: primary", "- name: Primary", 4, ""},
		{"  apps:", "  tls: {mode: simpel}\n  apps:", 7, ""},
		{"  apps:", "  tls: {mode: simple}\n  apps:", -1, ""},
		{"name: home\n", "name: home\nname: home\n", 1, "unique"},
	} {
		d, problems := opened(t, s, dir, strings.Replace(right, c.from, c.to, 1))
		var said []string
		found := false
		for _, p := range problems {
			said = append(said, fmt.Sprintf("line %d: %s", p.Range.Start.Line-1, p.Message))
			found = found || p.Range.Start.Line-1 == c.line && strings.Contains(p.Message, c.word)
		}
		if c.line < 0 && len(problems) > 0 || c.line >= 0 && !found {
			t.Errorf("%q in place of %q: %q", c.to, c.from, said)
		}
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
