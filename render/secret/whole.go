package secret

import (
	"encoding/base64"
	"fmt"
	"slices"

	"render/render/manifest"
)

// tlsType is the type of a Secret that a gateway takes its pair from.
const tlsType = "kubernetes.io/tls"

// whole refuses what a mixin or an overlay made of one of the library's Secrets
// that no gateway could use, before anything is put in for the placeholders. Those
// that a mixin puts beside them, under keys of its own, are its own affair.
func (f *form) whole(m *manifest.Manifest) bool {
	id, keys := m.ID(), m.Origin.Keys
	if m.Origin.Component == BackendCAComponent && len(keys) == 3 {
		keys = keys[:2]
	}
	if len(keys) != 2 || id.Namespace != namespaceOf(keys[1]) {
		return true
	}
	before := len(f.result.Refused)
	refuse := func(format string, args ...any) {
		f.result.Refused = append(f.result.Refused, id.String()+": "+fmt.Sprintf(format, args...))
	}
	pair := []string{"tls.crt", "tls.key"}
	if f.Pairs[pairOf(m)].CA != nil {
		pair = append(pair, "ca.crt")
	}
	switch {
	case m.Origin.Component == Component && id.Kind == "Secret":
		wholeType(m.Object.Get("type"), refuse)
		wholeData(m.Object, "data", pair, refuse)
		wholeText(m.Object.Get("stringData"), refuse)
	case (m.Origin.Component == ClientCAComponent || m.Origin.Component == BackendCAComponent) && id.Kind == "Secret":
		wholeData(m.Object, "data", []string{"ca.crt"}, refuse)
		wholeText(m.Object.Get("stringData"), refuse)
	case m.Origin.Component == SealedComponent && id.Kind == "SealedSecret":
		spec := m.Object.Object("spec")
		wholeType(spec.Object("template").Get("type"), refuse)
		wholeData(spec, "encryptedData", pair, refuse)
	case m.Origin.Component == ExternalComponent && id.Kind == "ExternalSecret":
		spec := m.Object.Object("spec")
		wholeType(spec.Object("target").Object("template").Get("type"), refuse)
		if made, ok := spec.Object("target").Object("template").Get("data").(manifest.Object); ok {
			wholeTemplate(made, refuse)
			break
		}
		wholeProperties(spec.Get("data"), refuse)
	}
	return len(f.result.Refused) == before
}

func wholeType(kind any, refuse func(string, ...any)) {
	if text, ok := kind.(string); kind == nil {
		refuse("its type is gone, and a gateway takes its certificate from %q", tlsType)
	} else if !ok || text != tlsType {
		refuse("its type is %q, and a gateway takes its certificate from %q", fmt.Sprint(kind), tlsType)
	}
}

// wholeData looks at the values: each key's is there, and no placeholder stands
// where nothing is put in for it.
func wholeData(object manifest.Object, field string, keys []string, refuse func(string, ...any)) {
	data, ok := object.Get(field).(manifest.Object)
	if !ok {
		refuse("its %s is gone, or no object", field)
		return
	}
	for _, key := range keys {
		if data.Find(key) == nil {
			refuse("%s has no %q, without which the gateway has no certificate", field, key)
		}
	}
	for _, member := range data {
		key := member.Key
		text, ok := member.Value.(string)
		switch _, err := base64.StdEncoding.DecodeString(text); {
		case text == placeholder && !slices.Contains([]string{"tls.crt", "tls.key", "ca.crt"}, key):
			refuse("%s %q has the placeholder, and nothing is put in for it there", field, key)
		case !ok || err != nil:
			refuse("%s %q is no text in base64", field, key)
		}
	}
}

// wholeText looks at stringData, which the API server writes over data.
func wholeText(value any, refuse func(string, ...any)) {
	if value == nil {
		return
	}
	data, ok := value.(manifest.Object)
	if !ok {
		refuse("its stringData is no object")
		return
	}
	for _, member := range data {
		if text, ok := member.Value.(string); !ok || text == placeholder {
			refuse("stringData %q has the placeholder, or no text", member.Key)
		}
	}
}

// wholeProperties looks at what an ExternalSecret takes from the store.
func wholeProperties(value any, refuse func(string, ...any)) {
	list, _ := value.([]any)
	for _, want := range []string{"tls.crt", "tls.key"} {
		if !slices.ContainsFunc(list, func(item any) bool {
			one, _ := item.(manifest.Object)
			return one.Get("secretKey") == want
		}) {
			refuse("data has no secretKey %q, without which the gateway has no certificate", want)
		}
	}
}

// wholeTemplate looks at what an ExternalSecret makes of that.
func wholeTemplate(data manifest.Object, refuse func(string, ...any)) {
	for _, want := range []string{"tls.crt", "tls.key"} {
		if data.Find(want) == nil {
			refuse("its template gives no %q, without which the gateway has no certificate", want)
		}
	}
}
