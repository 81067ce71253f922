package certs

import (
	"context"
	"crypto/elliptic"
	"crypto/x509"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"render/render/bounded"
)

// FuzzInspect: whatever the four files hold, there is no panic, no line of a key
// is told, and what is made is kept by the next survey: with --force, where all
// are plain files, always.
func FuzzInspect(f *testing.F) {
	l := theLab()
	crt, key := crtPEM(l.leaf, l.middle), keyPEM(l.leaf.key)
	root, rootKey := crtPEM(l.root), keyPEM(l.root.key)
	f.Add(crt, key, root, rootKey)
	f.Add(crt, key, crtPEM(l.middle, l.root), keyPEM(l.middle.key))
	f.Add(crt, rootKey, crtPEM(l.middle), keyPEM(l.middle.key))
	f.Add(key, crt, rootKey, root)
	f.Add("", "", "", "")
	f.Add(crt+"-----BEGIN 0", key+key, root+root, "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n")
	f.Add(crtPEM(signed(rsa1024(), nil)), keyPEM(rsa1024()), crtPEM(authority("ed", nil, edKey())), keyPEM(edKey()))
	f.Add(crt, key, crtPEM(l.other), keyPEM(l.other.key))
	for _, has := range [][]string{{"*.example.org"}, {"*.example.org", "*.org", "b.example.net"}, {"*.example.net"}} {
		brought := signed(l.leaf.key, l.root, names(has...))
		f.Add(crtPEM(brought), key, root, rootKey)
		f.Add(crtPEM(brought, l.root), "", root, rootKey)
		f.Add(crtPEM(brought), rootKey, root, rootKey)
	}
	f.Fuzz(func(t *testing.T, crt, key, ca, caKey string) {
		for _, c := range []Conditions{{At: from2026.Add(80 * day)}, {At: from2026.Add(80 * day), Force: true}} {
			files := fstest.MapFS{}
			for name, text := range map[string]string{"certs/a.crt": crt, "certs/a.key": key, "certs/ca.crt": ca, "certs/ca.key": caKey} {
				if text != "" { // as if it was not there
					files[name] = &fstest.MapFile{Data: []byte(text)}
				}
			}
			order := specFor("192.168.1.141")
			requests := []Request{order.Pairs[0].Request, {Crt: "certs/ca.crt", Key: "certs/ca.key"}}
			work, diagnostics := Inspect(files, order, c)
			told := printed(t, diagnostics)
			for _, s := range work.All() {
				told += s.Why
			}
			noKey(t, files, requests, told)
			if diagnostics.Failed() {
				continue
			}
			if _, err := work.Issue(context.Background(), entropy); err != nil {
				continue // an authority that may not issue this
			}
			carryOut(t, files, order, c)
			again, diagnostics := Inspect(files, order, c)
			if diagnostics.Failed() || again.Pending() {
				t.Errorf("made again: %v, %+v", diagnostics, again.All())
			}
			if _, diagnostics := readAll(t, files, requests[:1], Rules{At: c.At}); diagnostics.Failed() {
				t.Errorf("made, and refused: %v", diagnostics)
			}
		}
	})
}

// TestHostileFiles: what is far too much, or goes round in circles, is told in a
// few words and read no more than once.
func TestHostileFiles(t *testing.T) {
	l := theLab()
	blocks := strings.Repeat("-----BEGIN X-----\nAAAA\n-----END X-----\n", 10000)
	many := strings.Repeat(crtPEM(l.root), 1000)
	huge := strings.Repeat("A", bounded.MaxPEM+1)
	binary := strings.Repeat("\x00\xff\x30\x82", 1000)
	for name, text := range map[string]string{"blocks": blocks, "many": many, "huge": huge, "binary": binary} {
		for _, file := range []string{"certs/a.crt", "certs/a.key", "certs/ca.crt", "certs/ca.key"} {
			files := fstest.MapFS{file: {Data: []byte(text)}}
			_, diagnostics := Inspect(files, specFor(), Conditions{At: from2026})
			if len(diagnostics) != 1 || !diagnostics.Failed() || len(diagnostics[0].Header()) > 200 {
				t.Errorf("%s in %s: %v", name, file, headers(diagnostics))
			}
		}
	}
}

// TestCircle: two authorities that issued each other are no chain without end.
func TestCircle(t *testing.T) {
	a := authority("a", nil, rsa2048())
	b := authority("b", a, theLab().root.key)
	back := authority("a", b, rsa2048())
	_, given := named(b, back, b)
	_, diagnostics := Inspect(fstest.MapFS{}, specFor(), Conditions{At: from2026, Given: given})
	if !diagnostics.Failed() {
		t.Fatal("is taken")
	}
	_, given = named(b, back)
	files := fstest.MapFS{}
	if _, diagnostics := carryOut(t, files, specFor(), Conditions{At: from2026, Given: given}); diagnostics.Failed() {
		t.Fatal(diagnostics)
	}
	if n := len(parsed(t, files["certs/a.crt"].Data)); n != 3 {
		t.Errorf("%d certificates in the file", n)
	}
}

