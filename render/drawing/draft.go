package drawing

import (
	"net/netip"

	"render/render/endpoints"
	"render/render/format"
	"render/render/inputs"
	"render/render/plan"
	"render/render/secret"
)

// maxLines is how many lines are ever drawn.
const maxLines = 100_000

// Conditions are what a picture depends on beside its topology.
type Conditions struct {
	// Certificates are those that were read, by secret.PairName; none where nobody read
	// any.
	Certificates map[string]Shown
}

// Shown is what is told of a certificate that was read.
type Shown struct {
	Until string   // the last day of it
	Soon  bool     // that is near
	Names []string // that it has
}

// draft is a picture under way.
type draft struct {
	*Picture
	plan      *plan.Plan
	with      Conditions
	sets      *sets
	ways      int // so many there are
	addresses map[netip.Addr]int
	apps      map[*plan.App]int // the box of each
	copies    []Line            // to what may be drawn later: To is a place in mirrored
	mirrored  []*plan.App
	pairs     map[string]pair // by secret.PairName
}

// add draws a box. What people wrote is in one line each, and no key is among it.
func (d *draft) add(b Box) int {
	for _, texts := range [...][]string{b.Texts, b.Wholes} {
		for i, text := range texts {
			texts[i] = legible(text)
		}
	}
	d.Boxes = append(d.Boxes, b)
	return len(d.Boxes) - 1
}

// way is a new one.
func (d *draft) way() int {
	d.ways++
	return d.ways - 1
}

// pair is a certificate's file, and the field that asks for it.
type pair struct {
	file string
	at   format.Origin
}

// pairsOf are the files of servers.
func pairsOf(p *plan.Plan) map[string]pair {
	out := map[string]pair{}
	wanted, _ := inputs.Wanted(p)
	for i := range wanted {
		w := &wanted[i]
		out[secret.PairName(w.Tier, w.Item)] = pair{w.Crt, w.Origin}
	}
	return out
}

// tierDraft is a tier while it is drawn, from the left to the right; a box's ways are
// known once all is drawn that it leads to.
type tierDraft struct {
	*draft
	*plan.Tier
	number int
	drawn  int // lines
	entry  *endpoints.Tier

	hosts    []host
	hostsOf  map[*plan.Server][]host
	dialled  map[int]map[string][]int // by port and host of a route the ways of whole connections
	answered map[string][]int         // the ways of hosts that a host's routes answer
	gates    []gate                   // its Gateways
	gateAt   map[string]int           // by name
	entering map[int]int              // by way the Gateway of requests
	enter    map[int][]int            // by set those, once they were asked for
	more     map[*format.Route][]int
	listed   *int // the set of routes that name no host
	admitted map[admissionKey]*admission
	// admissions are those in the order of the file.
	admissions []*admission
	direct     bool // a line leads from its addresses to the Gateway of its ports of TCP
}

func newTierDraft(d *draft, number int, entry *endpoints.Tier) *tierDraft {
	return &tierDraft{draft: d, Tier: &d.plan.Tiers[number], number: number, entry: entry,
		hostsOf: map[*plan.Server][]host{}, dialled: map[int]map[string][]int{}, answered: map[string][]int{},
		gateAt: map[string]int{}, entering: map[int]int{}, enter: map[int][]int{}, more: map[*format.Route][]int{}, admitted: map[admissionKey]*admission{}}
}

// host is a host of the tier, or one below a wildcard of its.
type host struct {
	name   string
	listed string // which the tier lists: itself, or the wildcard
	way    int
	box    int
	server *plan.Server
}

// gate is a Gateway.
type gate struct {
	box  int
	ways []int
}

// box draws one of the tier's own.
func (t *tierDraft) box(b Box) int {
	b.tiers = []int{t.number}
	return t.add(b)
}

// line leads from a box to another.
func (t *tierDraft) line(from, to int) {
	switch t.drawn++; {
	case t.drawn <= maxLines:
		t.Lines = append(t.Lines, Line{From: from, To: to})
	case t.drawn == maxLines+1:
		t.crowded = append(t.crowded, t.number)
	}
}
