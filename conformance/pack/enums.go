package pack

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// enums are the words of Kubernetes' types that are marked "+enum", which means
// that the API server takes no others, by package and name. They are read from
// the packages' source, since Go's reflection does not know them.
func enums(module, dir string) (map[string][]string, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*", "*", "types.go"))
	if err != nil {
		return nil, err
	}
	out := map[string][]string{}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, source, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		inside, err := filepath.Rel(dir, filepath.Dir(file))
		if err != nil {
			return nil, err
		}
		closed, values := enumsOf(parsed)
		for name := range closed {
			out[module+"/"+filepath.ToSlash(inside)+"."+name] = slices.Sorted(slices.Values(values[name]))
		}
	}
	return out, nil
}

// enumsOf finds the types of a file that are marked, and the constants of every
// type.
func enumsOf(file *ast.File) (closed map[string]bool, values map[string][]string) {
	closed, values = map[string]bool{}, map[string][]string{}
	for _, decl := range file.Decls {
		general, ok := decl.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, spec := range general.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				// Where a declaration is alone its comment is the general one's.
				for _, doc := range []*ast.CommentGroup{general.Doc, spec.Doc} {
					if doc != nil && strings.Contains(doc.Text()+commentLines(doc), "+enum") {
						closed[spec.Name.Name] = true
					}
				}
			case *ast.ValueSpec:
				of, named := spec.Type.(*ast.Ident)
				if !named || general.Tok != token.CONST {
					continue
				}
				for _, value := range spec.Values {
					if literal, ok := value.(*ast.BasicLit); ok && literal.Kind == token.STRING {
						if word, err := strconv.Unquote(literal.Value); err == nil {
							values[of.Name] = append(values[of.Name], word)
						}
					}
				}
			}
		}
	}
	return closed, values
}

func commentLines(doc *ast.CommentGroup) string {
	var b strings.Builder
	for _, c := range doc.List {
		b.WriteString(c.Text + "\n")
	}
	return b.String()
}
