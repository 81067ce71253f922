package compare

import (
	"slices"
	"strings"

	"render/render/manifest"
	"render/render/objects"
	"render/render/wording"
)

// walker finds the fields that differ between two forms of one object.
type walker struct {
	id      manifest.ID
	renamed bool
	fields  []Field
}

// add tells of a field. What holds a private key is hidden, wherever it is.
func (w *walker) add(path Path, old, new any) {
	w.fields = append(w.fields, Field{Path: slices.Clone(path), Old: old, New: new, Hidden: w.hidden(path, old, new)})
}

// hidden is why the values of a field are not to be shown.
func (w *walker) hidden(path Path, old, new any) Hidden {
	switch {
	case w.id.IsSecret():
		if encrypted(old) || encrypted(new) || path.Has("sops") {
			return Encrypted
		}
		if path.Has("data") || path.Has("stringData") {
			return Secret
		}
	case IsSealed(w.id) && path.Has("spec", "encryptedData"):
		return Encrypted
	case HoldsTemplate(w.id, path.Members(), old) || HoldsTemplate(w.id, path.Members(), new):
		return Secret
	}
	if w.hidesAnnotation(path, old) || w.hidesAnnotation(path, new) || holdsKey(old) || holdsKey(new) ||
		isNamedSecret(path, old) || isNamedSecret(path, new) {
		return Secret
	}
	return Open
}

// Hides is why the value of a field of an object is not to be shown.
func Hides(id manifest.ID, path Path, value any) Hidden {
	w := walker{id: id}
	return w.hidden(path, value, nil)
}

// hidesAnnotation reports whether a value is an annotation that is not shown, or annotations
// with such a one.
func (w *walker) hidesAnnotation(path Path, value any) bool {
	if len(path) < 2 || value == nil || !path.Has("metadata", "annotations") {
		return false
	}
	if len(path) > 2 {
		return HidesAnnotation(w.id, path[2].Member)
	}
	all, _ := value.(manifest.Object)
	return slices.ContainsFunc(all, func(m manifest.Member) bool { return HidesAnnotation(w.id, m.Key) })
}

// LastApplied is where kubectl apply keeps an object whole as it was sent, a Secret's values
// too.
const LastApplied = "kubectl.kubernetes.io/last-applied-configuration"

// HidesAnnotation reports whether what an annotation of an object says is shown in no form:
// of a Secret any but render's own, of all others what kubectl applied.
func HidesAnnotation(of manifest.ID, key string) bool {
	if of.IsSecret() {
		return !strings.HasPrefix(key, "render/")
	}
	return key == LastApplied
}

// encrypted reports whether all texts of a value are sops' ciphertext.
func encrypted(v any) bool {
	if v == nil {
		return false
	}
	clear := func(text string) bool { return !IsCiphertext(text) }
	return !manifest.Holds(v, clear) && manifest.Holds(v, func(string) bool { return true })
}

// IsCiphertext reports whether a text is what sops makes of one.
func IsCiphertext(text string) bool { return strings.HasPrefix(text, "ENC[AES256_GCM,") }

// IsSealed reports whether an object is one of bitnami's controller, which holds ciphertext:
// what another group calls so need not.
func IsSealed(of manifest.ID) bool {
	return of.Kind == "SealedSecret" && of.Group == objects.SealedSecretsGroup
}

func holdsKey(v any) bool {
	return v != nil && (manifest.Holds(v, func(text string) bool { return wording.SuspectsKey([]byte(text)) }) || manifest.Lists(v, wording.InPieces) || manifest.Named(v, NamesSecret))
}

// NamesSecret reports whether a value is a private key or a password by its name.
func NamesSecret(name, value string) bool {
	return wording.IsNamedKey(name, value) || wording.IsNamedPassword(name, value)
}

// isNamedSecret reports whether a field is a private key, or a password, by what it is called, or
// what the item is called of which it is the value.
func isNamedSecret(path Path, v any) bool {
	text, ok := v.(string)
	if !ok || len(path) == 0 {
		return false
	}
	name := path[len(path)-1].Member
	if name == "value" && len(path) > 1 && path[len(path)-2].Item {
		name = path[len(path)-2].Key
	}
	return NamesSecret(name, text)
}

// object finds what differs of two mappings: members of the new one in their
// order, and what it has no more where that stood.
func (w *walker) object(path Path, old, new manifest.Object) {
	gone := 0 // of old, all before it are told of or on both sides
	find, place := new.Finder(), places(old, new)
	skip := func(to int) {
		for ; gone < to; gone++ {
			if m := old[gone]; m.Value != nil && find(m.Key) == nil && !w.told(path, m.Key) {
				w.member(append(path, Step{Member: m.Key}), m.Value, nil, old.Called(m.Key))
			}
		}
	}
	for i, m := range new {
		at := i
		if at >= len(old) || old[at].Key != m.Key {
			at = place(m.Key)
		}
		if w.told(path, m.Key) {
			continue
		}
		var before any
		if at >= 0 {
			skip(max(gone, at))
			before = old[at].Value
		}
		w.member(append(path, Step{Member: m.Key}), before, m.Value, old.Called(m.Key), new.Called(m.Key))
	}
	skip(len(old))
}

// member finds what differs of a member of two mappings. A text may be a password by the name
// beside it, on either side, whatever its item is found by.
func (w *walker) member(path Path, old, new any, called ...string) {
	from := len(w.fields)
	w.value(path, old, new)
	for _, v := range [...]any{old, new} {
		text, is := v.(string)
		if is && len(w.fields) > from && slices.ContainsFunc(called, func(name string) bool { return NamesSecret(name, text) }) {
			w.fields[from].Hidden = Secret
		}
	}
}

// places finds where a key stands in the old of two mappings, -1 for one that is new.
func places(old, new manifest.Object) func(key string) int {
	if len(old)*len(new) < 1<<12 {
		return func(key string) int {
			return slices.IndexFunc(old, func(o manifest.Member) bool { return o.Key == key })
		}
	}
	at := make(map[string]int, len(old))
	for i := range old {
		at[old[i].Key] = i
	}
	return func(key string) int {
		if i, there := at[key]; there {
			return i
		}
		return -1
	}
}

// told reports whether a member is told of otherwise: that an object has another
// name is its kind of change.
func (w *walker) told(path Path, key string) bool {
	return w.renamed && len(path) == 1 && path[0].Member == "metadata" && (key == "name" || key == "namespace")
}

// value finds what differs of two values. A null is none, as for the API server.
func (w *walker) value(path Path, old, new any) {
	if old == nil && new == nil {
		return
	}
	if a, ok := old.(manifest.Object); ok {
		if b, ok := new.(manifest.Object); ok {
			w.object(path, a, b)
			return
		}
	}
	if a, ok := old.([]any); ok {
		if b, ok := new.([]any); ok {
			w.list(path, a, b)
			return
		}
	}
	if !Equal(old, new) {
		w.add(path, old, new)
	}
}
