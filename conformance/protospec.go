package conformance

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"

	"render/conformance/clauses"

	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// protoSpec finds the spec of an object of istio.io/client-go: a message of
// Protocol Buffers inside an ordinary struct.
func protoSpec(object metav1.Object) (proto.Message, bool) {
	spec := reflect.ValueOf(object).Elem().FieldByName("Spec")
	if !spec.IsValid() || !spec.CanAddr() {
		return nil, false
	}
	message, ok := spec.Addr().Interface().(proto.Message)
	return message, ok
}

// protoStrict decodes the spec once more, without the leniency of Istio's own
// UnmarshalJSON, which passes unknown fields (AllowUnknownFields in
// istio.io/api's *_json.gen.go) that the API server then refuses.
func protoStrict(object []byte, spec proto.Message) []error {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(object, &members); err != nil {
		return []error{err}
	}
	raw, ok := members["spec"]
	if !ok {
		return []error{clauses.Errorf("spec: absent")}
	}
	return protoJSON("spec", raw, spec.ProtoReflect().New().Interface())
}

// protoJSON decodes into a message and then holds the text to its
// CustomResourceDefinition's ways: names as JSON spells them, numbers as
// numbers, enumerations by name, no null. protojson would take "https_redirect",
// "80" for 80 and 1 for SIMPLE.
func protoJSON(at string, data json.RawMessage, into proto.Message) []error {
	if err := (protojson.UnmarshalOptions{}).Unmarshal(data, into); err != nil {
		return []error{clauses.Errorf("%s: %w", at, err)}
	}
	var value any
	if err := json.Unmarshal(data, &value); err != nil {
		return []error{fmt.Errorf("%s: %w", at, err)} // no clause: protojson has read it
	}
	return message(at, into.ProtoReflect().Descriptor(), value)
}

func message(at string, md protoreflect.MessageDescriptor, value any) []error {
	if errs, ok := wellKnown(at, md, value); ok {
		return errs
	}
	members, ok := value.(map[string]any)
	if !ok {
		return []error{clauses.Errorf("%s: %T where an object belongs", at, value)}
	}
	var errs []error
	for _, key := range slices.Sorted(maps.Keys(members)) {
		here := at + "." + key
		fd := md.Fields().ByJSONName(key)
		if fd == nil {
			errs = append(errs, clauses.Errorf("%s: unknown field", here))
			continue
		}
		errs = append(errs, fieldValue(here, fd, members[key])...)
	}
	return errs
}

// wellKnown handles the messages that JSON writes as something else than an
// object of their fields. Their contents protojson has read already.
func wellKnown(at string, md protoreflect.MessageDescriptor, value any) ([]error, bool) {
	if md.ParentFile().Package() != "google.protobuf" {
		return nil, false
	}
	switch md.Name() {
	case "BoolValue", "StringValue", "Int32Value", "Int64Value", "UInt32Value", "UInt64Value", "FloatValue", "DoubleValue":
		return scalar(at, md.Fields().ByName("value"), value), true
	case "Duration", "Timestamp":
		if _, ok := value.(string); !ok {
			return []error{clauses.Errorf("%s: %T where a string belongs", at, value)}, true
		}
	}
	return nil, true
}

func fieldValue(at string, fd protoreflect.FieldDescriptor, value any) []error {
	var errs []error
	switch {
	case fd.IsMap():
		members, ok := value.(map[string]any)
		if !ok {
			return []error{clauses.Errorf("%s: %T where an object belongs", at, value)}
		}
		for _, key := range slices.Sorted(maps.Keys(members)) {
			errs = append(errs, single(at+"."+key, fd.MapValue(), members[key])...)
		}
	case fd.IsList():
		items, ok := value.([]any)
		if !ok {
			return []error{clauses.Errorf("%s: %T where a list belongs", at, value)}
		}
		for i, item := range items {
			errs = append(errs, single(fmt.Sprintf("%s[%d]", at, i), fd, item)...)
		}
	default:
		return single(at, fd, value)
	}
	return errs
}

func single(at string, fd protoreflect.FieldDescriptor, value any) []error {
	if fd.Message() != nil {
		return message(at, fd.Message(), value)
	}
	return scalar(at, fd, value)
}

func scalar(at string, fd protoreflect.FieldDescriptor, value any) []error {
	ok := false
	switch fd.Kind() {
	case protoreflect.BoolKind:
		_, ok = value.(bool)
	case protoreflect.StringKind, protoreflect.BytesKind, protoreflect.EnumKind:
		_, ok = value.(string) // protojson knows the enumeration's names
	case protoreflect.FloatKind, protoreflect.DoubleKind:
		_, ok = value.(float64)
	default:
		var number float64
		number, ok = value.(float64)
		ok = ok && number == math.Trunc(number)
	}
	if !ok {
		return []error{clauses.Errorf("%s: %T where %s belongs", at, value, fd.Kind())}
	}
	return nil
}
