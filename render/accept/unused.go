package accept

import (
	"render/render/diag"
	"render/render/wording"
)

// Unused tells of what nothing was told of that it accepts, so that it is removed; others are
// what is told nevertheless. It is for a run that checked all.
func (s *Set) Unused(others diag.List) (out diag.List) {
	if s == nil {
		return nil
	}
	told := map[diag.Code]string{} // the first field of each
	for _, p := range others {
		if _, before := told[p.Code]; !before && p.Severity == diag.Warning && isField(p.Path) {
			told[p.Code] = p.Path
		}
	}
	for i := range s.list {
		one := &s.list[i]
		code := one.written.Code.Value
		message, help := "no warning "+wording.Quote(code)+" is told", "remove it"
		switch w, _ := find(code); {
		case one.fault.Found(): // an item that is misspelt, or gone
			message, help = one.fault.Message+", of "+wording.Quote(one.written.At.Value), one.fault.Help
		case one.used || w.varies:
			continue
		case one.written.At.IsSet():
			message += " at " + wording.Quote(one.written.At.Value)
			if path := told[diag.Code(code)]; path != "" {
				help += ", or name the field of which it is told: " + path
			}
		}
		p := diag.At("accept-unused", one.written.Origin, message, help)
		p.Severity = diag.Warning
		out.Tally(p)
	}
	return out
}
