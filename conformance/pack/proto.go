package pack

import (
	"fmt"
	"slices"

	"google.golang.org/protobuf/reflect/protoreflect"
)

// protos read shapes of messages of Protocol Buffers, by the names that their
// JSON has.
type protos struct {
	shapes map[protoreflect.FullName]*shape
	err    error
}

func (p *protos) message(md protoreflect.MessageDescriptor) *shape {
	switch md.FullName() {
	case "google.protobuf.Duration", "google.protobuf.Timestamp", "google.protobuf.StringValue", "google.protobuf.BytesValue", "google.protobuf.FieldMask":
		return simple(text)
	case "google.protobuf.BoolValue":
		return simple(flag)
	case "google.protobuf.Int32Value", "google.protobuf.UInt32Value":
		return simple(whole)
	case "google.protobuf.Int64Value", "google.protobuf.UInt64Value":
		return simple(either) // protojson writes these as texts
	case "google.protobuf.FloatValue", "google.protobuf.DoubleValue":
		return simple(number)
	}
	if md.ParentFile().Package() == "google.protobuf" {
		return simple(anything) // Struct, Value, Any
	}
	if s := p.shapes[md.FullName()]; s != nil {
		return s
	}
	s := &shape{form: object, name: string(md.FullName()), fields: map[string]field{}}
	p.shapes[md.FullName()] = s
	for i := range md.Fields().Len() {
		fd := md.Fields().Get(i)
		s.fields[fd.JSONName()] = field{p.field(fd), false}
	}
	if key := s.addRemoved(); key != "" {
		p.err = fmt.Errorf("%s: %s is not removed", s.name, key)
	}
	return s
}

func (p *protos) field(fd protoreflect.FieldDescriptor) *shape {
	switch {
	case fd.IsMap():
		return &shape{form: table, of: p.single(fd.MapValue())}
	case fd.IsList():
		return &shape{form: list, of: p.single(fd)}
	}
	return p.single(fd)
}

func (p *protos) single(fd protoreflect.FieldDescriptor) *shape {
	switch fd.Kind() {
	case protoreflect.MessageKind, protoreflect.GroupKind:
		return p.message(fd.Message())
	case protoreflect.EnumKind:
		var list []string
		for i := range fd.Enum().Values().Len() {
			list = append(list, string(fd.Enum().Values().Get(i).Name()))
		}
		return &shape{form: words, words: slices.Sorted(slices.Values(list))}
	case protoreflect.BoolKind:
		return simple(flag)
	case protoreflect.StringKind, protoreflect.BytesKind:
		return simple(text)
	case protoreflect.FloatKind, protoreflect.DoubleKind:
		return simple(number)
	case protoreflect.Int64Kind, protoreflect.Uint64Kind, protoreflect.Sint64Kind, protoreflect.Fixed64Kind, protoreflect.Sfixed64Kind:
		return simple(either)
	}
	return simple(whole)
}
