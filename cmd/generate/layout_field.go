package main

import (
	"fmt"
	"go/ast"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// layout writes the table of one type.
func (w *layoutWriter) layout(name string) error {
	var fields, keys []string
	alone, rest, index := -1, -1, -1
	for _, field := range w.types[name].Fields.List {
		index += max(1, len(field.Names))
		tag := tagOf(field)
		key, ok := tag.Lookup("key")
		if !ok {
			continue
		}
		key, isAlone := strings.CutSuffix(key, ",alone")
		key, isRest := strings.CutSuffix(key, ",rest")
		if key == "-" {
			key = ""
		}
		if isAlone {
			alone = len(fields)
		}
		if isRest {
			rest = len(fields)
		}
		if key != "" {
			keys = append(keys, strconv.Quote(key))
		}
		text, err := w.field(index, key, tag, field.Type)
		if err != nil {
			return fmt.Errorf("%s.%s: %w", name, field.Names[0].Name, err)
		}
		fields = append(fields, text)
	}
	fmt.Fprintf(&w.out, "layoutOf%s = Layout{Keys: []string{%s}", name, strings.Join(keys, ", "))
	if alone >= 0 {
		fmt.Fprintf(&w.out, ", alone: %d", alone+1)
	}
	if rest >= 0 {
		fmt.Fprintf(&w.out, ", rest: %d", rest+1)
	}
	fmt.Fprintf(&w.out, ", Fields: []Field{\n%s}}\n", strings.Join(fields, ""))
	return nil
}

// field is the entry of one field.
func (w *layoutWriter) field(index int, key string, tag reflect.StructTag, of ast.Expr) (string, error) {
	out := fmt.Sprintf("{Index: %d", index)
	add := func(name, value string) { out += ", " + name + ": " + value }
	if key != "" {
		add("Key", strconv.Quote(key))
	}
	if _, ok := tag.Lookup("required"); ok {
		add("Required", "true")
	}
	if value := tag.Get("default"); value != "" {
		add("Fallback", strconv.Quote(value))
	}
	if value := tag.Get("derived"); value != "" && strings.Trim(value, "0123456789") == "" {
		add("Constant", strconv.Quote(value))
	}
	if w.defaulted(tag, of) {
		add("Defaulted", "true")
	}
	if value := tag.Get("format"); value != "" {
		add("Formats", fmt.Sprintf("%#v", strings.Split(value, ",")))
	}
	if _, ok := tag.Lookup("enum"); ok {
		words := w.words[wordsType(of)]
		if words == nil {
			return "", fmt.Errorf("has no type of words")
		}
		add("Enum", fmt.Sprintf("%#v", words))
	}
	most := "-1"
	if value, ok := tag.Lookup("max"); ok {
		most = value
	}
	add("Max", most)
	if value, ok := tag.Lookup("min"); ok {
		add("Min", value)
		add("Bounded", "true")
	}
	if value := tag.Get("form"); value == "map" {
		add("MapForm", "true")
	} else if value == "one" {
		add("OneForm", "true")
	}
	if strings.HasPrefix(tag.Get("derived"), "all") {
		add("AbsentIsAll", "true")
	}
	if _, ok := tag.Lookup("filled"); ok {
		add("Filled", "true")
	}
	if list, ok := of.(*ast.ArrayType); ok && list.Len == nil {
		add("List", "true")
	}
	if object := w.object(of); object != "" {
		add("Of", strconv.Quote(object))
	}
	return out + "},\n", nil
}

// defaulted reports whether a field that was not written has a value, or an object
// that was not written one inside.
func (w *layoutWriter) defaulted(tag reflect.StructTag, of ast.Expr) bool {
	if tag.Get("default") != "" {
		return true
	}
	name, ok := of.(*ast.Ident)
	if !ok || w.types[name.Name] == nil {
		return false
	}
	for _, inner := range w.types[name.Name].Fields.List {
		if ofFormat(inner) && w.defaulted(tagOf(inner), inner.Type) {
			return true
		}
	}
	return false
}

// object is the type of the object that a field has, or a list of; "" for none. An
// entry of a map of the user's own keys is what stands behind the key.
func (w *layoutWriter) object(of ast.Expr) string {
	switch t := of.(type) {
	case *ast.ArrayType:
		return w.object(t.Elt)
	case *ast.StarExpr:
		return w.object(t.X)
	case *ast.Ident:
		structure := w.types[t.Name]
		if structure == nil {
			return ""
		}
		first := structure.Fields.List
		if len(first) == 2 && len(first[0].Names) == 1 && first[0].Names[0].Name == "Key" {
			return w.object(first[1].Type)
		}
		if slices.ContainsFunc(first, ofFormat) {
			return t.Name
		}
	}
	return ""
}

// wordsType is the type of words of a field: of Enum[TLSMode], TLSMode.
func wordsType(of ast.Expr) string {
	if list, ok := of.(*ast.ArrayType); ok {
		of = list.Elt
	}
	if generic, ok := of.(*ast.IndexExpr); ok {
		if words, ok := generic.Index.(*ast.Ident); ok {
			return words.Name
		}
	}
	return ""
}
