package scripts

import (
	"net/netip"
	"slices"
	"strings"
	"testing"

	"render/render/manifest"
)

func lastByte(b byte) netip.Addr { return netip.AddrFrom4([4]byte{192, 0, 2, b}) }

// pooled is a topology with pools, each from one address to another, and a gateway for
// each address that is asked for.
func pooled(pools map[string][2]byte, gateways ...byte) *Cluster {
	c := &Cluster{Topology: "home", MetalLB: "metallb-system"}
	for _, name := range []string{"a", "b", "c", "d"} {
		if r, ok := pools[name]; ok {
			list := ranges{{lastByte(r[0]), lastByte(r[1])}}
			c.Pools = append(c.Pools, Pool{name, list, list.texts()})
			c.Objects = append(c.Objects, object(manifest.MetalLB, "IPAddressPool", "metallb.io", "metallb-system", name))
		}
	}
	for i, ip := range gateways {
		name := string(rune('r' + i))
		c.Gateways = append(c.Gateways, Gateway{Namespace: "n", Service: name, IPs: []netip.Addr{lastByte(ip)}})
		c.Objects = append(c.Objects, object(manifest.Gateways, "Service", "", "n", name))
	}
	return c
}

// steps is what a script of apply does in its stages.
func steps(c, old *Cluster) (string, []string) {
	text, notes := Apply(c, old, nil, nil, nil)
	body := string(text)
	return body[strings.Index(body, "if begins "):], notes
}

// TestPools: pools let go of what others get right before those get it, and keep what
// gateways have until those have other addresses.
func TestPools(t *testing.T) {
	for name, one := range map[string]struct {
		old, now *Cluster
		want     []string // lines of the script, in this order
		no       string
		notes    []string // their beginnings
	}{
		"split": {
			pooled(map[string][2]byte{"b": {1, 9}}, 1, 5), pooled(map[string][2]byte{"a": {1, 4}, "b": {5, 9}}, 1, 5),
			[]string{"if begins metallb", "if begins gateways", `let_go metallb-system b 192.0.2.5-192.0.2.9 192.0.2.1-192.0.2.4 '{"spec":{"addresses":["192.0.2.5-192.0.2.9"]}}'`, "put pools", "put gateways", "await_address n r 192.0.2.1"},
			"put metallb", []string{`pool "b" lets go of 192.0.2.1-192.0.2.4 in stage gateways`},
		},
		"merge": {
			pooled(map[string][2]byte{"a": {1, 4}, "b": {5, 9}, "d": {30, 39}}, 1), pooled(map[string][2]byte{"b": {1, 9}, "d": {30, 39}}, 1),
			[]string{"put metallb", "let_go metallb-system a '' 192.0.2.1-192.0.2.4 ''", "put pools", "put gateways", "if begins old", "drop ipaddresspools.metallb.io metallb-system a"},
			"widen", []string{`pool "a" is deleted in stage gateways`},
		},
		"rename": {
			pooled(map[string][2]byte{"a": {1, 4}}, 1), pooled(map[string][2]byte{"b": {1, 4}}, 1),
			[]string{"let_go metallb-system a '' 192.0.2.1-192.0.2.4 ''", "put pools", "put gateways", "await_address n r 192.0.2.1"},
			"put metallb", []string{`pool "a" is deleted in stage gateways`},
		},
		"exchange": {
			pooled(map[string][2]byte{"a": {1, 4}, "b": {5, 9}}, 1, 5), pooled(map[string][2]byte{"a": {5, 9}, "b": {1, 4}}, 5, 1),
			[]string{"hands_over 192.0.2.1 n/r n/s", "hands_over 192.0.2.5 n/s n/r", "let_go metallb-system a 192.0.2.5-192.0.2.9 192.0.2.1-192.0.2.4 ''",
				"let_go metallb-system b 192.0.2.1-192.0.2.4 192.0.2.5-192.0.2.9 ''", "put pools", "put gateways", "await_address n r 192.0.2.5", "await_address n s 192.0.2.1"},
			"put metallb", []string{`pool "a" is deleted and pool "b" is deleted in stage gateways`, `"192.0.2.1" goes from Service "n/r" to "n/s" and "192.0.2.5" from "n/s" to "n/r" in stage gateways`},
		},
		"other addresses": {
			pooled(map[string][2]byte{"a": {1, 4}, "c": {20, 29}}, 1), pooled(map[string][2]byte{"a": {11, 14}, "c": {20, 39}}, 11),
			[]string{"put metallb", `widen metallb-system a 192.0.2.11-192.0.2.14 '{"spec":{"addresses":["192.0.2.11-192.0.2.14","192.0.2.1-192.0.2.1"]}}'`, "put gateways", "await_address n r 192.0.2.11", "if begins old", "put widened"},
			"let_go", nil,
		},
		"a part of one that goes": {
			pooled(map[string][2]byte{"a": {1, 9}}, 1, 5), pooled(map[string][2]byte{"b": {5, 9}}, 7, 5),
			[]string{`let_go metallb-system a 192.0.2.1-192.0.2.4 192.0.2.5-192.0.2.9 '{"spec":{"addresses":["192.0.2.1-192.0.2.4"]}}'`, "put pools", "put gateways", "drop ipaddresspools.metallb.io metallb-system a"},
			"widen", []string{`pool "a" lets go of 192.0.2.5-192.0.2.9`},
		},
		"nobody's": {
			pooled(map[string][2]byte{"a": {1, 4}, "d": {30, 39}}, 1), pooled(map[string][2]byte{"a": {1, 3}}, 1),
			[]string{"put metallb", "put gateways", "if begins old", "drop ipaddresspools.metallb.io metallb-system d"},
			"put pools", nil,
		},
	} {
		body, notes := steps(one.now, one.old)
		at := 0
		for _, line := range one.want {
			next := strings.Index(body[at:], line+"\n")
			if strings.HasPrefix(line, "if ") {
				next = strings.Index(body[at:], line)
			}
			if next < 0 {
				t.Errorf("%s: no %q there\n%s", name, line, body)
				break
			}
			at += next
		}
		if strings.Contains(body, "\t"+one.no) {
			t.Errorf("%s: has %s\n%s", name, one.no, body)
		}
		if !slices.EqualFunc(notes, one.notes, strings.HasPrefix) {
			t.Errorf("%s: notes %q", name, notes)
		}
	}
}

