package dns

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"
)

// root is the project's.
const root = "../.."

// prefixes are those of external-dns' own: from 0.22 on, and before.
var prefixes = []string{"external-dns.kubernetes.io/", "external-dns.alpha.kubernetes.io/"}

// TestMain has client-go list and then watch: clients that are made up send no bookmark
// behind what a watch begins with, and its caches would wait for one.
func TestMain(m *testing.M) {
	if err := os.Setenv("KUBE_FEATURE_WatchListClient", "false"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

// topology is what is written of DNS in one.
type topology struct {
	DNS   any `json:"dns"`
	Tiers []struct {
		Name string `json:"name"`
		DNS  any    `json:"dns"`
	} `json:"tiers"`
}

// tool builds the renderer.
func tool(t *testing.T) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "render")
	build := exec.Command("go", "build", "-o", name, "./cmd/render")
	build.Dir = root
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return name
}

// wanted are the records that there ought to be: the names that `render hosts` prints of
// the tiers that a zone's external-dns is for, each at the tier's addresses, or where the
// topology says instead. Without a zone they are those of all.
func wanted(t *testing.T, tool, example, prefix, zone string) []string {
	t.Helper()
	if byObjects(t, example) {
		prefix = prefixes[0]
	}
	file := filepath.Join(root, "examples", example, "topology.yaml")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var told topology
	if err := yaml.Unmarshal(text, &told); err != nil {
		t.Fatal(err)
	}
	printed, err := exec.Command(tool, "hosts", "--format=json", file).Output()
	if err != nil {
		t.Fatal(err)
	}
	var hosts struct {
		Tiers []struct {
			Name      string
			Addresses []string
			Hosts     []struct{ Host string }
		}
	}
	if err := json.Unmarshal(printed, &hosts); err != nil {
		t.Fatal(err)
	}
	var out []string
	for i, tier := range told.Tiers {
		if tier.DNS == false {
			continue
		}
		fields, _ := tier.DNS.(map[string]any)
		if its, ok := fields["zone"]; ok && zone != "" && its != zone {
			continue
		}
		targets := hosts.Tiers[i].Addresses
		if target, ok := fields["target"].(string); ok {
			targets = []string{target}
		}
		more := provider(fields["annotations"], prefix)
		for _, h := range hosts.Tiers[i].Hosts {
			for kind, list := range kinds(targets) {
				out = append(out, fmt.Sprintf("%s %s %v %s%s", h.Host, kind, ttl(fields), strings.Join(list, ","), more))
			}
		}
	}
	slices.Sort(out)
	return out
}

func ttl(fields map[string]any) any {
	if n, ok := fields["ttl"]; ok {
		return n
	}
	return 0
}

// provider is what external-dns hands to Cloudflare's provider of annotations: of objects
// that have its name for that, whatever annotations it reads.
func provider(notes any, prefix string) string {
	notesMap, _ := notes.(map[string]any)
	if value, ok := notesMap[prefix+"cloudflare-proxied"]; ok {
		return fmt.Sprintf(" %scloudflare-proxied=%v", prefix, value)
	}
	return ""
}

// kinds are targets by the type of record that has them.
func kinds(targets []string) map[string][]string {
	out := map[string][]string{}
	for _, target := range targets {
		kind := "CNAME"
		if addr, err := netip.ParseAddr(target); err == nil {
			if kind = "AAAA"; addr.Is4() {
				kind = "A"
			}
		}
		out[kind] = append(out[kind], target)
	}
	return out
}

// zones are what each zone's external-dns passes over: what is of no zone is for both.
var zones = map[string]string{"private": "notin (public)", "public": "notin (private)"}

// external is the external-dns of a zone that an example is for.
func external(t *testing.T, example, zone, prefix string) Runs {
	t.Helper()
	if byObjects(t, example) {
		return Runs{Prefix: prefix, Labels: "dns-zone " + zones[zone], Endpoints: true}
	}
	return Runs{Prefix: prefix, Annotations: "render/dns-zone " + zones[zone]}
}

// byObjects reports whether an example tells external-dns by objects of its own.
func byObjects(t *testing.T, example string) bool {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "examples", example, "topology.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var told topology
	if err := yaml.Unmarshal(text, &told); err != nil {
		t.Fatal(err)
	}
	return told.DNS == "endpoint"
}

// examples are those of which DNS is told.
func examples(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(root + "/examples/*/topology.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d examples, %v", len(files), err)
	}
	var out []string
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var told topology
		if err := yaml.Unmarshal(text, &told); err == nil && told.DNS != nil {
			out = append(out, filepath.Base(filepath.Dir(file)))
		}
	}
	return out
}

