package consequences

import (
	"cmp"
	"slices"

	"render/render/access"
	"render/render/compare"
	"render/render/ends"
	"render/render/manifest"
	"render/render/objects"
	"render/render/scripts"
	"render/render/served"
)

// change is a difference as the rules look at it, and what they found.
type change struct {
	*compare.Difference
	was, by  Applier // who brought the old side, and who brings the new one
	old, new *side
	// gone are the objects that are not on the new side under their name, in the order
	// of their side.
	gone []*objects.Object
	// staying are those that nobody deletes.
	staying []*objects.Object
	pools   *course
	fates   []fate   // of what clients come in by
	wanted  []wanted // that fell out
	steps   scripts.Steps
	// moved are Services that a step of its own moves to their new address.
	moved map[served.Service]bool
	// handed are pools of which such steps hand on the addresses.
	handed map[string]bool
	joined []*joining // see checkJoined
	// led are hosts whose names a step of its own leads to another gateway.
	led map[string]bool
	// renamed are hosts that go on under another name, and these; behind is what either side's lead to, once asked for.
	renamed map[string]bool
	behind  [2]map[string]string
	below   map[string][]string // see renamedBelow
	// sent are hosts to which redirects send clients that went elsewhere, with their routes.
	sent     map[string][]*objects.Object
	turns    []ends.Change                       // see checkRoutes
	remain   []*served.Entrance                  // see remaining, once asked for
	endures  []*objects.Object                   // see enduring, once asked for
	routed   map[*served.Entrance]*served.Routed // see isTakenUp
	partings map[string]*served.Parting          // by host, see served.PartingsOf
	// away are, by Gateway of the old side, the hosts that another gateway has now.
	away map[manifest.ID]map[string]bool
	// deleted are those of staying that the last step deletes.
	deleted []*objects.Object
	// dismissed are those of gone that a step deletes by name.
	dismissed map[*objects.Object]bool
	// handing are workloads of which one gets what another writes to, see checkHandovers.
	handing map[*objects.Object]bool
	// won are the hosts for which a route that stays goes before one of the new side.
	won     map[*objects.Object][]string
	winning []winning                           // these
	perhaps map[*objects.Object]bool            // of these routes that stay, those that may be the younger ones
	still   map[*objects.Object]*stillAnswering // see stillAnswering
	after   *served.Doors                       // see doorsAfter
	midway  *served.Doors                       // see doorsMidway
	passing *served.Passages                    // see passagesAfter
	// entered and entering are who is let in on each side, once asked for.
	entered, entering *access.Gates
	meanwhile         *access.Gates // see gatesMidway
	// asked are by route what it is asked, once asked for.
	asked map[*objects.Object]map[string]bool
	// meant are those of the new side alone, once asked for.
	meant      *access.Gates
	shown      map[string][]*served.Credential // see shownBefore
	reshown    map[*served.Credential][]string // see shownOtherwise
	lost       map[*objects.Object][]string    // see lostBeforehand
	sentOn     map[*served.Credential][]string // see sentToHTTPS
	upgraded   map[string][]*objects.Object    // what redirects requests for a host to https, see there
	opened     map[asking]bool                 // of which it is told whom a gateway lets in to a host
	succeeding *[]succession                   // once asked for
	shifted    *[]portMoved                    // once asked for
	makesPods  *bool                           // see onceMade, once asked for
	movings    *moving                         // see findMoving
	// followed are the routes of both sides by which requests are followed, so that what is done with
	// these on their way is told request by request.
	followed   map[*objects.Object]bool
	rehandled  []rehandled                     // of them, what is done otherwise with some requests
	swapped    map[int]int                     // the waves in which Argo CD deletes, once asked for
	lastRoutes *int                            // routesWave, once asked for
	beside     []served.Part                   // what steps add beside the old
	hosting    map[[2]string][]*objects.Object // see gatewaysNow
	kept       leaving                         // what a step leaves, and the next removes
	parts      bool                            // a step brings a part of the change, and another the rest
	ahead      bool                            // routes are brought before a Gateway

	tracks  bool // who brings the new side has brought something of the old one
	changes map[*objects.Object]*compare.Change
	found   []Consequence
	told    map[string]int // where a code and a message are in found
}

func newChange(d *compare.Difference, was, by Applier) *change {
	in := served.Entries(d.Old, d.New)
	c := &change{Difference: d, was: was, by: by, old: newSide(d.Old, in), new: newSide(d.New, in),
		changes: map[*objects.Object]*compare.Change{}, told: map[string]int{}, won: map[*objects.Object][]string{}, perhaps: map[*objects.Object]bool{}, dismissed: map[*objects.Object]bool{}, handing: map[*objects.Object]bool{}, opened: map[asking]bool{}, moved: map[served.Service]bool{}, handed: map[string]bool{}, led: map[string]bool{}, renamed: map[string]bool{}, sent: map[string][]*objects.Object{}, away: map[manifest.ID]map[string]bool{}}
	for i := range d.Changes {
		one := &d.Changes[i]
		if one.Old != nil {
			c.changes[one.Old] = one
		}
		if one.New != nil {
			c.changes[one.New] = one
		}
	}
	c.shareTiers()
	return c
}

// rehandled is what it means for requests that a route does otherwise with them.
type rehandled struct {
	means string
	by    *objects.Object
}

// shareTiers has a side that does not know its tiers, as objects of a folder do not,
// call a Service by what the other side calls it.
func (c *change) shareTiers() {
	for _, e := range c.old.Entrances {
		if other := c.new.ByService[e.Service]; other != nil {
			e.Tier, other.Tier = cmp.Or(e.Tier, other.Tier), cmp.Or(other.Tier, e.Tier)
		}
	}
}

// tell notes a consequence, with the objects of either side that do it, the first
// the most; nil is of no object. What is told twice is told once, of the objects of
// both. What it gives back is for whoever tells whether steps do away with it.
func (c *change) tell(code string, severity Severity, message, help string, of ...*objects.Object) *Consequence {
	key := toldAs(code, message)
	at, ok := c.told[key]
	if !ok {
		at = len(c.found)
		c.told[key] = at
		c.found = append(c.found, Consequence{Code: code, Severity: severity, Message: message, Help: help})
	}
	for _, o := range of {
		if one := c.changes[o]; one != nil && !slices.Contains(c.found[at].Changes, one) {
			c.found[at].Changes = append(c.found[at].Changes, one)
		}
	}
	return &c.found[at]
}

// toldAs is by what a consequence is known.
func toldAs(code, message string) string { return code + "\x00" + message }

// sorted are the consequences by their weight, then in the order of the
// difference, then in that of the rules.
func (c *change) sorted() []Consequence {
	position := make(map[*compare.Change]int, len(c.Changes))
	for i := range c.Changes {
		position[&c.Changes[i]] = i
	}
	at := func(one *Consequence) int {
		if len(one.Changes) == 0 {
			return len(c.Changes)
		}
		return position[one.Changes[0]]
	}
	slices.SortStableFunc(c.found, func(a, b Consequence) int {
		return cmp.Or(cmp.Compare(a.Severity, b.Severity), cmp.Compare(at(&a), at(&b)))
	})
	return c.found
}

// prunes reports whether what is no more on the new side is deleted, or some of it.
func (c *change) prunes() bool { return c.by != Kubectl && c.tracks }
