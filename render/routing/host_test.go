package routing_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"render/render/routing"
)

// TestCovers: what each host takes in, of one label and of several.
func TestCovers(t *testing.T) {
	for _, c := range []struct {
		wide, narrow string
		covers, cert bool
	}{
		{"a.org", "a.org", true, true},
		{"a.org", "b.a.org", false, false},
		{"*", "a.org", true, false},
		{"*", "*.org", true, false},
		{"*", "*", true, true},
		{"*.org", "*", false, false},
		{"*.a.org", "*.a.org", true, true},
		{"*.a.org", "b.a.org", true, true},
		{"*.a.org", "c.b.a.org", true, false},
		{"*.a.org", "*.b.a.org", true, false},
		{"*.b.a.org", "*.a.org", false, false},
		{"*.a.org", "a.org", false, false},
		{"*.a.org", "xa.org", false, false},
		{"*.a.org", "x.a.org.uk", false, false},
		{"b.a.org", "*.a.org", false, false},
	} {
		if got := routing.Covers(c.wide, c.narrow); got != c.covers {
			t.Errorf("Covers(%q, %q) is %v", c.wide, c.narrow, got)
		}
		if got := routing.CertificateCovers(c.wide, c.narrow); got != c.cert {
			t.Errorf("CertificateCovers(%q, %q) is %v", c.wide, c.narrow, got)
		}
	}
	if !routing.CertificateCovers("*.A.org", "b.a.ORG") {
		t.Error("case counts in a certificate")
	}
}

// TestCertificateNames: names of a certificate are for a host as one by one.
func TestCertificateNames(t *testing.T) {
	all := append(slices.Clone(someHosts), "*x.org", "*g", ".org", "", "*.", "A.Org", "*.B.a.org", "a.org.")
	for _, one := range all {
		for _, other := range all {
			names := routing.NewCertificateNames([]string{one, other})
			for _, host := range all {
				if want := routing.CertificateCovers(one, host) || routing.CertificateCovers(other, host); names.Cover(host) != want {
					t.Errorf("%q and %q are for %q: %v", one, other, host, !want)
				}
				below := func(name string) bool { return strings.HasSuffix(strings.ToLower(name), "."+strings.ToLower(host)) }
				if want := below(one) || below(other); names.Below(host) != want {
					t.Errorf("%q and %q are below %q: %v", one, other, host, !want)
				}
			}
		}
	}
}

// TestInDomain: what a name constraint takes in, and what of a host a wildcard's
// domain is.
func TestInDomain(t *testing.T) {
	for _, c := range []struct {
		host, domain string
		want         bool
	}{
		{"a.org", "a.org", true}, {"b.A.org", "a.ORG", true}, {"*.a.org", "a.org", true}, {"c.b.a.org", ".a.org", true},
		{"xa.org", "a.org", false}, {"a.org", "b.a.org", false}, {"*.org", "a.org", false}, {"a.org", "", true},
	} {
		if got := routing.InDomain(c.host, c.domain); got != c.want {
			t.Errorf("InDomain(%q, %q) is %v", c.host, c.domain, got)
		}
	}
	for host, want := range map[string]string{"*.a.org": "a.org", "*": "", "a.org": "", "*a.org": ""} {
		if got, ok := routing.Wildcard(host); ok != (want != "") || ok && got != want {
			t.Errorf("the domain of %q is %q, %v", host, got, ok)
		}
	}
}

// someHosts are names and wildcards that have to do with one another.
var someHosts = []string{"*", "*.org", "*.a.org", "a.org", "b.a.org", "*.b.a.org", "c.b.a.org", "*.c.b.a.org", "a.com", "xa.org", "org", "*.com", "*.xa.org", "x.xa.org"}

// TestHostRelations: Covers is reflexive, transitive and one-sided, Overlap is
// symmetric, and CompareHosts is a total order in which what covers comes later.
func TestHostRelations(t *testing.T) {
	for _, a := range someHosts {
		if !routing.Covers(a, a) || routing.CompareHosts(a, a) != 0 {
			t.Errorf("%s is not itself", a)
		}
		for _, b := range someHosts {
			if routing.Overlap(a, b) != routing.Overlap(b, a) {
				t.Errorf("Overlap of %s and %s depends on their order", a, b)
			}
			if routing.Covers(a, b) && a != b && (routing.Covers(b, a) || routing.CompareHosts(b, a) >= 0) {
				t.Errorf("%s covers %s, and is not the less specific", a, b)
			}
			if routing.CompareHosts(a, b) != -routing.CompareHosts(b, a) || a != b && routing.CompareHosts(a, b) == 0 {
				t.Errorf("CompareHosts(%s, %s) is no order", a, b)
			}
			for _, c := range someHosts {
				if routing.Covers(a, b) && routing.Covers(b, c) && !routing.Covers(a, c) {
					t.Errorf("%s covers %s, which covers %s", a, b, c)
				}
				if routing.CompareHosts(a, b) < 0 && routing.CompareHosts(b, c) < 0 && routing.CompareHosts(a, c) >= 0 {
					t.Errorf("CompareHosts has a circle: %s, %s, %s", a, b, c)
				}
			}
		}
	}
}

