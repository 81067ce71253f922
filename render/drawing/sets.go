package drawing

import (
	"encoding/binary"
	"slices"
)

// sets are sets of ways, each kept once and known by its number. That of none is 0.
type sets struct {
	list  [][]int
	known map[string]int
}

func newSets() *sets {
	s := &sets{known: map[string]int{}}
	s.of(nil)
	return s
}

// of is the number of a set.
func (s *sets) of(ways []int) int {
	slices.Sort(ways)
	ways = slices.Compact(ways)
	key := make([]byte, 0, 4*len(ways))
	for _, w := range ways {
		key = binary.BigEndian.AppendUint32(key, uint32(w))
	}
	at, ok := s.known[string(key)]
	if !ok {
		at = len(s.list)
		s.known[string(key)] = at
		s.list = append(s.list, ways)
	}
	return at
}

// union is the set of all that are in some.
func (s *sets) union(some []int) int {
	some = slices.Clone(some)
	slices.Sort(some)
	some = slices.Compact(some)
	if len(some) == 1 {
		return some[0]
	}
	var all []int
	for _, at := range some {
		all = append(all, s.list[at]...)
	}
	return s.of(all)
}
