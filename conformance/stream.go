package conformance

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"render/conformance/clauses"

	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/yaml"
)

// Object is one document of a stream.
type Object struct {
	Document   int // place in the stream, from 1; documents of comments alone count
	APIVersion string
	Kind       string
	Namespace  string
	Name       string

	json []byte // the document as kubectl would send it
}

// String names the object as a message does: "Service istio-system/gateway".
func (o *Object) String() string {
	if o.Namespace == "" {
		return o.Kind + " " + o.Name
	}
	return o.Kind + " " + o.Namespace + "/" + o.Name
}

func (o *Object) group() string {
	group, _, ok := strings.Cut(o.APIVersion, "/")
	if !ok {
		return ""
	}
	return group
}

// Split cuts a stream into its objects the way kubectl does, and reads each by
// the same YAML reader. A duplicate key is an error. A document that is no
// object is an error too, unless it holds comments alone.
func Split(stream []byte) ([]Object, []error) {
	var objects []Object
	var errs []error
	reader := utilyaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(stream)))
	for document := 1; ; document++ {
		text, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return objects, errs
		}
		if err != nil {
			return objects, append(errs, fmt.Errorf("document %d: %w", document, err)) // no clause: reading from memory does not fail
		}
		if onlyComments(text) {
			continue
		}
		object, err := parse(text)
		if err != nil {
			errs = append(errs, fmt.Errorf("document %d: %w", document, err)) // no clause: says where
			continue
		}
		object.Document = document
		objects = append(objects, object)
	}
}

func onlyComments(text []byte) bool {
	for line := range bytes.Lines(text) {
		line = bytes.TrimSpace(line)
		if len(line) > 0 && line[0] != '#' && !bytes.Equal(line, []byte("---")) {
			return false
		}
	}
	return true
}

func parse(text []byte) (Object, error) {
	data, err := yaml.YAMLToJSONStrict(text)
	if err != nil {
		return Object{}, clauses.Err(err)
	}
	if !bytes.HasPrefix(data, []byte("{")) {
		return Object{}, clauses.Errorf("no object")
	}
	// The members' names are compared exactly: encoding/json alone would take
	// "Kind" for "kind".
	var members map[string]json.RawMessage
	if err := json.Unmarshal(data, &members); err != nil {
		return Object{}, err
	}
	o := Object{json: data}
	var metadata map[string]json.RawMessage
	for _, m := range []struct {
		from map[string]json.RawMessage
		key  string
		into any
	}{
		{members, "apiVersion", &o.APIVersion},
		{members, "kind", &o.Kind},
		{members, "metadata", &metadata},
	} {
		if err := member(m.from, m.key, m.into); err != nil {
			return Object{}, err
		}
	}
	// A namespace or name of another type is found by the strict decoding.
	_ = member(metadata, "namespace", &o.Namespace)
	_ = member(metadata, "name", &o.Name)
	return o, nil
}

func member(from map[string]json.RawMessage, key string, into any) error {
	raw, ok := from[key]
	if !ok {
		return clauses.Errorf("no %q", key)
	}
	if err := json.Unmarshal(raw, into); err != nil {
		return clauses.Errorf("%s: %w", key, err)
	}
	return nil
}
