package accept_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"render/render/accept"
	"render/render/diag"
	"render/render/format"
	"render/render/places"
	"render/render/wording"
)

var (
	topology = places.NewSource("topology.yaml", []byte(strings.Repeat("x\n", 100)))
	other    = places.NewSource("certs/a.crt", []byte("x\n"))
)

func at(s *places.Source, line int) places.Place {
	return places.Place{Source: s, Line: line, Column: 1, Length: 1}
}

// written are entries: a code, and a path behind a space.
func written(entries ...string) []format.Accept {
	var out []format.Accept
	for i, entry := range entries {
		code, path, _ := strings.Cut(entry, " ")
		one := format.Accept{Origin: format.Top(at(topology, i+1))}
		one.Code = format.Text{Value: code, Origin: one.Origin}
		if path != "" {
			one.At = format.Text{Value: path, Origin: one.Origin}
		}
		out = append(out, one)
	}
	return out
}

// standing has tiers[N] stand in ten lines from N0 on, and apps[M] of it in line NM.
func standing(path string) (accept.Located, wording.Fault) {
	var tier, app int
	out := accept.Located{Path: path}
	switch n, _ := fmt.Sscanf(path, "tiers[%d].apps[%d]", &tier, &app); n {
	case 1:
		out.First, out.Last = at(topology, 10*tier), at(topology, 10*tier+9)
	case 2:
		out.First, out.Last = at(topology, 10*tier+app), at(topology, 10*tier+app)
	}
	return out, wording.Fault{}
}

// TestTakes: a warning is accepted where its code is, at the field or below it; what is told of a file where
// the topology has to do with it, all of that; and what names no field by where it stands.
func TestTakes(t *testing.T) {
	s, found := accept.New(written("image-latest tiers[1]", "cert-hosts tiers[1].hosts[0]", "cert-hosts tiers[2]", "pod-security tiers[3]", "pod-security tiers[3].apps[2]",
		"pod-security tiers[5].apps[1]", "no-effect"), topology, standing)
	if len(found) > 0 {
		t.Fatal(found)
	}
	related := func(paths ...string) (out []diag.Related) {
		for _, path := range paths {
			out = append(out, diag.Related{Place: at(topology, 1), Note: path})
		}
		return out
	}
	for _, c := range []struct {
		want bool
		p    diag.Diagnostic
	}{
		{true, diag.Diagnostic{Code: "image-latest", Place: at(topology, 1), Path: "tiers[1]"}},
		{true, diag.Diagnostic{Code: "image-latest", Place: at(topology, 1), Path: "tiers[1].apps[0].image"}},
		{true, diag.Diagnostic{Code: "image-latest", Place: places.File(places.NewLoose("--set", nil)), Path: "tiers[1].apps[0].image"}},
		{false, diag.Diagnostic{Code: "image-latest", Place: at(topology, 1), Path: "tiers[10].apps[0].image"}},
		{false, diag.Diagnostic{Code: "image-latest", Place: at(topology, 1), Path: "tiers"}},
		{false, diag.Diagnostic{Code: "host-shared", Place: at(topology, 1), Path: "tiers[1]"}},
		{true, diag.Diagnostic{Code: "cert-hosts", Place: at(other, 1), Related: related("tiers[1].hosts[0]")}},
		{true, diag.Diagnostic{Code: "cert-hosts", Place: at(other, 1), Related: related("tiers[1].hosts[0]", "tiers[2].cert")}},
		{false, diag.Diagnostic{Code: "cert-hosts", Place: at(other, 1), Related: related("tiers[1].hosts[0]", "tiers[0].cert")}},
		{false, diag.Diagnostic{Code: "cert-hosts", Place: at(other, 1)}},
		{true, diag.Diagnostic{Code: "pod-security", Place: at(topology, 35)}},
		{true, diag.Diagnostic{Code: "pod-security", Place: at(topology, 39)}},
		{true, diag.Diagnostic{Code: "pod-security", Place: at(topology, 32)}},
		{true, diag.Diagnostic{Code: "pod-security", Place: at(topology, 51)}},
		{true, diag.Diagnostic{Code: "pod-security", Place: at(other, 1), Related: []diag.Related{{Place: at(topology, 51), Note: "what made it"}}}},
		{false, diag.Diagnostic{Code: "pod-security", Place: at(topology, 40)}},
		{false, diag.Diagnostic{Code: "pod-security", Place: at(topology, 29)}},
		{false, diag.Diagnostic{Code: "pod-security", Place: at(topology, 52)}},
		{false, diag.Diagnostic{Code: "pod-security", Place: at(other, 35)}},
		{true, diag.Diagnostic{Code: "no-effect", Place: at(other, 1)}},
	} {
		c.p.Severity = diag.Warning
		if got := s.Takes(c.p); got != c.want {
			t.Errorf("%s: %v", c.p.Header(), got)
		}
	}
	if found := s.Unused(nil); len(found) > 0 {
		t.Errorf("%v", found)
	}
	if s.Takes(diag.Diagnostic{Code: "image-latest", Place: at(topology, 1), Path: "tiers[1]"}) {
		t.Error("an error is accepted")
	}
	if (*accept.Set)(nil).Takes(diag.Diagnostic{Severity: diag.Warning}) {
		t.Error("none accepts something")
	}
}

