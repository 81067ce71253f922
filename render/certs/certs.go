// Package certs owns the reading, checking and making of the certificates and
// keys that a topology names.
//
// In go a file system and one request a tier; out come the pairs in one
// normalised PEM form, and diagnostics that point into the files. Or a Spec goes
// in, and out comes the Plan of what has to be made for it, and then that as PEM. It
// must never put a byte of a key into a diagnostic, write a file, or take the time
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
	"encoding/hex"
	"io/fs"
	"path"

	"render/render/diag"
	"render/render/wording"
)

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
		r.instead[path.Clean(q.Crt)] = q
		r.ofPair[path.Clean(q.Crt)] = ""
		if q.Key != "" {
			r.ask(q, q.Key)
			r.ofPair[path.Clean(q.Key)] = path.Clean(q.Crt)
		}
		if q.CA != "" {
			r.ask(q, q.CA)
		}
	}
	pairs := make([]Pair, len(requests))
	for i, q := range requests {
		if ctx.Err() != nil {
			return nil, nil, context.Cause(ctx)
		}
		pairs[i] = r.readPair(q)
	}
	r.checkBehind(requests)
	return pairs, r.diagnostics, nil
}

// ReadFile is a file's bytes, a certificate's of another kind than a tier's;
// nil where it is told why there are none. missing is the help where it is not
// there, and no other one is near.
func ReadFile(files fs.FS, file File, missing string) ([]byte, diag.List) {
	r := &reader{files: files, askers: map[string][]diag.Related{}, missing: missing}
	name := path.Clean(file.Name)
	r.ask(Request{Place: file.Place, Path: file.Path}, name)
	text, ok := r.load(name)
	if !ok {
		return nil, r.diagnostics
	}
	return text, nil
}

func (r *reader) readPair(q Request) Pair {
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
		if c := r.chains[path.Clean(q.CA)]; c != nil && q.OfClients {
			before := r.errors()
			r.checkAnchors(c)
			ok = ok && r.errors() == before
		}
	}
	keyFile := ""
	if q.Key != "" {
		keyFile = path.Clean(q.Key)
	}
	c := r.couple(path.Clean(q.Crt), keyFile)
	if c.leaf == nil {
		return Pair{}
	}
	ok = r.checkHosts(q, c) && r.checkHTTP3(q, c) && ok && c.ok
	if !ok {
		return Pair{}
	}
	p := c.pair
	p.Crt, p.Key, p.CA = bytes.Clone(p.Crt), bytes.Clone(p.Key), bytes.Clone(ca)
	p.ClientCA = bytes.Clone(client)
	return p
}

func (r *reader) couple(crt, keyFile string) *couple {
	id := [2]string{crt, keyFile}
	if c, done := r.couples[id]; done {
		return c
	}
	c := &couple{}
	r.couples[id] = c
	if keyFile != "" && crt != keyFile && !r.there(crt) && r.there(keyFile) {
		r.withKey[crt] = r.keyAlone(crt, keyFile)
	}
	if keyFile == "" {
		c.pair.NoKey = &diag.Diagnostic{}
	} else if r.rules.Keyless && !r.there(keyFile) {
		c.pair.NoKey = r.absent(keyFile)
	} else if r.bothMissing(crt, keyFile) || r.swapped(crt, keyFile) {
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
	if r.isAuthority(c.crt) || r.isOtherAuthority(c.crt, k, keyFile) {
		return c
	}
	at, matched := r.leafOf(c.crt, k)
	c.leaf = &c.crt.certs[at]
	if !matched {
		c.other = k
	}
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
func (r *reader) swapped(crt, keyFile string) bool {
	c, k := r.text(crt), r.text(keyFile)
	if c == nil || k == nil || c.count(isCertificate) > 0 || c.count(isKey) == 0 ||
		k.count(isCertificate) == 0 || k.count(isKey) > 0 {
		return false
	}
	r.diagnostics.Add(diag.Diagnostic{
		Code:    "key-mismatch",
		Place:   c.place(c.first(isKey)),
		Message: "holds the key, and " + wording.Quote(keyFile) + " holds the certificate: the two are swapped",
		Related: r.asked(crt),
		Help:    "give each of the two files the other's name",
		Hide:    true,
	})
	return true
}
