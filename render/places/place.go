package places

// Place is a stretch of one line of a source. Line and Column count from 1,
// Column and Length count characters. Line 0 means the source as a whole; a nil
// Source means the command line or nowhere in particular.
type Place struct {
	Source *Source
	Line   int
	Column int
	Length int
}

// File is the place that stands for a source as a whole.
func File(s *Source) Place { return Place{Source: s} }

// IsZero reports whether the place points nowhere.
func (p Place) IsZero() bool { return p.Source == nil }

// Before reports whether a place of the same source stands before another.
func (p Place) Before(q Place) bool {
	if p.Line != q.Line {
		return p.Line < q.Line
	}
	return p.Column < q.Column
}
