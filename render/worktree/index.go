package worktree

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// tracked are those of some files that are in the index; none where it cannot be
// read (https://git-scm.com/docs/index-format).
func (t *Tree) tracked(names []string) map[string]bool {
	index := []byte(read(t.Git, "index"))
	for _, hash := range []int{20, 32} { // SHA-1, SHA-256
		if found, ok := entries(index, hash, names); ok {
			return found
		}
	}
	return nil
}

// entries reads an index whose hashes have so many bytes.
func entries(index []byte, hash int, wanted []string) (found map[string]bool, ok bool) {
	const head, stat = 12, 40
	if len(index) < head || string(index[:4]) != "DIRC" {
		return nil, false
	}
	version, count := binary.BigEndian.Uint32(index[4:]), binary.BigEndian.Uint32(index[8:])
	found = map[string]bool{}
	rest, name := index[head:], []byte(nil)
	for range count {
		fixed := stat + hash + 2
		if len(rest) < fixed+1 {
			return nil, false
		}
		flags := binary.BigEndian.Uint16(rest[fixed-2:])
		if version >= 3 && flags&0x4000 != 0 { // more flags follow
			fixed += 2
		}
		var used int
		if name, used = entryName(rest, fixed, version, name); used == 0 {
			return nil, false
		}
		if length := int(flags & 0xfff); length != min(len(name), 0xfff) {
			return nil, false
		}
		if slices.Contains(wanted, string(name)) {
			found[string(name)] = true
		}
		rest = rest[used:]
	}
	return found, true
}

// entryName is the name of the entry at the beginning of a text, whose fields before it
// have so many bytes, and how long the entry is; 0 where it is cut off. From version 4 on
// a name says how much of the one before it is left out.
func entryName(text []byte, fixed int, version uint32, before []byte) (name []byte, used int) {
	at, kept := fixed, []byte(nil)
	if version >= 4 {
		drop := 0
		for first := true; ; first = false {
			if at >= len(text) || drop > len(before) {
				return nil, 0
			}
			c := text[at]
			at++
			if !first {
				drop++
			}
			if drop = drop<<7 | int(c&0x7f); c&0x80 == 0 {
				break
			}
		}
		if drop > len(before) {
			return nil, 0
		}
		kept = before[:len(before)-drop]
	}
	if at > len(text) {
		return nil, 0
	}
	end := bytes.IndexByte(text[at:], 0)
	if end < 0 {
		return nil, 0
	}
	name = slices.Concat(kept, text[at:at+end])
	if used = at + end + 1; version < 4 {
		used = (at + end + 8) &^ 7
	}
	if used > len(text) {
		return nil, 0
	}
	return name, used
}
