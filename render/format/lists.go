package format

// ListsObjects reports whether a key of the format has a list of objects, at
// whatever place it stands.
func ListsObjects(key string) bool {
	return listsObjects(LayoutOf(DocumentType()), key, map[*Layout]bool{})
}

func listsObjects(p *Layout, key string, seen map[*Layout]bool) bool {
	if seen[p] {
		return false
	}
	seen[p] = true
	for i := range p.Fields {
		f := &p.Fields[i]
		inner := f.Inner()
		if inner != nil && (f.Key == key && f.List && !f.MapForm || listsObjects(inner, key, seen)) {
			return true
		}
	}
	return false
}

// Together reports whether an object of the format may have both keys.
func Together(key, other string) bool {
	return together(LayoutOf(DocumentType()), key, other, map[*Layout]bool{})
}

func together(p *Layout, key, other string, seen map[*Layout]bool) bool {
	if seen[p] {
		return false
	}
	seen[p] = true
	if p.ByKey(key) != nil && p.ByKey(other) != nil {
		return true
	}
	for i := range p.Fields {
		if inner := p.Fields[i].Inner(); inner != nil && together(inner, key, other, seen) {
			return true
		}
	}
	return false
}
