package manifest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/big"
	"os/exec"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"

	yaml3 "go.yaml.in/yaml/v3"
	sigs "sigs.k8s.io/yaml"
)

// pyYAML holds the implicit resolvers of PyYAML 6.0.3, lib/yaml/resolver.py,
// in its order; the first that matches a plain scalar gives its tag.
var pyYAML = []struct {
	tag     string
	pattern *regexp.Regexp
}{
	{"bool", regexp.MustCompile(`^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$`)},
	{"float", regexp.MustCompile(`^(?:[-+]?(?:[0-9][0-9_]*)\.[0-9_]*(?:[eE][-+][0-9]+)?` +
		`|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?` +
		`|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*` +
		`|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$`)},
	{"int", regexp.MustCompile(`^(?:[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)` +
		`|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$`)},
	{"merge", regexp.MustCompile(`^<<$`)},
	{"null", regexp.MustCompile(`^(?:~|null|Null|NULL|)$`)},
	{"timestamp", regexp.MustCompile(`^(?:[0-9]{4}-[0-9]{2}-[0-9]{2}` +
		`|[0-9]{4}-[0-9][0-9]?-[0-9][0-9]?(?:[Tt]|[ \t]+)[0-9][0-9]?:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?` +
		`(?:[ \t]*(?:Z|[-+][0-9][0-9]?(?::[0-9][0-9])?))?)$`)},
	{"value", regexp.MustCompile(`^=$`)},
	// Not PyYAML's: the single letters of yaml.org/type/bool.html, the numbers
	// of YAML 1.2.2 section 10.3.2, and what goccy and go.yaml.in read besides.
	{"bool", regexp.MustCompile(`^[yYnN]$`)},
	{"int", regexp.MustCompile(`^[-+]?(?:[0-9][0-9_]*|0[oO][0-7_]+|0[xX][0-9a-fA-F_]+|0[bB][01_]+)$`)},
	{"float", regexp.MustCompile(`^[-+]?(?:\.[0-9]+|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9]+)?$`)},
	{"float", regexp.MustCompile(`^(?:[-+]?\.(?:inf|Inf|INF)|[-+]?\.(?:nan|NaN|NAN))$`)},
}

func resolvePlain(s string) string {
	for _, r := range pyYAML {
		if r.pattern.MatchString(s) {
			return r.tag
		}
	}
	return "str"
}

// checkPlain walks what was written beside what was meant: a plain scalar must
// resolve to the kind of the value, whatever reader resolves it.
func checkPlain(t *testing.T, node *yaml3.Node, v any, at string) {
	t.Helper()
	var want string
	switch v := v.(type) {
	case map[string]any:
		for i := 0; i < len(node.Content); i += 2 {
			key := node.Content[i]
			checkPlain(t, key, key.Value, at+"."+key.Value)
			checkPlain(t, node.Content[i+1], v[key.Value], at+"."+key.Value)
		}
		return
	case []any:
		for i, item := range v {
			checkPlain(t, node.Content[i], item, fmt.Sprintf("%s[%d]", at, i))
		}
		return
	case string:
		want = "str"
	case nil:
		want = "null"
	case bool:
		want = "bool"
	default:
		want = "int"
		if strings.Contains(node.Value, ".") {
			want = "float"
		}
	}
	if node.Style != 0 && want != "str" {
		t.Errorf("%s: %q is quoted, and no text", at, node.Value)
	}
	if got := resolvePlain(node.Value); node.Style == 0 && got != want {
		t.Errorf("%s: plain %q reads as %s, is %s", at, node.Value, got, want)
	}
}

// canon is v with every number as an exact fraction, to compare readers that
// have different types for them.
func canon(v any) any {
	switch v := v.(type) {
	case Object:
		return canon(v.Map())
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, item := range v {
			out[k] = canon(item)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, item := range v {
			out[i] = canon(item)
		}
		return out
	case int, int64, uint64:
		r, _ := new(big.Rat).SetString(fmt.Sprint(v))
		return "number " + r.String()
	case float64:
		return "number " + new(big.Rat).SetFloat64(v).String()
	case json.Number:
		if i, ok := new(big.Int).SetString(string(v), 10); ok {
			return "number " + new(big.Rat).SetInt(i).String()
		}
		f, _ := strconv.ParseFloat(string(v), 64)
		return "number " + new(big.Rat).SetFloat64(f).String()
	case string:
		return "text " + v
	}
	return v
}

// readers are the ways in which a document is read back.
var readers = []struct {
	name string
	read func([]byte) (any, error)
}{
	{"sigs.k8s.io/yaml", func(text []byte) (any, error) {
		var v any
		err := sigs.UnmarshalStrict(text, &v, func(d *json.Decoder) *json.Decoder { d.UseNumber(); return d })
		return v, err
	}},
	{"go.yaml.in/yaml/v3", func(text []byte) (any, error) {
		var v any
		err := yaml3.Unmarshal(text, &v)
		return v, err
	}},
	{"Decode", func(text []byte) (any, error) {
		list, err := Decode(text)
		if err == nil && len(list) != 1 {
			err = fmt.Errorf("%d documents", len(list))
		}
		if err != nil {
			return nil, err
		}
		return list[0], nil
	}},
}

// agree writes v and checks that all readers read v back, and that what they
// read is written as the same bytes.
func agree(t *testing.T, v map[string]any) []byte {
	t.Helper()
	text, err := AppendYAML(nil, v)
	if err != nil {
		t.Fatalf("%#v: %v", v, err)
	}
	if again, _ := AppendYAML(nil, v); !bytes.Equal(text, again) {
		t.Errorf("two runs differ:\n%s\n%s", text, again)
	}
	want := canon(v)
	for _, r := range readers {
		got, err := r.read(text)
		if err != nil {
			t.Fatalf("%s: %v\n%s", r.name, err, text)
		}
		if !reflect.DeepEqual(canon(got), want) {
			t.Fatalf("%s reads\n%#v\nnot\n%#v\nfrom\n%s", r.name, got, v, text)
		}
		if again, err := AppendYAML(nil, got); err != nil || !bytes.Equal(text, again) {
			t.Errorf("what %s reads is written as\n%s\nnot\n%s(%v)", r.name, again, text, err)
		}
	}
	var node yaml3.Node
	if err := yaml3.Unmarshal(text, &node); err != nil {
		t.Fatal(err)
	}
	checkPlain(t, node.Content[0], v, "")
	return text
}

// agreePyYAML lets PyYAML itself read documents, where this machine has it; the
// patterns above are checked in any case.
func agreePyYAML(t *testing.T, docs []map[string]any) {
	t.Helper()
	if exec.Command("python3", "-c", "import yaml").Run() != nil {
		t.Log("no python3 with PyYAML here: its rules are checked by their patterns alone")
		return
	}
	list := make([]Manifest, len(docs))
	for i := range docs {
		list[i].Object = NewObject(docs[i])
	}
	text, err := Stream(list, YAML)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("python3", "-c", "import sys,json,yaml\n"+
		"for d in yaml.safe_load_all(sys.stdin.buffer.read().decode()): print(json.dumps(d))")
	cmd.Stdin = bytes.NewReader(text)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("PyYAML: %v\n%s", err, stderr.Bytes())
	}
	decoder := json.NewDecoder(bytes.NewReader(out))
	decoder.UseNumber()
	for i, doc := range docs {
		var got any
		if err := decoder.Decode(&got); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(canon(got), canon(doc)) {
			text, _ := AppendYAML(nil, doc)
			t.Fatalf("document %d: PyYAML reads\n%#v\nnot\n%#v\nfrom\n%s", i, got, doc, text)
		}
	}
}
