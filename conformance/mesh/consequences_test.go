package mesh

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"istio.io/istio/pilot/pkg/simulation"
)

// changedTopology is what kubectl changes into itself with other lines.
const changedTopology = `name: home
microk8s: "1.33"
istio: {version: "1.31", install: none}
secrets: omit
NAMESPACES
tiers:
- name: primary
  ip: 192.168.1.141
  hosts: [home.example.org, www.example.org]
  PRIMARY
  apps:
  - {name: HELLO, image: "example.org/hello:1", port: 5000, routes: [/hello, /more/*]}
  - {name: files, image: "example.org/files:1", port: 5000, hosts: [www.example.org], routes: [FILES]}
- name: STAFF
  ip: 192.168.1.142
  hosts: [staff.example.org]
  apps:
  - {name: admin, image: "example.org/admin:1", port: 5000, routes: [/admin]}
`

// sidesOfChange are what stands for the words of the topology, by side.
var sidesOfChange = []map[string]string{
	{},
	{"NAMESPACES": "namespace: web"},
	{"NAMESPACES": "gatewayNamespace: ingress"},
	{"PRIMARY": "namespace: web"},
	{"PRIMARY": "names: {gateway: front}"},
	{"HELLO": "welcome"},
	{"HELLO": "welcome, namespace: web"},
	{"HELLO": "hello, names: {virtualService: greeting}"},
	{"HELLO": "welcome, names: {virtualService: greeting}"},
	{"FILES": "/files"},
	{"FILES": "/files/*, /more/x"},
	{"STAFF": "office"},
}

func topologyOfChange(words map[string]string) []byte {
	text := changedTopology
	for word, without := range map[string]string{"NAMESPACES": "", "PRIMARY": "", "HELLO": "hello", "FILES": "/files/*", "STAFF": "staff"} {
		if with, ok := words[word]; ok {
			without = with
		}
		text = strings.ReplaceAll(text, word, without)
	}
	return []byte(text)
}

// toldOf are what render tells of a change, by code.
func toldOf(t *testing.T, old, new string) map[string][]string {
	t.Helper()
	name, err := renderer()
	if err != nil {
		t.Fatal(err)
	}
	var out, said bytes.Buffer
	command := exec.Command(name, "diff", "-q", "--applier", "kubectl", "--format", "json", old, new)
	command.Stdout, command.Stderr = &out, &said
	if err := command.Run(); err != nil && command.ProcessState.ExitCode() != 1 {
		t.Fatalf("%v: %s", err, said.Bytes())
	}
	var read struct {
		Consequences []struct{ Code, Message string }
	}
	if err := json.Unmarshal(out.Bytes(), &read); err != nil {
		t.Fatal(err)
	}
	told := map[string][]string{}
	for _, c := range read.Consequences {
		told[c.Code] = append(told[c.Code], c.Message)
	}
	return told
}

