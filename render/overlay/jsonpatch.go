package overlay

import (
	"fmt"
	"slices"
	"strings"

	"render/render/diag"
	"render/render/source"
	"render/render/wording"
)

// maxOperations is how many operations a JSON patch may have.
const maxOperations = 1000

var operations = []string{"add", "remove", "replace", "move", "copy", "test"}

// jsonPatch is a JSON patch (RFC 6902) and its target. It is stricter than
// kustomize's: kustomize lets "replace" add a member and "copy" take one that is
// not there, so that a misspelt path goes unseen.
type jsonPatch struct {
	ops     []operation
	target  *selector
	renames bool
}

type operation struct {
	name       string
	path, from []string
	node       *source.Node // the operation
	at         *source.Node // its path
	fromAt     *source.Node
	field      string // patches[0].patch[1]
	value      any
}

func (r *reading) jsonPatch(doc *source.Node, target *selector, n *source.Node, path string, renames bool) {
	if target == nil {
		r.fail("patch-form", n, path, "a JSON patch needs a target", "write: target, with a kind and perhaps a name")
		return
	}
	if len(doc.Items) > maxOperations {
		r.fail("patch-form", doc, path, fmt.Sprintf("has %d operations, and a patch holds at most %d", len(doc.Items), maxOperations), "write: several patches")
		return
	}
	before := len(r.diagnostics)
	p := &jsonPatch{target: target, renames: renames}
	r.hide = target.node.Get("kind") == nil || strings.Contains(target.node.Get("kind").Text, "Secret")
	for i, item := range doc.Items {
		r.operation(item, fmt.Sprintf("%s.patch[%d]", path, i), p)
	}
	r.hide = false
	if len(p.ops) == 0 && len(r.diagnostics) == before {
		r.fail("patch-form", n, path, "has no operations", "write an operation, or remove the entry")
	}
	r.requests = append(r.requests, p)
}

func (r *reading) operation(n *source.Node, field string, p *jsonPatch) {
	if !r.members(n, field, []string{"op", "path", "from", "value"}, nil) {
		return
	}
	op := operation{node: n, field: field, at: n.Get("path"), fromAt: n.Get("from")}
	if n.Get("op") == nil {
		r.fail("patch-form", n, field, "has no op", "write one of: "+strings.Join(operations, ", "))
		return
	}
	name, ok := r.text(n.Get("op"), field+".op")
	if !ok {
		return
	}
	if !slices.Contains(operations, name) {
		r.fail("patch-form", n.Get("op"), field+".op", fmt.Sprintf("%s is no operation", wording.Quote(name)), wording.DidYouMean(name, operations))
		return
	}
	op.name = name
	if op.path, ok = r.pointer(n, "path", field); !ok {
		return
	}
	value := n.Get("value")
	switch name {
	case "move", "copy":
		if op.from, ok = r.pointer(n, "from", field); !ok {
			return
		}
		if name == "move" && len(op.path) > len(op.from) && slices.Equal(op.path[:len(op.from)], op.from) {
			r.fail("patch-form", op.at, field+".path", "a value cannot be moved into itself", "write: another path")
			return
		}
	case "add", "replace", "test":
		if value == nil {
			r.fail("patch-form", n, field, fmt.Sprintf("%s without a value", name), `write: value (null, if that is meant)`)
			return
		}
		op.value = r.value(value, field+".value")
	}
	p.ops = append(p.ops, op)
}

// pointer reads a JSON pointer (RFC 6901) of at least one step.
func (r *reading) pointer(n *source.Node, member, field string) ([]string, bool) {
	at := n.Get(member)
	if at == nil {
		r.fail("patch-form", n, field, fmt.Sprintf("has no %s", member), "write: "+member+": /spec/...")
		return nil, false
	}
	text, ok := r.text(at, field+"."+member)
	if !ok {
		if at.Null() {
			r.fail("patch-form", at, field+"."+member, "is empty", "write: "+member+": /spec/...")
		}
		return nil, false
	}
	if !strings.HasPrefix(text, "/") {
		r.fail("patch-form", at, field+"."+member, fmt.Sprintf("%s does not begin with a slash", wording.Quote(text)), "write: /"+strings.ReplaceAll(text, ".", "/"))
		return nil, false
	}
	tokens := strings.Split(text[1:], "/")
	for i, token := range tokens {
		tokens[i] = strings.ReplaceAll(strings.ReplaceAll(token, "~1", "/"), "~0", "~")
	}
	return tokens, true
}

func (p *jsonPatch) apply(w *work) {
	for _, i := range p.target.choose(w) {
		if !p.applyTo(w, i) {
			return // the other objects would say the same
		}
	}
}