func golden(t *testing.T, example string) []byte {
	t.Helper()
	stream, err := os.ReadFile(filepath.Join(root, "golden", example, "stream.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return stream
}

// TestGoldens: of each example external-dns finds what `render hosts` prints and nothing
// else, for each zone, by its own annotations of today and of before.
func TestGoldens(t *testing.T) {
	tool := tool(t)
	list := examples(t)
	for _, needed := range []string{"dns", "gateway-api-dns", "dns-endpoint", "gateway-api-dns-endpoint"} {
		if !slices.Contains(list, needed) {
			t.Errorf("no example %s has dns", needed)
		}
	}
	for _, example := range list {
		for zone := range zones {
			for _, prefix := range prefixes {
				found, err := Records(t.Context(), golden(t, example), external(t, example, zone, prefix))
				if err != nil {
					t.Fatal(err)
				}
				if want := wanted(t, tool, example, prefix, zone); len(want) == 0 || !slices.Equal(found, want) {
					t.Errorf("%s, zone %s, %s: found\n%s\nwanted\n%s", example, zone, prefix, strings.Join(found, "\n"), strings.Join(want, "\n"))
				}
			}
		}
	}
}

// TestBroken: changes of golden files that have to be found.
func TestBroken(t *testing.T) {
	tool := tool(t)
	for _, test := range []struct{ what, example, from, to string }{
		{"a target", "dns", "external-dns.kubernetes.io/target: 192.168.1.141,fd00::141", "external-dns.kubernetes.io/target: 192.168.1.141"},
		{"no target", "dns", "external-dns.kubernetes.io/target", "external-dns.kubernetes.io/tarjet"},
		{"no name below the wildcard", "dns", "external-dns.kubernetes.io/hostname", "external-dns.kubernetes.io/hostnames"},
		{"a time", "dns", `external-dns.kubernetes.io/ttl: "300"`, `external-dns.kubernetes.io/ttl: "30"`},
		{"a tier that is to be passed over", "dns", "external-dns.kubernetes.io/controller: none", "external-dns.kubernetes.io/controller: dns-controller"},
		{"a zone", "dns", "render/dns-zone: public", "render/dns-zone: private"},
		{"a host", "dns", "home.example.org", "house.example.org"},
		{"a target", "gateway-api-dns", "external-dns.kubernetes.io/target: 192.168.1.141,fd00::141", "external-dns.kubernetes.io/target: 192.168.1.141"},
		{"no target", "gateway-api-dns", "external-dns.kubernetes.io/target", "external-dns.kubernetes.io/tarjet"},
		{"a time", "gateway-api-dns", `external-dns.kubernetes.io/ttl: "300"`, `external-dns.kubernetes.io/ttl: "30"`},
		{"a tier that is to be passed over", "gateway-api-dns", "external-dns.kubernetes.io/controller: none", "external-dns.kubernetes.io/controller: dns-controller"},
		{"a zone", "gateway-api-dns", "render/dns-zone: public", "render/dns-zone: private"},
		{"a host", "gateway-api-dns", "- vault.example.org", "- safe.example.org"},
		{"a target", "dns-endpoint", "    - fd00::141", "    - fd00::142"},
		{"no target of a kind", "dns-endpoint", "recordType: AAAA", "recordType: TXT"},
		{"a time", "dns-endpoint", "recordTTL: 300", "recordTTL: 30"},
		{"a zone", "dns-endpoint", "    dns-zone: public", "    dns-zone: private"},
		{"a host", "dns-endpoint", "dnsName: home.example.org", "dnsName: house.example.org"},
		{"a name below the wildcard", "dns-endpoint", "dnsName: grafana.apps.example.org", "dnsName: prometheus.apps.example.org"},
		{"what is asked of the provider", "dns-endpoint", `value: "false"`, `value: "true"`},
		{"a target of another's form", "dns-endpoint", "- edge.example.net", "- edge.example.com"},
		{"a target that external-dns leaves out", "dns-endpoint", "- 192.168.1.141", "- 192.168.1.141."},
		{"a zone", "gateway-api-dns-endpoint", "    dns-zone: public", "    dns-zone: private"},
	} {
		stream := golden(t, test.example)
		broken := bytes.ReplaceAll(stream, []byte(test.from), []byte(test.to))
		if bytes.Equal(stream, broken) {
			t.Fatalf("%s: %q is not in the golden file", test.what, test.from)
		}
		caught := false
		for zone := range zones {
			found, err := Records(t.Context(), broken, external(t, test.example, zone, prefixes[0]))
			if err != nil {
				t.Fatal(err)
			}
			caught = caught || !slices.Equal(found, wanted(t, tool, test.example, prefixes[0], zone))
		}
		if !caught {
			t.Errorf("%s, %s: not found", test.example, test.what)
		}
	}
}

// TestApart: what tells external-dns in one way says nothing in the other.
func TestApart(t *testing.T) {
	for example, how := range map[string]Runs{"dns": {Prefix: prefixes[0], Endpoints: true}, "gateway-api-dns": {Prefix: prefixes[0], Endpoints: true}} {
		if found, err := Records(t.Context(), golden(t, example), how); err != nil || len(found) > 0 {
			t.Errorf("%s: %v, %v", example, found, err)
		}
	}
	for _, example := range []string{"dns-endpoint", "gateway-api-dns-endpoint"} {
		if stream := golden(t, example); bytes.Contains(stream, []byte("external-dns.alpha.kubernetes.io")) {
			t.Errorf("%s has annotations for external-dns", example)
		}
	}
}

// TestAnnotationFilter: why zones of DNSEndpoints are labels. By annotations this external-dns
// finds none at all as soon as one is for another zone; the next one that does can be told
// in docs/dns.md.
func TestAnnotationFilter(t *testing.T) {
	found, err := Records(t.Context(), golden(t, "dns-endpoint"), Runs{Prefix: prefixes[0], Annotations: "render/dns-zone notin (public)", Endpoints: true})
	if err != nil || len(found) > 0 {
		t.Errorf("found %v, %v", found, err)
	}
}
