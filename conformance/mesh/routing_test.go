package mesh

import (
	"bytes"
	"encoding/json"
	"flag"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
)

var update = flag.Bool("update", false, "write testdata/routing.json")

// routingCases is where the judge's answers to what hosts and paths mean are, for
// the room of the renderer that answers the same: it has a test of its own against
// this file, so that neither imports the other.
const routingCases = "testdata/routing.json"

// hostCase is which of some hosts a name belongs to; "" for none.
type hostCase struct {
	Hosts []string `json:"hosts"`
	Name  string   `json:"name"`
	Found string   `json:"found"`
}

// routeCase are requests to one host, and of each all routes that are for it, the
// one that is tried first in front.
type routeCase struct {
	Routes   []draftRoute  `json:"routes"`
	Requests []requestCase `json:"requests"`
}

type requestCase struct {
	Path    string              `json:"path"`
	Method  string              `json:"method"`
	Headers map[string][]string `json:"headers,omitempty"`
	Query   string              `json:"query,omitempty"`
	Takes   []int               `json:"takes"`
}

// TestRoutingCases: the file says what the judge says today.
func TestRoutingCases(t *testing.T) {
	text, err := json.Marshal(map[string]any{"hosts": hostCases(), "routes": routeCases(t)})
	if err != nil {
		t.Fatal(err)
	}
	text = append(bytes.ReplaceAll(text, []byte(`{"routes":[{`), []byte("\n{\"routes\":[{")), '\n')
	if *update {
		if err := os.WriteFile(routingCases, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if there, err := os.ReadFile(routingCases); err != nil || !bytes.Equal(there, text) {
		t.Errorf("%s is not what the judge says, %v: go test -run TestRoutingCases . -update", routingCases, err)
	}
}

func hostCases() (out []hostCase) {
	for _, hosts := range append(tierHosts, []string{"*.example.org", "*.wide.example.org", "a.wide.example.org"}) {
		for _, name := range []string{"home.example.org", "example.org", "other.example.org", "a.wide.example.org", "b.wide.example.org",
			"*.wide.example.org", "*.example.org", "wide.example.org", "xexample.org", "*", "example.net"} {
			out = append(out, hostCase{hosts, name, best(hosts, name)})
		}
	}
	return out
}

// routeCases are made up as topologies are, without routes of one rank that are
// for the same requests: those are refused.
func routeCases(t *testing.T) (out []routeCase) {
	r := &drafter{Rand: rand.New(rand.NewPCG(5, 6))}
	for range 60 {
		d := &draftTier{Hosts: []draftHost{{Host: []string{"home.example.org"}}}, Apps: []draftApp{{}}}
		a := &d.Apps[0]
		for range 3 + r.IntN(6) {
			a.Routes = append(a.Routes, bare(r.route(d, a)))
		}
		text, err := json.Marshal(map[string]any{"tiers": []any{map[string]any{"hosts": []string{"home.example.org"}, "apps": []any{map[string]any{"port": 80, "routes": a.Routes}}}}})
		if err != nil {
			t.Fatal(err)
		}
		top, err := readTopology(text)
		if err != nil {
			t.Fatal(err)
		}
		c := routeCase{Routes: a.Routes}
		seen := map[string]bool{}
		tier := &top.Tiers[0]
		for _, q := range tier.asked() {
			if takes := tier.taking(&q); !seen[q.String()] && len(takes) > 0 {
				seen[q.String()] = true
				c.Requests = append(c.Requests, requestCase{q.path, q.method, q.headers, q.query, takes})
			}
		}
		out = append(out, c)
	}
	return out
}

// bare is what a route asks for.
func bare(of draftRoute) draftRoute {
	return draftRoute{Exact: of.Exact, Prefix: of.Prefix, Regex: of.Regex, IgnoreCase: of.IgnoreCase, Methods: of.Methods, Headers: of.Headers, Query: of.Query}
}

// taking are the places of all rules that are for a request, in the order in which
// they are tried.
func (t *tier) taking(q *request) (out []int) {
	all := t.rules()
	for i := range all {
		if all[i].takes(q) {
			out = append(out, i)
		}
	}
	slices.SortStableFunc(out, func(a, b int) int {
		switch {
		case all[a].before(&all[b]):
			return -1
		case all[b].before(&all[a]):
			return 1
		}
		return 0
	})
	return out
}
