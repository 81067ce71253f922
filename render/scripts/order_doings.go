package scripts

import (
	"bytes"
	"slices"
	"strings"

	"render/render/manifest"
)

// falls reports whether something of a kind is deleted because it fell out.
func (o *ordered) falls(kinds ...string) bool {
	return slices.ContainsFunc(o.fell.rest, func(id manifest.ID) bool { return slices.Contains(kinds, id.Kind) })
}

// changesPool reports whether the script does something with a pool before Services get their
// addresses: not where others get nothing of it.
func (o *ordered) changesPool(name string) bool {
	return slices.ContainsFunc(o.fell.pools, func(p poolChange) bool { return p.id().Name == name })
}

// A claim is empty however it is made.
func (d Provide) in(o *ordered, text string) bool {
	var lines []string
	latest := o.reached
	for _, thing := range d.Things {
		at := slices.IndexFunc(o.Objects, func(one Object) bool {
			return one.Kubectl && one.Namespace == d.Namespace && one.Name == thing.Name && one.Kind == thing.Kind
		})
		switch {
		case thing.Kind == "PersistentVolumeClaim":
			return false
		case at >= 0:
			latest = max(latest, o.spotIn(o.Objects[at].Stage, within))
		case thing.Kind != "Secret":
			return false
		default:
			lines = append(lines, words("sees_secret", d.Namespace, thing.Name))
		}
	}
	if len(lines) == 0 {
		o.own(text, latest)
		return true
	}
	if o.has(manifest.Namespaces) {
		latest = max(latest, o.spotIn(manifest.Namespaces, whenPut))
	}
	o.place(text, latest, lines...)
	return true
}

func (d Issue) in(o *ordered, text string) bool {
	var certificates, list []Object
	var lines, issued []string
	for _, one := range o.Objects {
		switch {
		case !one.Kubectl:
		case one.Kind == "Certificate" && one.Name == d.Certificate:
			certificates = append(certificates, one)
			issued = append(issued, words("await_issued", one.Namespace, one.Name))
		case slices.Contains(d.With, one.ID):
			list = append(list, one)
		}
	}
	if len(certificates) == 0 {
		return false
	}
	list = append(list, certificates...)
	at := o.spotIn(certificates[0].Stage, whenPut)
	switch {
	case d.There:
		at = atBegin
	case d.Alone: // before gateways go over to others
		at, lines = o.earliest(list), o.putsKnown(list)
	}
	o.place(text, at, append(lines, issued...)...)
	return true
}

