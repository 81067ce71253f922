package manifest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v2"
)

// Decode reads a stream of YAML documents (JSON is YAML too), each an object,
// with the rules of the parser that kubectl reads with: YAML 1.1, so that a
// plain "on" is a bool. Empty documents are left out.
//
// Integers are int64, those beyond it json.Number. Keys that are no strings become
// strings, as for kubectl ("true" for on). Errors name the document, counted
// from 1, and the line or field: broken YAML, a key twice in one map, a document
// that is no object, numbers that would lose digits.
func Decode(text []byte) ([]Object, error) {
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.SetStrict(true)
	var objects []Object
	for n := 1; ; n++ {
		var raw any
		err := decoder.Decode(&raw)
		if errors.Is(err, io.EOF) {
			return objects, nil
		}
		if err != nil {
			return nil, fmt.Errorf("document %d: %s", n, parserMessage(err))
		}
		if raw == nil {
			continue
		}
		v, err := fromYAML(raw, false)
		if err != nil {
			return nil, fmt.Errorf("document %d: %w", n, err)
		}
		object, ok := v.(Object)
		if !ok {
			return nil, fmt.Errorf("document %d: %s, not an object", n, kindName(v))
		}
		objects = append(objects, object)
	}
}

// parserMessage is the parser's complaint on one line.
func parserMessage(err error) string {
	var typeError *yaml.TypeError
	if errors.As(err, &typeError) {
		return strings.Join(typeError.Errors, "; ")
	}
	return strings.TrimPrefix(err.Error(), "yaml: ")
}

func kindName(v any) string {
	switch v.(type) {
	case []any:
		return "a list"
	case string:
		return "text"
	}
	return "a single value"
}

// fromYAML turns the parser's values into those of an object.
func fromYAML(raw any, open bool) (any, error) {
	switch v := raw.(type) {
	case map[any]any:
		return fromYAMLMap(v, open)
	case []any:
		for i := range v {
			item, err := fromYAML(v[i], false)
			if err != nil {
				return nil, within(err, "["+strconv.Itoa(i)+"]")
			}
			v[i] = item
		}
		return v, nil
	case int:
		return int64(v), nil
	case uint64:
		return json.Number(strconv.FormatUint(v, 10)), nil
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, fmt.Errorf("%v is no number", v)
		}
		if v == math.Trunc(v) && math.Abs(v) > exact {
			return nil, fmt.Errorf("the number %s is beyond what is kept exactly; write it as text", strconv.FormatFloat(v, 'g', -1, 64))
		}
		return v, nil
	case nil, string, bool, int64:
		return v, nil
	}
	return nil, fmt.Errorf("a value of the Go type %T", raw)
}

// fromYAMLMap gives the error of the first key that has one, so that the map's
// own order is never seen.
func fromYAMLMap(raw map[any]any, open bool) (Object, error) {
	object := make(Object, 0, len(raw))
	seen := make(map[string]bool, len(raw))
	var failed string
	var failure error
	for k, item := range raw {
		key, ok := keyText(k)
		v, err := fromYAML(item, openMap(key))
		twice := seen[key]
		switch {
		case !ok:
			err = errors.New("a key that is neither text nor a number or bool")
		case twice:
			err = fmt.Errorf("key %s twice, once as text and once not", strconv.QuoteToASCII(key))
		case err != nil:
			err = within(err, keyStep(key))
		}
		if err != nil && (failure == nil || key < failed || key == failed && (twice || !ok)) {
			failed, failure = key, err
		}
		if ok {
			seen[key] = true
			object = append(object, Member{key, v})
		}
	}
	if failure != nil {
		return nil, failure
	}
	object.sort(open)
	return object, nil
}

// keyText is a key as sigs.k8s.io/yaml gives it to kubectl.
func keyText(k any) (string, bool) {
	switch k := k.(type) {
	case string:
		return k, true
	case bool:
		return strconv.FormatBool(k), true
	case int:
		return strconv.Itoa(k), true
	case float64:
		return strconv.FormatFloat(k, 'g', -1, 32), true
	}
	return "", false
}
