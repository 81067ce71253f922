// Package routing owns hosts and paths, and nothing else: which names a host with a
// wildcard takes in, which requests a path, methods and headers match, whether one
// request can be matched by two, in which order Istio and the Gateway API try
// matches, which of them no request reaches, and what a VirtualService must repeat
// of others so that it is right whichever object is the oldest.
//
// In go hosts as texts, and matches; out come answers, and indices into the list
// of matches that was handed in. What is told of them is for others. It must never
// import another package of this project, refuse anything, or read a format: what
// is malformed gets an answer too, in bounded time.
package routing

// Limits that keep searches short whatever the input. Beyond them TooMany tells, and
// an index is not to be searched.
const (
	// MaxRegexes is how many matches of an index may be regular expressions.
	MaxRegexes = 2000
	// MaxSamePath is how many matches of one path may be on one host.
	MaxSamePath = 1000
	// MaxBorrowed bounds the search for what one object borrows.
	MaxBorrowed = 5000
)
