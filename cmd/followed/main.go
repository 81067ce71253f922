// Command followed follows requests through objects by package trace, for
// conformance/mesh: it holds what is said there against istiod's own routing, and
// shares no code with it.
//
// On standard input it is handed a question as JSON, on standard output it answers.
// It must never read a file, or follow a request by anything but package trace.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"render/render/objects"
	"render/render/places"
	"render/render/trace"
)

type question struct {
	Streams  []string    // of objects
	Known    trace.Known // what is there beside them
	Requests []trace.Request
	All      bool // tell which requests every entrance is to be tried with
	// Old are the objects of another side, and then it is told which of the requests of
	// both come to something else.
	Old []string
}

// changed is a request that both sides are tried with, or that the client of one is sent
// on to, by which Services it comes in, and how what becomes of it differs; "" where it
// does not.
type changed struct {
	Request  trace.Request
	Old, New string
	Change   string
}

type answer struct {
	Verdict, Routed, Why string
	Status               int
	Location, Body       string
	Certificate          string
	Clusters             map[string]int64
	Path, Host           string
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "followed:", err)
		os.Exit(1)
	}
}

func run() error {
	var asked question
	if err := json.NewDecoder(os.Stdin).Decode(&asked); err != nil {
		return err
	}
	mesh, err := read(asked.Streams, asked.Known)
	if err != nil {
		return err
	}
	if asked.Old != nil {
		old, err := read(asked.Old, asked.Known)
		if err != nil {
			return err
		}
		return json.NewEncoder(os.Stdout).Encode(between(old, mesh))
	}
	if asked.All {
		return json.NewEncoder(os.Stdout).Encode(mesh.All())
	}
	var answers []answer
	for _, r := range asked.Requests {
		t := mesh.Follow(r)
		a := answer{string(t.Verdict), string(t.Routed), t.Why, t.Status, t.Location, t.Body, t.Certificate, map[string]int64{}, t.Path, t.Host}
		for _, d := range t.To {
			a.Clusters[d.Cluster()] += d.Weight
		}
		answers = append(answers, a)
	}
	return json.NewEncoder(os.Stdout).Encode(answers)
}

func read(streams []string, known trace.Known) (*trace.Mesh, error) {
	var sources []*places.Source
	for i, text := range streams {
		sources = append(sources, places.NewSource(fmt.Sprint("stream", i), []byte(text)))
	}
	world, diagnostics := objects.ReadAll(sources)
	return trace.New(world, known), diagnostics.Err()
}

// between are the requests of two sides. Where a redirect alone leads elsewhere, what it
// leads to is another request.
func between(old, new *trace.Mesh) []changed {
	var out []changed
	number := map[string]int{}
	add := func(r trace.Request, change string) {
		number[r.Words()] = len(out)
		out = append(out, changed{r, old.Follow(r).Service, new.Follow(r).Service, change})
	}
	requests, _ := trace.Entrances(old, new)
	for _, r := range requests {
		add(r, "")
	}
	changes, _, _ := trace.Changes(old, new)
	for i := range changes {
		c := &changes[i]
		at := c.Differs()
		kind := trace.Becomes(c.Old[at].Verdict != trace.Fails, c.New[at].Verdict != trace.Fails).String() // of this request alone
		if at > 0 {
			add(c.Old[at].Request, kind)
		} else {
			out[number[c.Request.Words()]].Change = kind
		}
	}
	return out
}
