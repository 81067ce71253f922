package cache

import (
	"crypto/sha256"
	"net/netip"
	"strings"

	"render/render/diag"
	"render/render/fleet"
)

// Parse reads the bytes of a cache; nil for what is none, or not whole.
func Parse(text []byte) *Cache {
	all := string(text) // of which everything that is read is a part
	body, ok := strings.CutPrefix(all, head)
	if !ok || len(body) < sha256.Size {
		return nil
	}
	if sum := sha256.Sum256(text[len(head)+sha256.Size:]); string(sum[:]) != body[:sha256.Size] {
		return nil
	}
	r := &reader{rest: body[sha256.Size:]}
	r.files = make([]*File, r.many())
	for i := range r.files {
		r.files[i] = r.file()
	}
	c := &Cache{Members: map[string]*Member{}}
	for range r.many() {
		topology := r.text()
		c.Members[topology] = r.member(topology)
	}
	if r.bad || r.rest != "" {
		return nil
	}
	return c
}

// reader reads what a writer wrote. Once anything is amiss it gives nothing any more.
type reader struct {
	rest  string
	bad   bool
	files []*File
}

func (r *reader) take(n int) string {
	if r.bad || n < 0 || n > len(r.rest) {
		r.bad, r.rest = true, ""
		return ""
	}
	out := r.rest[:n]
	r.rest = r.rest[n:]
	return out
}

func (r *reader) number() uint64 {
	var n uint64
	for shift := uint(0); shift < 64; shift += 7 {
		b := r.take(1)
		if b == "" {
			return 0
		}
		n |= uint64(b[0]&0x7f) << shift
		if b[0] < 0x80 {
			return n
		}
	}
	r.bad = true
	return 0
}

func (r *reader) signed() int64 {
	n := r.number()
	return int64(n>>1) ^ -int64(n&1) // as binary.AppendVarint writes it
}

// many is a number of things that follow, each of a byte at least.
func (r *reader) many() int {
	n := r.number()
	if n > uint64(len(r.rest)) {
		r.bad, r.rest = true, ""
		return 0
	}
	return int(n)
}

func (r *reader) text() string { return r.take(r.many()) }
func (r *reader) flag() bool   { return r.take(1) == "\x01" }

func (r *reader) sum() (out Sum) {
	copy(out[:], r.take(sha256.Size))
	return out
}

func (r *reader) member(topology string) *Member {
	m := &Member{Settings: r.sum(), Name: r.text(), From: r.text(), Source: r.text(), Path: r.text(), Said: []byte(r.text()), Notes: []byte(r.text()), Written: int(r.number())}
	r.fleet(&m.Has)
	m.Has.Topology, m.Has.Name = topology, m.Name
	m.Inputs = make([]*File, r.many())
	for i := range m.Inputs {
		at := r.number()
		if at >= uint64(len(r.files)) {
			r.bad = true
			return m
		}
		m.Inputs[i] = r.files[at]
	}
	outputs := make([]File, r.many())
	m.Outputs = make([]*File, len(outputs))
	for i := range outputs {
		r.into(&outputs[i])
		m.Outputs[i] = &outputs[i]
	}
	return m
}

func (r *reader) file() *File {
	var f File
	r.into(&f)
	return &f
}

func (r *reader) into(f *File) {
	f.Name = r.text()
	if kind := r.take(1); kind != "" {
		f.State.Kind = Kind(kind[0])
	}
	f.State.Linked = r.flag()
	f.State.Shared = r.flag()
	f.Doubtful = r.flag()
	f.State.Size, f.State.Changed, f.State.Touched, f.State.Inode = r.signed(), r.signed(), r.signed(), r.number()
	if r.flag() {
		f.Sum = r.sum()
	}
}

func (r *reader) spot() fleet.Spot {
	return fleet.Spot{Line: int(r.number()), Column: int(r.number()), Length: int(r.number()), Path: r.text()}
}

func (r *reader) address() (a netip.Addr) {
	if err := a.UnmarshalBinary([]byte(r.text())); err != nil {
		r.bad = true
	}
	return a
}

func (r *reader) ranges() []fleet.Range {
	out := make([]fleet.Range, r.many())
	for i := range out {
		out[i] = fleet.Range{First: r.address(), Last: r.address(), Pool: r.flag(), Asked: r.flag(), Spot: r.spot()}
	}
	return out
}

func (r *reader) fleet(m *fleet.Member) {
	m.Addresses = r.ranges()
	m.Hosts = make([]fleet.Host, r.many())
	for i := range m.Hosts {
		m.Hosts[i] = fleet.Host{Name: r.text(), Spot: r.spot()}
	}
	m.Networks = make([]fleet.Network, r.many())
	for i := range m.Networks {
		n := &m.Networks[i]
		if err := n.Prefix.UnmarshalBinary([]byte(r.text())); err != nil {
			r.bad = true
		}
		n.Router, n.DHCP, n.Nodes, n.Spot, n.RouterSpot = r.address(), r.ranges(), r.ranges(), r.spot(), r.spot()
	}
	m.Accepted = make([]fleet.Accepted, r.many())
	for i := range m.Accepted {
		m.Accepted[i] = fleet.Accepted{Code: diag.Code(r.text()), Path: r.text()}
	}
}
