package trace

import (
	_ "embed" // the schema
	"encoding/json"
	"io"

	"render/render/objects"
)

// Schema is the JSON Schema of what WriteJSON writes.
//
//go:embed schema.json
var Schema []byte

// jsonVersion names what the members of a reply mean.
const jsonVersion = "render/trace/v1"

// Reply is what programs read of some requests.
type Reply struct {
	Schema   string     `json:"schema"`
	Requests []Followed `json:"requests"`
}

// Followed is a request as programs read what becomes of it.
type Followed struct {
	Request  string   `json:"request"`
	Outcome  string   `json:"outcome"`
	Expected string   `json:"expected,omitempty"`
	Arrives  bool     `json:"arrives"`
	Traces   []Report `json:"traces"`
}

// NewFollowed is a request and its traces as programs read them.
func NewFollowed(r *Request, list []Trace, places Places) Followed {
	return Followed{Request: r.Words(), Outcome: list[0].Outcome(), Arrives: Through(list), Traces: Reports(list, places)}
}

// WriteJSON writes what became of requests, for programs.
func WriteJSON(w io.Writer, list []Followed) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(Reply{jsonVersion, append([]Followed{}, list...)})
}

// Report is a trace as programs read it.
type Report struct {
	URL      string       `json:"url"`
	Method   string       `json:"method,omitempty"`
	Verdict  Verdict      `json:"verdict"`
	Status   int          `json:"status,omitempty"`
	Why      string       `json:"why"`
	Cure     string       `json:"cure,omitempty"`
	Location string       `json:"location,omitempty"`
	To       []ReportedTo `json:"to,omitempty"`
	Path     string       `json:"path,omitempty"`
	Host     string       `json:"host,omitempty"`
	Hops     []Reported   `json:"hops"`
	Unjudged []Reported   `json:"unjudged,omitempty"`
}

// ReportedTo is a destination of a Report.
type ReportedTo struct {
	Host   string `json:"host"`
	Port   int64  `json:"port"`
	Subset string `json:"subset,omitempty"`
	Weight int64  `json:"weight,omitempty"`
}

// Reported is a hop of a Report, or what is not judged, which is of no step.
type Reported struct {
	Step     Step            `json:"step,omitempty"`
	Text     string          `json:"text"`
	Object   *ReportedObject `json:"object,omitempty"`
	Field    string          `json:"field,omitempty"`
	Topology string          `json:"topology,omitempty"`
	Output   string          `json:"output,omitempty"`
}

// ReportedObject tells the object of a hop apart.
type ReportedObject struct {
	Group     string `json:"group,omitempty"`
	Kind      string `json:"kind"`
	Namespace string `json:"namespace,omitempty"`
	Name      string `json:"name"`
}

// Reports are traces as programs read them.
func Reports(list []Trace, places Places) []Report {
	out := []Report{}
	for i := range list {
		t := &list[i]
		one := Report{URL: t.Request.URL(), Method: t.Request.Method, Verdict: t.Verdict, Status: t.Status, Why: t.Why, Cure: t.Cure, Location: t.Location, Path: t.Path, Host: t.Host, Hops: []Reported{}}
		for _, d := range t.To {
			one.To = append(one.To, ReportedTo{d.Host, d.Port, d.Subset, d.Weight})
		}
		for _, h := range t.Hops {
			one.Hops = append(one.Hops, report(h.Step, h.Text, h.Field, places))
		}
		for _, u := range t.Unjudged {
			one.Unjudged = append(one.Unjudged, report("", u.Text, u.Field, places))
		}
		out = append(out, one)
	}
	return out
}

func report(step Step, text string, f objects.Field, places Places) Reported {
	out := Reported{Step: step, Text: text}
	f = objects.Written(f)
	if o := f.Object(); o != nil {
		id := o.ID()
		out.Object = &ReportedObject{id.Group, id.Kind, id.Namespace, id.Name}
		out.Field = f.Path()
		out.Topology, out.Output = places(f)
	}
	return out
}
