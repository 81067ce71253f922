package scripts

import (
	"slices"
	"strings"

	"render/render/manifest"
)

// A script runs all of the commands or none.
func (d Commands) in(o *ordered, text string) bool {
	var lines []string
	at := o.spotFor(d.Once)
	for _, one := range d.Run {
		more, late, ok := o.command(strings.Fields(strings.TrimPrefix(one, "kubectl ")))
		if !ok || strings.ContainsAny(one, `'"(`) {
			return false
		}
		lines, at = append(lines, more...), max(at, late)
	}
	if d.Once != AtOnce || o.when == After { // which the handing over of addresses does
		lines = slices.DeleteFunc(lines, func(line string) bool {
			return slices.ContainsFunc(o.fell.services, func(id manifest.ID) bool { return line == words(drop(id)...) })
		})
	}
	if d.Once == OnceSeen {
		o.onceSo(text, d.Seen, lines)
	} else {
		o.place(text, at, lines...)
	}
	return true
}

// spotFor is where the time of commands has come. What follows the change without one is done
// when all of it is there.
func (o *ordered) spotFor(once Once) spot {
	switch {
	case once == AtOnce && o.when == After:
		return o.atOld()
	case once == AtOnce:
		return atBegin
	case once == OnceRouted:
		for _, one := range slices.Backward(o.Objects) {
			if one.Kubectl && isRoute(one.ID) {
				return o.spotIn(one.Stage, whenPut)
			}
		}
	}
	return o.ready()
}

// command is one of kubectl's as lines of the script, and the spot before which it need not
// be: what comes anew is deleted right before.
func (o *ordered) command(args []string) (lines []string, late spot, ok bool) {
	if len(args) < 2 {
		return nil, 0, false
	}
	switch {
	case args[0] == "delete":
		return o.deletes(args[1:])
	case args[0] == "rollout" && args[1] == "restart":
		return o.restarts(args), 0, true
	case args[0] == "annotate":
		return []string{words(append([]string{"does"}, append(slices.Clone(args), "--overwrite")...)...)}, 0, true
	}
	return nil, 0, false
}

// deletes are the lines for objects of the old topology, by "KIND NAME ... [-n NAMESPACE]
// [--cascade=orphan]", or Foreground; not ok where one is none of those, or takes more with it.
func (o *ordered) deletes(args []string) (lines []string, late spot, ok bool) {
	namespace, cascade := "", []string(nil)
	var names []string
	for i := 1; i < len(args); i++ {
		switch {
		case args[i] == "-n" && i+1 < len(args):
			i++
			namespace = args[i]
		case args[i] == "--cascade=orphan":
			cascade = []string{"orphan"}
		case args[i] == Foreground:
			cascade = []string{"foreground"}
		case strings.HasPrefix(args[i], "-"):
			return nil, 0, false
		default:
			names = append(names, args[i])
		}
	}
	var ids []manifest.ID
	made := 0
	for _, name := range names {
		if args[0] == "service" && o.fell.leftService(namespace, name) {
			made++ // the handing over of its addresses deletes it
			continue
		}
		at := slices.IndexFunc(o.old.Objects, func(one Object) bool {
			return one.Kubectl && one.Name == name && one.Namespace == namespace && calls(args[0], one.ID)
		})
		if at < 0 || stays(o.old.Objects[at].ID) {
			return nil, 0, false
		}
		id := o.old.Objects[at].ID
		ids = append(ids, id)
		lines = append(lines, words(append(drop(id), cascade...)...))
		if again := slices.IndexFunc(o.Objects, func(one Object) bool { return one.Kubectl && one.ID == id }); again >= 0 {
			late = max(late, o.spotIn(o.Objects[again].Stage, atBegin))
			if cascade == nil {
				lines[len(lines)-1] = o.makesWay(o.Objects[again])
			}
		}
		if slices.Contains(args, Foreground) { // whose pods answer until then
			late = max(late, o.spotIn(o.old.Objects[at].Stage, atBegin))
		}
		if id.Kind == "IPAddressPool" {
			late = max(late, o.spotIn(o.serviceStage(), atBegin))
		}
	}
	for _, id := range ids {
		o.gone[id] = true
	}
	return lines, late, len(ids)+made > 0
}

// makesWay is the line that deletes what comes anew, unless it is as it is to be: a second run has
// nothing to delete.
func (o *ordered) makesWay(anew Object) string {
	o.alone = append(o.alone, []Object{anew})
	return words(append([]string{"makes_way", aloneAs(len(o.alone))}, drop(anew.ID)[1:]...)...)
}

// calls reports whether kubectl takes a word for a kind.
func calls(word string, id manifest.ID) bool {
	one := strings.ToLower(id.Kind)
	return word == one || word == one+"."+id.Group || word == kind(id)
}

// restarts are the lines that make pods anew, and wait for those that are named.
func (o *ordered) restarts(args []string) []string {
	lines := []string{words(append([]string{"does"}, args...)...)}
	namespace := ""
	if at := slices.Index(args, "-n"); at > 0 && at+1 < len(args) {
		namespace = args[at+1]
	}
	for _, word := range args {
		if strings.Contains(word, "/") && namespace != "" {
			lines = append(lines, words("await_rollout", namespace, word))
		}
	}
	return lines
}

// The topology knows no pods of those namespaces.
func (d RestartNamespaces) in(o *ordered, text string) bool {
	var lines []string
	for _, name := range d.Names {
		lines = append(lines, words("does", "rollout", "restart", "deployment", "-n", name))
	}
	o.place(text, o.ready(), lines...)
	return true
}