// TestOverlapHasWitness: hosts overlap just where some name is one of both.
func TestOverlapHasWitness(t *testing.T) {
	names := []string{"org", "a.org", "b.a.org", "c.b.a.org", "d.c.b.a.org", "z.org", "a.com", "xa.org", "x.xa.org", "y.xa.org", "localhost"}
	for _, a := range someHosts {
		for _, b := range someHosts {
			both := slices.ContainsFunc(names, func(n string) bool { return routing.Covers(a, n) && routing.Covers(b, n) })
			if routing.Overlap(a, b) != both {
				t.Errorf("Overlap(%s, %s) is %v", a, b, !both)
			}
		}
	}
}

// TestSet: a set answers as each of its hosts, asked one by one, would.
func TestSet(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	all := append(slices.Clone(someHosts), "*x.org", "*g", ".org", "")
	for range 3000 {
		var hosts []string
		for range random.IntN(6) {
			hosts = append(hosts, all[random.IntN(len(all))])
		}
		set := routing.NewSet(hosts)
		for _, h := range all {
			best, covers, overlaps := "", false, false
			for _, w := range hosts {
				if overlaps = overlaps || routing.Overlap(w, h); !routing.Covers(w, h) {
					continue
				}
				if !covers || routing.CompareHosts(w, best) < 0 {
					best, covers = w, true
				}
			}
			got, ok := set.MostSpecific(h)
			if slices.Contains(hosts, h) {
				best = h
			}
			if got != best || ok != covers || set.Covers(h) != covers || set.Overlaps(h) != overlaps || set.Has(h) != slices.Contains(hosts, h) {
				t.Fatalf("%q of %q: %q %v %v %v, want %q %v %v", h, hosts, got, ok, set.Covers(h), set.Overlaps(h), best, covers, overlaps)
			}
		}
	}
}

// TestNarrowed: what a set has in common with other hosts is found as by comparing each with each.
func TestNarrowed(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	all := append(slices.Clone(someHosts), "*x.org", "*g", ".org", "")
	some := func(n int) (out []string) {
		for range random.IntN(n) {
			out = append(out, all[random.IntN(len(all))])
		}
		return out
	}
	for range 3000 {
		hosts, others := some(7), some(4)
		want := []string{}
		for _, h := range hosts {
			for _, o := range others {
				narrow := o
				if routing.Covers(o, h) {
					narrow = h
				}
				if routing.Overlap(o, h) && !slices.Contains(want, narrow) {
					want = append(want, narrow)
				}
			}
		}
		if got := routing.NewSet(hosts).Narrowed(others...); !slices.Equal(got, want) {
			t.Fatalf("%q and %q: %q, want %q", hosts, others, got, want)
		}
	}
}

// TestLevels: a host's level is how many others of the list cover it, and no other of
// its level does; and Widest are the first.
func TestLevels(t *testing.T) {
	for n := range len(someHosts) {
		list := someHosts[n:]
		var want [][]string
		for _, h := range list {
			level := 0
			for _, wide := range list {
				if wide != h && routing.Covers(wide, h) {
					level++
				}
			}
			for len(want) <= level {
				want = append(want, nil)
			}
			want[level] = append(want[level], h)
		}
		got := routing.Levels(list)
		if !slices.EqualFunc(got, want, slices.Equal) {
			t.Errorf("%v: %v, want %v", list, got, want)
		}
		if got := routing.Widest(list); !slices.Equal(got, want[0]) {
			t.Errorf("%v: widest %v, want %v", list, got, want[0])
		}
	}
	if got := routing.Widest([]string{"b.a.org", "*.a.org", "a.org"}); !slices.Equal(got, []string{"*.a.org", "a.org"}) {
		t.Error(got)
	}
}

// FuzzSet: whatever the texts, a set answers as its hosts one by one.
func FuzzSet(f *testing.F) {
	f.Add("*.a.org", "a.org", "b.a.org")
	f.Add("*", "*.", ".a")
	f.Fuzz(func(t *testing.T, a, b, host string) {
		hosts := []string{a, b}
		set := routing.NewSet(hosts)
		if want := routing.Covers(a, host) || routing.Covers(b, host); set.Covers(host) != want {
			t.Errorf("%q covers %q: %v", hosts, host, !want)
		}
		if want := routing.Overlap(a, host) || routing.Overlap(b, host); set.Overlaps(host) != want {
			t.Errorf("%q overlaps %q: %v", hosts, host, !want)
		}
		if level := len(routing.Levels(hosts)) - 1; a != b && (routing.Covers(a, b) || routing.Covers(b, a)) != (level == 1) {
			t.Errorf("%q are on level %d", hosts, level)
		}
	})
}
