package consequences

import (
	"fmt"
	"strings"
)

// command is what kubectl is asked to do with an object.
type command struct {
	verb            string // with the kind: `delete service`
	name, namespace string // no namespace where the object is in none
	with            string // what stands behind
}

// texts are commands as people run them: those that follow each other and differ by
// the name alone are one.
func texts(list []command) []string {
	var out []string
	for i := 0; i < len(list); {
		one, names := list[i], ""
		for ; i < len(list) && one.like(list[i]); i++ {
			names += " " + list[i].name
		}
		text := "kubectl " + one.verb + names
		if one.namespace != "" {
			text += " -n " + one.namespace
		}
		if one.with != "" {
			text += " " + one.with
		}
		out = append(out, text)
	}
	return out
}

// maxRun is how many objects a text says to do something with where it is a part of others.
const maxRun = 12

// runs are commands as a text says to run them, where they may be of many objects.
func (c *change) runs(list []command) string {
	if len(list) <= maxPasted {
		return "run: " + strings.Join(texts(list), "; ")
	}
	out := "run: " + strings.Join(texts(list[:maxRun]), "; ") + fmt.Sprintf("; and so on for %d more", len(list)-maxRun)
	if c.by != Kubectl {
		return out
	}
	return out + ", or what render script apply OLD NEW writes, which deletes all"
}

// like reports whether a command differs from another by the name alone.
func (c command) like(other command) bool {
	other.name = c.name
	return c == other
}

func (c command) String() string { return texts([]command{c})[0] }
