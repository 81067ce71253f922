package diag

import "strconv"

// Result is a diagnostic as a KRM function's ResourceList has it.
type Result struct {
	Message      string // with the cure, and the other side of a conflict
	Severity     Severity
	Field        string // "" where it is about none
	File         string // "" where the place is in no file
	Line, Column int    // 0 where all of the file is meant
	Code         Code
}

// Results are what was found in one input, in file order; what could not be read at all
// is one of them.
func Results(in Checked) []Result {
	var out []Result
	if in.Failure != "" {
		out = append(out, Result{Message: Visible(told(in.Failure))})
	}
	for _, p := range in.Diagnostics.Sorted() {
		s := spotOf(p.Place, in.Name)
		one := Result{Severity: p.Severity, Field: Visible(told(p.Path)), Code: p.Code}
		p.Path = "" // which stands beside the message
		one.Message = p.sentence(s)
		for _, also := range p.Related {
			if other := spotOf(also.Place, in.Name); !other.whole {
				one.Message += " (see " + other.file + ":" + strconv.Itoa(other.line) + ")"
			}
		}
		if cure := p.cure(); cure != "" {
			one.Message += "; " + Visible(told(cure))
		}
		if s.outside == "" {
			one.File = s.file
			if !s.whole {
				one.Line, one.Column = s.line, s.column
			}
		}
		out = append(out, one)
	}
	return out
}