// TestDecisions is what becomes of a pair, by what is there.
func TestDecisions(t *testing.T) {
	l := theLab()
	ownKey := curveKey(elliptic.P256())
	own := func(changes ...func(*x509.Certificate)) *made {
		return signed(ownKey, l.root, append(changes, marked(ownKey))...)
	}
	brought := func(changes ...func(*x509.Certificate)) *made { return signed(ownKey, l.root, changes...) }
	plain, stranger := own(), signed(curveKey(elliptic.P256()), l.other)
	ends := func(in time.Duration) func(*x509.Certificate) {
		return func(c *x509.Certificate) { c.NotAfter = from2026.Add(in) }
	}
	for _, c := range []struct {
		name     string
		crt, key string
		want     string
	}{
		{"nothing", "", "", "2 true missing"},
		{"right", crtPEM(plain), keyPEM(plain.key), "0 false "},
		{"another order of names", crtPEM(own(names("A.example.org"))), keyPEM(ownKey), "0 false "},
		{"a name more", crtPEM(own(names("a.example.org", "b.example.org"))), keyPEM(ownKey), "3 true it is for b.example.org still"},
		{"another name", crtPEM(own(names("b.example.org"))), keyPEM(ownKey), "3 true it lacks a.example.org, and is for b.example.org still"},
		{"30 days left", crtPEM(own(ends(30 * day))), keyPEM(ownKey), "0 false "},
		{"less", crtPEM(own(ends(30*day - time.Second))), keyPEM(ownKey), "3 true expires at 2026-01-30T23:59:59Z"},
		{"ended", crtPEM(own(ends(-time.Second))), keyPEM(ownKey), "3 true expired at 2025-12-31T23:59:59Z"},
		{"later", crtPEM(own(func(c *x509.Certificate) { c.NotBefore = from2026.Add(day) })), keyPEM(ownKey), "3 true not valid before 2026-01-02T00:00:00Z"},
		{"too long", crtPEM(own(ends(826 * day))), keyPEM(ownKey), "3 true is valid for 826 days; Apple's systems refuse more than 825, from private CAs too"},
		{"for clients", crtPEM(own(func(c *x509.Certificate) { c.ExtKeyUsage[0] = x509.ExtKeyUsageClientAuth })), keyPEM(ownKey),
			"3 true its extendedKeyUsage has no serverAuth, so clients refuse it for a server"},
		{"a chain that is not its own", crtPEM(plain, l.middle), keyPEM(plain.key), "3 true the certificates behind it are not its authority's"},
		{"not the first", crtPEM(l.root, plain), keyPEM(plain.key), "3 true it is not the first in its file"},
		{"no key", crtPEM(plain), "", "3 true key missing"},
		{"no certificate", "", keyPEM(plain.key), "2 false certificate missing"},
		{"another key", crtPEM(plain), keyPEM(stranger.key), "3 false the key is another one"},
		{"brought", crtPEM(brought()), keyPEM(ownKey), "1 false "},
		{"brought, with a name more", crtPEM(brought(names("a.example.org", "b.example.org"))), keyPEM(ownKey), "1 false "},
		{"brought, a wildcard alone", crtPEM(brought(names("*.example.org"))), keyPEM(ownKey), "1 false "},
		{"brought, a wildcard two labels above", crtPEM(brought(names("*.org"))), keyPEM(ownKey),
			`3 true does not cover host "a.example.org" of tier "primary"; it covers DNS:*.org`},
		{"brought, with more behind it", crtPEM(brought(), l.root), keyPEM(ownKey), "1 false "},
		{"brought, for clients", crtPEM(brought(func(c *x509.Certificate) { c.ExtKeyUsage[0] = x509.ExtKeyUsageClientAuth })), keyPEM(ownKey),
			"3 true its extendedKeyUsage has no serverAuth, so clients refuse it for a server"},
		{"brought, less than 30 days left", crtPEM(brought(ends(30*day - time.Second))), keyPEM(ownKey), "3 true expires at 2026-01-30T23:59:59Z"},
		{"brought, ended", crtPEM(brought(ends(-time.Second))), keyPEM(ownKey), "3 true expired at 2025-12-31T23:59:59Z"},
		{"brought, without a key", crtPEM(brought()), "", "3 true key missing"},
		{"a wildcard more", crtPEM(own(names("*.example.org", "a.example.org"))), keyPEM(ownKey), "0 false "},
		{"a wildcard more, of others", crtPEM(own(names("*.a.example.org", "a.example.org"))), keyPEM(ownKey), "3 true it is for *.a.example.org still"},
		{"another's", crtPEM(stranger), keyPEM(stranger.key), "1 false "},
	} {
		files := fstest.MapFS{"certs/ca.crt": {Data: []byte(crtPEM(l.root))}, "certs/ca.key": {Data: []byte(keyPEM(l.root.key))}}
		if c.crt != "" {
			files["certs/a.crt"] = &fstest.MapFile{Data: []byte(c.crt)}
		}
		if c.key != "" {
			files["certs/a.key"] = &fstest.MapFile{Data: []byte(c.key)}
		}
		work, diagnostics := Inspect(files, specFor(), Conditions{At: from2026})
		planned := work.Pairs[0]
		if copied := planned.Do == Renew && strings.HasPrefix(c.name, "brought"); copied != planned.Copied {
			t.Errorf("%s: copied: %v", c.name, planned.Copied)
		}
		if got := fmt.Sprintf("%d %v %s", planned.Do, planned.NewKey, planned.Why); got != c.want || diagnostics.Failed() {
			t.Errorf("%s: %s, want %s: %v", c.name, got, c.want, headers(diagnostics))
		}
	}
}

