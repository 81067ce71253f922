package format

import (
	"strconv"
	"strings"

	"render/render/wording"
)

// form is the form of a text: what it has to look like, in words, as a pattern
// for the JSON Schema where the pattern says all of it, and as a check.
type form struct {
	code    wording.Code // of what is wrong with a text, unless the check has another
	Words   string
	Pattern *pattern // nil where the form is more than a pattern
	Verify  func(text string) wording.Fault
	// shape is what the schema says beside the pattern; nil for nothing.
	shape func() shape
	// Keys are those that an object has which is handed on; nil where it may have
	// any.
	Keys func() []string
	// Others are keys that such an object may not have.
	Others func() []string
	// mend turns a common slip into the form; what it gives is help only
	// where it is of the form.
	mend func(text string) string
	// cure is the help for what no mending brings into the form.
	cure func(text string) string
	// spaced are names of what is in a namespace, which is not said with them.
	spaced bool
}

// Check finds what keeps a text from being of the form.
func (f *form) Check(text string) wording.Fault {
	fault := f.check(text)
	if sign, plain := LongDashes(text); fault.Found() && sign != "" {
		if rest := f.check(plain); !rest.Found() {
			return wording.Fault{Code: f.code, Message: wording.Quote(text) + " holds " + sign + ", which is no hyphen here", Help: "write: " + YAMLWord(plain)}
		}
	}
	return fault
}

// LongDashes is what word processors have made of hyphens in a text, and the text with hyphens; "" for one that has none.
func LongDashes(text string) (sign, plain string) {
	for _, one := range []struct{ sign, name string }{{"\u2010", "a typographic hyphen (U+2010)"}, {"\u2011", "a no-break hyphen (U+2011)"}, {"\u2012", "a figure dash (U+2012)"},
		{"\u2013", "an en dash (U+2013)"}, {"\u2014", "an em dash (U+2014)"}, {"\u2212", "a minus sign (U+2212)"}} {
		if strings.Contains(text, one.sign) {
			sign, text = one.name, strings.ReplaceAll(text, one.sign, "-")
		}
	}
	return sign, text
}

func (f *form) check(text string) wording.Fault {
	if f.Pattern != nil && !f.Pattern.MatchString(text) {
		fault := wording.Fault{Code: f.code, Message: wording.Quote(text) + " is not " + f.Words}
		if f.mend != nil {
			if mended := f.mend(text); f.Pattern.MatchString(mended) {
				fault.Help = "write: " + YAMLWord(mended)
			} else if f.cure != nil {
				fault.Help = f.cure(text)
			}
			return fault
		}
		if text == "" {
			return wording.Fault{Code: f.code, Message: "is empty", Help: "write " + f.Words}
		}
		if lower := strings.ToLower(text); lower != text && f.Pattern.MatchString(lower) {
			fault.Help = "write: " + lower
		} else if dashed := strings.NewReplacer("_", "-", " ", "-", ".", "-").Replace(strings.ToLower(text)); f.Pattern.MatchString(dashed) {
			fault.Help = "write: " + dashed
		} else if space, name, ok := strings.Cut(text, "/"); ok && f.spaced && f.Pattern.MatchString(space) && f.Pattern.MatchString(name) {
			fault.Help = "write " + name + " alone: what is of another namespace is not read"
		} else if f.cure != nil {
			fault.Help = f.cure(text)
		}
		return fault
	}
	if f.Verify != nil {
		fault := f.Verify(text)
		if fault.Code == "" {
			fault.Code = f.code
		}
		return fault
	}
	return wording.Fault{}
}

// mendKind knows a kind in small letters, as kubectl takes it.
func mendKind(text string) string {
	for _, kind := range []string{KindIssuer, KindClusterIssuer} {
		if strings.EqualFold(text, kind) {
			return kind
		}
	}
	if text == "" {
		return text
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

// Takes reports whether a text is of the form.
func (f *form) Takes(text string) bool { return !f.Check(text).Found() }

// Meant is a text as the form's own cure has it, and what else that says it may be; "" where the
// cure is not to the letter, or of another form.
func (f *form) Meant(text string) (meant, or string) {
	help, literal := strings.CutPrefix(f.Check(text).Help, "write: ")
	meant, or, _ = strings.Cut(help, ", ")
	if word, err := strconv.Unquote(meant); err == nil {
		meant = word
	}
	if !literal || !f.Takes(meant) {
		return "", ""
	}
	return meant, or
}

// shape is what the JSON Schema says of a form beside its pattern, in the
// expressions that RE2 and ECMAScript read alike. Every text that the form takes
// has it; a test compares the two over many texts.
type shape struct {
	all  []string // expressions that hold
	none []string // expressions of which none holds
	min  int      // characters
	max  int      // characters; 0 for any number
	// A version that is written without quotes is a number to an editor: of
	// these bounds, from the first on and below the second.
	from, below float64
}

// entire is an expression for all of a text.
func entire(expression string) string { return `^(` + expression + `)$` }
