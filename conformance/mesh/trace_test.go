package mesh

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"istio.io/istio/pilot/pkg/simulation"
)

// followedBy is the program that follows requests by render's package trace.
var followedBy = sync.OnceValues(func() (string, error) {
	tool, err := renderer() // whose folder is removed in the end
	if err != nil {
		return "", err
	}
	name := filepath.Join(filepath.Dir(tool), "followed")
	build := exec.Command("go", "build", "-o", name, "./cmd/followed")
	build.Dir = "../.."
	if out, err := build.CombinedOutput(); err != nil {
		return "", errors.New(string(out))
	}
	return name, nil
})

// traced is what package trace says of a request.
type traced struct {
	Verdict, Routed, Why string
	Status               int
	Location, Body       string
	Certificate          string
	Clusters             map[string]uint32
	Path, Host           string
}

// tracedRequest is a request as package trace is asked for it.
type tracedRequest struct {
	Secure, Raw                             bool
	Host                                    string
	Port                                    int
	SNI, Method, Path, Query, Service, From string `json:",omitempty"`
	Headers                                 []struct{ Name, Value string }
}

// tracing is a request and what istiod makes of it.
type tracing struct {
	text string
	ask  tracedRequest
	got  answer
}

// tracings are all requests and connections of a topology, on each of its gateways, with
// what istiod's routing makes of them.
func tracings(t *testing.T, w *world) (out []tracing, problems []string) {
	t.Helper()
	configs, err := w.configs()
	if err != nil {
		t.Fatal(err)
	}
	failed := w.followers(t, configs, func(_ int, f *follower) {
		service := w.top.gateways(f.tier) + "/" + w.top.gateway(f.tier)
		for i := range w.top.Tiers {
			other := &w.top.Tiers[i]
			for _, d := range append(f.tier.doors(), door{80, false}, door{443, true}, door{8443, true}) {
				for _, q := range other.asked() {
					q = q.at(d)
					ask := tracedRequest{Secure: q.secure, Host: q.host, Port: q.port, SNI: q.sni, Method: q.method, Path: q.path, Query: q.query, Service: service}
					for _, name := range slices.Sorted(maps.Keys(q.headers)) {
						for _, value := range q.headers[name] {
							ask.Headers = append(ask.Headers, struct{ Name, Value string }{name, value})
						}
					}
					out = append(out, tracing{service + ": " + q.String(), ask, f.follow(&q)})
				}
			}
			for _, d := range other.dials() {
				ask := tracedRequest{Secure: d.host != "", Raw: true, Host: d.host, Port: d.port, Service: service}
				out = append(out, tracing{service + ": " + d.String(), ask, f.connect(d)})
			}
		}
	})
	return out, failed
}

// disagreements are what package trace says otherwise than istiod's routing, and how
// many requests were compared.
func disagreements(t *testing.T, written []byte, streams ...[]byte) (problems []string, compared int) {
	t.Helper()
	return disagreementsOf(t, written, streams, streams)
}

// disagreementsOf hands package trace other streams than istiod.
func disagreementsOf(t *testing.T, written []byte, streams, told [][]byte) (problems []string, compared int) {
	t.Helper()
	w, err := newWorld(written, streams...)
	if err != nil {
		t.Fatal(err)
	}
	list, problems := tracings(t, w)
	known := map[string]bool{}
	for _, o := range w.objects {
		if o.GetKind() == "Service" {
			known[o.GetNamespace()+"/"+o.GetName()] = true
		}
	}
	question := map[string]any{"Known": map[string]any{"AnySecret": true, "Services": known}}
	var texts []string
	for _, s := range told {
		texts = append(texts, string(s))
	}
	var asks []tracedRequest
	for _, one := range list {
		asks = append(asks, one.ask)
	}
	question["Streams"], question["Requests"] = texts, asks
	for i, said := range asked(t, question) {
		if said.Path == list[i].got.read { // it goes on as it is
			said.Path = ""
		}
		if p := differs(said, list[i].got); p != "" {
			problems = append(problems, list[i].text+": "+p)
		}
	}
	return problems, len(list)
}

// asked has package trace answer a question.
func asked(t *testing.T, question any) (out []traced) {
	t.Helper()
	asks(t, question, &out)
	return out
}

func asks(t *testing.T, question, answer any) {
	t.Helper()
	name, err := followedBy()
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(question)
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command(name)
	var said, told bytes.Buffer
	command.Stdin, command.Stdout, command.Stderr = bytes.NewReader(text), &said, &told
	if err := command.Run(); err != nil {
		t.Fatalf("%v: %s", err, told.Bytes())
	}
	if err := json.Unmarshal(said.Bytes(), answer); err != nil {
		t.Fatal(err)
	}
}

