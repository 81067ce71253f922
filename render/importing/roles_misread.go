package importing

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"render/render/document"
	"render/render/source"
	"render/render/wording"
)

// hostless is what is wrong with the hosts of the primary gateway.
func (r *roles) hostless() error {
	if wrong := r.listless(primaryHosts); wrong != nil {
		return wrong
	}
	if wrong := r.misspelt(primaryHosts); wrong != nil {
		return wrong
	}
	return fmt.Errorf("%s is no list of hosts, and the primary gateway serves those; write: %s: [home.example.org]", primaryHosts, primaryHosts)
}

// listless is why a variable is no list of texts; nil where it is not defined.
func (r *roles) listless(name string) *Misread {
	n := r.nodes[name]
	if n == nil {
		return nil
	}
	if wrong := r.misread(name, true); wrong != nil {
		return wrong
	}
	wrong := &Misread{Place: n.Place, Name: name, Why: "it is an empty list"}
	if n.Kind == source.Scalar {
		wrong.Why = "it is no list; write: " + name + ": " + document.Flow(document.Strs(strings.FieldsFunc(r.word(name), func(c rune) bool { return c == ',' || c == ' ' })))
	}
	return wrong
}

// addressless is why nothing says the address of a gateway.
func (r *roles) addressless(i int, name string) error {
	wrong := r.misread(name, false)
	if wrong == nil {
		wrong = r.misspelt(name)
	}
	if at := r.nic(i); wrong == nil && at != nil {
		wrong = r.misreadAt(at, "additional_nic", false, map[string]bool{"additional_nic": true})
	}
	if wrong != nil {
		return wrong
	}
	example := "192.168.1.141"
	if before, err := netip.ParseAddr(r.ips[0]); i > 0 && err == nil && before.Next().IsValid() {
		example = before.Next().String()
	}
	return fmt.Errorf("neither additional_nic nor %s says an address; write its address: --ip %s", name, example)
}

// noAddress is a variable whose text is no address, though one is wanted: the one that is called so, where the NIC's address
// is made of it; nil where it is one, or there is none.
func (r *roles) noAddress(i int, name, text string) error {
	if _, err := netip.ParseAddr(text); err == nil || text == "" {
		return nil
	}
	wrong := &Misread{Name: name, Why: wording.Quote(text) + " is no address"}
	if n := r.nodes[name]; n != nil && r.word(name) == text {
		wrong.Place = n.Place
	} else {
		wrong.Place, wrong.Name = r.nic(i).Place, "additional_nic"
	}
	if network, err := netip.ParsePrefix(text); err == nil {
		wrong.Why += "; write: " + network.Addr().String()
	}
	return wrong
}

// nic is the address of a NIC, with its network; nil where there is none.
func (r *roles) nic(i int) *source.Node {
	nics := r.nodes["additional_nic"]
	if nics == nil || nics.Kind != source.List || i >= len(nics.Items) {
		return nil
	}
	return r.under(nics.Items[i], "netplan", "addresses")
}

// misspelt is a variable of another name than one that the roles read and that is not defined, but
// nearly of that; nil where there is none.
func (r *roles) misspelt(wanted string) *Misread {
	for _, name := range r.Variables.names {
		if r.meant(name) == wanted {
			return &Misread{Place: r.keys[name].Place, Name: name, Why: notOfRoles(wanted)}
		}
	}
	return nil
}

// notOfRoles tells of a variable that no role reads which one was perhaps meant.
func notOfRoles(meant string) string {
	return "no role reads a variable of this name; did you mean " + wording.Quote(meant) + "?"
}

// meant is the variable that the roles read and that is not defined, of which the name of another one
// is a misspelling; "" where it is of none.
func (r *roles) meant(name string) string {
	if slices.Contains(readByRoles(), name) || apart()[name] != "" || len(r.in[name]) > 0 {
		return ""
	}
	return wording.Suggest(name, slices.DeleteFunc(readByRoles(), func(known string) bool { return r.nodes[known] != nil }))
}
