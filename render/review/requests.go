package review

import (
	"fmt"
	"strings"

	"render/render/diag"
	"render/render/manifest"
	"render/render/objects"
	"render/render/places"
	"render/render/trace"
)

// Requests are what becomes otherwise of requests, of all by which the entrances of
// either side were tried.
type Requests struct {
	Same    bool // the objects of both sides are the same, so that none was tried
	Tried   int
	Changes []trace.Change // folded
}

// requestWords tell of each kind of change: behind 1 and another number in a summary, and
// as what a rule means.
var requestWords = map[trace.ChangeKind][3]string{
	trace.Stops:     {"stops arriving", "stop arriving", "a request does not arrive any more"},
	trace.Elsewhere: {"leads elsewhere", "lead elsewhere", "a request leads elsewhere"},
	trace.Starts:    {"arrives now", "arrive now", "a request arrives that did not"},
	trace.Otherwise: {"fails in another way", "fail in another way", "a request fails in another way"},
}

// summary counts the requests, in a line.
func (q *Requests) summary() string {
	tried := plural(q.Tried, "request") + " tried"
	switch {
	case q.Same:
		return "the same becomes of all requests: no object differs"
	case q.Tried == 0:
		return "no requests to try: no gateway of either side has a route"
	case len(q.Changes) == 0:
		return "the same becomes of all " + tried
	}
	var parts []string
	for _, kind := range [...]trace.ChangeKind{trace.Stops, trace.Elsewhere, trace.Starts, trace.Otherwise} {
		n := 0
		for i := range q.Changes {
			if q.Changes[i].Kind == kind {
				n += 1 + len(q.Changes[i].Like)
			}
		}
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, requestWords[kind][min(n, 2)-1]))
		}
	}
	return "of " + tried + ": " + strings.Join(parts, ", ")
}

// endsOf are what becomes of a request on the old side and on the new one, why it does
// not arrive there, and what would let it.
func endsOf(c *trace.Change) (old, now, why, help string) {
	old, now = c.Ends()
	if last := &c.New[len(c.New)-1]; last.Verdict == trace.Fails {
		why, help = last.Why, last.Cure
	}
	return told(old), told(now), told(why), told(help)
}

// requests tell a person of them.
func (r *Review) requests(t *printer) {
	if r.Requests == nil {
		return
	}
	t.b.WriteByte('\n')
	t.line("", r.Requests.summary())
	colours := map[trace.ChangeKind]string{trace.Stops: red, trace.Elsewhere: yellow, trace.Starts: green}
	for i := range r.Requests.Changes {
		c := &r.Requests.Changes[i]
		old, now, why, help := endsOf(c)
		t.line(colours[c.Kind], fmt.Sprintf("%-9s %s%s", c.Kind, told(c.Request.Words()), andLike(c)))
		t.field(line{'-', old})
		if why != "" {
			now += ": " + why
		}
		t.field(line{'+', now})
		if help != "" {
			t.line("", "    = "+help)
		}
	}
}

// andLike counts the requests that are told together with the first.
func andLike(c *trace.Change) string {
	if len(c.Like) == 0 {
		return ""
	}
	return fmt.Sprintf(" and %d like it", len(c.Like))
}

type jsonRequests struct {
	Tried   int           `json:"tried"`
	Changes []jsonRequest `json:"changes"`
}

type jsonRequest struct {
	Change  string   `json:"change"` // stops, elsewhere, arrives, fails
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
	out := &jsonRequests{q.Tried, []jsonRequest{}}
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

// commentRequests are a list that can be unfolded.
func (r *Review) commentRequests(c *comment) {
	if r.Requests == nil {
		return
	}
	var items []string
	for i := range r.Requests.Changes {
		one := &r.Requests.Changes[i]
		old, now, why, help := endsOf(one)
		text := fmt.Sprintf("- **%s** %s%s<br>%s → %s", one.Kind, code(told(one.Request.Words())), andLike(one), prose(old), prose(now))
		for _, more := range [...]string{why, help} {
			if more != "" {
				text += "<br>" + prose(more)
			}
		}
		items = append(items, text+"\n")
	}
	if len(items) == 0 {
		c.add(prose(r.Requests.summary()) + "\n\n")
		return
	}
	c.folded(r.Requests.summary(), c.first(items, c.left/2))
}

func codeOf(kind trace.ChangeKind) string { return "request-" + kind.String() }

func ruleOf(kind trace.ChangeKind) diag.Rule {
	about := "Followed through the objects of both sides, " + requestWords[kind][2] + "."
	return diag.Rule{Code: codeOf(kind), Meaning: requestWords[kind][2], More: about, Help: about}
}

func levelOf(kind trace.ChangeKind) string {
	switch kind {
	case trace.Stops:
		return "error"
	case trace.Elsewhere:
		return "warning"
	}
	return "note"
}

func requestMessage(c *trace.Change) string {
	old, now, why, help := endsOf(c)
	out := []string{told(c.Request.Words()) + andLike(c), old + " -> " + now}
	for _, more := range [...]string{why, help} {
		if more != "" {
			out = append(out, more)
		}
	}
	return strings.Join(out, "\n")
}

// placeOfRequest is where in the topology what decides last of a request stands, on the
// new side, else on the old one.
func (r *Review) placeOfRequest(c *trace.Change) places.Place {
	if r.PlaceOf == nil {
		return places.Place{}
	}
	for _, side := range [...][]trace.Trace{c.New, c.Old} {
		hops := side[len(side)-1].Hops
		for i := len(hops) - 1; i >= 0; i-- {
			if m := renderedBy(hops[i].Field.Object()); m != nil && m.Origin.Component != "" {
				return r.PlaceOf(m)
			}
		}
	}
	return places.Place{}
}

func renderedBy(o *objects.Object) *manifest.Manifest {
	if o == nil {
		return nil
	}
	return o.Rendered()
}
