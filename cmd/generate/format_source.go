package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// A formatSource is the Go of render/format, as far as files are made from it.
type formatSource struct {
	types map[string]*ast.StructType
	docs  map[string]*ast.CommentGroup // of those
	names []string                     // of those with fields of the format
	words map[string][]string          // of the types of words
}

// readFormat finds the structs with fields of the format, and the words of each type
// of words.
func readFormat(root string) (*formatSource, error) {
	s := &formatSource{types: map[string]*ast.StructType{}, docs: map[string]*ast.CommentGroup{}, words: map[string][]string{}}
	files, err := filepath.Glob(filepath.Join(root, "render", "format", "*.go"))
	if err != nil {
		return nil, err
	}
	constants := map[string]string{}
	var methods []*ast.FuncDecl
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") || strings.HasSuffix(name, ".gen.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			return nil, err
		}
		for _, decl := range file.Decls {
			switch d := decl.(type) {
			case *ast.GenDecl:
				s.declared(d, constants)
			case *ast.FuncDecl:
				if d.Name.Name == "Words" && d.Recv != nil {
					methods = append(methods, d)
				}
			}
		}
	}
	slices.Sort(s.names)
	for _, method := range methods {
		if err := s.wordsOf(method, constants); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func (s *formatSource) declared(d *ast.GenDecl, constants map[string]string) {
	for _, spec := range d.Specs {
		switch one := spec.(type) {
		case *ast.TypeSpec:
			structure, ok := one.Type.(*ast.StructType)
			if !ok || one.TypeParams != nil {
				continue
			}
			s.types[one.Name.Name], s.docs[one.Name.Name] = structure, d.Doc
			if slices.ContainsFunc(structure.Fields.List, ofFormat) {
				s.names = append(s.names, one.Name.Name)
			}
		case *ast.ValueSpec:
			for i, value := range one.Values {
				if literal, ok := value.(*ast.BasicLit); ok && d.Tok == token.CONST && literal.Kind == token.STRING {
					constants[one.Names[i].Name], _ = strconv.Unquote(literal.Value)
				}
			}
		}
	}
}

// wordsOf reads what a method Words returns, which names the type's constants.
func (s *formatSource) wordsOf(method *ast.FuncDecl, constants map[string]string) error {
	name, ok := method.Recv.List[0].Type.(*ast.Ident)
	if !ok {
		return nil // that of Enum, which asks its words
	}
	ast.Inspect(method.Body, func(n ast.Node) bool {
		if word, ok := n.(*ast.Ident); ok {
			if text, ok := constants[word.Name]; ok {
				s.words[name.Name] = append(s.words[name.Name], text)
			}
		}
		return true
	})
	if len(s.words[name.Name]) == 0 {
		return fmt.Errorf("the words of %s are no constants", name.Name)
	}
	return nil
}

func tagOf(f *ast.Field) reflect.StructTag {
	if f.Tag == nil {
		return ""
	}
	text, _ := strconv.Unquote(f.Tag.Value)
	return reflect.StructTag(text)
}

// ofFormat reports whether a struct's field is one of the format.
func ofFormat(f *ast.Field) bool {
	_, ok := tagOf(f).Lookup("key")
	return ok
}
