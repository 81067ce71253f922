package mesh

import (
	"fmt"
	"maps"
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
	{"NAMESPACES": "namespace: web", "HELLO": "hello, namespace: default"},
	{"PRIMARY": "names: {gateway: front}"},
	{"HELLO": "welcome"},
	{"HELLO": "welcome, namespace: web"},
	{"HELLO": "hello, names: {virtualService: greeting}"},
	{"HELLO": "welcome, names: {virtualService: greeting}"},
	{"FILES": "/files"},
	{"FILES": "/files/*, /more/x"},
	{"HELLO": "welcome", "FILES": "/files/*, /more/x"},
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
	told := map[string][]string{}
	for _, c := range consequencesBetween(t, old, new, "kubectl") {
		told[c.Code] = append(told[c.Code], c.Message)
	}
	return told
}

// sideOfChange renders a side, into a file of its own.
func sideOfChange(t *testing.T, written []byte) (file string, s *side) {
	t.Helper()
	tool, err := renderer()
	if err != nil {
		t.Fatal(err)
	}
	file = saved(t, written)
	stream, ok := renders(t, tool, file)
	if !ok {
		t.Fatalf("refused:\n%s", written)
	}
	if s, err = newSide(written, stream); err != nil {
		t.Fatal(err)
	}
	return file, s
}

// applied is what kubectl apply leaves: the old objects, and the new ones over them.
func applied(old, new *side) *state { return appliedAged(old, new, 0) }

// appliedAged is likewise, where what fell out was made before what both sides have, for less than 0, or after
// it; for 0 all that was there is of one age.
func appliedAged(old, new *side, fallen int) *state {
	s, kept := &state{name: "applied"}, byID(new.objects)
	for _, o := range slices.Concat(old.there, old.objects) {
		age := 2
		if kept[o.id] == nil {
			age += fallen
		}
		s.put(o, age)
	}
	for _, o := range slices.Concat(new.there, new.objects) {
		s.put(o, 4)
	}
	return s
}

// answers are what answers requests for the hosts of a topology.
type answers struct {
	gateways map[string]string // by host, whose routes answer over https
	ends     map[[2]string]end // by host and path, where a request over http ends
	secure   map[[2]string]end // likewise over https
}

// answersIn are those in a state, for the hosts of a side.
func answersIn(t *testing.T, s *state, of *side) answers {
	t.Helper()
	at, err := newIstiod(s)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := at.close(); err != nil {
			t.Error(err)
		}
	}()
	out := answers{map[string]string{}, map[[2]string]end{}, map[[2]string]end{}}
	for i := range of.top.Tiers {
		tier := &of.top.Tiers[i]
		f := followerOf(t, at, of, tier, s)
		for _, name := range tier.hosts() {
			over := request{port: 443, secure: true, host: name, path: "/", method: "GET"}
			_, one, err := f.chain(over.call())
			if one.RouteConfigMatched == "" {
				t.Fatalf("%s: %v", name, err)
			}
			out.gateways[name] = one.RouteConfigMatched
			for _, path := range []string{"/hello", "/more/x", "/files/x", "/files", "/admin"} {
				plain := request{port: 80, host: name, path: path, method: "GET"}
				out.ends[[2]string{name, path}] = f.ends(&plain)
				over.path = path
				out.secure[[2]string{name, path}] = f.ends(&over)
			}
		}
	}
	return out
}

// followed are the hosts of the new side for which a Gateway that is not its own
// answers over https, and those for which a request ends elsewhere than the new side,
// which alone answers as it wants, says. What fell out is older or younger than what
// was there beside it, as appliedAged has it.
func followed(t *testing.T, old, new *side, want answers, fallen int) (passedOver, elsewhere map[string]bool) {
	t.Helper()
	now := answersIn(t, appliedAged(old, new, fallen), new)
	passedOver, elsewhere = map[string]bool{}, map[string]bool{}
	for name, gateway := range now.gateways {
		if gateway != want.gateways[name] {
			passedOver[name] = true
		}
	}
	for of, is := range now.ends {
		if ought := want.ends[of]; ought.err == nil && !maps.Equal(is.clusters, ought.clusters) {
			elsewhere[of[0]] = true
		}
	}
	return passedOver, elsewhere
}

// lostHosts are the hosts of the old side for which a request over https that it answers
// gets 404 by the gateway that it comes by, once the new side is applied over it.
func lostHosts(t *testing.T, old, new *side, before answers) map[string]bool {
	t.Helper()
	now := answersIn(t, applied(old, new), old)
	lost := map[string]bool{}
	for of, is := range now.secure {
		if before.secure[of].err == nil && is.err != nil {
			lost[of[0]] = true
		}
	}
	return lost
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

// ofAnyAge are the messages that hold whatever the age of old routes. Of two that both are there before the change
// only a cluster knows which is the older one: what is told with that condition holds where the old one is, alone.
func ofAnyAge(messages []string) []string {
	return slices.DeleteFunc(slices.Clone(messages), func(m string) bool { return strings.Contains(m, "where it is the older one") })
}

// TestLeftBehind: after kubectl applied a change, which deletes nothing, an old Gateway
// answers over https, an old route answers, and requests that were answered get 404,
// exactly where that is told.
func TestLeftBehind(t *testing.T) {
	var files []string
	var sides []*side
	var alone []answers // of each side where nothing else is
	for _, words := range sidesOfChange {
		file, s := sideOfChange(t, topologyOfChange(words))
		files, sides = append(files, file), append(sides, s)
		alone = append(alone, answersIn(t, applied(&side{top: s.top}, s), s))
	}
	over, wins, aged, gaps := 0, 0, 0, 0
	for i := range sides {
		for j := range sides {
			told := toldOf(t, files[i], files[j])
			passedOver, elsewhere := followed(t, sides[i], sides[j], alone[j], -1)
			_, anyway := followed(t, sides[i], sides[j], alone[j], 1)
			over, wins = over+min(len(passedOver), 1), wins+min(len(elsewhere), 1)
			if !maps.Equal(anyway, elsewhere) {
				aged++
			}
			what := fmt.Sprintf("%v to %v", sidesOfChange[i], sidesOfChange[j])
			lost := lostHosts(t, sides[i], sides[j], alone[i])
			gaps += min(len(lost), 1)
			if got := hostsOfMessages(slices.Concat(told["route-gap"], told["route-gone"])); !maps.Equal(got, lost) {
				t.Errorf("%s: 404 is for %v; told: %q", what, lost, told["route-gap"])
			}
			if got := hostsOfMessages(told["gateway-passed-over"]); !maps.Equal(got, passedOver) {
				t.Errorf("%s: passed over are %v; told: %q", what, passedOver, told["gateway-passed-over"])
			}
			certain := ofAnyAge(told["old-route-wins"])
			if got := hostsOfMessages(certain); !maps.Equal(got, anyway) {
				t.Errorf("%s: where old routes are younger, elsewhere go requests for %v; told: %q", what, anyway, certain)
			}
			if got := hostsOfMessages(told["old-route-wins"]); !maps.Equal(got, elsewhere) {
				t.Errorf("%s: where old routes are older, elsewhere go requests for %v; told: %q", what, elsewhere, told["old-route-wins"])
			}
		}
	}
	t.Logf("%d changes, in %d a Gateway is passed over, in %d an old route wins, in %d by its age, in %d requests get 404", len(sides)*len(sides), over, wins, aged, gaps)
	if over < 10 || wins < 10 || aged < 2 || gaps < 10 {
		t.Error("that is few")
	}
}
