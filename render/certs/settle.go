package certs

import (
	"bytes"
	"encoding/asn1"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"render/render/diag"
	"render/render/wording"
)

// settle finds out who issues, and whether that can be done.
func (s *inspection) settle() {
	issuing := s.issuing()
	// An authority's key without its certificate is one that clients cannot be
	// told to trust, whoever issued what is there.
	lost := s.local == nil && s.there(s.spec.CA.Key) && !s.there(s.spec.CA.Crt)
	local := lost || issuing > 0 || slices.ContainsFunc(s.plan.Pairs, func(planned Planned) bool { return planned.Do == Keep || planned.IssuedHere })
	switch {
	case s.given != nil:
		s.settleGiven(issuing)
	case local && s.local == nil:
		s.newCA()
	case local:
		s.presentCA(issuing)
	}
}

func (s *inspection) issuing() int {
	n := 0
	for _, planned := range s.plan.Pairs {
		if planned.Do == Make || planned.Do == Renew {
			n++
		}
	}
	return n
}

// namesakes are certificates of an earlier authority of the local one's name.
// Who trusts the one does not trust the other, and cannot tell which it is.
func (s *inspection) namesakes() {
	if s.c.Given != nil {
		return
	}
	var subject []byte
	switch {
	case s.local != nil:
		subject = s.local.cert.RawSubject
	case s.plan.Pending():
		subject, _ = asn1.Marshal(s.spec.CA.name().ToRDNSequence()) // its texts were checked
	default:
		return
	}
	for i := range s.plan.Pairs {
		planned := &s.plan.Pairs[i]
		if planned.Do != KeepOther || planned.IssuedHere || !bytes.Equal(planned.leaf.RawIssuer, subject) {
			continue
		}
		t := s.r.chains[path.Clean(planned.Crt)].text
		s.other(planned, diag.List{{
			Code:  "key-mismatch",
			Place: t.place(t.first(isCertificate)), Related: s.r.asked(t.name),
			Message: "was issued by an authority of the same name as the local one, " + wording.Quote(planned.leaf.Issuer.CommonName) + ", with another key",
			Help:    "put that authority's files back",
		}})
	}
}

// other settles a step whose files are wrong and not this authority's: it is
// refused, with all that is wrong, or forced.
func (s *inspection) other(planned *Planned, said diag.List) {
	replaceable := s.replaceable(planned.Crt) && s.replaceable(planned.Key)
	for _, p := range said {
		if p.Severity != diag.Error {
			continue
		}
		if s.c.Force && replaceable {
			planned.Do, planned.Why, planned.NewKey, planned.Copied = Renew, p.Message, true, true
			return
		}
		p.Help = strings.TrimSuffix(s.byItsIssuer(planned)+p.Help, "; or ")
		if replaceable {
			p.Help = strings.TrimPrefix(p.Help+"; or run with --force, which keeps a copy of the certificate and its key and replaces them"+s.byNewAuthority(), "; ")
		}
		s.diagnostics.Add(p)
	}
}

// byItsIssuer is, in help, that the authority which issued a pair for render does so again; "" where
// somebody else made it.
func (s *inspection) byItsIssuer(planned *Planned) string {
	if s.c.Given != nil || !s.r.madeByOther(planned.leaf) {
		return ""
	}
	return "run with --ca-cert and --ca-key of " + issuerOf(planned.leaf) + ", which issued it; or "
}

// byNewAuthority warns, in help, that what is made would be an authority's that
// nobody trusts yet.
func (s *inspection) byNewAuthority() string {
	if s.local != nil || s.c.Given != nil || s.there(s.spec.CA.Key) {
		return ""
	}
	return " by those of a new authority, which every client has to trust first"
}

// replaceable reports whether a file may be replaced at all: a folder, a pipe or
// what is outside may not.
func (s *inspection) replaceable(name string) bool {
	info, err := fs.Stat(s.r.files, path.Clean(name))
	return errors.Is(err, fs.ErrNotExist) || err == nil && info.Mode().IsRegular()
}

func (s *inspection) settleGiven(issuing int) {
	s.plan.by = s.given
	switch local := s.local; {
	case !s.there(s.spec.CA.Crt):
		s.plan.Unknown = s.spec.CA.Crt
	case local != nil && !bytes.Equal(local.cert.Raw, s.given.cert.Raw) && !slices.ContainsFunc(append(s.given.behind, s.given.cert), local.issued):
		s.plan.Another = s.spec.CA.Crt
	}
	if issuing > 0 {
		s.givenBy.checkValid(s.given, s.at)
	}
	if !s.c.Check {
		s.givenBy.unlock(s.given, path.Clean(s.c.Given.Key))
	}
	s.takeGiven()
}

