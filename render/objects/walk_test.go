package objects_test

import (
	"flag"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"render/render/objects"
	"render/render/places"
)

var update = flag.Bool("update", false, "write the fields that views lead to into testdata/fields.txt")

// read makes a world of YAML, in which nothing may be wrong.
func read(t testing.TB, text string) *objects.World {
	t.Helper()
	w, diagnostics := objects.Read(places.NewSource("world.yaml", []byte(text)))
	if len(diagnostics) > 0 {
		t.Fatalf("%v", diagnostics.Err())
	}
	return w
}

// worldText has an object of each kind that has a view.
func worldText(t testing.TB) string {
	t.Helper()
	text, err := os.ReadFile("testdata/world.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// visit calls f with every field that the views of a world lead to, and the method
// that gave it: "ServerTLS.Mode". It calls all that take nothing, and goes into the
// first item of lists alone. With strange, each object is also seen as every kind
// that it is not.
func visit(w *objects.World, strange bool, f func(method string, field objects.Field)) {
	world := reflect.ValueOf(w)
	for i := range world.NumMethod() {
		method := world.Method(i)
		if t := method.Type(); t.NumIn() > 0 || t.Out(0).Kind() != reflect.Func {
			continue
		}
		for v := range method.Call(nil)[0].Seq() { // a sequence of views, or of objects
			if o, ok := v.Interface().(*objects.Object); ok {
				visitObject(o, strange, f)
			} else {
				visitView(v, "World."+world.Type().Method(i).Name, f)
			}
		}
	}
}

func visitObject(o *objects.Object, strange bool, f func(method string, field objects.Field)) {
	v := reflect.ValueOf(o)
	for i := range v.NumMethod() {
		name, method := v.Type().Method(i).Name, v.Method(i)
		if isView(method.Type().Out(0)) && (strange || name == o.ID().Kind && o.ID().Group != objects.GatewayAPI) {
			visitView(method.Call(nil)[0], "Object."+name, f)
		}
	}
}

func visitView(v reflect.Value, by string, f func(method string, field objects.Field)) {
	if field, ok := v.Interface().(objects.Field); ok {
		f(by, field)
		return
	}
	f(by, v.FieldByName("Field").Interface().(objects.Field))
	visitMethods(v, f)
}

func visitMethods(v reflect.Value, f func(method string, field objects.Field)) {
	for i := range v.NumMethod() {
		name, method := v.Type().Method(i).Name, v.Method(i)
		switch t := method.Type(); {
		case t.NumIn() > 0 || t.NumOut() == 0 || name == "Object" || name == "Items":
		case name == "All":
			n := 0
			for _, item := range method.Call(nil)[0].Seq2() {
				if n++; n == 1 {
					visitView(item, typeName(v)+"[0]", f)
				}
			}
		case isView(t.Out(0)):
			visitView(method.Call(nil)[0], typeName(v)+"."+name, f)
		default:
			method.Call(nil)
		}
	}
}

func isView(t reflect.Type) bool {
	_, ok := t.MethodByName("Fits")
	return ok && t.Kind() == reflect.Struct
}

// typeName is the name of a view: "List[Server]".
func typeName(v reflect.Value) string {
	return strings.ReplaceAll(strings.TrimPrefix(v.Type().String(), "objects."), "render/render/objects.", "")
}

// lastKey is what a path ends with, "" where that is an item.
func lastKey(path string) string {
	if strings.HasSuffix(path, "]") || strings.Contains(path, "metallb.io/") {
		return ""
	}
	return path[strings.LastIndex(path, ".")+1:]
}

// TestFields: each method of a view leads to the field that the API has there, for
// each there is one in the world, and it is said to be where it is written.
func TestFields(t *testing.T) {
	w := read(t, worldText(t))
	present := map[string]bool{}
	var said []string
	visit(w, false, func(method string, field objects.Field) {
		path := field.Path()
		if !field.Fits() {
			t.Errorf("%s: %s is not %s", method, path, field.Wants())
		}
		present[method] = present[method] || field.Present()
		if !field.Present() {
			return
		}
		if strings.Contains(path, ".") && !strings.HasSuffix(path, "]") && !strings.HasPrefix(path, "metadata.") {
			said = append(said, method+": "+path)
		}
		place := field.Place()
		line := []rune(place.Source.Line(place.Line))
		if key := lastKey(path); !strings.HasPrefix(strings.TrimPrefix(string(line[place.Column-1:]), `"`), key) {
			t.Errorf("%s is said to be at line %d, column %d: %s", path, place.Line, place.Column, string(line))
		}
	})
	delete(present, "ConfigMap.Spec") // it has none
	for method, ok := range present {
		if !ok {
			t.Errorf("the world has nothing for %s", method)
		}
	}
	slices.Sort(said)
	got := strings.Join(slices.Compact(said), "\n") + "\n"
	want, err := os.ReadFile("testdata/fields.txt")
	if *update {
		err = os.WriteFile("testdata/fields.txt", []byte(got), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) && !*update {
		t.Errorf("the fields are not those of testdata/fields.txt; run go test -update and read the difference. They are:\n%s", got)
	}
}
