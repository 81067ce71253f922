// Package certs owns the reading, checking and making of the certificates and
// keys that a topology names.
//
// In go a file system and one request a tier; out come the pairs in one
// normalised PEM form, and problems that point into the files. Or an order goes
// in, and out comes what has to be made for it, and then that as PEM. It
// must never put a byte of a key into a problem, write a file, or take the time
// or chance from anywhere but its arguments.
//
// What is refused is what Envoy or clients refuse. Sources: Envoy's
// source/common/tls/context_impl.cc (key types, sizes and curves),
// support.apple.com/103769 (subjectAltName, serverAuth, SHA-2, 825 days),
// RFC 9525 (a wildcard is one whole label, the common name is not looked at).
package certs

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"io/fs"
	"path"
	"time"

	"render/render/diag"
	"render/render/places"
)

// Request is one tier's pair to read.
type Request struct {
	Place places.Place // where the topology asks for it
	Path  string       // the field, "tiers[0].cert"
	Tier  string       // the tier's name
	// The files, relative to the topology's folder, "/" between folders. CA is
	// "" where there is none.
	Crt, Key, CA string
	// ClientCA is the file with the authorities of clients' certificates; its
	// name is "" where there is none. A request may have that alone.
	ClientCA File
	Hosts    []Host // each must be covered by a subjectAltName
}

// File is a file, and where the topology names it.
type File struct {
	Name  string
	Place places.Place
	Path  string
}

// Host is a name that clients ask the tier for.
type Host struct {
	Name  string // "a.example.org", "*.example.org", or "*", which is not checked
	Place places.Place
	Path  string // "tiers[0].hosts[1]"
}

