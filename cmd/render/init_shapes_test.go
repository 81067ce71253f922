package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"render/render/align"
	"render/render/compare"
	"render/render/importing"
	"render/render/manifest"
)

// TestShapes: of files as others write them init --from makes a topology that renders, and each
// value that was read is in it, is rendered, or is told by a line.
func TestShapes(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/shapes.txtar")
	if err != nil {
		t.Fatal(err)
	}
	if len(archive.Files) < 20 {
		t.Errorf("only %d shapes", len(archive.Files))
	}
	said, told := 0, 0 // in other words, and by a line
	for _, file := range archive.Files {
		t.Run(file.Name, func(t *testing.T) {
			folder := t.TempDir()
			name, topology := filepath.Join(folder, file.Name), filepath.Join(folder, "topology.yaml")
			if err := os.WriteFile(name, file.Data, 0o600); err != nil {
				t.Fatal(err)
			}
			flags, _, _ := strings.Cut(strings.TrimPrefix(string(file.Data), "#"), "\n")
			code, _, lines := started(append([]string{"init", "--from", name, "-o", topology, "--microk8s", "1.36"}, strings.Fields(flags)...))
			if code != exitOK && code != exitDiffers {
				t.Fatalf("exit code %d:\n%s", code, lines)
			}
			code, rendered, wrong := started([]string{"render", "-q", "--secrets", "redacted", topology})
			if code != exitOK {
				t.Fatalf("does not render:\n%s", wrong)
			}
			text, err := os.ReadFile(topology)
			if err != nil {
				t.Fatal(err)
			}
			o := newOracle(t, string(text), rendered, lines)
			for _, one := range placed(t, file.Data) {
				for _, leaf := range compare.Leaves(one) {
					members := leaf.Members()
					switch value, _ := compare.Find(one, leaf); {
					case o.has(leaf, value):
					case otherWords[members[len(members)-1]] == one.Text("kind"):
						said++
					case o.tells(one, leaf):
						told++
					default:
						t.Errorf("%v %s %v is neither rendered nor told", one.Object("metadata").Get("name"), leaf, value)
					}
				}
			}
		})
	}
	if told < 100 || said > 40 {
		t.Errorf("%d values are told, and %d said in other words", told, said)
	}
}

// started runs a command line.
func started(args []string) (code int, out, told string) {
	if args[0] == "render" {
		args = args[1:]
	}
	var stdout, stderr bytes.Buffer
	code = run(newShell(strings.NewReader(""), &stdout, &stderr, usualLimits()), args)
	return code, stdout.String(), stderr.String()
}

// placed are the objects of a text, with their namespaces.
func placed(t *testing.T, text []byte) (out []manifest.Object) {
	t.Helper()
	list, err := manifest.ReadBack(text)
	if err != nil {
		t.Fatal(err)
	}
	var all []manifest.Manifest
	for _, o := range list {
		all = append(all, manifest.Manifest{Object: o})
	}
	for _, m := range align.Placed(all) {
		out = append(out, m.Object)
	}
	return out
}

// oracle knows what of an import is to be found again: values by their members, texts of the
// topology, and what lines tell of objects.
type oracle struct {
	topology string
	values   map[string]bool
	lines    map[string][]string // what is told, by object
	releases map[string]bool     // of Helm's, whose objects one line is about
}

var (
	toldLine    = regexp.MustCompile(`(?m)^\S+:\d+:\d+: (\S+ \S+): (.*)$`)
	releaseLine = regexp.MustCompile(`(?m)^\S+:\d+:\d+: \d+ objects? of Helm's \(.*release "([^"]+)"\), .* as (?:it is|they are): go on applying`)
)

func newOracle(t *testing.T, topology, rendered, lines string) *oracle {
	o := &oracle{topology: topology, values: map[string]bool{}, lines: map[string][]string{}, releases: map[string]bool{}}
	for _, one := range placed(t, []byte(rendered)) {
		for _, leaf := range compare.Leaves(one) {
			value, _ := compare.Find(one, leaf)
			o.values[called(leaf, value)] = true
		}
	}
	for _, m := range toldLine.FindAllStringSubmatch(lines, -1) {
		o.lines[m[1]] = append(o.lines[m[1]], m[2])
	}
	for _, m := range releaseLine.FindAllStringSubmatch(lines, -1) {
		o.releases[m[1]] = true
	}
	return o
}

// called is a value by the last member that leads to it.
func called(leaf compare.Path, value any) string {
	members := leaf.Members()
	return strings.ToLower(fmt.Sprint(members[len(members)-1], "=", value))
}

