package main

import (
	"strconv"

	"github.com/spf13/pflag"

	"render/render/wording"
)

// textList is the value of a flag that may be given several times. It is pflag's array of
// strings but for how it is told, which there takes a writer of CSV: four KiB a flag,
// each time that a command is made.
type textList struct{ list *[]string }

// addTexts adds a flag that may be given several times.
func addTexts(flags *pflag.FlagSet, list *[]string, name, letter, usage string) {
	flags.VarP(textList{list}, name, letter, usage)
}

func (t textList) String() string {
	out := []byte{'['}
	for i, text := range *t.list {
		if i > 0 {
			out = append(out, ',')
		}
		out = strconv.AppendQuote(out, text)
	}
	return string(append(out, ']'))
}

// Set adds what is given.
func (t textList) Set(text string) error {
	*t.list = append(*t.list, text)
	return nil
}

// Append, Replace and GetSlice are what pflag asks of a value that is a list.
func (t textList) Append(text string) error    { return t.Set(text) }
func (t textList) Replace(list []string) error { *t.list = list; return nil }
func (t textList) GetSlice() []string          { return *t.list }

var _ pflag.SliceValue = textList{}

// Type is a word by which shells know that the flag may come again.
func (t textList) Type() string { return "stringArray" }

// outputPath is the value of the flag that says where to write, which is one place: a second one would
// take the place of the first without a word.
type outputPath struct {
	path  *string
	given bool
}

// addOutput adds the flag that says where to write.
func addOutput(flags *pflag.FlagSet, path *string, fallback, usage string) {
	*path = fallback
	flags.VarP(&outputPath{path: path}, "output", "o", usage)
}

func (o *outputPath) String() string { return *o.path }
func (o *outputPath) Type() string   { return "string" }

// Set takes the one place.
func (o *outputPath) Set(text string) error {
	if o.given && *o.path != text {
		return usage("-o is given twice, as %s and as %s; give one of the two", wording.Quote(*o.path), wording.Quote(text))
	}
	*o.path, o.given = text, true
	return nil
}
