package decode

import (
	"fmt"

	"render/render/format"
	"render/render/source"
	"render/render/wording"
)

// misplaced is the help for a field of another object that is indented too little,
// so that it no longer belongs to the item before it, or too far; "" where it is
// neither. What has its place here under another name is not too far.
func (d *decoder) misplaced(n *source.Node, i int, p *format.Layout, m format.Origin, here bool) string {
	k := n.Keys[i]
	if k.Place.Source == nil {
		return ""
	}
	if d.above[len(d.above)-1].of == "App" {
		if help := networksOfOne(n, i); help != "" {
			return help
		}
	}
	if help := d.headersBeside(n, i, m); help != "" || d.differs(k.Text) {
		return help
	}
	if help := d.ofOwner(n, i, m); help != "" && !here {
		return help
	}
	if n.Flow {
		return d.outside(k.Text, here)
	}
	at := i - 1 // the list before it, behind which there may be more of its item
	for at > 0 && p.ByKey(n.Keys[at].Text) == nil && i-at < 10 {
		at--
	}
	if at >= 0 {
		before, f := n.Values[at], p.ByKey(n.Keys[at].Text)
		if f != nil && before.Kind == source.List && !before.Flow && len(before.Items) > 0 {
			last := before.Items[len(before.Items)-1]
			if inner := f.Inner(); inner != nil && last.Kind == source.Map && !last.Flow && last.Get(k.Text) == nil && inner.ByKey(k.Text) != nil {
				return fmt.Sprintf("indent this line by %d spaces, if it belongs to the last of %s", last.Keys[0].Place.Column-1, n.Keys[at].Text)
			}
		}
	}
	for j := len(d.above) - 2; j >= 0 && !here; j-- {
		outer := d.above[j]
		if outer.layout.ByKey(k.Text) != nil && outer.node.Get(k.Text) == nil && !outer.node.Flow && len(outer.node.Keys) > 0 {
			if spaces := outer.node.Keys[0].Place.Column - 1; spaces > 0 {
				if !endsAt(n, i, spaces) {
					if help := d.atApp(n, i); help != "" && outer.of == "Tier" && d.above[len(d.above)-1].of == "App" {
						return help
					}
					return d.fartherOut(n, i)
				}
				return fmt.Sprintf("indent this line by %d spaces: it is a field of what is round this", spaces)
			}
			return "if it is for every tier, move it to the beginning of a line of its own, outside of the list: it is a field of the whole file" + forOne()[k.Text]
		}
	}
	return ""
}

// outside is the help for a field of the whole file that is written in braces.
func (d *decoder) outside(key string, here bool) string {
	for j := len(d.above) - 2; j > 0; j-- {
		if d.above[j].layout.ByKey(key) != nil {
			return "" // nearer is meant
		}
	}
	if whole := d.above[0]; len(d.above) > 1 && !here && whole.layout.ByKey(key) != nil && whole.node.Get(key) == nil && !whole.node.Flow {
		return "move it out of the braces, to the beginning of a line of its own: it is a field of the whole file" + forOne()[key]
	}
	return ""
}

// inside is the help for a field of an object that belongs into this one, in
// whichever number it is written, rather than into items of a list; "" where none
// has it, or several.
func (d *decoder) inside(n *source.Node, at int, p *format.Layout) string {
	key := n.Keys[at].Text
	if alone := p.Alone(); alone != nil && alone.Key != "" {
		if inner := alone.Inner(); inner != nil && inner.ByKey(key) != nil {
			return fmt.Sprintf("write it in %s: %q is a field there", alone.Key, key)
		}
	}
	found := map[bool][]string{} // in lists of objects, and in objects alone
	for i := range p.Fields {
		f := &p.Fields[i]
		inner, list := f.Inner(), f.List
		if inner == nil || f.Key == "" || f.MapForm { // whose keys are people's own
			continue
		}
		for _, name := range []string{key, key + "s"} {
			if inner.ByKey(name) != nil && f.Key == "routes" && atRoutes(n, name, abridged(n.Values[at])) != "" {
				found[list] = append(found[list], atRoutes(n, name, abridged(n.Values[at])))
				break
			}
			if inner.ByKey(name) != nil {
				help := fmt.Sprintf("write it in %s: %q is a field there", f.Key, name)
				if alone := inner.Alone(); !list && alone != nil && alone.Key != "" && n.Get(f.Key) != nil && n.Get(f.Key).Kind == source.Scalar && valueOf(name, n, at) != "..." {
					help = fmt.Sprintf("write %s: {%s: %s, %s: %s} in place of both", f.Key, alone.Key, asWritten(n.Get(f.Key)), name, valueOf(name, n, at))
				}
				if value := valueOf(name, n, at); !list && n.Get(f.Key) == nil && value != "..." {
					help = fmt.Sprintf("write %s: {%s: %s} in its place", f.Key, name, value)
				}
				found[list] = append(found[list], help)
				break
			}
		}
	}
	fits := found[false]
	if len(fits) == 0 {
		fits = found[true]
	}
	if len(fits) == 1 {
		return fits[0]
	}
	return ""
}

// appsInEntries tells of a list or an object among an app's variables that is a field of the app, by some spaces
// too far in; false for any other.
func (d *decoder) appsInEntries(f *format.Field, n *source.Node, i int, m format.Origin) bool {
	app, k := d.above[len(d.above)-1], n.Keys[i]
	if f.Key != "env" || app.of != "App" || n.Flow || n.Values[i].Kind == source.Scalar || app.node.Flow || app.layout.ByKey(k.Text) == nil || app.node.Get(k.Text) != nil {
		return false
	}
	d.fail("field-misplaced", m.Member(k.Text, k.Place), "is a field of the app, and stands among its variables", fmt.Sprintf("indent this line by %s, with what belongs to it", wording.Spaces(app.node.Keys[0].Place.Column-1)))
	return true
}