// TestRanges: addresses without others, in both families.
func TestRanges(t *testing.T) {
	of := func(text string) (out ranges) {
		for _, r := range strings.Fields(text) {
			first, last, _ := strings.Cut(r, "-")
			out = append(out, [2]netip.Addr{netip.MustParseAddr(first), netip.MustParseAddr(last)})
		}
		return out
	}
	for _, one := range [][4]string{
		{"10.0.0.1-10.0.0.9", "10.0.0.3-10.0.0.4", "10.0.0.1-10.0.0.2, 10.0.0.5-10.0.0.9", "10.0.0.3-10.0.0.4"},
		{"10.0.0.1-10.0.0.9", "10.0.0.0-10.0.0.1 10.0.0.9-10.0.0.20", "10.0.0.2-10.0.0.8", "10.0.0.1, 10.0.0.9"},
		{"10.0.0.1-10.0.0.9", "10.0.0.0-10.0.0.20", "", "10.0.0.1-10.0.0.9"},
		{"10.0.0.1-10.0.0.9 fd00::1-fd00::9", "fd00::-fd00::8", "10.0.0.1-10.0.0.9, fd00::9", "fd00::1-fd00::8"},
		{"255.255.255.0-255.255.255.255", "255.255.255.255-255.255.255.255", "255.255.255.0-255.255.255.254", "255.255.255.255"},
	} {
		a, b := of(one[0]), of(one[1])
		if got := a.without(b).String(); got != one[2] {
			t.Errorf("%s without %s: %s", one[0], one[1], got)
		}
		if got := a.both(b).String(); got != one[3] {
			t.Errorf("%s and %s: %s", one[0], one[1], got)
		}
	}
}

// TestAddressesHandedOver: an address that goes between gateways which both stay is
// told, and no other; two that share one hand nothing over.
func TestAddressesHandedOver(t *testing.T) {
	was := pooled(nil, 1, 2)
	for _, one := range []struct {
		old, now *Cluster
		want     []string
	}{
		{was, pooled(nil, 1, 2), nil},
		{was, pooled(nil, 2, 1), []string{`"192.0.2.1" goes from Service "n/r" to "n/s" and "192.0.2.2" from "n/s" to "n/r" in stage gateways: nothing answers at each`}},
		{was, pooled(nil, 3, 1), []string{`"192.0.2.1" goes from Service "n/r" to "n/s"`}},
		{was, pooled(nil, 3, 2), nil},
		{pooled(nil, 1, 1), pooled(nil, 1, 1), nil},
		{was, pooled(nil, 1, 1), nil},
		{pooled(nil, 1, 1, 3), pooled(nil, 2, 1, 3), nil},
	} {
		body, notes := steps(one.now, one.old)
		if !slices.EqualFunc(notes, one.want, strings.HasPrefix) || strings.Count(body, "\thands_over") != strings.Count(strings.Join(one.want, ""), " to ") {
			t.Errorf("%v to %v: %q\n%s", one.old.Gateways, one.now.Gateways, notes, body)
		}
	}
	// One of two that share an address goes: nobody gets it.
	old := pooled(nil, 1, 1)
	body, notes := steps(pooled(nil, 1), old)
	if len(notes) != 0 || !strings.Contains(body, "if begins old; then\n\tsay 'what fell out'\n\tdrop services n s\n") {
		t.Errorf("%q\n%s", notes, body)
	}
}