// Rules are the checks that depend on more than the files.
type Rules struct {
	// At is the time at which certificates must be valid, and for 30 days
	// more without a warning. Zero: not checked.
	At time.Time
	// NISTCurves tells that this Istio's Envoy reads P-384 and P-521; it
	// always reads P-256.
	NISTCurves  bool
	CurvesSince string // the Istio that first reads them, "1.25"; for messages
	// Topology is what the user called the topology, for commands that are to be
	// run; "" in those commands themselves.
	Topology string
	// Keyless takes a key's file that is not there for one that may not be
	// needed: the pair comes without its key, and says what is wrong with that.
	Keyless bool
	// Authority is the certificate and the key of the local authority, by which
	// the verb certs would make what is missing; for messages.
	Authority [2]string
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

// Read reads and checks the pair of every request. Pairs come in the order of
// the requests; one that has an error is the zero Pair. A file is read once,
// and what is wrong with it is told once, however many requests name it. An error
// is the cause of a context that is cancelled.
func Read(ctx context.Context, files fs.FS, requests []Request, rules Rules) ([]Pair, diag.List, error) {
	r := newReader(files, rules)
	for _, q := range requests {
		if q.ClientCA.Name != "" {
			r.ask(Request{Place: q.ClientCA.Place, Path: q.ClientCA.Path}, q.ClientCA.Name)
		}
		if q.Crt == "" {
			continue
		}
		r.ask(q, q.Crt)
		r.ask(q, q.Key)
		r.ofPair[path.Clean(q.Crt)], r.ofPair[path.Clean(q.Key)] = "", path.Clean(q.Crt)
		if q.CA != "" {
			r.ask(q, q.CA)
		}
	}
	pairs := make([]Pair, len(requests))
	for i, q := range requests {
		if ctx.Err() != nil {
			return nil, nil, context.Cause(ctx)
		}
		pairs[i] = r.pair(q)
	}
	return pairs, r.problems, nil
}

func newReader(files fs.FS, rules Rules) *reader {
	return &reader{
		files: files, rules: rules,
		askers: map[string][]diag.Related{}, texts: map[string]*pemText{},
		chains: map[string]*chain{}, keys: map[string]*key{}, ofPair: map[string]string{},
		couples: map[[2]string]*couple{}, cas: map[string][]byte{}, clientCAs: map[string][]byte{},
	}
}

// ReadFile is a file's bytes, a certificate's of another kind than a tier's;
// nil where it is told why there are none. missing is the cure where it is not
// there, and no other one is near.
func ReadFile(files fs.FS, file File, missing string) ([]byte, diag.List) {
	r := &reader{files: files, askers: map[string][]diag.Related{}, missing: missing}
	name := path.Clean(file.Name)
	r.ask(Request{Place: file.Place, Path: file.Path}, name)
	text, ok := r.load(name)
	if !ok {
		return nil, r.problems
	}
	return text, nil
}

// reader holds what was read, each under its clean file name. A nil value is
// a file that failed and whose problems are told already.
type reader struct {
	files  fs.FS
	rules  Rules
	askers map[string][]diag.Related // where the topology names a file
	// ofPair are the files of tiers' own certificates, which the verb certs makes,
	// and of a key the certificate that it belongs to.
	ofPair  map[string]string
	texts   map[string]*pemText
	chains  map[string]*chain
	keys    map[string]*key
	couples map[[2]string]*couple
	cas     map[string][]byte
	// clientCAs are files of which every certificate is an authority's.
	clientCAs map[string][]byte
	problems  diag.List
	missing   string // the cure where a file is not there; "" for a tier's
}

func (r *reader) ask(q Request, file string) {
	name := path.Clean(file)
	also := diag.Related{Place: q.Place, Note: q.Path}
	list := r.askers[name]
	if len(list) == 0 || list[len(list)-1] != also {
		r.askers[name] = append(list, also)
	}
}

func (r *reader) pair(q Request) Pair {
	var ca, client []byte
	ok := true
	if q.ClientCA.Name != "" {
		client = r.clientCA(path.Clean(q.ClientCA.Name))
		ok = client != nil
	}
	if q.Crt == "" {
		return Pair{ClientCA: bytes.Clone(client)}
	}
	if q.CA != "" {
		ca = r.ca(path.Clean(q.CA))
		ok = ca != nil && ok
	}
	c := r.couple(path.Clean(q.Crt), path.Clean(q.Key), q.Path)
	if c.leaf == nil {
		return Pair{}
	}
	ok = r.checkHosts(q, c) && ok && c.ok
	if !ok {
		return Pair{}
	}
	p := c.pair
	p.Crt, p.Key, p.CA = bytes.Clone(p.Crt), bytes.Clone(p.Key), bytes.Clone(ca)
	p.ClientCA = bytes.Clone(client)
	return p
}

// couple is a certificate file and a key file together. Where ok is false the
// pair is not to be used; leaf may still be known.
type couple struct {
	crt  *chain
	leaf *certificate
	ok   bool
	pair Pair
}

func (r *reader) couple(crt, keyFile, field string) *couple {
	id := [2]string{crt, keyFile}
	if c, done := r.couples[id]; done {
		return c
	}
	c := &couple{}
	r.couples[id] = c
	if r.rules.Keyless && !r.there(keyFile) {
		c.pair.NoKey = r.absent(keyFile)
	} else if r.bothMissing(crt, keyFile) || r.swapped(crt, keyFile, field) {
		return c
	}
	c.crt = r.chain(crt)
	var k *key
	if c.pair.NoKey == nil {
		k = r.key(keyFile)
	}
	if c.crt == nil || r.isBundle(c.crt) {
		return c
	}
	at, matched := r.leafOf(c.crt, k)
	c.leaf = &c.crt.certs[at]
	fit := r.checkLeaf(c.crt, at)
	c.ok = fit && matched && at == 0 && (k != nil || c.pair.NoKey != nil)
	if c.ok {
		sum := sha256.Sum256(c.leaf.x509.Raw)
		c.pair.Crt, c.pair.Leaf, c.pair.SHA256 = c.crt.pem(), c.leaf.x509, hex.EncodeToString(sum[:])
	}
	if c.ok && k != nil {
		c.pair.Key = k.pem
	}
	return c
}

// swapped tells, once, that the certificate is in the key's file and the key in
// the certificate's.
func (r *reader) swapped(crt, keyFile, field string) bool {
	c, k := r.text(crt), r.text(keyFile)
	if c == nil || k == nil || c.count(isCertificate) > 0 || c.count(isKey) == 0 ||
		k.count(isCertificate) == 0 || k.count(isKey) > 0 {
		return false
	}
	r.problems.Add(diag.Diagnostic{
		Code:    "key-mismatch",
		Place:   c.place(c.first(isKey)),
		Message: "holds the key, and " + diag.Quote(keyFile) + " holds the certificate: the two are swapped",
		Related: r.asked(crt),
		Help:    "swap the two names in " + field + ", or rename the two files",
		Hide:    true,
	})
	return true
}

// encode is the normal form of one block.
func encode(kind string, der []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der})
}
