package plan

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
)

// bucket is a share of what does not fit into one object. The shares are made by a
// hash of each item, so that one more item moves no other.
type bucket[T any] struct {
	number int // -1 for what is none of the others'
	items  []T
}

// suffix is the end of the name of a bucket's object; no slug has its dot.
func (b *bucket[T]) suffix(word string) string {
	switch {
	case b.number == 0:
		return ""
	case b.number < 0:
		return "." + word + "-rest"
	}
	return fmt.Sprintf(".%s-%d", word, b.number+1)
}

// buckets divides items over so many; those that are empty are not there.
func buckets[T any](items []T, count int, key func(T) string) []bucket[T] {
	if count == 1 {
		return []bucket[T]{{0, items}}
	}
	all := make([]bucket[T], count)
	for _, item := range items {
		sum := sha256.Sum256([]byte(key(item)))
		i := int(binary.BigEndian.Uint32(sum[:]) % uint32(count))
		all[i].number, all[i].items = i, append(all[i].items, item)
	}
	var out []bucket[T]
	for _, b := range all {
		if len(b.items) > 0 {
			out = append(out, b)
		}
	}
	return out
}

// fewEnough divides items over as few buckets as fit, of powers of two. An item
// that fits nowhere is one's alone.
func fewEnough[T any](items []T, key func(T) string, fits func([]T) bool) []bucket[T] {
	for count := 1; ; count *= 2 {
		out, ok := buckets(items, count, key), true
		for _, b := range out {
			ok = ok && (fits(b.items) || len(b.items) == 1)
		}
		if ok || count > 64*len(items) {
			return out
		}
	}
}
