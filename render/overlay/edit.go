package overlay

import (
	"fmt"
	"math"
	"slices"

	"render/render/diag"
	"render/render/wording"
)

// change does something to the last step of a path: it gets what holds the
// step, and gives back what is to stand in its place.
type change func(holder any, tokens []string) (any, *diag.Fault)

// edit follows a path down to its last step and puts back, on the way up, what
// the change makes of it. The values on the way are changed in place.
func edit(doc any, tokens []string, depth int, last change) (any, *diag.Fault) {
	if depth == len(tokens)-1 {
		return last(doc, tokens)
	}
	child, miss := member(doc, tokens, depth)
	if miss != nil {
		return nil, miss
	}
	next, miss := edit(child, tokens, depth+1, last)
	if miss != nil {
		return nil, miss
	}
	switch holder := doc.(type) {
	case map[string]any:
		holder[tokens[depth]] = next
	case []any:
		i, _ := index(tokens[depth], len(holder))
		holder[i] = next
	}
	return doc, nil
}

func lookUp(doc any, tokens []string) (any, *diag.Fault) {
	for depth := range tokens {
		child, miss := member(doc, tokens, depth)
		if miss != nil {
			return nil, miss
		}
		doc = child
	}
	return doc, nil
}

// member is the value one step down.
func member(holder any, tokens []string, depth int) (any, *diag.Fault) {
	switch holder := holder.(type) {
	case map[string]any:
		if v, ok := holder[tokens[depth]]; ok {
			return v, nil
		}
	case []any:
		if i, ok := index(tokens[depth], len(holder)); ok {
			return holder[i], nil
		}
	}
	return nil, lacks(holder, tokens, depth)
}

// madeBefore begins the help where what holds a value is not there, and orMerge ends it.
const (
	madeBefore = "write before it: "
	orMerge    = "; or write a strategic patch"
)

// lacks says what is missing on a path, and what is there instead.
func lacks(holder any, tokens []string, depth int) *diag.Fault {
	where := "the object"
	if depth > 0 {
		where = pointer(tokens[:depth])
	}
	switch holder := holder.(type) {
	case map[string]any:
		help := fmt.Sprintf("add %s first", pointer(tokens[:depth+1]))
		switch near := wording.Suggest(tokens[depth], sortedKeys(holder)); {
		case near == "" && depth < len(tokens)-1:
			help = fmt.Sprintf(madeBefore+"{op: add, path: %s, value: %s}"+orMerge, pointer(tokens[:depth+1]), emptyFor(tokens[depth+1]))
		case len(holder) > 0:
			help = oneOf(tokens[depth], sortedKeys(holder))
			if near == "" && depth == len(tokens)-1 {
				help = "where it is to be new, write op: add; else " + help
			}
		}
		return &diag.Fault{Code: "patch-path", Message: fmt.Sprintf("%s has no member %q", where, tokens[depth]), Help: help}
	case []any:
		return &diag.Fault{
			Code:    "patch-path",
			Message: fmt.Sprintf("%s is a list of %s, and has no item %q", where, items(len(holder)), tokens[depth]),
			Help:    "write: a number from 0, below the count of items; to append, add at \"-\"",
		}
	}
	return &diag.Fault{Code: "patch-path", Message: fmt.Sprintf("%s is a single value and has no members", where), Help: "write: a path that ends there"}
}

// emptyFor is the empty value that may hold what a token names.
func emptyFor(token string) string {
	if _, ok := index(token, math.MaxInt); ok || token == "-" {
		return "[]"
	}
	return "{}"
}

func items(n int) string {
	if n == 1 {
		return "1 item"
	}
	return fmt.Sprintf("%d items", n)
}

func insert(value any) change {
	return func(holder any, tokens []string) (any, *diag.Fault) {
		depth := len(tokens) - 1
		switch holder := holder.(type) {
		case map[string]any:
			holder[tokens[depth]] = value
			return holder, nil
		case []any:
			if tokens[depth] == "-" {
				return append(holder, value), nil
			}
			if i, ok := index(tokens[depth], len(holder)+1); ok {
				return slices.Insert(holder, i, value), nil
			}
		}
		return nil, lacks(holder, tokens, depth)
	}
}

func exchange(value any) change {
	return func(holder any, tokens []string) (any, *diag.Fault) {
		depth := len(tokens) - 1
		if _, miss := member(holder, tokens, depth); miss != nil {
			return nil, miss
		}
		switch holder := holder.(type) {
		case map[string]any:
			holder[tokens[depth]] = value
		case []any:
			i, _ := index(tokens[depth], len(holder))
			holder[i] = value
		}
		return holder, nil
	}
}

func remove(holder any, tokens []string) (any, *diag.Fault) {
	depth := len(tokens) - 1
	if _, miss := member(holder, tokens, depth); miss != nil {
		return nil, miss
	}
	switch h := holder.(type) {
	case map[string]any:
		delete(h, tokens[depth])
	case []any:
		i, _ := index(tokens[depth], len(h))
		return slices.Delete(h, i, i+1), nil
	}
	return holder, nil
}
