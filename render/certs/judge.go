package certs

import (
	"bytes"
	"crypto/rsa"
	"crypto/x509"
	"fmt"
	"path"
	"slices"
	"strings"

	"render/render/diag"
	"render/render/routing"
	"render/render/wording"
)

// judge finds out what is to be done with one pair of files.
func (s *inspection) judge(w *Wanted) Planned {
	planned := Planned{wanted: w, Crt: w.Crt, Key: w.Key, Tiers: w.Tiers, Names: namesOf(w)}
	crt, keyFile := path.Clean(w.Crt), path.Clean(w.Key)
	since := len(s.r.diagnostics)
	var c *chain
	var k *key
	crtThere, keyThere := s.there(crt), s.there(keyFile)
	if !(crtThere && keyThere && s.r.swapped(crt, keyFile)) {
		if crtThere {
			c = s.r.chain(crt)
		}
		if keyThere {
			k = s.r.key(keyFile)
		}
		if c != nil && s.r.isBundle(c) {
			c = nil
		}
	}
	said := s.said(since)
	switch {
	case said.Failed():
		s.other(&planned, said)
	case c == nil && k == nil:
		planned.Do, planned.Why, planned.NewKey = Make, "missing", true
		s.warnOfAnother(w)
	case c == nil:
		if other := s.othersName(w, crt, keyFile); other != "" {
			s.calledOtherwise(&planned, other, crt, keyFile)
		} else {
			s.keepKey(&planned, k, Make, "certificate missing")
		}
	default:
		s.found(&planned, c, k)
	}
	return planned
}

// othersName is the certificate for a key under another name than its host's, where another authority issued it: of this
// one's another is made, and so it is by a name that somebody wrote.
func (s *inspection) othersName(w *Wanted, crt, keyFile string) string {
	if !w.ofHost(crt) {
		return ""
	}
	other := s.r.otherName(crt, keyFile)
	if list, _ := readChain(s.r.files, other); len(list) == 0 || s.issuer(list[0]) != nil {
		return ""
	}
	return other
}

// calledOtherwise settles a step with a key whose certificate is there under another name: none is made for it unasked.
func (s *inspection) calledOtherwise(planned *Planned, other, crt, keyFile string) {
	planned.Do = Keep
	s.other(planned, diag.List{{Code: "file-missing", Place: s.r.texts[keyFile].place(0), Message: "the certificate for the key is called " + wording.Quote(other),
		Help: otherNameHelp(other, crt, keyFile), Related: s.r.asked(keyFile), Hide: true}})
}

// warnOfAnother warns where a pair is made, and one that may be meant is there.
func (s *inspection) warnOfAnother(w *Wanted) {
	stem, apart := s.r.insteadOf(w.Request)
	if stem == "" {
		return
	}
	message, help := wording.Quote(w.Crt)+" is made, and the pair of another one of the hosts is there: "+wording.Quote(stem+".crt"),
		"write cert: "+stem+" beside the hosts to use that one; else remove it"
	if apart != "" {
		message, help = message+", which covers the others alone", "write "+apart+" in place of its name, and the others keep that one"
	}
	s.diagnostics.Warn(diag.Diagnostic{Code: "file-missing", Place: w.Place, Path: w.Path, Message: message, Help: help})
}

// found judges a certificate that is there, with its key where that is.
func (s *inspection) found(planned *Planned, c *chain, k *key) {
	at := -1
	if k != nil {
		at = slices.IndexFunc(c.certs, func(one certificate) bool { return k.public.Equal(one.x509.PublicKey) })
	}
	leaf := c.certs[max(at, 0)]
	if at < 0 {
		leaf = c.certs[likelyLeaf(c)]
	}
	planned.leaf, planned.NotAfter = leaf.x509, leaf.x509.NotAfter
	planned.Published = c.text.published
	planned.KeyKind, _ = keyKind(leaf.x509.PublicKey)
	by := s.issuer(leaf.x509)
	planned.IssuedHere = by != nil
	made := by != nil && madeHere(leaf.x509)
	switch {
	case by == nil || !made && by != s.by():
		s.foreign(planned, c, k)
	case !made && k != nil && at >= 0 || !made && k == nil && s.c.WithoutKeys:
		s.brought(planned, c, max(at, 0))
	case k == nil && !s.c.WithoutKeys:
		planned.Do, planned.Why, planned.NewKey = Renew, "key missing", true
	case k != nil && at < 0:
		s.keepKey(planned, k, Renew, "the key is another one")
	default:
		s.own(planned, c, max(at, 0), by)
	}
	planned.Copied = planned.Copied || !made && planned.Do == Renew
}

// keyCure is the help for a key of another kind than is made.
func keyCure(do Action) string {
	const help = "write the kind that it is into certs.key, or remove the file"
	if do == Make {
		return "put the certificate there that came with it; or, for one of the local authority, " + help
	}
	return "put the key there that belongs to it; or, for a certificate of the local authority, " + help
}

