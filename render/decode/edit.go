package decode

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"render/render/diag"
	"render/render/format"
	"render/render/places"
	"render/render/source"
	"render/render/wording"
)

// Set changes a topology before it is decoded: "tiers[0].ip=10.0.0.1", or with
// an item's name in place of its number, "tiers[primary].ip=10.0.0.1". The
// value is YAML, as behind the key in the file.
func Set(root *source.Node, assignment string) diag.List {
	var diagnostics diag.List
	src := places.NewLoose("--set "+assignment, []byte(assignment))
	fail := func(code diag.Code, message, help string) diag.List {
		diagnostics.Add(diag.Diagnostic{Code: code, Place: places.File(src), Message: message, Help: help})
		return diagnostics
	}
	if !utf8.ValidString(assignment) {
		return fail("text-encoding", "is not UTF-8", "write it in UTF-8")
	}
	at, value, ok := strings.Cut(assignment, "=")
	if !ok {
		return fail("set-form", `has no "="`, "write = and a value behind it: --set tiers[0].ip=192.168.1.141")
	}
	if key := strings.TrimSpace(at); key != at {
		return fail("set-form", "has a space round the path before its =", "write: "+key+"="+strings.TrimSpace(value))
	}
	steps, err := format.ParseSteps(at)
	if err != nil {
		return fail("set-form", err.Error(), "write: names joined by dots, and [number] or [name] for an item of a list")
	}
	if value == "" {
		return fail("set-form", "has no value", `write: `+at+`='""' for an empty text`)
	}
	node, diagnostics := source.Parse(places.NewLoose("--set "+at, []byte(value)))
	if diagnostics.Failed() || node == nil {
		return diagnostics
	}
	for _, step := range steps {
		if diagnostics := checkStep(src, step); diagnostics.Failed() {
			return diagnostics
		}
	}
	if deep := len(steps) + depth(node); deep > source.MaxDepth {
		return fail("yaml-depth", fmt.Sprintf("is nested %d deep, and %d is the most", deep, source.MaxDepth), "write it flatter")
	}
	if fault := assign(root, format.DocumentType(), steps, node); fault.Found() {
		if fault.Help == "" {
			fault.Help = fromWithin(root, steps, assignment)
		}
		return fail(fault.Code, fault.Message, fault.Help)
	}
	return diagnostics
}

// checkStep holds a step to what a key in the file is held to.
func checkStep(src *places.Source, step string) diag.List {
	_, diagnostics := source.Parse(places.NewLoose("key", []byte("{? "+strconv.Quote(step)+" : 0}")))
	for i := range diagnostics {
		diagnostics[i].Place = places.File(src)
	}
	return diagnostics
}

// depth is how many lists and maps are inside each other.
func depth(n *source.Node) int {
	deepest := 0
	for _, list := range [][]*source.Node{n.Items, n.Values} {
		for _, inner := range list {
			deepest = max(deepest, depth(inner))
		}
	}
	if n.Kind == source.Scalar {
		return 0
	}
	return deepest + 1
}

// assign puts a value at the end of some steps from a node, whose type in the
// format is t; nil where it has none.
func assign(n *source.Node, t reflect.Type, steps []string, value *source.Node) wording.Fault {
	step, rest := steps[0], steps[1:]
	if item, ok := strings.CutPrefix(step, "["); ok {
		found, fault := findItem(n, item)
		switch {
		case fault.Found():
			return fault
		case len(rest) > 0:
			return assign(*found, t, rest, value)
		}
		*found = value
		return wording.Fault{}
	}
	if n.Kind != source.Map && !writeOut(n, t) {
		if n.Kind == source.List {
			return wording.Fault{Code: "set-path", Message: fmt.Sprintf("%q is behind a list, whose items are in brackets", step), Help: "write: [" + step + "], without the dot"}
		}
		return wording.Fault{Code: "set-path", Message: fmt.Sprintf("%q is a field of %s, which is no object", step, n.What())}
	}
	inner := format.TypeBelow(t, step)
	at := slices.IndexFunc(n.Keys, func(k *source.Node) bool { return k.Text == step })
	if at < 0 && len(rest) > 0 && strings.HasPrefix(rest[0], "[") {
		return noList(t, step)
	}
	if at < 0 {
		n.Keys = append(n.Keys, &source.Node{Text: step, Place: places.File(value.Place.Source)})
		n.Values = append(n.Values, &source.Node{Kind: source.Map, Place: value.Place})
		at = len(n.Values) - 1
	}
	if len(rest) == 0 {
		n.Values[at] = value
		return wording.Fault{}
	}
	return assign(n.Values[at], inner, rest, value)
}

