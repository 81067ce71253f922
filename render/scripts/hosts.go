// Package scripts owns texts for people and shells that are made of a topology: its
// names and addresses for resolvers, and shell scripts that put it onto a cluster,
// prove it there and take it off again.
//
// In go Endpoints, and manifests with their bytes; out come texts, the same for the
// same input. It must never run anything, and no script may hold more than it was
// handed.
package scripts

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"render/render/endpoints"
	"render/render/routing"
	"render/render/wording"
)

// HostsFormats are the forms in which names and addresses are told.
func HostsFormats() []string { return []string{"hosts", "dnsmasq", "csv", "json"} }

// Hosts are the names and addresses of some tiers, all for nil, in one of the formats.
// The notes tell what a reader has to do about what the text does not bring about.
func Hosts(e *endpoints.Endpoints, tiers []int, format string) (text []byte, notes []string) {
	l := newListing(e, tiers)
	switch format {
	case "json":
		return l.json(), nil
	case "csv":
		return l.csv(), nil
	}
	write := l.hostsLines
	if format == "dnsmasq" {
		write = l.dnsmasqLines
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "# hosts of %s\n", e.Topology)
	for _, t := range l.tiers {
		if len(t.Names) == 0 {
			continue
		}
		fmt.Fprintf(&b, "# tier %s\n", t.Name)
		for i := range t.Names {
			write(&b, t, &t.Names[i])
		}
	}
	return b.Bytes(), l.notes(format)
}

// listing is names and addresses while they are written.
type listing struct {
	*endpoints.Endpoints
	tiers  []*endpoints.Tier
	chosen map[int]bool
}

func newListing(e *endpoints.Endpoints, tiers []int) *listing {
	l := &listing{Endpoints: e, chosen: map[int]bool{}}
	for _, i := range tiers {
		l.chosen[i] = true
	}
	for i := range e.Tiers {
		if len(tiers) == 0 {
			l.chosen[i] = true
		}
		if l.chosen[i] {
			l.tiers = append(l.tiers, &e.Tiers[i])
		}
	}
	return l
}

// rivals are the other tiers of those chosen that have the name at another address: of
// them all a client can have one.
func (l *listing) rivals(t *endpoints.Tier, n *endpoints.Name) []*endpoints.Tier {
	var out []*endpoints.Tier
	for _, at := range n.Also {
		if other := &l.Tiers[at]; l.chosen[at] && len(other.IPs) > 0 && addresses(other, ", ") != addresses(t, ", ") {
			out = append(out, other)
		}
	}
	return out
}

func addresses(t *endpoints.Tier, between string) string {
	return strings.Join(texts(t.IPs), between)
}

// hostsLines writes a name as /etc/hosts has it, a line an address.
func (l *listing) hostsLines(b *bytes.Buffer, t *endpoints.Tier, n *endpoints.Name) {
	mark, why := l.aside(t, n)
	if n.Wild() {
		mark, why = "# ", ": no file of hosts has wildcards"
	}
	if len(t.IPs) == 0 {
		fmt.Fprintf(b, "# %s%s\n", n.Host, why)
	}
	for _, ip := range t.IPs {
		fmt.Fprintf(b, "%s%s %s%s\n", mark, ip, n.Host, why)
	}
}

// dnsmasqLines writes a name as dnsmasq reads it. One name alone is a record; a wildcard
// is a domain, whose own name is one of it there.
func (l *listing) dnsmasqLines(b *bytes.Buffer, t *endpoints.Tier, n *endpoints.Name) {
	mark, why := l.aside(t, n)
	domain, wild := routing.Wildcard(n.Host)
	if why != "" {
		fmt.Fprintf(b, "# %s%s\n", n.Host, why)
	}
	switch {
	case len(t.IPs) == 0:
	case n.Host == routing.EveryHost:
		fmt.Fprintln(b, "# *: every name that there is, also of others")
		for _, ip := range t.IPs {
			fmt.Fprintf(b, "# address=/#/%s\n", ip)
		}
	case wild:
		if !l.answered(domain) {
			fmt.Fprintf(b, "# %s too: dnsmasq has no domain without its own name\n", domain)
		}
		for _, ip := range t.IPs {
			fmt.Fprintf(b, "%saddress=/%s/%s\n", mark, domain, ip)
		}
	default:
		fmt.Fprintf(b, "%shost-record=%s,%s\n", mark, n.Host, addresses(t, ","))
	}
}

// aside is what makes a comment of a name's lines, and why; "" where they count.
func (l *listing) aside(t *endpoints.Tier, n *endpoints.Name) (mark, why string) {
	if len(t.IPs) == 0 {
		return "# ", ": the tier has no address"
	}
	var others []string
	for _, other := range l.rivals(t, n) {
		others = append(others, other.Name)
	}
	if len(others) > 0 {
		return "# ", " is on tier " + strings.Join(others, " and ") + " too"
	}
	return "", ""
}

// answered reports whether a name of a tier that is listed has a line which counts.
func (l *listing) answered(host string) bool {
	return slices.ContainsFunc(l.tiers, func(t *endpoints.Tier) bool {
		return slices.ContainsFunc(t.Names, func(n endpoints.Name) bool { return n.Host == host && len(l.rivals(t, &n)) == 0 })
	})
}

// notes tell what the lines leave to a person.
func (l *listing) notes(format string) []string {
	var out []string
	told := map[string]bool{}
	for _, t := range l.tiers {
		switch {
		case len(t.Names) == 0:
			continue
		case len(t.IPs) == 0:
			out = append(out, fmt.Sprintf("tier %s has no address of its own (%s): its names are comments; give them that of what is before the gateway, or write it as ip", wording.Quote(t.Name), t.Service))
			continue
		}
		for i := range t.Names {
			n := &t.Names[i]
			if rivals := l.rivals(t, n); len(rivals) > 0 && !told[n.Host] {
				told[n.Host] = true
				out = append(out, l.choose(t, n, rivals))
			}
			switch {
			case !n.Wild():
			case format == "hosts":
				out = append(out, fmt.Sprintf("%s of tier %s is no one name: add a line for each that is used, or let a DNS server answer, as with --format dnsmasq", wording.Quote(n.Host), wording.Quote(t.Name)))
			case n.Host == routing.EveryHost:
				out = append(out, fmt.Sprintf("%s of tier %s would take every name there is to %s: its line is a comment; write the domains that are meant", wording.Quote(n.Host), wording.Quote(t.Name), addresses(t, ", ")))
			}
		}
	}
	return out
}

// choose tells which lines of a name on several tiers are which.
func (l *listing) choose(t *endpoints.Tier, n *endpoints.Name, rivals []*endpoints.Tier) string {
	which, flags := "", ""
	for i, one := range append([]*endpoints.Tier{t}, rivals...) {
		if i > 0 {
			which, flags = which+" and ", flags+" or "
		}
		which += fmt.Sprintf("tier %s (%s)", wording.Quote(one.Name), addresses(one, ", "))
		flags += "--tier " + one.Name
	}
	return fmt.Sprintf("%s is on %s, and a client can have it on one: its lines are comments; by where the client is, write: %s", wording.Quote(n.Host), which, flags)
}