// otherWords are fields that a topology says in other words, or that are so by themselves.
var otherWords = map[string]string{
	"path": "Ingress", "pathType": "Ingress", "ingressClassName": "Ingress", // a route's own words; a gateway a class
	"sessionAffinity": "Service", "type": "Service", // None and ClusterIP, as they are where nothing is written
	"successThreshold": "Deployment", // 1, as without it: a probe with another is told
	"targetPort":       "Service",    // by the number of the port that has the name
	"host":             "VirtualService",
	"config":           "ConfigMap", // MetalLB's, as its pools
}

// has reports whether a value is rendered, or in the topology, or none, or nothing by itself.
func (o *oracle) has(leaf compare.Path, value any) bool {
	members := leaf.Members()
	if members[0] == "apiVersion" || members[0] == "kind" || members[0] == "metadata" && len(members) == 2 || value == nil {
		return true
	}
	text, is := value.(string)
	if text == "TCP" && members[len(members)-1] == "protocol" {
		return true // what the API says of a port that says nothing
	}
	if text == "RollingUpdate" && members[len(members)-1] == "type" {
		return true // as it does of a Deployment
	}
	return o.values[called(leaf, value)] || is && len(text) > 2 && strings.Contains(o.topology, text)
}

// tells reports whether a line tells of a value, of what it is in, or of its whole object.
func (o *oracle) tells(of manifest.Object, leaf compare.Path) bool {
	members := leaf.Members()
	m := manifest.Manifest{Object: of}
	value, _ := compare.Find(of, leaf)
	secret, _ := value.(string)
	if release, is := importing.ReleaseOf(of); is && o.releases[release.Name] && !importing.Routes(m.ID()) {
		return true
	}
	for _, line := range o.lines[m.ID().String()] {
		path, _, _ := strings.Cut(line, " ")
		if members[len(members)-1] == "secretName" && strings.Contains(line, strconv.Quote(secret)) {
			return true // of which it is told with the annotation that has it made
		}
		if line == "is not taken up" || strings.HasPrefix(line, "is not taken up: ") || strings.HasPrefix(line, "becomes access") {
			return true
		}
		path = regexp.MustCompile(`\["?([^]"]*)"?\]`).ReplaceAllStringFunc(path, func(item string) string {
			for _, member := range members {
				if strings.Trim(item, `["]`) == member {
					return "." + member
				}
			}
			return ""
		})
		if all := strings.Join(members, "."); all == path || strings.HasPrefix(all, path+".") {
			return true
		}
	}
	return false
}

// TestBeside: what is beside what a topology is about is neither its name nor its namespace, and is
// nobody's to delete; and what no app can have is led to as it is.
func TestBeside(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/shapes.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]struct{ has, hasNot []string }{
		"two-services.yaml": {[]string{
			"- {name: shop-next, service: shop-next, port: 80, routes: [/next/*]}\n",
			"- {name: loose, service: loose, port: 80, routes: [/loose/*]}\n",
			"- {name: twins, service: twins, port: 80, routes: [/twins/*]}\n",
			"  - name: shop\n", "    - {version: v1, image: registry.example.org/shop:1, weight: 50}\n",
			`the pods of 2 Deployments, and those of "loose-a" have no label version`, `Deployments "twin-a" and "twin-b", which have the same label version, "v1"`,
		}, nil},
		"subsets.yaml": {[]string{`- {prefix: /, headers: {x-beta: "1"}, version: v2}`, "the same becomes of all"}, nil},
		"two-of-a-name.yaml": {[]string{
			"- name: platform\n  ip: 192.168.1.141\n", "- name: inside-platform\n  ip: 192.168.1.142\n", `leads to Backend "old" of gateway.envoyproxy.io`,
		}, []string{"attach: all, attach"}},
		"whole-repository.yaml": {[]string{"name: home ", "namespaces: [{name: shop,"}, []string{"database-alerts", "name: databases", "kubectl delete"}},
	} {
		for _, file := range archive.Files {
			if file.Name == name {
				topology, told, _ := importedText(t, string(file.Data))
				for _, one := range want.has {
					if !strings.Contains(topology+told, one) {
						t.Errorf("%s: no %q:\n%s%s", name, one, topology, told)
					}
				}
				for _, one := range want.hasNot {
					if strings.Contains(topology, one) || strings.Contains(told, one) && one == "kubectl delete" {
						t.Errorf("%s: %q:\n%s%s", name, one, topology, told)
					}
				}
			}
		}
	}
}
