package eval

import (
	"github.com/google/go-jsonnet/ast"
	"github.com/google/go-jsonnet/toolutils"
)

// bounded clears "tailstrict" in a syntax tree and in all that it imports. With
// it a call leaves no frame that is counted while the interpreter's own stack
// grows, until that ends the process; without it a recursion that is too deep is
// an error of jsonnet's at its place. What a program means does not change.
//
// The interpreter takes each file's tree from where ImportAST puts it. What
// cannot be imported is told when it is evaluated, if it ever is.
func (e *evaluation) bounded(node ast.Node, file string, seen map[ast.Node]bool) {
	if node == nil || seen[node] {
		return
	}
	todo := []ast.Node{node}
	seen[node] = true
	for len(todo) > 0 {
		next := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		switch n := next.(type) {
		case nil:
			continue
		case *ast.Apply:
			n.TailStrict = false
		case *ast.Import:
			if tree, found, err := e.vm.ImportAST(file, n.File.Value); err == nil {
				e.bounded(tree, found, seen)
			}
			continue
		}
		todo = append(todo, toolutils.Children(next)...)
	}
}
