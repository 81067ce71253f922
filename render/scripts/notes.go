package scripts

import (
	"fmt"
	"strings"

	"render/render/wording"
)

// notes are what a script leaves to a person, or does otherwise, each said once for all that it
// is true of.
type notes []note

type note struct {
	before    string   // what stands before things to do; else
	one, many string   // what stands behind one thing, and behind several
	things    []string // what it is about, in words
}

// about notes what is true of a thing: in words for one, and for several.
func (n *notes) about(thing, one, many string) { n.add(note{one: one, many: many}, thing) }

// after notes a thing to do, of which the same is said as of others.
func (n *notes) after(before, thing string) { n.add(note{before: before}, thing) }

// say notes a sentence of its own.
func (n *notes) say(text string) { *n = append(*n, note{things: []string{text}}) }

func (n *notes) add(like note, thing string) {
	for i := range *n {
		if at := &(*n)[i]; at.before == like.before && at.one == like.one && at.before+at.one != "" {
			at.things = append(at.things, thing)
			return
		}
	}
	like.things = []string{thing}
	*n = append(*n, like)
}

func (n notes) texts() (out []string) {
	for _, one := range n {
		switch {
		case one.before != "":
			out = append(out, one.before+strings.Join(one.things, "; "))
		case len(one.things) == 1:
			out = append(out, one.things[0]+one.one)
		default:
			out = append(out, wording.Listed(one.things)+one.many)
		}
	}
	return out
}

// moved notes addresses that go from one gateway to another in a stage.
func (n *notes) moved(list []move, stage fmt.Stringer) {
	for i, m := range list {
		thing := fmt.Sprintf("%s goes from Service %s to %s", wording.Quote(m.ip.String()), wording.Quote(m.from.called()), wording.Quote(m.to.called()))
		if i > 0 {
			thing = fmt.Sprintf("%s from %s to %s", wording.Quote(m.ip.String()), wording.Quote(m.from.called()), wording.Quote(m.to.called()))
		}
		n.about(thing, " in stage "+stage.String()+": nothing answers there from when the first lets go of it until the second has it, and its routes of stage apps; the script tells for how long",
			" in stage "+stage.String()+": nothing answers at each from when the first Service lets go of it until the second has it, and its routes of stage apps; the script tells for how long")
	}
}