// putsKnown are the lines that put objects once the cluster knows their kinds, and look for what these cannot do without,
// which nothing that waits for them would name.
func (o *ordered) putsKnown(list []Object) (lines []string) {
	for _, one := range list {
		if line := words("await_crd", kind(one.ID), one.Version); !builtIn(one.ID) && !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	for _, one := range o.absentFor(list) {
		lines = append(lines, words(one.look()...))
		o.looked = append(o.looked, one)
	}
	return append(lines, o.puts(list))
}

// The stage of what guards a gateway comes after that in which its Service changes.
func (d GuardsFirst) in(o *ordered, text string) bool {
	list := o.called(d.Guards)
	if len(list) > 0 {
		o.place(text, o.spotIn(manifest.Istio, atBegin), o.putsKnown(list)...)
	}
	return len(list) > 0
}

func (d Ahead) in(o *ordered, text string) bool {
	list := o.called(d.Objects)
	if len(list) > 0 {
		o.place(text, o.earliest(list), o.putsKnown(list)...)
	}
	return len(list) > 0
}

func (d Beside) in(o *ordered, text string) bool {
	at := slices.IndexFunc(o.old.Objects, func(one Object) bool { return one.Kubectl && one.ID == d.Object })
	if at < 0 {
		return false
	}
	one, name := o.old.Objects[at], func(of string) []byte { return []byte("\n  name: " + of + "\n") }
	if !bytes.Contains(one.Text, name(one.Name)) {
		return false
	}
	one.Text, one.Name = bytes.Replace(one.Text, name(one.Name), name(d.As), 1), d.As
	o.place(text, atBegin, o.putsKnown([]Object{one})...)
	return true
}

func (d DropBeside) in(o *ordered, text string) bool {
	id := d.Object
	id.Name = d.As
	o.place(text, o.atOld(), words(drop(id)...))
	return true
}

func (d Left) in(o *ordered, text string) bool {
	at := slices.IndexFunc(o.Objects, func(one Object) bool { return one.Kubectl && one.ID == d.Object })
	if at < 0 {
		return false
	}
	o.left = append(o.left, o.Objects[at])
	o.own(text, max(o.reached, o.spotIn(o.Objects[at].Stage, within)))
	return true
}

func (d BringLeft) in(o *ordered, text string) bool {
	at := slices.IndexFunc(o.left, func(one Object) bool { return one.ID == d.Object })
	if at < 0 {
		return false
	}
	o.place(text, o.atOld(), o.puts(o.left[at:at+1]))
	return true
}

// What no route leads to any more goes with the stage, once gateways have heard of the routes.
func (d RoutesFirst) in(o *ordered, text string) bool {
	var list []Object
	for _, one := range slices.Concat(o.of(manifest.Gateways), o.of(manifest.Apps)) {
		if slices.Contains(d.Routes, one.ID) {
			list = append(list, one)
		}
	}
	if len(list) == 0 {
		return false
	}
	if d.Gateways {
		o.place(text, o.spotIn(manifest.Gateways, atBegin), o.puts(list))
		return true
	}
	o.place(text, o.spotIn(manifest.Apps, atBegin), o.puts(list), "heard")
	return true
}

// What is made anew goes right before that.
func (d DropMade) in(o *ordered, text string) bool {
	at := slices.IndexFunc(o.old.Gateways, func(g Gateway) bool { return g.Made && g.Service == d.Name })
	if at < 0 {
		return false
	}
	stage, when := manifest.Gateways, atBegin
	if o.byOperator() {
		stage = manifest.Istio
	}
	if o.when == After { // what makes it runs already
		when = whenPut
	}
	call := []string{"drop_made", kind(manifest.ID{Group: d.Group, Kind: d.Kind}), o.old.Gateways[at].Namespace, d.Name}
	if len(d.As) > 0 {
		var paths, values []string
		for _, one := range d.As {
			paths, values = append(paths, "{"+one.Path+"}"), append(values, one.Value)
		}
		call = append(call, strings.Join(paths, " "), strings.Join(values, " "))
	}
	lines := []string{words(call...)}
	if o.fell.operator != nil && !o.retired { // which would make it again as it was
		o.retired, lines = true, append([]string{words(o.fell.retire()...)}, lines...)
	}
	o.place(text, o.spotIn(stage, when), lines...)
	return true
}

// Nothing answers on those ports until the other Service has them.
func (d MoveNodePorts) in(o *ordered, text string) bool {
	var lines []string
	for i, from := range d.From {
		lines = append(lines, words("moves_node_port", d.Namespace, d.Service, from, d.To[i]))
	}
	o.place(text, o.spotIn(o.serviceStage(), atBegin), lines...)
	return true
}

func (d DropOldRoutes) in(o *ordered, text string) bool {
	var drops []string
	for _, id := range o.fell.rest {
		if isRoute(id) && !o.gone[id] {
			o.gone[id] = true
			drops = append(drops, words(drop(id)...))
		}
	}
	if len(drops) > 0 {
		o.onceSo(text, d.Once, drops)
	}
	return len(drops) > 0
}

func isRoute(id manifest.ID) bool {
	return id.Kind == "VirtualService" || strings.HasSuffix(id.Kind, "Route")
}

// onceSo does something only where a person says that its time has come.
func (o *ordered) onceSo(text, when string, lines []string) {
	o.note("waits for what only a person sees, and the script asks there", text)
	o.place(text, o.atOld(), append([]string{words("once_so", when)}, lines...)...)
}