// writeOut turns a value that stands for an object, `istio: "1.31"`, into the
// object with that one member. It reports whether there is such an object.
func writeOut(n *source.Node, t reflect.Type) bool {
	if t == nil || n.Kind != source.Scalar {
		return false
	}
	alone := format.LayoutOf(t).Alone()
	if alone == nil || alone.Key == "" {
		return false
	}
	member := *n
	*n = source.Node{Kind: source.Map, Place: member.Place, Keys: []*source.Node{{Text: alone.Key, Place: member.Place}},
		Values: []*source.Node{&member}}
	return true
}

// AddDefaults gives every tier and every app of a topology the fields of a
// defaults.yaml that it leaves out itself.
func AddDefaults(root, defaults *source.Node) diag.List {
	var diagnostics diag.List
	fail := func(code diag.Code, n *source.Node, message, help string) {
		diagnostics.Add(diag.Diagnostic{Code: code, Place: n.Place, Message: message, Help: help})
	}
	if defaults.Kind != source.Map {
		fail("not-an-object", defaults, "is "+defaults.What()+", not an object", "write app: {...} or tier: {...}")
		return diagnostics
	}
	known := map[string][]string{"app": format.Fields("App"), "tier": format.Fields("Tier")}
	for i, k := range defaults.Keys {
		v := defaults.Values[i]
		fields, ok := known[k.Text]
		switch {
		case !ok:
			fail("field-unknown", k, "unknown field "+wording.Quote(k.Text), wording.DidYouMean(k.Text, []string{"app", "tier"}))
			continue
		case v.Kind != source.Map:
			fail("not-an-object", v, "is "+v.What()+", not an object", "write: "+k.Text+": {replicas: 2}")
			continue
		}
		for _, key := range v.Keys {
			if !slices.Contains(fields, key.Text) {
				fail("field-unknown", key, "unknown field "+wording.Quote(key.Text), wording.DidYouMean(key.Text, fields))
			}
			if key.Text == "name" || key.Text == "apps" || key.Text == "ip" {
				fail("default-refused", key, wording.Quote(key.Text)+" cannot have a default", "remove it")
			}
		}
	}
	if diagnostics.Failed() {
		return diagnostics
	}
	eachItem(root.Get("tiers"), func(tier *source.Node) {
		addMissing(tier, defaults.Get("tier"))
		eachItem(tier.Get("apps"), func(app *source.Node) { addMissing(app, defaults.Get("app")) })
	})
	return diagnostics
}

func eachItem(list *source.Node, f func(*source.Node)) {
	if list == nil {
		return
	}
	for _, item := range list.Items {
		f(item)
	}
}

func addMissing(to, from *source.Node) {
	if from == nil || to.Kind != source.Map {
		return
	}
	for i, k := range from.Keys {
		if to.Get(k.Text) == nil {
			to.Keys = append(to.Keys, k)
			to.Values = append(to.Values, from.Values[i])
		}
	}
}

// OverlayNames are the overlays that a topology names, before it is decoded:
// their defaults are part of what is decoded. What is no name is nil, so that
// each stands where its item does.
func OverlayNames(root *source.Node) []*string {
	var out []*string
	eachItem(root.Get("overlays"), func(n *source.Node) {
		if n.Kind == source.Scalar && !n.Null() {
			out = append(out, &n.Text)
		} else {
			out = append(out, nil)
		}
	})
	return out
}