// newCA makes the local authority. A key that is there alone is kept, since it
// may be what a stopped run has left.
func (s *inspection) newCA() {
	ca := s.spec.CA
	planned := &Planned{Do: Make, Why: "missing", NewKey: true, Crt: ca.Crt, Key: ca.Key, Names: []string{printable(ca.CommonName)}}
	s.plan.CA = planned
	if !s.there(ca.Key) {
		return
	}
	planned.NewKey, planned.Why = false, "certificate missing"
	if s.c.Check {
		return
	}
	if signer := s.r.signer(path.Clean(ca.Key)); signer != nil {
		planned.KeyKind, _ = keyKind(signer.Public())
		s.plan.by = &issuer{signer: signer}
	}
	s.diagnostics = append(s.diagnostics, s.said(0)...)
}

// presentCA is the local authority that is there. Its end is its owner's matter
// where it is no root.
func (s *inspection) presentCA(issuing int) {
	ca := s.spec.CA
	a := s.local
	planned := &Planned{Crt: ca.Crt, Key: ca.Key, Names: []string{printable(a.cert.Subject.CommonName)}, NotAfter: a.notAfter}
	planned.KeyKind, _ = keyKind(a.cert.PublicKey)
	planned.Keyless = !s.c.WithoutKeys && !s.there(ca.Key)
	s.plan.CA, s.plan.by = planned, a
	switch {
	case s.renewCA:
		planned.Do, planned.Why = Renew, "expires at "+stamp(a.notAfter)
		if s.at.After(a.notAfter) {
			planned.Why = "expired at " + stamp(a.notAfter)
		}
	case issuing > 0:
		s.r.checkValid(a, s.at)
	}
	switch {
	case s.c.Check:
	case s.there(ca.Key): // also where nothing is to be issued: another's key is told at once
		s.r.unlock(a, path.Clean(ca.Key))
	case issuing > 0 || s.renewCA:
		s.keyGone(issuing)
	}
	s.diagnostics = append(s.diagnostics, s.said(0)...)
	if name := a.cert.Subject.CommonName; !ca.Named.IsZero() && name != ca.CommonName {
		s.diagnostics.Warn(diag.Diagnostic{
			Code:  "cert-fields",
			Place: ca.Named, Path: "certs.ca.commonName", Message: fmt.Sprintf("the authority in %s is called %s, and keeps its name", wording.Quote(ca.Crt), wording.Quote(name)),
			Help: "remove " + s.ofLocal() + " for a new one, which all clients have to trust anew",
		})
	}
}

// ofLocal are the files of the local authority, and the certificates that it issued: those would stay as another's.
func (s *inspection) ofLocal() string {
	const most = 4
	names := []string{word(s.spec.CA.Crt), word(s.spec.CA.Key)}
	for i := range s.plan.Pairs {
		if planned := &s.plan.Pairs[i]; planned.leaf != nil && s.local.issued(planned.leaf) {
			names = append(names, word(planned.Crt))
		}
	}
	if len(names) > most+2 {
		return strings.Join(names[:2], ", ") + " and the certificates that it issued"
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

func (s *inspection) keyGone(issuing int) {
	ca := s.spec.CA
	what := "it is to be renewed"
	for i := len(s.plan.Pairs) - 1; i >= 0; i-- {
		if planned := &s.plan.Pairs[i]; planned.Do == Make || planned.Do == Renew {
			what = wording.Quote(planned.Crt) + " is to be issued: " + planned.Why
		}
	}
	if issuing > 1 {
		what += fmt.Sprintf("; and %d more", issuing-1)
	}
	s.r.diagnostics.Add(diag.Diagnostic{
		Code: "file-missing", Place: s.local.file.text.place(s.local.file.certs[0].line), Message: "its key " + wording.Quote(ca.Key) + " is not there, and " + what,
		Help: "put the key back, from where the authority was made or where you keep your keys; or name another authority with --ca-cert and --ca-key; " +
			"or, if it is lost for good, remove " + word(ca.Crt) + " and run with --force: every client then has to trust a new authority",
		Related: s.r.asked(path.Clean(ca.Crt)),
	})
}

// dates fills in what will be.
func (s *inspection) dates() {
	kind := map[string]string{KeyECDSA: "ECDSA P-256", KeyRSA: "RSA 2048"}[s.spec.Rules.Key]
	for i := range s.plan.Pairs {
		planned := &s.plan.Pairs[i]
		s.fill(planned, kind)
		switch {
		case planned.Do == Make || planned.Do == Renew:
			planned.NotAfter, planned.Names = s.issuesTo, planned.issuedFor()
		case planned.leaf != nil:
			planned.Names = namesIn(planned.leaf)
		}
	}
	if ca := s.plan.CA; ca != nil {
		s.fill(ca, kind)
		if ca.Do != Keep {
			ca.NotAfter = end(s.at, s.spec.CA.Days)
		}
	}
}

func (s *inspection) fill(planned *Planned, kind string) {
	if planned.NewKey {
		planned.KeyKind = kind
	}
}
