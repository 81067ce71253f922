package certs

import (
	"crypto/x509"
	"io/fs"
	"net/netip"
	"slices"
	"time"

	"render/render/places"
)

// Spec is what a topology wants to have made: the pairs of its tiers, and the
// authority that issues them.
type Spec struct {
	Pairs []Wanted
	// Without are the tiers that need no pair, with why.
	Without []Without
	CA      WantedCA
	Days    int   // for how many a certificate is made
	Rules   Rules // of which At is not looked at
	// Elsewhere is why nothing is to be made at all; "" where it is.
	Elsewhere string
}

// Wanted is one pair of files, for one tier or for all that name the same two.
// The request's hosts are those of all of them, each once.
type Wanted struct {
	Request
	Tiers []string
	IPs   []netip.Addr
}

// Without is a tier that needs no pair.
type Without struct{ Tier, Why string }

// WantedCA is the local authority.
type WantedCA struct {
	Crt, Key     string // the files, relative to the topology's folder
	Place        places.Place
	Path         string
	CommonName   string
	Named        places.Place // where the topology says so; zero where it does not
	Organization string       // "" for none
	Days         int
}

// Conditions are what counts beside the topology.
type Conditions struct {
	At time.Time // the time it is
	// RenewBefore is how long before its end a certificate is renewed. Zero is
	// the usual: 30 days, or a third of what it is made for where that is less.
	RenewBefore time.Duration
	// Force replaces also what is wrong and was not issued by this authority.
	Force bool
	// Check only looks: the authority's key is not read.
	Check bool
	// WithoutKeys takes a missing key for one that is kept elsewhere.
	WithoutKeys bool
	// Given is an authority in place of the local one; nil for the local one.
	Given *Given
}

// Given is an authority that the user names: a certificate, perhaps with those
// above it behind it, and its key. Key may be "" where nothing is issued.
type Given struct {
	Files    fs.FS
	Crt, Key string
}

// Action is what is to be done with a certificate.
type Action uint8

const (
	Keep      Action = iota // it is right as it is
	KeepOther               // so it is, and render did not make it
	Make                    // there is none
	Renew                   // it is replaced
)

// Planned is one certificate, and what is to be done with it.
type Planned struct {
	Do  Action
	Why string // what is wrong with what is there; "" with Keep and KeepOther
	// NewKey: the key is made too; else the one that is there is kept.
	NewKey   bool
	Crt, Key string   // the files
	Names    []string // for whom it is or will be: the hosts and IPs, or the authority's name
	Tiers    []string
	NotAfter time.Time // of what is there, or will be
	KeyKind  string    // "ECDSA P-256", of what is there or will be; "" where there is none to be seen

	// Due: it ends soon, and this authority cannot renew it.
	Due bool
	// Ended: it is due, and has ended already.
	Ended bool
	// Copied: render did not make what is there, and a copy is kept of what is replaced.
	Copied bool
	// Published: it is a pair of the examples of render, whose key everybody has.
	Published bool
	// Brought is how cert names a pair beside it that no tier names, that another authority issued and that is for the
	// same hosts; "" for none, and where none is made.
	Brought string
	// Keyless: the authority is there without its key, and can issue nothing.
	Keyless bool

	wanted *Wanted           // nil for the authority
	leaf   *x509.Certificate // what is there
	// IssuedHere: the given authority or the local one issued what is there.
	IssuedHere bool
	public     any // of the key that is kept
}

// Plan is what has to be done so that all is there that a topology wants.
type Plan struct {
	// CA is the authority: nil where it is the user's own, or none is needed.
	CA      *Planned
	Pairs   []Planned // in the order of the tiers
	Without []Without
	// Unknown is the file in which the local authority would be, where another one was given
	// and nothing is in it; else "".
	Unknown string
	// Another is that file where it is an authority that the given one is neither, nor issued by; else "".
	Another string
	// Elsewhere is the spec's.
	Elsewhere string

	spec Spec
	at   time.Time
	by   *issuer // nil where nothing is issued
}

// Pending reports whether anything is to be made or renewed.
func (w *Plan) Pending() bool {
	for _, s := range w.All() {
		if s.Do == Make || s.Do == Renew {
			return true
		}
	}
	return false
}

// All are the authority's certificate, if any, and then the pairs'.
func (w *Plan) All() []Planned {
	var out []Planned
	if w.CA != nil {
		out = append(out, *w.CA)
	}
	return append(out, w.Pairs...)
}

// usualRenewal is how long before its end a certificate is renewed where nobody
// says.
const usualRenewal = 30 * day

// renewBefore is that time for a certificate that is made for some days. A
// certificate that is due as soon as it is made would be made anew every time.
func (c Conditions) renewBefore(days int) time.Duration {
	third := time.Duration(days) * day / 3
	if c.RenewBefore > 0 {
		return c.RenewBefore
	}
	return min(usualRenewal, third)
}

// Due reports whether anything ends soon that this authority cannot renew.
func (w *Plan) Due() bool {
	return slices.ContainsFunc(w.Pairs, func(s Planned) bool { return s.Due })
}
