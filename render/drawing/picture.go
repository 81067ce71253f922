// Package drawing owns pictures of a topology: tiers, addresses, hosts, certificates,
// gateways, who may come in, routes and apps as boxes in columns, with lines from left to right.
//
// In goes a Plan in which no rule failed, and for a page what becomes of requests; out
// come texts, SVG, HTML, Mermaid and DOT, the same bytes for the same input.
// It must never open a file, look at a clock, compute in fractions, which machines
// round differently, or put a word of the user's into a text without escaping it.
package drawing

import (
	"slices"

	"render/render/places"
)

// Column is where a box stands, from the left.
type Column uint8

// The columns.
const (
	Tier Column = iota
	Address
	Host
	Certificate
	Gateway
	Access // who may come in, where that is written
	Route
	App
	columns int = iota
)

// heads are over the columns.
var heads = [columns]string{"Tiers", "IPs", "Hosts", "Certificates", "Gateways", "Access", "Routes", "Apps"}

// words are what one box of each column is called.
var words = [columns]string{"tier", "address", "host", "certificate", "gateway", "access", "route", "app"}

// Look is how a box differs from others of its column.
type Look uint8

// The looks.
const (
	Plain   Look = iota
	There        // it is there already, and is not rendered
	Outside      // outside the cluster
	Answer       // the gateway itself answers
	Open         // TLS is not ended here; or everybody may come in
	Soon         // a certificate that is to be renewed
)

var looks = [...]string{"plain", "there", "outside", "answer", "open", "soon"}

// Picture is a topology as it is drawn.
type Picture struct {
	Name  string   // the topology's
	Tiers []string // names of those that it has
	Boxes []Box
	Lines []Line
	// crowded are the numbers of tiers of which not all lines are here, since there are
	// more than maxLines.
	crowded []int
	// sets are which ways a box is on: those of requests to a host, or of connections
	// to a port, by their numbers.
	sets [][]int
}

// Box is a thing that is drawn.
type Box struct {
	Column Column
	Look   Look
	Texts  []string // its name, then what is said of it
	Wholes []string // lists that are told in part there
	Host   string   // the whole name, of a host
	Place  places.Place
	tiers  []int // whose it is: one, or several that share an address
	set    int   // the ways that it is on
}

// Line leads from a box to one further right.
type Line struct {
	From, To int
	Copy     bool // of copies of requests
}

// Only is what is drawn of some tiers.
func (p *Picture) Only(tiers []int) *Picture {
	out := &Picture{Name: p.Name, Tiers: p.Tiers, sets: p.sets}
	for _, t := range p.crowded {
		if slices.Contains(tiers, t) {
			out.crowded = append(out.crowded, t)
		}
	}
	at := make([]int, len(p.Boxes))
	for i := range p.Boxes {
		at[i] = -1
		if slices.ContainsFunc(p.Boxes[i].tiers, func(t int) bool { return slices.Contains(tiers, t) }) {
			at[i] = len(out.Boxes)
			out.Boxes = append(out.Boxes, p.Boxes[i])
		}
	}
	for _, l := range p.Lines {
		if at[l.From] >= 0 && at[l.To] >= 0 {
			out.Lines = append(out.Lines, Line{at[l.From], at[l.To], l.Copy})
		}
	}
	return out
}

// The forms in which a picture can be written.
const (
	SVG     = "svg"
	HTML    = "html"
	Mermaid = "mermaid"
	DOT     = "dot"
)

// Formats are their names.
func Formats() []string { return []string{SVG, HTML, Mermaid, DOT} }

// shown are the columns that have boxes, from the left.
func (p *Picture) shown() []Column {
	var out []Column
	for i, count := range p.count() {
		if count > 0 {
			out = append(out, Column(i))
		}
	}
	return out
}

// tallest is how many boxes the fullest column has.
func (p *Picture) tallest() int {
	most := 0
	for _, count := range p.count() {
		most = max(most, count)
	}
	return most
}

// count is how many boxes each column has.
func (p *Picture) count() (out [columns]int) {
	for i := range p.Boxes {
		out[p.Boxes[i].Column]++
	}
	return out
}