// TestAddressesOfOperators: a gateway that an operator makes, and that is no more, hands
// its address over when that takes it away; where the operator is stopped a person does.
func TestAddressesOfOperators(t *testing.T) {
	of := func(kind, service string) *Cluster {
		c := &Cluster{Topology: "home", Gateways: []Gateway{{Namespace: "n", Service: service, IPs: []netip.Addr{lastByte(1)}, Made: kind == "IstioOperator"}}}
		if kind == "IstioOperator" {
			c.Objects = append(c.Objects, object(manifest.Operator, "Deployment", "apps", "n", "operator"), object(manifest.Istio, kind, "install.istio.io", "n", "istio"))
		} else {
			c.Objects = append(c.Objects, object(manifest.Gateways, "Service", "", "n", service))
		}
		return c
	}
	body, notes := steps(of("IstioOperator", "next"), of("IstioOperator", "one"))
	if !strings.Contains(body, "\thands_over 192.0.2.1 n/one n/next\n\tput istio\n") || len(notes) != 1 {
		t.Errorf("%q\n%s", notes, body)
	}
	byIstiod := of("IstioOperator", "next")
	byIstiod.Objects = append(byIstiod.Objects, object(manifest.Gateways, "Gateway", gatewayAPI, "n", "next"))
	body, notes = steps(byIstiod, of("IstioOperator", "one"))
	if !strings.Contains(body, "\thands_over 192.0.2.1 n/one n/next\n\tput istio\n") || strings.Count(body, "hands_over") != 1 || len(notes) != 1 || !strings.Contains(notes[0], "in stage istio") {
		t.Errorf("a gateway of the Gateway API: %q\n%s", notes, body)
	}
	// And back: the address is waited for once what has it is deleted, and not before.
	byOperator := of("IstioOperator", "one")
	byOperator.Objects = append(byOperator.Objects, object(manifest.Apps, "VirtualService", "networking.istio.io", "n", "v"))
	old := &Cluster{Gateways: []Gateway{{Namespace: "n", Service: "next-istio", IPs: []netip.Addr{lastByte(1)}, Made: true}}, Objects: []Object{object(manifest.Gateways, "Gateway", gatewayAPI, "n", "next")}}
	body, _ = steps(byOperator, old)
	if !strings.HasSuffix(body[:strings.Index(body, "\tdrop gateways")], "\thands_over 192.0.2.1 n/next-istio n/one\n") || strings.Count(body, "await_address") != 1 || strings.Index(body, "await_address") < strings.Index(body, "\tdrop gateways") {
		t.Errorf("it waits for what is held:\n%s", body)
	}
	body, notes = steps(of("Service", "next"), of("IstioOperator", "one"))
	want := `Service "n/one" is of the operator that is stopped, and keeps "192.0.2.1", for which "n/next" waits; once that runs, delete the first: kubectl -n n delete service one`
	if !slices.Contains(notes, want) || strings.Contains(body, "\thands_over") {
		t.Errorf("%q\n%s", notes, body)
	}
	if _, notes = steps(of("Service", "one"), of("IstioOperator", "one")); len(notes) != 1 {
		t.Errorf("the same Service: %q", notes)
	}
}

// TestMovesAtOnce: nobody is asked to move a Service whose address the script hands over, and
// somebody is where it goes to no other one.
func TestMovesAtOnce(t *testing.T) {
	order := []Turn{{Doings: []Doing{{Text: "move r", Deed: Move{Namespace: "n", Service: "r"}}}}}
	for _, one := range []struct {
		now  *Cluster
		want string
	}{
		{pooled(nil, 2, 1), "\tat_once 1 'move r'\n"},
		{pooled(nil, 3, 2), "\tby_person 1 'move r'\n"},
	} {
		text, notes := Apply(one.now, pooled(nil, 1, 2), order, nil, nil)
		if !strings.Contains(string(text), one.want) || !strings.HasPrefix(notes[0], "step 1 of what render diff orders is ") {
			t.Errorf("%v: no %q: %q", one.now.Gateways, one.want, notes)
		}
	}
}
