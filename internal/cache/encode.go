package cache

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"maps"
	"net/netip"
	"slices"

	"render/render/fleet"
)

// head begins the bytes of a cache, with the version of their form.
const head = "render cache 3\n"

// Bytes is the cache as it is kept. Files that several members read are there once.
func (c *Cache) Bytes() []byte {
	w := &writer{shared: map[File]int{}}
	w.number(uint64(len(c.Members)))
	for _, topology := range slices.Sorted(maps.Keys(c.Members)) {
		w.text(topology)
		w.member(c.Members[topology])
	}
	var files writer
	files.number(uint64(len(w.files)))
	for _, f := range w.files {
		files.file(f)
	}
	body := slices.Concat(files.Bytes(), w.Bytes())
	sum := sha256.Sum256(body)
	return slices.Concat([]byte(head), sum[:], body)
}

type writer struct {
	bytes.Buffer
	shared map[File]int
	files  []*File
}

func (w *writer) number(n uint64) { w.Write(binary.AppendUvarint(nil, n)) }
func (w *writer) signed(n int64)  { w.Write(binary.AppendVarint(nil, n)) }

func (w *writer) text(text string) {
	w.number(uint64(len(text)))
	w.WriteString(text)
}

func (w *writer) flag(is bool) {
	if is {
		w.WriteByte(1)
	} else {
		w.WriteByte(0)
	}
}

func (w *writer) member(m *Member) {
	w.Write(m.Settings[:])
	w.text(m.Name)
	w.text(m.From)
	w.text(m.Source)
	w.text(m.Path)
	w.text(string(m.Said))
	w.text(string(m.Notes))
	w.number(uint64(m.Written))
	w.fleet(&m.Has)
	w.number(uint64(len(m.Inputs)))
	for _, f := range m.Inputs {
		w.number(uint64(w.share(f)))
	}
	w.number(uint64(len(m.Outputs)))
	for _, f := range m.Outputs {
		w.file(f)
	}
}

// share is the place of a file among all that are read.
func (w *writer) share(f *File) int {
	key := *f
	key.looked, key.same, key.refreshed = false, false, false
	at, there := w.shared[key]
	if !there {
		at = len(w.files)
		w.shared[key], w.files = at, append(w.files, f)
	}
	return at
}

func (w *writer) file(f *File) {
	w.text(f.Name)
	w.WriteByte(byte(f.State.Kind))
	w.flag(f.State.Linked)
	w.flag(f.State.Shared)
	w.flag(f.Doubtful)
	w.signed(f.State.Size)
	w.signed(f.State.Changed)
	w.signed(f.State.Touched)
	w.number(f.State.Inode)
	w.flag(f.sums())
	if f.sums() {
		w.Write(f.Sum[:])
	}
}

func (w *writer) spot(s fleet.Spot) {
	w.number(uint64(s.Line))
	w.number(uint64(s.Column))
	w.number(uint64(s.Length))
	w.text(s.Path)
}

func (w *writer) address(a netip.Addr) {
	text, _ := a.MarshalBinary() // it never fails
	w.text(string(text))
}

func (w *writer) ranges(list []fleet.Range) {
	w.number(uint64(len(list)))
	for _, r := range list {
		w.address(r.First)
		w.address(r.Last)
		w.flag(r.Pool)
		w.flag(r.Asked)
		w.spot(r.Spot)
	}
}

func (w *writer) fleet(m *fleet.Member) {
	w.ranges(m.Addresses)
	w.number(uint64(len(m.Hosts)))
	for _, h := range m.Hosts {
		w.text(h.Name)
		w.spot(h.Spot)
	}
	w.number(uint64(len(m.Networks)))
	for _, n := range m.Networks {
		text, _ := n.Prefix.MarshalBinary()
		w.text(string(text))
		w.address(n.Router)
		w.ranges(n.DHCP)
		w.ranges(n.Nodes)
		w.spot(n.Spot)
		w.spot(n.RouterSpot)
	}
	w.number(uint64(len(m.Accepted)))
	for _, a := range m.Accepted {
		w.text(string(a.Code))
		w.text(a.Path)
	}
}
