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
	var sources []*places.Source
	for i, text := range asked.Streams {
		sources = append(sources, places.NewSource(fmt.Sprint("stream", i), []byte(text)))
	}
	world, diagnostics := objects.ReadAll(sources)
	if err := diagnostics.Err(); err != nil {
		return err
	}
	mesh := trace.New(world, asked.Known)
	if asked.All {
		return json.NewEncoder(os.Stdout).Encode(mesh.All())
	}
	var answers []answer
	for _, r := range asked.Requests {
		t := mesh.Follow(r)
		a := answer{string(t.Verdict), string(t.Routed), t.Why, t.Status, t.Location, t.Body, t.Certificate, map[string]int64{}, t.Path, t.Host}
		for _, d := range t.To {
			a.Clusters[d.Cluster()] = d.Weight
		}
		answers = append(answers, a)
	}
	return json.NewEncoder(os.Stdout).Encode(answers)
}
