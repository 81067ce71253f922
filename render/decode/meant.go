package decode

import (
	"slices"
	"strings"

	"render/render/diag"
	"render/render/format"
	"render/render/source"
	"render/render/wording"
)

// meantCure is the help for a key that is another field's, and shows its value as that field takes
// it where it would be wrong there, by its faults: whoever writes that is told nothing more of it.
func (d *decoder) meantCure(f *format.Field, n, value *source.Node, faults diag.List) string {
	both := n.Get(f.Key) != nil && n.Get(f.Key).Place.Source == value.Place.Source
	switch {
	case both && (f.List && !f.OneForm || f.MapForm):
		return "write what it holds in " + f.Key + ", which is there too"
	case both:
		return "remove it, or write it in place of " + f.Key + ", which is there too"
	}
	if f.List && !f.OneForm && value.Kind == source.Scalar && !value.Null() {
		if list, ok := strings.CutPrefix(listCure(f, value, &d.cursor), "write: "); ok {
			return "write " + f.Key + ": " + list
		}
	}
	if f.MapForm && value.Kind == source.List {
		if all := entriesOf(value); all != "" {
			return "write " + f.Key + ": " + all
		}
	}
	if mended := mended(value, faults); mended != "" {
		return "write " + f.Key + ": " + mended
	}
	help := "did you mean " + wording.Quote(f.Key) + "?"
	if len(faults) != 1 || faults[0].Help == "" || strings.HasPrefix(faults[0].Help, "write one of: ") {
		return help
	}
	said := ": " + faults[0].Message
	if strings.HasPrefix(faults[0].Message, "is ") || strings.HasPrefix(faults[0].Message, "has ") {
		said = " " + faults[0].Message
	}
	return help + " Its value there" + said + "; " + faults[0].Help
}

// mended is a value that has faults as their own cures have it, where those are to the letter; else
// "".
func mended(n *source.Node, faults diag.List) string {
	if len(faults) == 0 || len(faults) > mostRepeated {
		return ""
	}
	left := slices.Clone(faults)
	out, ok := mendedText(n, &left)
	if !ok || len(left) > 0 {
		return ""
	}
	return out
}

// mendedText is a value as the cures of what is wrong in it have it, which it takes out of the list;
// false where one is not to the letter.
func mendedText(n *source.Node, left *diag.List) (string, bool) {
	if help := takeHelp(n, left); help != "" {
		if word, ok := wordMeant(help); ok && n.Kind == source.Scalar {
			return format.YAMLWord(word), true
		}
		if text := abridged(n); help == roundIt && text != "..." {
			return "[" + text + "]", true
		}
		if text, ok := inPlace(help); ok {
			return text, true
		}
		text, ok := strings.CutPrefix(strings.Replace(help, "write in its place: ", "write: ", 1), "write: ")
		return text, ok && !strings.Contains(text, ", or ") && !strings.Contains(text, "; ")
	}
	if n.Kind == source.Map {
		return mendedMap(n, left)
	}
	if n.Kind != source.List {
		text := abridged(n)
		return text, text != "..."
	}
	items := make([]string, len(n.Items))
	for i, item := range n.Items {
		text, ok := mendedText(item, left)
		if items[i] = text; !ok || i == mostRepeated {
			return "", false
		}
	}
	return "[" + strings.Join(items, ", ") + "]", true
}

// wordMeant is the one word that a cure asks for; false for any other cure.
func wordMeant(help string) (string, bool) {
	meant, ok := strings.CutPrefix(help, "did you mean \"")
	word, whole := strings.CutSuffix(meant, "\"?")
	return word, ok && whole && !strings.Contains(word, "\"")
}

// inPlace is what a cure asks for in place of a whole object; false for any other cure.
func inPlace(help string) (string, bool) {
	text, begins := strings.CutPrefix(help, "write ")
	text, ends := strings.CutSuffix(text, " in place of the object")
	return text, begins && ends
}

// literalField is a field and its value, and nothing behind them.
var literalField = format.Expression(`^[a-zA-Z]+: ([^ ,;]+|\{[^;]*\}|\[[^;]*\])$`)

// mendedMap is an object whose keys, too, may be called as their fields are.
func mendedMap(n *source.Node, left *diag.List) (string, bool) {
	parts := make([]string, len(n.Keys))
	for i, k := range n.Keys {
		key := k.Text
		help := takeHelp(k, left)
		if text, ok := inPlace(help); ok && len(n.Keys) == 1 {
			return text, true
		}
		if part := strings.TrimPrefix(help, "write "); part != help && literalField.MatchString(part) {
			parts[i] = part
			continue
		}
		if help != "" {
			var ok bool
			if key, ok = wordMeant(help); !ok {
				return "", false
			}
		}
		if at := n.Values[i].Place; slices.ContainsFunc(*left, func(one diag.Diagnostic) bool { return one.Place == at && one.Help == transportHelp }) {
			takeHelp(n.Values[i], left)
			continue
		}
		text, ok := mendedText(n.Values[i], left)
		if parts[i] = format.YAMLWord(key) + ": " + text; !ok || i == mostRepeated {
			return "", false
		}
	}
	parts = slices.DeleteFunc(parts, func(one string) bool { return one == "" })
	return "{" + strings.Join(parts, ", ") + "}", true
}

// takeHelp is the cure of what is wrong at a node, which it takes out of the list; "" for none.
func takeHelp(n *source.Node, left *diag.List) string {
	at := slices.IndexFunc(*left, func(one diag.Diagnostic) bool {
		return one.Place.Source == n.Place.Source && one.Place.Line == n.Place.Line && one.Place.Column == n.Place.Column
	})
	if at < 0 {
		return ""
	}
	help := (*left)[at].Help
	*left = slices.Delete(*left, at, at+1)
	return help
}
