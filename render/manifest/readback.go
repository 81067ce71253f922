package manifest

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
)

// ReadBack reads the objects of a text in any of the formats that Stream
// writes: as Decode, and also JSON objects with nothing between them, and the
// items of a List in its place. Items that are no objects are left out.
func ReadBack(text []byte) ([]Object, error) {
	documents := [][]byte{text}
	if values, err := jsonValues(text); err == nil {
		documents = values
	}
	var out []Object
	for _, document := range documents {
		objects, err := Decode(document)
		if err != nil {
			return nil, err
		}
		for _, object := range objects {
			out = append(out, listed(object)...)
		}
	}
	return out, nil
}

var errNotJSON = errors.New("is not JSON")

// jsonValues divides a text into the JSON values in it.
func jsonValues(text []byte) ([][]byte, error) {
	if !bytes.HasPrefix(bytes.TrimLeft(text, " \t\r\n"), []byte("{")) {
		return nil, errNotJSON
	}
	var out [][]byte
	decoder := json.NewDecoder(bytes.NewReader(text))
	for {
		var raw json.RawMessage
		err := decoder.Decode(&raw)
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, errNotJSON
		}
		out = append(out, raw)
	}
}

// listed is the items of a List, else the object alone.
func listed(object Object) []Object {
	items, ok := object.Get("items").([]any)
	if !ok || object.Text("kind") != "List" {
		return []Object{object}
	}
	var out []Object
	for _, item := range items {
		if one, ok := item.(Object); ok {
			out = append(out, one)
		}
	}
	return out
}
