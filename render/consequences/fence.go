package consequences

import (
	"fmt"
	"slices"

	"render/render/objects"
)

// fence is pods of which a line tells the same.
type fence struct {
	names []string
	of    []*objects.Object // the policies
}

// helpMeant is what is to be done about who gets in that did not: it holds at once, and nothing
// that fails tells of it.
const helpMeant = "it holds at once, and nobody notices; see that it is meant"

func (f *fence) add(name string, of []*objects.Object) {
	f.names = append(f.names, name)
	for _, o := range of {
		if !slices.Contains(f.of, o) {
			f.of = append(f.of, o)
		}
	}
}

func (f *fence) tell(c *change, code string, severity Severity, what, help string) {
	if len(f.names) > 0 {
		c.tell(code, severity, fmt.Sprintf("the pods of %s %s", quoted(f.names), what), help, f.of...)
	}
}
