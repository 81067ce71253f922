package routing

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"sync"
)

// Set is hosts that are searched without looking at each.
type Set struct {
	hosts    map[string]int // the first place of each in the list
	suffixes suffixes
	list     []string
	once     sync.Once
	reversed []reversed // sorted: what is below a wildcard stands together
}

// reversed is a host without "*", its end first, and its place in the list.
type reversed struct {
	text string
	at   int
}

// NewSet is a set of hosts.
func NewSet(hosts []string) *Set {
	s := &Set{hosts: make(map[string]int, len(hosts)), suffixes: suffixesOf(hosts), list: hosts}
	for i, h := range slices.Backward(hosts) {
		s.hosts[h] = i
	}
	return s
}

// Len is of how many hosts the set was made.
func (s *Set) Len() int { return len(s.list) }

// Names are the hosts that the set was made of.
func (s *Set) Names() []string { return s.list }

// Has reports whether a host is in the set itself.
func (s *Set) Has(host string) bool {
	_, is := s.hosts[host]
	return is
}

// Covers reports whether all names of a host are one of the set's.
func (s *Set) Covers(host string) bool {
	_, ok := s.MostSpecific(host)
	return ok
}

// MostSpecific is the host of the set that answers a name, by CompareHosts the
// first that covers it; ok is false where none does.
func (s *Set) MostSpecific(host string) (found string, ok bool) {
	if s.Has(host) {
		return host, true
	}
	return s.Above(host)
}

// Above is the host of the set that answers what a host does not: of all others that
// cover it the most specific; ok is false where none does.
func (s *Set) Above(host string) (found string, ok bool) {
	s.suffixes.above(host, func(suffix string) bool {
		found, ok = "*"+suffix, true
		return false
	})
	return found, ok
}

// Overlaps reports whether some name of a host is one of the set's.
func (s *Set) Overlaps(host string) bool {
	if s.Covers(host) {
		return true
	}
	return len(s.below(host)) > 0
}

// Narrowed are the narrower of each host of the set and each of some others, where the two have names in
// common: in the order of the set, then of the others, each once.
func (s *Set) Narrowed(others ...string) []string {
	type narrow struct {
		at   int
		host string
	}
	var met []narrow
	for _, other := range others {
		if at, is := s.hosts[other]; is {
			met = append(met, narrow{at, other})
		}
		s.suffixes.above(other, func(suffix string) bool {
			met = append(met, narrow{s.hosts["*"+suffix], other})
			return true
		})
		for _, r := range s.below(other) {
			met = append(met, narrow{r.at, s.list[r.at]})
		}
	}
	slices.SortStableFunc(met, func(a, b narrow) int { return a.at - b.at })
	out, known := make([]string, 0, len(met)), make(map[string]bool, len(met))
	for _, m := range met {
		if !known[m.host] {
			known[m.host] = true
			out = append(out, m.host)
		}
	}
	return out
}

// below are the hosts of the set that a wildcard covers, itself among them; none for one name.
func (s *Set) below(host string) []reversed {
	suffix, wild := strings.CutPrefix(host, "*")
	if !wild {
		return nil
	}
	s.once.Do(func() {
		for i, h := range s.list {
			s.reversed = append(s.reversed, reversed{reverse(strings.TrimPrefix(h, "*")), i})
		}
		slices.SortFunc(s.reversed, func(a, b reversed) int { return cmp.Or(strings.Compare(a.text, b.text), a.at-b.at) })
	})
	suffix = reverse(suffix)
	from := sort.Search(len(s.reversed), func(i int) bool { return s.reversed[i].text >= suffix })
	to := from + sort.Search(len(s.reversed)-from, func(i int) bool { return !strings.HasPrefix(s.reversed[from+i].text, suffix) })
	return s.reversed[from:to]
}

func reverse(text string) string {
	out := []byte(text)
	slices.Reverse(out)
	return string(out)
}

// suffixes are what stands behind the "*" of wildcards.
type suffixes struct {
	texts   map[string]bool // nil for none
	lengths []int           // of those, the longest first
}

func suffixesOf(hosts []string) suffixes {
	var s suffixes
	for _, h := range hosts {
		suffix, wild := strings.CutPrefix(h, "*")
		if !wild || s.texts[suffix] {
			continue
		}
		if s.texts == nil {
			s.texts = map[string]bool{}
		}
		s.texts[suffix] = true
		if !slices.Contains(s.lengths, len(suffix)) {
			s.lengths = append(s.lengths, len(suffix))
		}
	}
	slices.SortFunc(s.lengths, func(a, b int) int { return b - a })
	return s
}

// above calls found with the suffix of each other wildcard that covers a host, the
// most specific first, until found wants no more.
func (s suffixes) above(host string, found func(suffix string) (more bool)) {
	rest, wild := strings.CutPrefix(host, "*")
	for _, n := range s.lengths {
		if n > len(rest) || wild && n == len(rest) {
			continue
		}
		if suffix := rest[len(rest)-n:]; s.texts[suffix] && !found(suffix) {
			return
		}
	}
}

// Widest are hosts without those that another one covers.
func Widest(hosts []string) []string {
	if levels := Levels(hosts); len(levels) > 1 {
		return levels[0]
	}
	return hosts
}

// Levels divides hosts by how many others of them cover each: none of a level covers
// another one of it. Istio refuses a VirtualService with such two (istio,
// pkg/config/validation/validation.go, validateVirtualServiceHosts).
func Levels(hosts []string) [][]string {
	s := suffixesOf(hosts)
	if s.texts == nil {
		return [][]string{hosts}
	}
	var out [][]string
	for _, h := range hosts {
		level := 0
		s.above(h, func(string) bool { level++; return true })
		for len(out) <= level {
			out = append(out, nil)
		}
		out[level] = append(out[level], h)
	}
	return out
}
