package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"render/render/model"
)

// modelPage tells of every field of the model what its source says of it: of Model, and of each
// type in the order in which that is first spoken of.
func modelPage(t *testing.T) string {
	t.Helper()
	said := modelComments(t)
	var b strings.Builder
	b.WriteString("# The model\n\nWhat a [mixin](../mixins.md) is given as `t`, and `render --format model TOPOLOGY` prints. Every field is there always; what does not apply is null, or an empty list or object.\n")
	types, known := []reflect.Type{reflect.TypeFor[model.Model]()}, map[reflect.Type]bool{reflect.TypeFor[model.Model](): true}
	for len(types) > 0 {
		of := types[0]
		types = types[1:]
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n| field | is | |\n|---|---|---|\n", of.Name(), said[of.Name()])
		for _, f := range reflect.VisibleFields(of) {
			if f.Anonymous {
				continue
			}
			owner := of
			for _, i := range f.Index[:len(f.Index)-1] {
				owner = owner.Field(i).Type
			}
			name := f.Tag.Get("model")
			if name == "" {
				t.Errorf("%s.%s has no name in the model", owner, f.Name)
			}
			is, inner := modelType(f.Type)
			if inner != nil && !known[inner] {
				known[inner], types = true, append(types, inner)
			}
			comment := strings.Join(strings.Fields(said[owner.Name()+"."+f.Name]), " ")
			comment = strings.TrimPrefix(strings.TrimPrefix(comment, f.Name+" is "), f.Name+" are ")
			fmt.Fprintf(&b, "| `%s` | %s | %s |\n", name, is, strings.ReplaceAll(comment, "|", `\|`))
		}
	}
	return b.String()
}

// modelType is a type in words, and the struct that it speaks of.
func modelType(of reflect.Type) (is string, inner reflect.Type) {
	switch of.Kind() {
	case reflect.Pointer:
		is, inner = modelType(of.Elem())
		return is + " or null", inner
	case reflect.Slice:
		is, inner = modelType(of.Elem())
		return "list of " + is, inner
	case reflect.Map:
		is, inner = modelType(of.Elem())
		return "object of " + is, inner
	case reflect.Struct:
		return fmt.Sprintf("[%s](#%s)", of.Name(), strings.ToLower(of.Name())), of
	case reflect.String:
		return "text", nil
	case reflect.Bool:
		return "true or false", nil
	case reflect.Interface:
		return "anything", nil
	}
	return "number", nil
}

// modelComments are what the model's sources say of types, by their names, and of fields, by Type.Field.
func modelComments(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	files, err := filepath.Glob("../../render/model/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range parsed.Decls {
			group, ok := d.(*ast.GenDecl)
			if !ok || group.Tok != token.TYPE {
				continue
			}
			for _, spec := range group.Specs {
				named := spec.(*ast.TypeSpec)
				of, ok := named.Type.(*ast.StructType)
				if !ok {
					continue
				}
				out[named.Name.Name] = strings.TrimSpace(group.Doc.Text())
				for _, f := range of.Fields.List {
					for _, name := range f.Names {
						out[named.Name.Name+"."+name.Name] = strings.TrimSpace(f.Doc.Text() + " " + f.Comment.Text())
					}
				}
			}
		}
	}
	return out
}