// differs is how what package trace says is not what istiod makes of a request; "" where
// it is.
func differs(said traced, got answer) string {
	want, ok := "fails", got.err == nil
	var detail, expected string
	switch {
	case errors.Is(got.err, simulation.ErrMultipleFilterChain):
		return "" // Envoy takes no such listener
	case !ok:
	case got.redirect != "":
		location, _, _ := strings.Cut(said.Location, "?")
		want, detail, expected = "redirects", fmt.Sprint(said.Status, " ", location), got.redirect
	case got.respond != "":
		want, detail, expected = "answers", strings.TrimSpace(fmt.Sprint(said.Status, " ", said.Body)), got.respond
	default:
		want = "arrives"
		clusters := map[string]uint32{}
		for name, weight := range said.Clusters {
			clusters[name] = weight
			if len(said.Clusters) == 1 {
				clusters[name] = 100
			}
		}
		for name := range got.clusters {
			if len(got.clusters) == 1 {
				got.clusters[name] = 100 // all of it, be it in several shares
			}
		}
		detail, expected = fmt.Sprint(clusters, " ", said.Path, " ", said.Host), fmt.Sprint(got.clusters, " ", got.path, " ", got.host)
	}
	refused := strings.Contains(said.Why, ": clients refuse ") // of which istiod knows nothing
	switch {
	case said.Routed != want:
		return fmt.Sprintf("trace says it %s (%s), istiod that it %s: %v", said.Routed, said.Why, want, got.end)
	case detail != expected && !(want == "answers" && refused && said.Status == 0): // no answer reaches a client
		return fmt.Sprintf("trace says %s, istiod %s", detail, expected)
	case ok && said.Certificate != got.certificate:
		return fmt.Sprintf("trace says certificate %q, istiod %q", said.Certificate, got.certificate)
	case want == "arrives" && said.Verdict != want && !refused:
		return fmt.Sprintf("trace says that it fails: %s", said.Why)
	}
	return ""
}

// TestTraceAgrees: package trace says of every request of every example what istiod's
// own routing makes of it, on its own gateway and on the others.
func TestTraceAgrees(t *testing.T) {
	all := 0
	for _, example := range examples(t) {
		t.Run(example, func(t *testing.T) {
			written, streams := golden(t, example, same)
			problems, compared := disagreements(t, written, streams...)
			for i, p := range problems {
				if i < mostProblems {
					t.Error(p)
				}
			}
			if len(problems) > 0 {
				t.Errorf("%d of %d requests", len(problems), compared)
			}
			all += compared
		})
	}
	if t.Logf("%d requests", all); all < 5000 {
		t.Errorf("only %d requests", all)
	}
}

// TestTraceBroken: what trace says of other objects than istiod has is found.
func TestTraceBroken(t *testing.T) {
	for _, c := range [][3]string{
		{"seed", "exact: /hello", "exact: /other"},
		{"seed", "- microk8s-alt.local", "- microk8s.alt"},
		{"seed", "number: 443", "number: 444"},
		{"argocd", "weight: 90", "weight: 89"},
		{"gateway-api-requests", "type: PathPrefix", "type: Exact"},
	} {
		written, streams := golden(t, c[0], same)
		_, told := golden(t, c[0], func(stream string) string { return strings.ReplaceAll(stream, c[1], c[2]) })
		if problems, compared := disagreementsOf(t, written, streams, told); len(problems) == 0 {
			t.Errorf("%s with %s: none of %d requests is told otherwise", c[0], c[2], compared)
		}
	}
}

// tracedMade is how many of the topologies that TestMade judges have package trace asked
// too.
const tracedMade = 200

// TestTraceMade: the same of topologies that are made up.
func TestTraceMade(t *testing.T) {
	tool, err := renderer()
	if err != nil {
		t.Fatal(err)
	}
	var all, judged int
	var lock sync.Mutex
	t.Run("all", func(t *testing.T) {
		for at := *seed; at < *seed+uint64(*topologies); at++ {
			t.Run(fmt.Sprint(at), func(t *testing.T) {
				t.Parallel()
				written := made(at).text()
				name := inFolder(t, written)
				stream, ok := renders(t, tool, name)
				if !ok {
					return // which TestMade counts
				}
				problems, compared := disagreements(t, written, withIstio(t, tool, name, stream)...)
				lock.Lock()
				defer lock.Unlock()
				all, judged = all+compared, judged+1
				for i, p := range problems {
					if i < mostProblems {
						t.Error(p)
					}
				}
				if len(problems) > 0 {
					t.Errorf("%d of %d requests; to judge it alone: go test -run TestTraceMade . -seed %d -topologies 1\n%s", len(problems), compared, at, written)
				}
			})
		}
	})
	if t.Logf("%d topologies, %d requests", judged, all); *topologies >= tracedMade && judged < tracedMade/2 {
		t.Errorf("only %d topologies", judged)
	}
}
