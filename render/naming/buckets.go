// Package naming owns how what is made of many things is called, so that one more of them
// renames no other: shares by a hash, and hosts as parts of names.
//
// In go texts, or things with a text of their own; out come names and shares.
// It must never know a topology.
package naming

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
)

// Bucket is a share of what does not fit into one object. The shares are made by a
// hash of each item, so that one more item moves no other.
type Bucket[T any] struct {
	Number int // -1 for what is none of the others'
	Items  []T
}

// Suffix is the end of the name of a bucket's object; no slug has its dot.
func (b *Bucket[T]) Suffix(word string) string {
	switch {
	case b.Number == 0:
		return ""
	case b.Number < 0:
		return "." + word + "-rest"
	}
	return fmt.Sprintf(".%s-%d", word, b.Number+1)
}

// Buckets divides items over so many; those that are empty are not there.
func Buckets[T any](items []T, count int, key func(T) string) []Bucket[T] {
	if count == 1 {
		return []Bucket[T]{{0, items}}
	}
	all := make([]Bucket[T], count)
	for _, item := range items {
		sum := sha256.Sum256([]byte(key(item)))
		i := int(binary.BigEndian.Uint32(sum[:]) % uint32(count))
		all[i].Number, all[i].Items = i, append(all[i].Items, item)
	}
	var out []Bucket[T]
	for _, b := range all {
		if len(b.Items) > 0 {
			out = append(out, b)
		}
	}
	return out
}

// FewEnough divides items over as few buckets as fit, of powers of two. An item
// that fits nowhere is one's alone.
func FewEnough[T any](items []T, key func(T) string, fits func([]T) bool) []Bucket[T] {
	for count := 1; ; count *= 2 {
		out, ok := Buckets(items, count, key), true
		for _, b := range out {
			ok = ok && (fits(b.Items) || len(b.Items) == 1)
		}
		if ok || count > 64*len(items) {
			return out
		}
	}
}
