package review

import (
	"fmt"
	"slices"
	"strings"

	"render/render/compare"
	"render/render/manifest"
	"render/render/objects"
	"render/render/wording"
)

// What stands in the place of values that are not shown.
const (
	notShown   = "(not shown)"
	differing  = "(not shown, and another one)"
	elided     = "..." // a part of a text, as package wording has it
	cipherText = "(encrypted)"
	cipherNew  = "(encrypted anew)"
)

// masked are the lines of an object of either side without what is not to be shown;
// none of one that is not there. What differs of that is still seen to.
func masked(o, other *objects.Object, isNew bool) []string {
	if o == nil {
		return nil
	}
	m := masker{of: o.ID(), isNew: isNew}
	var beside manifest.Object
	if other != nil {
		beside = other.Members()
	}
	text, err := manifest.AppendYAML(nil, m.value(nil, o.Members(), beside))
	if err != nil {
		return []string{fmt.Sprintf("# cannot be shown as YAML: %s", safe(err.Error()))}
	}
	return lines(string(text))
}

// named is a field without what its values call passwords.
func named(f *compare.Field) *compare.Field {
	if f.Hidden != compare.Open || !compare.HoldsNamed(f.Old) && !compare.HoldsNamed(f.New) {
		return f
	}
	out := *f
	out.Old, out.New = masker{}.value(nil, f.Old, f.New), masker{isNew: true}.value(nil, f.New, f.Old)
	return &out
}

type masker struct {
	of    manifest.ID
	isNew bool
}

// value is a value without what is not to be shown of it.
func (m masker) value(path []string, v, other any) any {
	switch v := v.(type) {
	case manifest.Object:
		beside, _ := other.(manifest.Object)
		out, find := make(manifest.Object, len(v)), beside.Finder()
		for i, member := range v {
			below, twin := append(slices.Clip(path), member.Key), find(member.Key)
			if text, is := member.Value.(string); is && compare.NamesSecret(v.Called(member.Key), text) {
				out[i] = manifest.Member{Key: safe(member.Key), Value: m.word(notShown, text, twin)}
				continue
			}
			out[i] = manifest.Member{Key: safe(member.Key), Value: m.value(below, member.Value, twin)}
		}
		return out
	case []any:
		beside, _ := other.([]any)
		at := compare.Match(beside, v)
		out := make([]any, len(v))
		pieces := wording.InPieces(v)
		for i, item := range v {
			var twin any
			if at[i] >= 0 {
				twin = beside[at[i]]
			}
			flagged := compare.IsFlagged(v, i)
			if flagged {
				twin = afterFlag(beside, v[i-1])
			}
			if _, text := item.(string); text && pieces || flagged {
				out[i] = m.word(notShown, item, twin)
				continue
			}
			out[i] = m.value(path, item, twin)
		}
		return out
	case string:
		if hides := m.hides(path, v); hides != "" {
			if twin, both := other.(string); both && m.isNew && twin != v && hides != notShown && hides != cipherText && m.hides(path, twin) == hides {
				hides += " " + differing // two certificates of which the same is told
			}
			return m.word(hides, v, other)
		}
		twin, both := other.(string)
		text := shown(m.named(v, other))
		if both && m.isNew && twin != v && shown(twin) == text {
			text += " " + differing
		}
		return text
	}
	if len(path) > 1 && m.of.IsSecret() && (path[0] == "data" || path[0] == "stringData") {
		return m.word(notShown, v, other)
	}
	return v
}

// hides is what stands in the place of a text; "" where it is shown.
func (m masker) hides(path []string, text string) string {
	within := func(keys ...string) bool { return len(path) > len(keys) && slices.Equal(path[:len(keys)], keys) }
	switch {
	case compare.IsCiphertext(text), compare.IsSealed(m.of) && within("spec", "encryptedData"), m.of.IsSecret() && within("sops"):
		return cipherText
	case m.of.IsSecret() && (within("data") || within("stringData")):
		if about, ok := certificate(text); ok {
			return "(" + about + ")"
		}
		return notShown
	case within("metadata", "annotations") && compare.HidesAnnotation(m.of, path[2]), wording.SuspectsKey([]byte(text)), compare.HoldsTemplate(m.of, path, text):
		return notShown
	}
	return ""
}

// afterFlag is what follows a flag in a list; nil where nothing does.
func afterFlag(list []any, flag any) any {
	for i := range list {
		if compare.IsFlagged(list, i) && compare.Equal(list[i-1], flag) {
			return list[i]
		}
	}
	return nil
}

// named is a text without what it calls passwords; of the new side it says which are others.
func (m masker) named(text string, other any) string {
	twin, both := other.(string)
	known := map[string]bool{}
	for _, s := range wording.NamedPasswords(twin) {
		known[twin[s.From:s.To]] = true
	}
	return wording.HideNamed(wording.WithoutPassword(text), func(value string) string {
		if m.isNew && both && !known[value] {
			return elided + " (another one)"
		}
		return elided
	})
}

// word says of a value that is not shown whether it is another one on the new side.
func (m masker) word(hides string, v, other any) string {
	if !m.isNew || other == nil || compare.Equal(v, other) {
		return hides
	}
	switch hides {
	case notShown:
		return differing
	case cipherText:
		return cipherNew
	}
	return hides
}

// shown is a text whose lines can be shown, which YAML then holds.
func shown(text string) string {
	if !strings.Contains(text, "\n") {
		return visible(text)
	}
	out := strings.Split(text, "\n")
	for i := range out {
		out[i] = visible(out[i])
	}
	return strings.Join(out, "\n")
}