// sideOfChange renders a side, from a file.
func sideOfChange(t *testing.T, file string) *side {
	t.Helper()
	name, err := renderer()
	if err != nil {
		t.Fatal(err)
	}
	var out, said bytes.Buffer
	command := exec.Command(name, "-q", file)
	command.Stdout, command.Stderr = &out, &said
	if err := command.Run(); err != nil {
		t.Fatalf("%v: %s", err, said.Bytes())
	}
	written, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	s, err := newSide(written, out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// applied is what kubectl apply leaves: the old objects, and the new ones over them.
func applied(old, new *side) *state {
	s := &state{name: "applied"}
	for _, o := range slices.Concat(old.there, old.objects) {
		s.put(o, 1)
	}
	for _, o := range slices.Concat(new.there, new.objects) {
		s.put(o, 2)
	}
	return s
}

// followed are the hosts of the new side for which a Gateway that is not its own
// answers over https, and those for which a request ends elsewhere than the new side
// says.
func followed(t *testing.T, old, new *side) (passedOver, elsewhere map[string]bool) {
	t.Helper()
	s := applied(old, new)
	at, err := newIstiod(s)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := at.close(); err != nil {
			t.Error(err)
		}
	}()
	alone, err := newIstiod(applied(&side{top: new.top}, new))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := alone.close(); err != nil {
			t.Error(err)
		}
	}()
	passedOver, elsewhere = map[string]bool{}, map[string]bool{}
	for i := range new.top.Tiers {
		tier := &new.top.Tiers[i]
		now, want := followerOf(t, at, new, tier, s), followerOf(t, alone, new, tier, s)
		for _, name := range tier.hosts() {
			over := request{port: 443, secure: true, host: name, path: "/", method: "GET"}
			_, one, err1 := now.chain(over.call())
			_, other, err2 := want.chain(over.call())
			if one.RouteConfigMatched == "" || other.RouteConfigMatched == "" {
				t.Fatalf("%s: %v, %v", name, err1, err2)
			}
			if one.RouteConfigMatched != other.RouteConfigMatched {
				passedOver[name] = true
			}
			for _, path := range []string{"/hello", "/more/x", "/files/x", "/files", "/admin"} {
				plain := request{port: 80, host: name, path: path, method: "GET"}
				is, ought := now.ends(&plain), want.ends(&plain)
				if ought.err == nil && !maps.Equal(is.clusters, ought.clusters) {
					elsewhere[name] = true
				}
			}
		}
	}
	return passedOver, elsewhere
}

func followerOf(t *testing.T, at *istiod, new *side, tier *tier, s *state) *follower {
	proxy := at.SetupProxy(pod(new.top, tier))
	return newFollower(t, &world{top: new.top, objects: s.unstructured()}, tier, proxy, simulation.NewSimulationFromConfigGen(t, at.ConfigGenTest, proxy))
}

// ends is where a request ends.
func (f *follower) ends(q *request) end {
	_, result, err := f.chain(q.call())
	found := f.virtualHost(result)
	if found == nil {
		return end{err: err}
	}
	return arrives(found.GetRoutes(), q)
}

// quotedHosts are the hosts that messages name.
var quotedHosts = regexp.MustCompile(`"([a-z]+\.example\.org)"`)

func hostsOfMessages(messages []string) map[string]bool {
	out := map[string]bool{}
	for _, m := range messages {
		for _, found := range quotedHosts.FindAllStringSubmatch(m, -1) {
			out[found[1]] = true
		}
	}
	return out
}

// TestLeftBehind: after kubectl applied a change, which deletes nothing, an old Gateway
// answers over https, and an old route answers, exactly where that is told.
func TestLeftBehind(t *testing.T) {
	var files []string
	var sides []*side
	for i, words := range sidesOfChange {
		file := filepath.Join(t.TempDir(), fmt.Sprint("side", i, ".yaml"))
		if err := os.WriteFile(file, topologyOfChange(words), 0o644); err != nil {
			t.Fatal(err)
		}
		files, sides = append(files, file), append(sides, sideOfChange(t, file))
	}
	over, wins := 0, 0
	for i := range sides {
		for j := range sides {
			told := toldOf(t, files[i], files[j])
			passedOver, elsewhere := followed(t, sides[i], sides[j])
			over, wins = over+min(len(passedOver), 1), wins+min(len(elsewhere), 1)
			what := fmt.Sprintf("%v to %v", sidesOfChange[i], sidesOfChange[j])
			// Of a Gateway that is passed over one host is named.
			if got := hostsOfMessages(told["gateway-passed-over"]); len(got) == 0 != (len(passedOver) == 0) || slices.ContainsFunc(slices.Collect(maps.Keys(got)), func(h string) bool { return !passedOver[h] }) {
				t.Errorf("%s: passed over are %v; told: %q", what, passedOver, told["gateway-passed-over"])
			}
			if got := hostsOfMessages(told["old-route-wins"]); !maps.Equal(got, elsewhere) {
				t.Errorf("%s: elsewhere go requests for %v; told: %q", what, elsewhere, told["old-route-wins"])
			}
		}
	}
	t.Logf("%d changes, in %d a Gateway is passed over, in %d an old route wins", len(sides)*len(sides), over, wins)
	if over < 10 || wins < 10 {
		t.Error("that is few")
	}
}
