package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/google/go-jsonnet/ast"
)

// compiler turns syntax into Go. Diagnostics are thrown as *unknown and caught in
// component.
type compiler struct {
	// expression is a node as a Go expression of type any, condition as one of type
	// bool. What it needs done first is written to the body.
	expression, condition func(node ast.Node, s scope) string

	files     map[string]ast.Node
	done      map[string]*bytes.Buffer // whole Go functions, by the library's file
	functions map[*ast.Function]string // those in done, or being made
	taken     map[string]bool          // Go names at the top
	body      *bytes.Buffer            // of the function that is being made
	block     *block                   // that its next statement stands in
	count     int                      // Go variables so far in it
	own       *ownFields               // of the component whose objects are being made
	self      bool                     // an object literal here is the component's own
	depth     int                      // object literals around
	above     string                   // the key under which an object literal here stands, if it is known
}

// unknown is syntax that the compiler does not know.
type unknown struct {
	node ast.Node
	what string
}

func (u *unknown) Error() string {
	return fmt.Sprintf("%v: the compiler of the library does not know %s", u.node.Loc(), u.what)
}

func reject(node ast.Node, format string, args ...any) {
	panic(&unknown{node, fmt.Sprintf(format, args...)})
}

func (c *compiler) printf(format string, args ...any) { fmt.Fprintf(c.body, format, args...) }

// variable is a Go name that this function has not used yet.
func (c *compiler) variable(hint string) string {
	c.count++
	return fmt.Sprintf("%s%d", strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, hint), c.count)
}

// topName is a Go name for a function, from the library's own.
func (c *compiler) topName(hint string) string {
	name := hint
	for n := 2; c.taken[name]; n++ {
		name = fmt.Sprintf("%s%d", hint, n)
	}
	c.taken[name] = true
	return name
}

// function writes a Go function whose statements make gives.
func (c *compiler) function(file, name string, parameters []string, result string, make func()) {
	outer := *c
	c.body, c.block, c.count, c.self, c.depth, c.above = &bytes.Buffer{}, &block{}, 0, false, 0, ""
	make()
	text := c.body
	c.body, c.block, c.count, c.self, c.depth, c.above = outer.body, outer.block, outer.count, outer.self, outer.depth, outer.above
	if c.done[file] == nil {
		c.done[file] = &bytes.Buffer{}
	}
	fmt.Fprintf(c.done[file], "\nfunc %s(%s) %s {\n%s}\n", name, strings.Join(parameters, ", "), result, text)
}

// separately gives what make writes, and does not write it.
func (c *compiler) separately(make func()) *bytes.Buffer {
	body := c.body
	c.body = &bytes.Buffer{}
	c.inBlock(make)
	text := c.body
	c.body = body
	return text
}

// inBlock makes statements that stand in braces.
func (c *compiler) inBlock(make func()) {
	c.block = &block{c.block}
	make()
	c.block = c.block.outer
}
