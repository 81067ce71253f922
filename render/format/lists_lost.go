package format

import (
	"slices"
	"strings"
)

// LostList is the key of a list that stands below other keys of an object without its own: the one
// list that objects with these keys have, that is not among them, and that such an item is for,
// by its keys or as a single value; "" where none is, or several are. An item that may be another
// object beside the one it stands in is for none, but where that goes on below it.
func LostList(beside, item []string, alone string, goesOn bool) string {
	var found []string
	eachLayout(LayoutOf(DocumentType()), map[*Layout]bool{}, func(p *Layout) {
		if !knows(p, beside) || !goesOn && len(item) > 0 && knows(p, item) && mayBe(p, item) {
			return
		}
		for i := range p.Fields {
			f := &p.Fields[i]
			if f.List && !f.MapForm && !slices.Contains(beside, f.Key) && !slices.Contains(found, f.Key) && isFor(f, item, alone) {
				found = append(found, f.Key)
			}
		}
	})
	if len(found) != 1 {
		return ""
	}
	return found[0]
}

// isFor reports whether an item is one of a list.
func isFor(f *Field, item []string, alone string) bool {
	if len(item) > 0 {
		return f.Inner() != nil && knows(f.Inner(), item)
	}
	switch {
	case Decimal.MatchString(alone):
		return f.Key == "port"
	case strings.HasPrefix(alone, "/"):
		return f.Key == "routes"
	}
	return f.Key == "hosts" && strings.Contains(alone, ".") && !CheckHost(alone).Found()
}

// mayBe reports whether keys may be all that an object of a layout has: an app is more than a name and
// a port.
func mayBe(p *Layout, keys []string) bool {
	return p.ByKey("image") == nil || p.ByKey("service") == nil || slices.ContainsFunc(keys, func(key string) bool {
		return slices.Contains([]string{"image", "service", "outside", "versions"}, key)
	})
}

func knows(p *Layout, keys []string) bool {
	return !slices.ContainsFunc(keys, func(key string) bool { return p.ByKey(key) == nil })
}
