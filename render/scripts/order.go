package scripts

import (
	"fmt"
	"slices"

	"render/render/manifest"
)

// spot is a place of a script, four of each of its stages: where it begins, in it, once its
// objects are put, and at its end, when its pods are ready.
type spot int

const (
	atBegin spot = iota
	within
	whenPut
	atEnd
	spotsOfStage
)

// act is what a script does, tells or asks where it comes to a doing of an order.
type act struct {
	at    spot
	step  int
	does  string // the function that tells it: step, by_person, left_to_person
	text  string
	lines []string // of the shell, that follow
}

// ordered is an order as a script follows it.
type ordered struct {
	*Cluster
	old     *Cluster
	fell    *fallen
	stages  []manifest.Stage
	acts    []act
	alone   [][]Object           // what is put in a step of its own
	left    []Object             // what is not put with its stage
	looked  []Absent             // what a step looks for
	gone    map[manifest.ID]bool // what a step deletes by name
	beside  bool                 // helm takes over what is of no revision
	retired bool                 // the operator is, by a step
	reached spot                 // where the script is after the doings up to now
	step    int                  // the one that is looked at, from 1
	when    When                 // that is
	notes   notes
}

// orderOf finds for each doing of an order its place in a script, none before that of one
// that is to be done before it. What a script cannot do is asked of a person there, or told.
func orderOf(order []Turn, old, c *Cluster, fell *fallen) *ordered {
	o := &ordered{Cluster: c, old: old, fell: fell, stages: c.stages(), gone: map[manifest.ID]bool{}}
	for i, t := range order {
		o.step, o.when = i+1, t.When
		for n, one := range t.Doings {
			switch {
			case t.When == With && n == 0:
				o.own(one.Text+o.amidst(order), o.reached)
			case one.Deed == nil || !one.Deed.in(o, one.Text):
				o.person(one.Text)
			}
		}
	}
	return o
}

// amidst is what the step that applies the change says of a later one that a script takes amidst it: the
// install of Istio, which has a stage of its own.
func (o *ordered) amidst(order []Turn) string {
	for i := o.step; i < len(order); i++ {
		for _, one := range order[i].Doings {
			if d, is := one.Deed.(Install); is && d.By == o.Reader {
				return fmt.Sprintf("; step %d comes in its stage istio", i+1)
			}
		}
	}
	return ""
}

// spotIn is a spot of a stage, or of the first one behind it that there is.
func (o *ordered) spotIn(stage manifest.Stage, s spot) spot {
	for i, one := range o.stages {
		if one >= stage {
			if one > stage {
				s = atBegin
			}
			return spot(i)*spotsOfStage + s
		}
	}
	return o.atOld()
}

// atOld is where what fell out goes, behind all stages.
func (o *ordered) atOld() spot { return spot(len(o.stages)) * spotsOfStage }

// ready is where all pods are.
func (o *ordered) ready() spot { return o.atOld() - spotsOfStage + atEnd }

// earliest is where objects can be put before their stage: behind the namespaces where one of theirs comes new.
func (o *ordered) earliest(list []Object) spot {
	for _, one := range list {
		is := func(n Object) bool { return n.Kind == "Namespace" && n.Name == one.Namespace }
		if slices.ContainsFunc(o.of(manifest.Namespaces), is) && !slices.ContainsFunc(o.old.Objects, is) {
			return o.spotIn(manifest.MetalLB, atBegin)
		}
	}
	return atBegin
}

// called are those of the objects that have some names.
func (o *ordered) called(ids []manifest.ID) (list []Object) {
	for _, one := range o.Objects {
		if one.Kubectl && slices.Contains(ids, one.ID) {
			list = append(list, one)
		}
	}
	return list
}

// stageAt is the stage of a spot, as the script calls it.
func (o *ordered) stageAt(at spot) string {
	if at >= o.atOld() {
		return "old"
	}
	return o.stages[at/spotsOfStage].String()
}

// place has lines follow a spot, or the doings before it, and tells there what they do.
func (o *ordered) place(text string, at spot, lines ...string) {
	at = o.behind(at)
	if before := o.stepAfter(at); before > 0 {
		o.note(fmt.Sprintf("is done before step %d", before), text)
	}
	o.reached = max(o.reached, at)
	o.does(at, "step", text, lines...)
}

// behind is the first spot from one on that is not before the doings up to now, and at which
// lines can stand. What has to be done before the change is not behind what is put.
func (o *ordered) behind(at spot) spot {
	switch at = max(at, o.reached); {
	case at%spotsOfStage != within:
	case o.when == Before:
		at--
	default:
		at++
	}
	return at
}

// stepAfter is an earlier step of which something is done behind a spot; 0 for none.
func (o *ordered) stepAfter(at spot) int {
	for _, one := range o.acts {
		if one.at > at && one.step < o.step && one.does != "left_to_person" {
			return one.step
		}
	}
	return 0
}

func (o *ordered) does(at spot, how, text string, lines ...string) {
	o.acts = append(o.acts, act{at, o.step, how, text, lines})
}

// own tells of what the script does in a stage in any case. That it does so before what
// comes first in the order is told.
func (o *ordered) own(text string, at spot) {
	if at < o.reached {
		o.note("is done in stage "+o.stageAt(at)+", before what comes first in that order", text)
	}
	o.does(at, "step", text)
	o.reached = max(o.reached, at)
}

// person is what the script cannot do: what has to be done before other things it asks for,
// with those steps before it that the script comes to only later; and of the rest it tells.
func (o *ordered) person(text string) {
	if o.when == Before {
		at := o.behind(o.reached)
		for i := range o.acts {
			if one := &o.acts[i]; one.at > at && one.step < o.step {
				one.at, one.does = at, "by_person"
				o.noteOf(one.step, askedFor, one.text)
			}
		}
		o.asks(text, at)
		return
	}
	at := o.ready()
	if o.when == With {
		at = o.spotIn(o.serviceStage(), atEnd)
	}
	o.note("is a person's, and the script tells of it there", text)
	o.does(o.behind(at), "left_to_person", text)
}

// asks has a person tell at a spot whether something is done.
func (o *ordered) asks(text string, at spot) {
	o.note(askedFor, text)
	o.does(at, "by_person", text)
}

const askedFor = "is a person's, and the script asks there whether it is done"

// note tells what is not done as an order says.
func (o *ordered) note(what, text string) { o.noteOf(o.step, what, text) }

func (o *ordered) noteOf(step int, what, text string) {
	o.notes.after(fmt.Sprintf("step %d of what render diff orders %s: ", step, what), text)
}

// puts gives objects to the script that are put by themselves, and the line that does it.
func (o *ordered) puts(list []Object) string {
	o.alone = append(o.alone, list)
	return words("put", aloneAs(len(o.alone)))
}

func aloneAs(n int) string { return fmt.Sprintf("alone_%d", n) }

// dropped reports whether a step deletes an object by name.
func (o *ordered) dropped(id manifest.ID) bool { return o != nil && o.gone[id] }
