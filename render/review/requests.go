package review

import (
	"fmt"
	"strings"

	"render/internal/later"
	"render/render/trace"
	"render/render/wording"
)

// Requests are what becomes otherwise of requests, of all by which the entrances of
// either side were tried.
type Requests struct {
	Same    bool // the objects of both sides are the same, so that none was tried
	Tried   int
	Changes []trace.Change // folded
	// Unjudged is of how many it is not known whether they end otherwise, as trace.Compared has it.
	Unjudged trace.Undecided
}

// requestWords tell of each kind of change: behind 1 and another number in a summary, and
// as what a rule means.
func requestWords() map[trace.ChangeKind][3]string { return requestWordsOnce.Get(makeRequestWords) }

var requestWordsOnce later.Value[map[trace.ChangeKind][3]string]

func makeRequestWords() map[trace.ChangeKind][3]string {
	return map[trace.ChangeKind][3]string{
		trace.Unfollowed: {"is led by another controller on one side, which is not followed", "are led by other controllers on one side, which are not followed", "a request is led by another controller on one side, which is not followed"},
		trace.Stops:      {"stops arriving", "stop arriving", "a request does not arrive any more"},
		trace.Elsewhere:  {"leads elsewhere", "lead elsewhere", "a request leads elsewhere"},
		trace.Starts:     {"arrives now", "arrive now", "a request arrives that did not"},
		trace.Otherwise:  {"fails in another way", "fail in another way", "a request fails in another way"},
	}
}

// summary counts the requests, in a line.
func (q *Requests) summary() string {
	tried := wording.Number(q.Tried, "request") + " tried"
	switch {
	case q.Same:
		return "the same becomes of all requests: no object differs"
	case q.Tried == 0:
		return "no requests to try: no gateway of either side has a route"
	case len(q.Changes) == 0 && q.Unjudged.All() == 0:
		return "the same becomes of all " + tried
	}
	var parts []string
	for _, kind := range [...]trace.ChangeKind{trace.Stops, trace.Elsewhere, trace.Starts, trace.Unfollowed, trace.Otherwise} {
		n := 0
		for i := range q.Changes {
			if q.Changes[i].Kind == kind {
				n += 1 + len(q.Changes[i].Like)
			}
		}
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, requestWords()[kind][min(n, 2)-1]))
		}
	}
	for _, open := range [...]struct {
		n    int
		text string
	}{
		{q.Unjudged.Addresses, "from some addresses, as policies judge them: nothing here says that gateways see their clients' addresses"},
		{q.Unjudged.Tokens, "for some tokens: what tokens say is not known here"},
		{q.Unjudged.Others, "by what policies ask and is not known here"},
	} {
		if open.n > 0 {
			parts = append(parts, fmt.Sprintf("%d may end otherwise %s", open.n, open.text))
		}
	}
	return "of " + tried + ": " + strings.Join(parts, ", ")
}

// endsOf are what becomes of a request on the old side and on the new one, why it does
// not arrive there, and what would let it.
func endsOf(c *trace.Change) (old, now, why, help string) {
	old, now = c.Ends()
	if last := &c.New[len(c.New)-1]; last.Verdict == trace.Fails && c.Kind != trace.Unfollowed {
		why, help = last.Why, last.Cure
	}
	return told(old), told(now), told(why), told(help)
}

// andLike counts the requests that are told together with the first.
func andLike(c *trace.Change) string {
	if len(c.Like) == 0 {
		return ""
	}
	return fmt.Sprintf(" and %d like it", len(c.Like))
}
