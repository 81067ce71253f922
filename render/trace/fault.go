package trace

import (
	"fmt"

	"render/render/objects"
)

// inject does what a fault does before a route has anything of a request, and reports whether
// it ends all of them. One of no share of them is none (istio, pilot/pkg/networking/core/route,
// TranslateFault).
func (t *Trace) inject(fault objects.Field) (ended bool) {
	if !fault.Present() {
		return false
	}
	abort, delay := fault.At("abort"), fault.At("delay")
	status, word := wholeOf(abort.At("httpStatus")), textOf(abort.At("grpcStatus"))
	switch share := abort.At("percentage", "value"); {
	case status+int64(len(word)) > 0 && wholeOf(share) >= 100:
		t.end(abort, int(status), word)
		return true
	case injected(share), injected(delay.At("percentage", "value")), injected(delay.At("percent")):
		t.Unjudged = append(t.Unjudged, Unjudged{"a fault is injected into some of its requests", fault})
	}
	return false
}

// injected reports whether a share of requests is any of them: a number that is no whole one is.
func injected(share objects.Field) bool {
	n, whole := objects.Number{Field: share}.Value()
	return share.Present() && (!whole || n > 0)
}

// end ends a way with the answer of a fault: a status of HTTP, or else a word of gRPC's.
func (t *Trace) end(f objects.Field, status int, word string) {
	with := word
	if status > 0 {
		with = fmt.Sprint(status)
	}
	t.hop(StepRoute, f, "every request is ended with "+with+" on purpose")
	if t.Verdict == Fails {
		return
	}
	t.Status, t.answered = status, status > 0
	if status == 0 || status >= 400 {
		t.fail(status, "a fault of the route ends every request with "+with, "remove the fault, or have it end some requests alone")
		return
	}
	t.answersItself(status)
}