func (p *jsonPatch) applyTo(w *work, i int) bool {
	w.hide = w.ids[i].Kind == "Secret"
	var doc any = w.object(i)
	copied := 0
	var lists []*emptied
	for k := range p.ops {
		op := &p.ops[k]
		if list := op.empties(doc); list != nil {
			lists = append(lists, list)
		}
		found, miss := op.source(doc)
		at, member := op.fromAt, ".from"
		var next any
		if miss == nil {
			at, member = op.at, ".path"
			next, miss = op.do(doc, found, &copied)
		}
		if miss == nil && copied > maxNodes {
			w.fail("patch-form", op.node, op.field, fmt.Sprintf("copies more than %d values", maxNodes), "write: fewer copies")
			return false
		}
		if miss != nil {
			w.fail(miss.Code, at, op.field+member, fmt.Sprintf("%s: %s", w.ids[i].ID, miss.Message), op.cure(miss.Help))
			return false
		}
		doc = next
	}
	w.set(i, doc.(map[string]any), p) // a pointer has a step, so the root stays
	last := p.ops[len(p.ops)-1]
	at, path := p.attribute(w, i, last.node), strings.TrimSuffix(last.field, fmt.Sprintf("[%d]", len(p.ops)-1))
	return (!p.renames || w.renamed(i, at, path)) && w.check(i, at, path) && w.keepsItems(i, doc, lists)
}

// attribute is the operation that touches what makes an object another one.
func (p *jsonPatch) attribute(w *work, i int, otherwise *source.Node) *source.Node {
	for _, op := range p.ops {
		if op.name != "test" && (op.path[0] == "apiVersion" || op.path[0] == "kind" || op.path[0] == "metadata" ||
			len(op.from) > 0 && op.from[0] == "metadata") {
			return op.node
		}
	}
	return otherwise
}

// source is what a move or a copy takes.
func (op *operation) source(doc any) (any, *diag.Fault) {
	if op.from == nil {
		return nil, nil
	}
	return lookUp(doc, op.from)
}

// do does the operation; found is its source.
func (op *operation) do(doc, found any, copied *int) (any, *diag.Fault) {
	switch op.name {
	case "add":
		return edit(doc, op.path, 0, insert(copyValue(op.value)))
	case "remove":
		return edit(doc, op.path, 0, remove)
	case "replace":
		return edit(doc, op.path, 0, exchange(copyValue(op.value)))
	case "test":
		found, miss := lookUp(doc, op.path)
		if miss == nil && !equal(found, op.value) {
			miss = &diag.Fault{Code: "patch-path", Message: fmt.Sprintf("the test of %s fails: it has another value", pointer(op.path)), Help: "write the value that is there, or remove the test"}
		}
		return doc, miss
	}
	if op.name == "move" {
		next, miss := edit(doc, op.from, 0, remove)
		if miss != nil {
			return nil, miss
		}
		return edit(next, op.path, 0, insert(found))
	}
	*copied += count(found)
	return edit(doc, op.path, 0, insert(copyValue(found)))
}

// cure is a help by what the operation does: where what holds a value is not there, there is nothing to replace, to
// remove or to look at.
func (op *operation) cure(help string) string {
	if !strings.HasPrefix(help, madeBefore) {
		return help
	}
	switch op.name {
	case "replace":
		return strings.TrimSuffix(help, orMerge) + ", and add in place of replace here" + orMerge
	case "remove":
		return "remove the operation, if nothing else is meant: there is nothing to remove"
	case "test":
		return "remove the test, or write before it what it looks for"
	}
	return help
}

func (p *jsonPatch) entry() (*source.Node, string) {
	last := p.ops[len(p.ops)-1]
	return last.node, last.field
}

// wrote looks at the last operation first. Where none wrote what the path leads
// to, it is one that changed something below, as a remove does.
func (p *jsonPatch) wrote(object any, path []string) written {
	var best written
	whole := false
	for i := len(p.ops) - 1; i >= 0; i-- {
		op := &p.ops[i]
		shared := 0
		for shared < len(op.path) && shared < len(path) && sameStep(op.path[shared], path[shared]) {
			shared++
		}
		found := written{steps: shared, key: op.at, value: op.at}
		if value := op.node.Get("value"); shared == len(op.path) && op.name != "test" && value != nil {
			found = follow(value, at(object, path[:shared]), path[shared:])
			found.steps += shared
			if found.steps == shared {
				found.key = op.at
			}
		}
		above := len(op.path) <= len(path)
		if op.name != "test" && (found.steps > best.steps || found.steps == best.steps && above && !whole) {
			best, whole = found, above
			best.field = op.field
		}
	}
	return best
}

// sameStep compares a step of a JSON pointer with one of a path.
func sameStep(token, step string) bool {
	return token == step || "["+token+"]" == step || token == "-" && strings.HasPrefix(step, "[")
}
