package decode

import "render/render/source"

// otherForm is how a key of elsewhere is said here where a name alone in its place
// would say less than was meant: what to write, and the field that then has it, "" for
// none, with the value that it has then.
type otherForm struct {
	help  string
	field string
	value *source.Node
	told  bool // with another key of the object
	wrong bool // the object is no such one
}

// firstForm is the first of several forms that a key is told in.
func firstForm(of ...func(*source.Node, int) otherForm) func(*source.Node, int) otherForm {
	return func(n *source.Node, i int) otherForm {
		for _, read := range of {
			if out := read(n, i); out.help != "" || out.told {
				return out
			}
		}
		return otherForm{}
	}
}
