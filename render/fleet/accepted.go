package fleet

import (
	"render/render/accept"
	"render/render/diag"
)

// accepted are the warnings that members accept. One that either of the two accepts is told of neither.
type accepted map[acceptedBy]bool

type acceptedBy struct {
	member int
	accept.Field
}

func acceptedOf(members []Member) accepted {
	out := accepted{}
	for i := range members {
		for _, a := range members[i].Accepted {
			out[acceptedBy{i, a}] = true
		}
	}
	return out
}

// takes reports whether a member accepts a warning at a field.
func (a accepted) takes(member int, code diag.Code, path string) bool {
	if len(a) == 0 {
		return false
	}
	for field := range accept.Above(path) {
		if a[acceptedBy{member, accept.Field{Code: code, Path: field}}] {
			return true
		}
	}
	return false
}
