// Package dns owns where the names of one set of objects lead: by which Services, and which of
// their addresses, the clients of a host come in, and what external-dns is told of it; and where a
// name has to lead that led elsewhere.
//
// In goes what one side serves; out come places, by host, and records, by name and zone, and of a
// place on each of two sides leads. It must never know who changes one side into the other, or judge
// what it finds.
package dns

import "render/render/served"

// Side is what a set of objects serves, with where its names lead.
type Side struct {
	*served.Side

	doors    *served.Doors // once asked for, as are these
	passages *served.Passages
	placed   map[string]*Place // by host
	recorded map[RecordOf]*Record
	external *bool // whether objects are there that external-dns reads
}

// OwnDoors and OwnPassages are those of its own routes alone.
func (s *Side) OwnDoors() *served.Doors {
	if s.doors == nil {
		s.doors = s.Doors(nil, served.CompareNames)
	}
	return s.doors
}

func (s *Side) OwnPassages() *served.Passages {
	if s.passages == nil {
		s.passages = s.Passages(nil, served.CompareNames)
	}
	return s.passages
}
