package certs

import (
	"crypto/x509"
	"time"

	"render/render/diag"
	"render/render/places"
)

// Request is one tier's pair to read.
type Request struct {
	Place places.Place // where the topology asks for it
	Path  string       // the field, "tiers[0].cert"
	Tier  string       // the tier's name
	Item  string       // "" for the tier's own, else what tells it from that
	// The files, relative to the topology's folder, "/" between folders. CA is
	// "" where there is none, and Key where none is to be read.
	Crt, Key, CA string
	// OfClients tells that clients' certificates are checked by CA.
	OfClients bool
	// Instead are pairs without endings, called after other hosts, one of which may
	// be meant where this one is not there.
	Instead []string
	// Secret is how a tier names a Secret in place of files, that of others which may be meant where these
	// are not there: "{secret: NAME}, ..."; "" for none. SecretFirst tells that all others name one.
	Secret      string
	SecretFirst bool
	// ClientCA is the file with the authorities of clients' certificates; its
	// name is "" where there is none. A request may have that alone.
	ClientCA File
	Hosts    []Host // each must be covered by a subjectAltName
	HTTP3    Asked  // where HTTP/3 is asked for; no path where it is not
}

// Asked is where the topology asks for something.
type Asked struct {
	Place places.Place
	Path  string
}

// File is a file, and where the topology names it.
type File struct {
	Name  string
	Place places.Place
	Path  string
	// Elsewhere: an issuer or a store has the pair that it is of.
	Elsewhere bool
}

// Host is a name that clients ask the tier for.
type Host struct {
	Name  string // "a.example.org", "*.example.org", or "*", which is not checked
	Place places.Place
	Path  string // "tiers[0].hosts[1]"
	// Own is what a certificate of the host's own is called, and Item how the host is written with
	// it: "certs/a.example.org.crt", "{host: a.example.org, cert: certs/a.example.org}". Both are ""
	// where it can have none, as the host of an app.
	Own, Item string
}

// Rules are the checks that depend on more than the files.
type Rules struct {
	// At is the time at which certificates must be valid, and for 30 days
	// more without a warning. Zero: not checked.
	At time.Time
	// AtNow tells that At is the clock's time, and not one that may be years away; for
	// messages.
	AtNow bool
	// NISTCurves tells that this Istio's Envoy reads P-384 and P-521; it
	// always reads P-256.
	NISTCurves  bool
	CurvesSince string // the Istio that first reads them, "1.25"; for messages
	// PartialChains tells that this Istio's Envoy trusts an authority whose own is not
	// there.
	PartialChains bool
	PartialSince  string // the Istio that first does, "1.17"; for messages
	// Topology is what the user called the topology, for commands that are to be
	// run; "" in those commands themselves.
	Topology string
	// Again are the flags with which those commands read the same topology, each with a space
	// behind it.
	Again string
	// Keyless takes a key's file that is not there for one that may not be
	// needed: the pair comes without its key, and says what is wrong with that.
	Keyless bool
	// Authority is the certificate and the key of the local authority, by which
	// the verb certs would make what is missing; for messages.
	Authority [2]string
	// Key is the kind of keys that the verb certs makes: KeyECDSA or KeyRSA.
	Key string
	// Kept tells that with an earlier output no key would be needed; for messages.
	Kept bool
}

// Pair is a certificate with its key, both as PEM with LF line ends, nothing
// between the blocks and one newline at the end.
type Pair struct {
	Crt []byte // the leaf, then its chain as in the file
	Key []byte // one block, of the type it has in the file; nil where NoKey is told
	CA  []byte // nil where none was asked for
	// ClientCA is the authorities of clients' certificates; nil where none was
	// asked for.
	ClientCA []byte
	Leaf     *x509.Certificate
	SHA256   string // of the leaf's DER, lower-case hex
	// NoKey tells that the key's file is not there. It is told, with the reason,
	// only where the key is needed after all; nil where the key was read.
	NoKey *diag.Diagnostic
}
