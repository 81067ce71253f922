package format

// ListsObjects reports whether a key of the format has a list of objects, at
// whatever place it stands.
func ListsObjects(key string) (lists bool) {
	eachLayout(LayoutOf(DocumentType()), map[*Layout]bool{}, func(p *Layout) {
		f := p.ByKey(key)
		lists = lists || f != nil && f.Inner() != nil && f.List && !f.MapForm
	})
	return lists
}

// Together reports whether an object of the format may have both keys.
func Together(key, other string) (may bool) {
	eachLayout(LayoutOf(DocumentType()), map[*Layout]bool{}, func(p *Layout) {
		may = may || p.ByKey(key) != nil && p.ByKey(other) != nil
	})
	return may
}

// Within reports whether the objects of a key of the format, alone or in a list, may have another key.
func Within(key, inner string) (may bool) {
	eachLayout(LayoutOf(DocumentType()), map[*Layout]bool{}, func(p *Layout) {
		f := p.ByKey(key)
		may = may || f != nil && f.Inner() != nil && f.Inner().ByKey(inner) != nil
	})
	return may
}

// StarMeant is how an asterisk alone is to be written that stands for all paths; "" where it stands for
// something else. item is whether it stands in a list.
func StarMeant(key, text string, item bool) string {
	switch {
	case text != "*":
		return ""
	case key == "routes" && item:
		return "/*"
	case key == "routes":
		return "[/*]"
	case key == "prefix" && !item:
		return "/"
	}
	return ""
}

// eachLayout does something with a layout, and once with each of those that objects in it have.
func eachLayout(p *Layout, seen map[*Layout]bool, do func(*Layout)) {
	if seen[p] {
		return
	}
	seen[p] = true
	do(p)
	for i := range p.Fields {
		if inner := p.Fields[i].Inner(); inner != nil {
			eachLayout(inner, seen, do)
		}
	}
}