// TestUnused: what nothing was told of is told, but for what not every run tells.
func TestUnused(t *testing.T) {
	s, _ := accept.New(written("image-latest", "cert-hosts", "fleet-host tiers[0]", "fleet-host tiers[gone]", "no-effect tiers[1]"), topology, func(path string) (accept.Located, wording.Fault) {
		if path == "tiers[gone]" {
			return accept.Located{}, wording.Fault{Code: "accept-unused", Message: "no item", Help: "remove it"}
		}
		return standing(path)
	})
	var list []string
	for _, p := range s.Unused(diag.List{{Code: "no-effect", Severity: diag.Warning, Path: "tiers[2].x"}}) {
		list = append(list, p.Message+" = "+p.Help)
	}
	want := []string{`no warning "image-latest" is told = remove it`, `no item, of "tiers[gone]" = remove it`, `no warning "no-effect" is told at "tiers[1]" = remove it, or name the field of which it is told: tiers[2].x`}
	if !slices.Equal(list, want) {
		t.Errorf("%q", list)
	}
	if fields := s.OfFleets(); !slices.Equal(fields, []accept.Field{{Code: "fleet-host", Path: "tiers[0]"}}) {
		t.Errorf("%v", fields)
	}
}

// TestMany: many entries take no longer than as many warnings.
func TestMany(t *testing.T) {
	const many = 20_000
	var entries []string
	for i := range many {
		entries = append(entries, fmt.Sprintf("pod-security tiers[0].apps[%d]", i))
	}
	s, found := accept.New(written(entries...), topology, func(path string) (accept.Located, wording.Fault) {
		var app int
		_, _ = fmt.Sscanf(path, "tiers[0].apps[%d]", &app)
		return accept.Located{Path: path, First: at(topology, app), Last: at(topology, app)}, wording.Fault{}
	})
	for i := range many {
		if !s.Takes(diag.Diagnostic{Code: "pod-security", Severity: diag.Warning, Place: at(topology, i)}) {
			t.Fatal(i, found)
		}
	}
}

// TestAbove: a field is in each that its path begins with.
func TestAbove(t *testing.T) {
	got := slices.Collect(accept.Above("tiers[0].ip"))
	if !slices.Equal(got, []string{"", "tiers", "tiers[0]", "tiers[0].ip"}) {
		t.Errorf("%q", got)
	}
	if got := slices.Collect(accept.Above("")); !slices.Equal(got, []string{""}) {
		t.Errorf("%q", got)
	}
}
