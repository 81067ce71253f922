package wording

// Code names a kind of fault, for good: scripts and people's notes rely on it.
// "ip-taken". Package diag lists them.
type Code string

// Fault is what is wrong with a value, told by who does not know where the value
// stands, and what to do about it. The zero Fault is none.
type Fault struct {
	Code    Code
	Message string // lower case, no full stop, the user's words in quotes
	Help    string // what to do, beginning with a verb; "" where nobody can tell
}

// Found reports whether there is one.
func (f Fault) Found() bool { return f.Message != "" }
