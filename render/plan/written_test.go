package plan_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strconv"
	"strings"

	"render/render/format"
)

// writer writes random topologies from the types of the format: most fields are there,
// many twice the same, some right.
type writer struct {
	random *rand.Rand
	text   strings.Builder
}

// anything are values that are right somewhere and wrong elsewhere.
var anything = []string{`""`, "a", "a", "b", "primary", "1.31", "1.9.7", "1.36", "0.15.3", "0.9.6", "none", "sail", "operator", "gateway-api", "istio", "bgp", "layer2",
	"passthrough", "off", "mutual", "TCP", "UDP", "https", "tls", "tcp", "grpc", "GET", "Local", "restricted", "ca", "ClusterIssuer", "cert-manager", "sealed", "sops",
	"10.0.0.1", "10.0.0.1", "10.0.0.0/24", "10.0.0.1-10.0.0.9", `"fd00::1"`, `"::"`, "999.1", "0.0.0.0", `"*"`, `"*"`, `"*.a.org"`, "a.org", "a.org", "b.a.org", "/", "/*", "/a/*", "/a", "/**", `".*"`, `"("`, `"/[0-9]+"`,
	"0", "1", "80", "443", "5000", "15021", "31400", "65535", "-1", "true", "false", "~", "10s", "0s", "1h", "100", "64512:100", "no-export", "https://a.org/x", "a.b", "a.b.c", "../x", "/abs", "500m", "1Gi", `"{{ x }}"`}

func (w *writer) word() string { return anything[w.random.IntN(len(anything))] }

// right is a word of a field's own more often than not.
func (w *writer) right(t reflect.Type, tag reflect.StructTag) string {
	if example := tag.Get("default"); example != "" && w.random.IntN(3) == 0 {
		return strconv.Quote(example)
	}
	if words := format.EnumWords(t); words != nil && w.random.IntN(3) > 0 {
		return strconv.Quote(words[w.random.IntN(len(words))])
	}
	return w.word()
}

func (w *writer) object(t reflect.Type, depth int) {
	w.text.WriteString("{")
	for i := range t.NumField() {
		f := t.Field(i)
		key, _, _ := strings.Cut(f.Tag.Get("key"), ",")
		_, required := f.Tag.Lookup("required")
		if key == "" || key == "-" || !required && w.random.IntN(5) < 2+depth/2 {
			continue
		}
		fmt.Fprintf(&w.text, "%q: ", key)
		w.value(f.Type, f.Tag, depth)
		w.text.WriteString(",\n")
	}
	w.text.WriteString("}")
}

func (w *writer) value(t reflect.Type, tag reflect.StructTag, depth int) {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case w.random.IntN(25) == 0:
		w.text.WriteString(w.word())
	case tag.Get("form") == "map":
		fmt.Fprintf(&w.text, "{a: %s, cpu: %s, %q: %s}", w.word(), w.word(), "x-"+strconv.Itoa(w.random.IntN(9)), w.word())
	case t.Kind() == reflect.Slice:
		w.text.WriteString("[")
		for range 1 + w.random.IntN(3) {
			w.value(t.Elem(), tag, depth+1)
			w.text.WriteString(",\n")
		}
		w.text.WriteString("]")
	case t.NumField() > 0 && t.Field(0).Type == reflect.TypeFor[format.Origin](): // an object
		w.object(t, depth+1)
	case t == reflect.TypeFor[format.Any]():
		fmt.Fprintf(&w.text, "{a: %s, cni: {enabled: true}, global: %s}", w.word(), w.word())
	default:
		w.text.WriteString(w.right(t, tag))
	}
}
