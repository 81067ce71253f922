package review

import (
	"io"
	"strings"

	"render/render/compare"
	"render/render/diag"
	"render/render/manifest"
	"render/render/objects"
)

// schema names the form of JSON. Members may come to it; none goes, or means something
// else, under this name.
const schema = "render/diff/v1"

type jsonReview struct {
	Schema       string            `json:"schema"`
	Old          string            `json:"old"`
	New          string            `json:"new"`
	Differs      bool              `json:"differs"`
	Applier      string            `json:"applier"`
	Summary      jsonSummary       `json:"summary"`
	Objects      []jsonChange      `json:"objects"`
	Files        []jsonFile        `json:"files"`
	Decisions    []jsonDecision    `json:"decisions"`
	Consequences []jsonConsequence `json:"consequences"`
	Steps        []string          `json:"steps"`
	Requests     *jsonRequests     `json:"requests,omitempty"` // with --requests
	Aside        jsonAside         `json:"aside"`
}

type jsonSummary struct {
	Added    int `json:"added"`
	Removed  int `json:"removed"`
	Changed  int `json:"changed"`
	Renamed  int `json:"renamed"`
	Dangers  int `json:"dangers"`
	Warnings int `json:"warnings"`
	Notes    int `json:"notes"`
}

type jsonChange struct {
	Change string      `json:"change"` // added, removed, changed, renamed
	Object jsonID      `json:"object"`
	Was    *jsonID     `json:"was,omitempty"` // of one that is renamed
	Place  *jsonPlace  `json:"place,omitempty"`
	Fields []jsonField `json:"fields,omitempty"`
}

type jsonID struct {
	Group     string `json:"group,omitempty"`
	Kind      string `json:"kind"`
	Namespace string `json:"namespace,omitempty"`
	Name      string `json:"name"`
}

type jsonPlace struct {
	File   string `json:"file,omitempty"`
	Source string `json:"source,omitempty"` // of what is in no file: "--set tiers[0].ip"
	Line   int    `json:"line,omitempty"`
	Column int    `json:"column,omitempty"`
}

type jsonField struct {
	Path   string `json:"path"`
	Change string `json:"change"` // added, removed, changed, moved
	Old    any    `json:"old,omitempty"`
	New    any    `json:"new,omitempty"`
	Hidden string `json:"hidden,omitempty"` // secret, encrypted: then neither old nor new is there
	About  string `json:"about,omitempty"`  // of certificates, and where what differs is not shown
}

type jsonFile struct {
	Path   string `json:"path"`
	Change string `json:"change"`
	Note   string `json:"note,omitempty"`
}

type jsonDecision struct {
	Key string   `json:"key"`
	Was []string `json:"was"`
	Is  string   `json:"is"`
}

type jsonConsequence struct {
	Code     string `json:"code"`
	Severity string `json:"severity"`
	Message  string `json:"message"`
	Help     string `json:"help,omitempty"`
	Objects  []int  `json:"objects"` // by their numbers in objects, from 0
}

// json writes a review for programs.
func (r *Review) json(w io.Writer) error {
	weights := r.severities()
	out := jsonReview{Schema: schema, Old: safe(r.Old), New: safe(r.New), Differs: !r.Empty(), Applier: r.Applier.String(),
		Summary: jsonSummary{r.count(compare.Added), r.count(compare.Removed), r.count(compare.Changed), r.count(compare.Renamed), weights[0], weights[1], weights[2]},
		Objects: []jsonChange{}, Files: []jsonFile{}, Decisions: []jsonDecision{}, Consequences: []jsonConsequence{}, Steps: []string{},
		Aside: r.jsonAside()}
	number := map[*compare.Change]int{}
	for i := range r.changes() {
		c := &r.changes()[i]
		number[c] = i
		out.Objects = append(out.Objects, r.jsonChange(c))
	}
	for _, f := range r.Files {
		out.Files = append(out.Files, jsonFile{safe(f.Path), f.Kind.String(), safe(f.Note)})
	}
	for _, d := range r.Decisions {
		one := jsonDecision{Key: d.Key, Was: []string{}, Is: safe(d.Is)}
		for _, was := range d.Was {
			one.Was = append(one.Was, safe(was))
		}
		out.Decisions = append(out.Decisions, one)
	}
	for _, c := range r.Consequences.Consequences {
		one := jsonConsequence{Code: c.Code, Severity: c.Severity.String(), Message: told(c.Message), Help: told(c.Help), Objects: []int{}}
		for _, change := range c.Changes {
			if n, known := number[change]; known {
				one.Objects = append(one.Objects, n)
			}
		}
		out.Consequences = append(out.Consequences, one)
	}
	for _, step := range r.Consequences.Steps {
		out.Steps = append(out.Steps, told(step))
	}
	out.Requests = r.Requests.json()
	return diag.WriteJSON(w, out)
}

