package trace

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestIndex: of many routes the index leaves out none that takes a request.
func TestIndex(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	words := []string{"/", "/a", "/a/", "/a/b", "/A", "/ab", "/a/b/c", "/b", "/b/", "", "/a/b/"}
	found := 0
	for range 300 {
		h := &virtualHost{}
		for range 2 + r.IntN(2*fewRoutes) {
			m := &match{anyCase: r.IntN(4) == 0, segments: r.IntN(2) == 0}
			switch r.IntN(6) {
			case 0:
				m = nil
			case 1:
				m.uri = newCondition(regex, "/a.*")
			case 2:
				m.uri = &condition{kind: present}
			case 3:
				m.uri = &condition{kind: exact, text: words[r.IntN(len(words))]}
			default:
				m.uri = &condition{kind: prefix, text: words[r.IntN(len(words))]}
			}
			h.routes = append(h.routes, entry{match: m})
		}
		for _, path := range words {
			path = "/" + path[min(1, len(path)):]
			may := h.mayTake(path)
			if !slices.IsSorted(may) {
				t.Fatalf("%v", may)
			}
			for i := range h.routes {
				takes, _ := h.routes[i].match.takes(&Request{Path: path})
				if takes {
					found++
				}
				if takes && !slices.Contains(may, i) {
					t.Fatalf("%q: route %d of %d is left out of %v", path, i, len(h.routes), may)
				}
			}
		}
	}
	if found < 1000 {
		t.Errorf("only %d", found)
	}
}
