// Package accept owns which warnings a topology says are known and meant.
//
// In go what it says of that, and diagnostics; out comes which of them are not told, and what of it
// there is nothing for. It must never accept an error, nor what depends on the machine that checks.
package accept

import (
	"strings"

	"render/render/diag"
	"render/render/format"
	"render/render/places"
	"render/render/wording"
)

// Set are the warnings that a topology accepts. Nil accepts none.
type Set struct {
	topology *places.Source
	list     []entry
	by       map[diag.Code]*ofCode
}

// entry is an item of `accept`.
type entry struct {
	written *format.Accept
	path    string // of the field, with numbers; "" for all of the topology
	first   places.Place
	last    places.Place
	round   *entry        // the next wider stretch of the same code; see stretches
	fault   wording.Fault // why it is no field
	used    bool
}

// ofCode is what is accepted of one code.
type ofCode struct {
	all    *entry // wherever it is told
	paths  map[string]*entry
	placed *stretches // the same by where the fields stand; nil until asked for
}

// Located is what a path leads to.
type Located struct {
	Path        string       // with numbers in place of names, as in messages
	First, Last places.Place // where that begins, and the last of it; zero where nothing is there
}

// New reads what a topology accepts, and tells what is wrong with it.
func New(list []format.Accept, topology *places.Source, locate func(path string) (Located, wording.Fault)) (*Set, diag.List) {
	if len(list) == 0 {
		return nil, nil
	}
	var found diag.List
	s := &Set{topology: topology, list: make([]entry, 0, len(list)), by: map[diag.Code]*ofCode{}}
	for i := range list {
		a := &list[i]
		if !format.Fits(a.Code, "warning") {
			continue
		}
		if fault, at := checkCode(a); fault.Found() {
			found.Tally(diag.At(fault.Code, at, fault.Message, fault.Help))
			continue
		}
		one := entry{written: a}
		if a.At.IsSet() {
			if !format.Fits(a.At, "field") {
				continue
			}
			at, fault := locate(a.At.Value)
			if fault.Found() {
				one.fault = fault
				s.list = append(s.list, one)
				continue
			}
			if one.path = at.Path; at.First.Source == topology { // and no flag's
				one.first, one.last = at.First, at.Last
			}
		}
		if first := s.add(one); first != nil {
			found.Tally(diag.At("value-twice", a.Origin, "this is accepted twice", "remove one of the two", first.Origin))
		}
	}
	return s, found
}

// add adds an entry, or gives the one that says the same.
func (s *Set) add(one entry) *format.Accept {
	code := diag.Code(one.written.Code.Value)
	if s.by[code] == nil {
		s.by[code] = &ofCode{paths: map[string]*entry{}}
	}
	of := s.by[code]
	before := of.paths[one.path]
	if one.path == "" {
		before = of.all
	}
	if before != nil {
		return before.written
	}
	s.list = append(s.list, one) // which has room for all, so that pointers stay right
	at := &s.list[len(s.list)-1]
	if one.path == "" {
		of.all = at
	} else {
		of.paths[one.path] = at
	}
	return nil
}

// Takes reports whether a warning is accepted, and is not to be told.
func (s *Set) Takes(p diag.Diagnostic) bool {
	if s == nil || p.Severity != diag.Warning {
		return false
	}
	of := s.by[p.Code]
	if of == nil {
		return false
	}
	taken := of.all != nil
	if taken {
		of.all.used = true
	}
	return s.takesAt(of, &p) || taken
}

// takesAt reports whether a warning is accepted where it is told: what is told of a file, wherever the
// topology has to do with it.
func (s *Set) takesAt(of *ofCode, p *diag.Diagnostic) bool {
	if len(of.paths) == 0 {
		return false
	}
	if s.isOwn(p.Place, p.Path) {
		return of.below(p.Place, p.Path)
	}
	taken := false
	for _, also := range p.Related {
		if s.isOwn(also.Place, also.Note) {
			if !of.below(also.Place, also.Note) {
				return false
			}
			taken = true
		}
	}
	return taken
}

// isOwn reports whether a place is the topology's, as it is, as a flag has it, or as a built-in overlay has tiers and
// apps say it.
func (s *Set) isOwn(place places.Place, path string) bool {
	return place.Source != nil && (place.Source == s.topology || !place.Source.IsFile() && path != "") || strings.HasPrefix(path, "tiers[")
}

// below reports whether something is told at an entry's field, or below it. What names no field, as what is
// told of an object, is where what made it stands.
func (of *ofCode) below(place places.Place, path string) (taken bool) {
	for field := range Above(path) {
		if one := of.paths[field]; one != nil {
			one.used, taken = true, true
		}
	}
	if taken || isField(path) {
		return taken
	}
	if of.placed == nil {
		of.placed = stretchesOf(of.paths)
	}
	for one := of.placed.before(place); one != nil; one = one.round {
		if !one.last.Before(place) {
			one.used, taken = true, true
		}
	}
	return taken
}

// isField reports whether a text is a field's path, and no words.
func isField(text string) bool { return text != "" && !strings.Contains(text, " ") }
