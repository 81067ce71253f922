package objects

import (
	"slices"
	"strconv"

	"render/render/manifest"
)

// maxNumbers is how many numbers of items a field holds. In lists that are nested
// deeper the path itself has them.
const maxNumbers = 2

// maxShared is how many members of one path are shared between fields. What has
// more is no object of an API's but a map, whose keys are a user's words.
const maxShared = 64

// path is where fields are in objects of a kind, whichever item of a list they are
// in. There is one for all fields of that place in a world, so that going down
// costs no memory, and it is spelled out only for a message.
type path struct {
	up    *path
	key   string // of a member
	item  bool   // an item of a list, whose number is the field's
	lists int    // how many items are on the way to here, with this one
	below []*path
	each  *path
}

func (p *path) member(key string) *path {
	for _, b := range p.below {
		if b.key == key {
			return b
		}
	}
	next := &path{up: p, key: key, lists: p.lists}
	if len(p.below) < maxShared {
		p.below = append(p.below, next)
	}
	return next
}

// items is the path of the items of a list whose numbers a field holds.
func (p *path) items() *path {
	if p.each == nil {
		p.each = &path{up: p, item: true, lists: p.lists + 1}
	}
	return p.each
}

// spell is a path in words.
func (p *path) spell(text []byte, numbers *[maxNumbers]uint32) []byte {
	if p.up == nil {
		return text
	}
	text = p.up.spell(text, numbers)
	switch {
	case p.item && p.key == "":
		text = append(text, '[')
		text = strconv.AppendUint(text, uint64(numbers[p.lists-1]), 10)
		return append(text, ']')
	case len(text) > 0 && !p.item:
		text = append(text, '.')
	}
	return append(text, p.key...)
}

// steps are those of a path.
func (p *path) steps(list []string, numbers *[maxNumbers]uint32) []string {
	if p.up == nil {
		return list
	}
	list = p.up.steps(list, numbers)
	if p.item && p.key == "" {
		return append(list, "["+strconv.FormatUint(uint64(numbers[p.lists-1]), 10)+"]")
	}
	return append(list, p.key)
}

// number is the number of an item in its list.
func (p *path) number(numbers *[maxNumbers]uint32) int {
	if p.key != "" {
		n, _ := strconv.Atoi(p.key[1 : len(p.key)-1])
		return n
	}
	return int(numbers[p.lists-1])
}

// follow goes from an object to the value at the end of a path, beside the layout of
// the text. Where there is no value it is nil, and the layout that of what the
// value would be in.
func (p *path) follow(object manifest.Object, all *layout, numbers *[maxNumbers]uint32) (value any, at *layout) {
	if p.up == nil {
		return object, all
	}
	outer, at := p.up.follow(object, all, numbers)
	n := -1
	switch outer := outer.(type) {
	case manifest.Object:
		if !p.item {
			n = slices.IndexFunc(outer, func(m manifest.Member) bool { return m.Key == p.key })
		}
		if n >= 0 {
			value = outer[n].Value
		}
	case []any:
		if p.item && p.number(numbers) < len(outer) {
			n = p.number(numbers)
			value = outer[n]
		}
	}
	if n >= 0 && n < len(at.inside) {
		at = &at.inside[n]
	}
	return value, at
}