func (r *Review) jsonChange(c *compare.Change) jsonChange {
	out := jsonChange{Change: c.Kind.String()}
	switch {
	case c.New == nil:
		out.Object = newJSONID(c.Old)
	case c.Kind == compare.Renamed:
		was := newJSONID(c.Old)
		out.Was = &was
		out.Object = newJSONID(c.New)
	default:
		out.Object = newJSONID(c.New)
	}
	if place := r.place(c); place.Source != nil {
		out.Place = &jsonPlace{Line: place.Line, Column: place.Column}
		if name := safe(place.Source.Name()); place.Source.IsFile() {
			out.Place.File = name
		} else {
			out.Place.Source = name
		}
	}
	for i := range c.Fields {
		out.Fields = append(out.Fields, newJSONField(&c.Fields[i]))
	}
	return out
}

func newJSONID(o *objects.Object) jsonID { return jsonIDOf(idOf(o)) }

func jsonIDOf(id manifest.ID) jsonID {
	return jsonID{safe(id.Group), safe(id.Kind), safe(id.Namespace), safe(id.Name)}
}

func newJSONField(f *compare.Field) jsonField {
	f = named(f)
	out := jsonField{Path: safe(f.Path.String()), Change: "changed"}
	switch {
	case f.Moved:
		out.Change = "moved"
	case f.Old == nil:
		out.Change = "added"
	case f.New == nil:
		out.Change = "removed"
	}
	switch f.Hidden {
	case compare.Secret:
		out.Hidden = "secret"
		if about := hidden(f); about != "changed, not shown" {
			out.About = about
		}
	case compare.Encrypted:
		out.Hidden = "encrypted"
	default:
		out.Old, out.New = keyless(f.Old), keyless(f.New)
		if f.Old != nil && f.New != nil && !f.Moved && compare.Equal(out.Old, out.New) {
			out.About = strings.TrimPrefix(unseen, ", ")
		}
	}
	return out
}

// keyless is a value without private keys, and without passwords of URLs.
func keyless(v any) any {
	switch v := v.(type) {
	case manifest.Object:
		out := make(manifest.Object, len(v))
		for i, m := range v {
			out[i] = manifest.Member{Key: public(m.Key), Value: keyless(m.Value)}
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = keyless(v[i])
		}
		return out
	case string:
		return public(v)
	}
	return v
}

type jsonRequests struct {
	Tried    int           `json:"tried"`
	Unjudged int           `json:"unjudged,omitempty"` // of which it is not known whether they end otherwise
	Changes  []jsonRequest `json:"changes"`
}

type jsonRequest struct {
	Change  string   `json:"change"` // stops, elsewhere, arrives, unfollowed, fails
	Request string   `json:"request"`
	Like    []string `json:"like,omitempty"` // requests of which the same becomes for the same reasons
	Old     string   `json:"old"`
	New     string   `json:"new"`
	Why     string   `json:"why,omitempty"` // it does not arrive on the new side
	Help    string   `json:"help,omitempty"`
}

// json are the requests for programs; nil where nobody asked for them.
func (q *Requests) json() *jsonRequests {
	if q == nil {
		return nil
	}
	out := &jsonRequests{Tried: q.Tried, Unjudged: q.Unjudged.All(), Changes: []jsonRequest{}}
	for i := range q.Changes {
		c := &q.Changes[i]
		old, now, why, help := endsOf(c)
		one := jsonRequest{Change: c.Kind.String(), Request: told(c.Request.Words()), Old: old, New: now, Why: why, Help: help}
		for j := range c.Like {
			one.Like = append(one.Like, told(c.Like[j].Words()))
		}
		out.Changes = append(out.Changes, one)
	}
	return out
}
