package overlay

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"sigs.k8s.io/kustomize/kyaml/openapi"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"render/internal/later"
)

// definitions has what kustomize knows of Kubernetes' kinds and their parts, as far as
// merging asks for it: a line each, the name, the kinds with a comma between them, and
// the JSON. TestDefinitions writes it.
//
//go:embed definitions.txt
var definitions string

// taught is which kinds kustomize was told of. It keeps what it is told for the whole
// process, and guards none of it: who merges holds the lock for reading.
var taught struct {
	sync.RWMutex
	kinds map[yaml.TypeMeta]bool
}

// teach tells kustomize of the kinds of objects, and of those within them, as far as they
// are Kubernetes', and holds the lock until done is called. Of its own accord kustomize
// reads everything it knows before it looks at one kind, which takes several times as
// long as to render.
func teach(objects ...map[string]any) (done func()) {
	var kinds []yaml.TypeMeta
	for _, object := range objects {
		kinds = appendKinds(kinds, object)
	}
	taught.RLock()
	if !slices.ContainsFunc(kinds, func(of yaml.TypeMeta) bool { return !taught.kinds[of] }) {
		return taught.RUnlock
	}
	taught.RUnlock()
	taught.Lock()
	for _, of := range kinds {
		if !taught.kinds[of] {
			teachKind(of)
		}
	}
	taught.Unlock()
	taught.RLock()
	return taught.RUnlock
}

// appendKinds finds what says of itself that it is an object: the merge looks for the schema of
// whatever does.
func appendKinds(kinds []yaml.TypeMeta, value any) []yaml.TypeMeta {
	switch value := value.(type) {
	case map[string]any:
		apiVersion, _ := value["apiVersion"].(string)
		if kind, _ := value["kind"].(string); kind != "" && apiVersion != "" {
			kinds = append(kinds, yaml.TypeMeta{APIVersion: apiVersion, Kind: kind})
		}
		for _, member := range value {
			kinds = appendKinds(kinds, member)
		}
	case []any:
		for _, item := range value {
			kinds = appendKinds(kinds, item)
		}
	}
	return kinds
}

func teachKind(of yaml.TypeMeta) {
	openapi.SuppressBuiltInSchemaUse()
	if taught.kinds == nil {
		taught.kinds = map[yaml.TypeMeta]bool{}
	}
	taught.kinds[of] = true
	if openapi.SchemaForResourceType(of) != nil {
		return
	}
	if text := definitionsOf(of.APIVersion+" "+of.Kind, openapi.Schema().Definitions); text != "" {
		if err := openapi.AddSchema([]byte(text)); err != nil {
			panic(err) // a test reads each
		}
	}
}

// definition is a line of definitions.
type definition struct{ name, kinds, json string }

func lines() map[string]definition { return linesOnce.Get(makeLines) }

var linesOnce later.Value[map[string]definition]

func makeLines() map[string]definition {
	byName := make(map[string]definition, 1024)
	for line := range strings.Lines(definitions) {
		var d definition
		d.name, line, _ = strings.Cut(line, "\t")
		d.kinds, d.json, _ = strings.Cut(line, "\t")
		byName[d.name] = d
		if d.kinds != "" {
			for kind := range strings.SplitSeq(d.kinds, ",") {
				byName[kind] = d
			}
		}
	}
	return byName
}

const reference = `"#/definitions/`

// definitionsOf is a schema of a kind and of all that it refers to, but for what is
// known; "" of a kind that there is none of.
func definitionsOf[T any](kind string, known map[string]T) string {
	todo := []string{kind}
	var out strings.Builder
	out.WriteString(`{"definitions":{`)
	for written := map[string]bool{}; len(todo) > 0; {
		d, there := lines()[todo[len(todo)-1]]
		todo = todo[:len(todo)-1]
		if !there {
			return ""
		}
		if _, already := known[d.name]; already || written[d.name] {
			continue
		}
		if len(written) > 0 {
			out.WriteByte(',')
		}
		written[d.name] = true
		out.WriteString(`"` + d.name + `":` + d.json)
		for rest := d.json; ; {
			_, after, more := strings.Cut(rest, reference)
			if !more {
				break
			}
			name, _, _ := strings.Cut(after, `"`)
			todo, rest = append(todo, name), after
		}
	}
	out.WriteString("}}")
	return out.String()
}
