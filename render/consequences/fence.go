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