// An authority in a tier's place is not taken for what render made, though the
// local one issued it: its key is not to be lost.
func TestAuthorityInPlace(t *testing.T) {
	l := theLab()
	for _, one := range []*made{l.middle, l.root} {
		files := fstest.MapFS{
			"certs/ca.crt": {Data: []byte(crtPEM(l.root))}, "certs/ca.key": {Data: []byte(keyPEM(l.root.key))},
			"certs/a.crt": {Data: []byte(crtPEM(one))}, "certs/a.key": {Data: []byte(keyPEM(one.key))},
		}
		work, diagnostics := Inspect(files, specFor(), Conditions{At: from2026})
		if !diagnostics.Failed() || work.Pending() {
			t.Errorf("%s: %+v", one.cert.Subject, work.Pairs)
		}
	}
}

// TestStoppedAnywhere stops a run behind each file that it puts in place, and
// has the next one go on: it is never refused, and settles all.
func TestStoppedAnywhere(t *testing.T) {
	first := specFor("192.168.1.141")
	second := first.Pairs[0]
	second.Crt, second.Key = "certs/b.crt", "certs/b.key"
	first.Pairs = append(first.Pairs, second)
	ofRSA, another := first, first
	ofRSA.Rules.Key = KeyRSA
	another.Pairs = []Wanted{first.Pairs[0], second}
	another.Pairs[1].IPs = nil
	_, given := named(theLab().root)
	for name, c := range map[string]struct {
		before, order Spec
		at            time.Duration
		given         *Given
	}{
		"new":              {order: first},
		"due":              {first, first, 380 * day, nil},
		"the CA too":       {first, first, 3640 * day, nil},
		"long ended":       {first, first, 9999 * day, nil},
		"another kind":     {first, ofRSA, 0, nil},
		"another address":  {first, another, 0, nil},
		"another issuer":   {first, first, 0, given},
		"all at once":      {first, ofRSA, 3640 * day, nil},
		"back to the kind": {ofRSA, first, 0, nil},
	} {
		conditions := Conditions{At: from2026.Add(c.at), Given: c.given}
		for stop := 0; ; stop++ {
			files := fstest.MapFS{}
			if c.before.Days > 0 {
				carryOut(t, files, c.before, Conditions{At: from2026})
			}
			work, diagnostics := Inspect(files, c.order, conditions)
			made, err := work.Issue(context.Background(), entropy)
			if diagnostics.Failed() || err != nil {
				t.Fatal(name, diagnostics, err)
			}
			left := stop
			for _, m := range made {
				for _, f := range []struct {
					name string
					text []byte
				}{{m.Planned.Key, m.Key}, {m.Planned.Crt, m.Crt}} {
					if f.text != nil && left > 0 {
						files[f.name] = &fstest.MapFile{Data: f.text}
						left--
					}
				}
			}
			if _, diagnostics := carryOut(t, files, c.order, conditions); diagnostics.Failed() {
				t.Errorf("%s, stopped behind %d files: %v", name, stop, headers(diagnostics))
			}
			work, diagnostics = Inspect(files, c.order, conditions)
			if diagnostics.Failed() || work.Pending() {
				t.Errorf("%s, stopped behind %d files, is not settled: %v %+v", name, stop, headers(diagnostics), work.All())
			}
			if left > 0 {
				if len(made) == 0 {
					t.Errorf("%s makes nothing", name)
				}
				break
			}
		}
	}
}
