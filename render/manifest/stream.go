package manifest

import (
	"bytes"
	"fmt"
	"slices"
)

// Format is how a list of objects is written as one text.
type Format uint8

const (
	// YAML is one document an object; a line "---" stands between two, none
	// before the first or after the last. No object gives no bytes.
	YAML Format = iota
	// JSON is one object after another, indented by two spaces, each ending in a
	// newline; kubectl and jq read such a stream. No object gives no bytes.
	JSON
	// List is one JSON object of kind List, apiVersion v1, with the objects as
	// its items, for tools that take a single one. No object gives an empty list.
	List
)

var formatNames = [...]string{"yaml", "json", "list"}

func (f Format) String() string { return formatNames[f] }

// Formats are the names of all formats: "yaml", "json" and "list".
func Formats() []string { return slices.Clone(formatNames[:]) }

// ParseFormat finds a format by its name.
func ParseFormat(name string) (Format, bool) {
	i := slices.Index(formatNames[:], name)
	return Format(max(i, 0)), i >= 0
}

// Stream writes objects in the order in which they are given. Errors are those
// of AppendYAML, with the object and its origin in front.
func Stream(list []Manifest, format Format) ([]byte, error) {
	if format == List {
		return listObject(list)
	}
	e := encoder{dst: make([]byte, 0, 1024*len(list))}
	for i := range list {
		var err error
		switch format {
		case JSON:
			if err = e.json(list[i].Object, 0); err == nil {
				e.dst = append(e.dst, '\n')
			}
		default:
			if i > 0 {
				e.dst = append(e.dst, "---\n"...)
			}
			err = e.value(list[i].Object, 0, atTop)
		}
		if err != nil {
			return nil, ofObject(&list[i], err)
		}
	}
	return e.dst, nil
}

// Documents are the YAML texts of objects, one each, and what is wrong with
// those that cannot be written. The text of such an object is nil.
func Documents(list []Manifest) (texts [][]byte, wrong map[int]error) {
	e := encoder{dst: make([]byte, 0, 1024*len(list))}
	ends := make([]int, len(list))
	for i := range list {
		e.depth = 0 // an error leaves it where it was
		before := len(e.dst)
		if err := e.value(list[i].Object, 0, atTop); err != nil {
			if wrong == nil {
				wrong = map[int]error{}
			}
			wrong[i] = ofObject(&list[i], err)
			e.dst = e.dst[:before]
		}
		ends[i] = len(e.dst)
	}
	texts = make([][]byte, len(list))
	begin := 0
	for i, end := range ends {
		if end > begin {
			texts[i] = e.dst[begin:end:end]
		}
		begin = end
	}
	return texts, wrong
}

// Join makes the stream of documents that Stream would write.
func Join(documents [][]byte) []byte {
	return bytes.Join(documents, []byte("---\n"))
}

func listObject(list []Manifest) ([]byte, error) {
	var e encoder
	e.dst = append(e.dst, "{\n  \"apiVersion\": \"v1\",\n  \"kind\": \"List\",\n  \"items\": ["...)
	for i := range list {
		e.jsonLine(i > 0, 4)
		if err := e.json(list[i].Object, 4); err != nil {
			return nil, ofObject(&list[i], err)
		}
	}
	if len(list) > 0 {
		e.jsonLine(false, 2)
	}
	return append(e.dst, "]\n}\n"...), nil
}

func ofObject(m *Manifest, err error) error {
	return fmt.Errorf("%s (from %s): %w", m.ID(), m.Origin, err)
}