// keepKey settles a step with a key that is not known to be render's: it stays,
// and gets a certificate, where it is such a key as would be made.
func (s *inspection) keepKey(planned *Planned, k *key, do Action, why string) {
	kind, unfit := s.spec.Rules.asWanted(k.public, planned.overHTTP3())
	planned.Do, planned.Why, planned.KeyKind, planned.public = do, why, kind, k.public
	if unfit == "" {
		return
	}
	planned.Do = Keep
	name, what := path.Clean(planned.Key), "the key is "
	if do == Renew {
		what = "the key does not belong to " + wording.Quote(path.Clean(planned.Crt)) + "; it is "
	}
	p := diag.Diagnostic{
		Code:  "key-form",
		Place: s.r.texts[name].place(0), Message: what + kind + unfit,
		Help: keyCure(do), Related: s.r.asked(name), Hide: true,
	}
	if public, ok := k.public.(*rsa.PublicKey); ok && public.N.BitLen() < minRSA {
		p.Message, p.Help = fmt.Sprintf("the key is %s; Envoy refuses fewer than %d bits", kind, minRSA), "remove the file"
	}
	if unfit == overHTTP3 {
		p.Help = "remove the file, or leave HTTP/3 out"
	}
	s.other(planned, diag.List{p})
}

// overHTTP3 reports whether a pair is shown over HTTP/3.
func (p *Planned) overHTTP3() bool { return p.wanted != nil && p.wanted.HTTP3.Path != "" }

// own judges a certificate that this authority issued, whose key is beside it.
func (s *inspection) own(planned *Planned, c *chain, at int, by *issuer) {
	leaf := c.certs[at].x509
	since := len(s.r.diagnostics)
	s.r.checkLeaf(c, at)
	said := s.said(since)
	kind, unfit := s.spec.Rules.asWanted(leaf.PublicKey, planned.overHTTP3())
	left := leaf.NotAfter.Sub(s.at)
	why := ""
	switch difference := difference(leaf, planned.wanted); {
	case by != s.by():
		why = "issued by the local authority, not by the one of --ca-cert"
	case difference != "":
		why = difference
	case unfit != "":
		why = "its key is " + kind + unfit
	case at > 0:
		why = "it is not the first in its file"
	case left < 0:
		why = "expired at " + stamp(leaf.NotAfter)
	case s.at.Before(leaf.NotBefore):
		why = "not valid before " + stamp(leaf.NotBefore)
	case !slices.EqualFunc(c.certs[1:], by.behind, func(a certificate, b *x509.Certificate) bool { return bytes.Equal(a.x509.Raw, b.Raw) }):
		why = "the certificates behind it are not its authority's"
	case len(said) > 0:
		why = said[0].Message
	default:
		s.soon(planned, c, at)
	}
	if why != "" {
		planned.Do, planned.Why, planned.NewKey = Renew, why, true
	}
}

// foreign judges a certificate that another authority issued. It is never
// replaced unasked.
func (s *inspection) foreign(planned *Planned, c *chain, k *key) {
	planned.Do = KeepOther
	at := likelyLeaf(c)
	since := len(s.r.diagnostics)
	switch {
	case k != nil:
		at, _ = s.r.leafOf(c, k)
	case !s.c.WithoutKeys:
		s.r.tell("file-missing", c.text, c.certs[at].line, false, "its key "+wording.Quote(planned.Key)+" is not there, and the local authority did not issue it",
			"put the key back, from where the certificate was made or where you keep your keys")
	}
	s.checkNow(planned, c, at)
	said := s.said(since)
	switch {
	case said.Failed() && !slices.ContainsFunc(said, func(p diag.Diagnostic) bool { return p.Severity == diag.Error && p.Code != "cert-expired" }):
		s.ended(planned, said)
	case said.Failed():
		s.other(planned, said)
	case planned.leaf.NotAfter.Sub(s.at) < s.early():
		s.due(planned, c, c.certs[at].line)
	}
}

// warnOfHosts tells of hosts that no certificate can cover, or few clients take.
func (s *inspection) warnOfHosts() {
	for _, w := range s.spec.Pairs {
		for _, h := range w.Hosts {
			message := fmt.Sprintf("no certificate covers %q: clients that ask for another name refuse it", h.Name)
			if h.Name != routing.EveryHost {
				if domain, ok := routing.Wildcard(h.Name); !ok || strings.Contains(domain, ".") {
					continue
				}
				message = fmt.Sprintf("many clients take no certificate for %q, a wildcard right below a top-level name", h.Name)
			}
			s.diagnostics.Warn(diag.Diagnostic{Code: "cert-hosts", Place: h.Place, Path: h.Path, Message: message, Help: "name the hosts"})
		}
	}
}
