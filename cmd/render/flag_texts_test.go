package main

import (
	"slices"
	"testing"

	"github.com/spf13/pflag"
)

// TestTextList: a flag that comes again keeps all that it was given, in order, commas and
// quotes too, and gives them back to who asks for a list.
func TestTextList(t *testing.T) {
	var got []string
	flags := pflag.NewFlagSet("test", pflag.ContinueOnError)
	addTexts(flags, &got, "set", "s", "a text")
	want := []string{"a=1,2", `b="x"`, ""}
	if err := flags.Parse([]string{"--set", want[0], "-s", want[1], "--set="}); err != nil || !slices.Equal(got, want) {
		t.Fatalf("%q, %v", got, err)
	}
	value := flags.Lookup("set").Value
	list, ok := value.(pflag.SliceValue)
	if !ok || !slices.Equal(list.GetSlice(), want) || value.String() != `["a=1,2","b=\"x\"",""]` {
		t.Errorf("%v %s", ok, value)
	}
	if err := list.Replace([]string{"c"}); err != nil || list.Append("d") != nil || !slices.Equal(got, []string{"c", "d"}) {
		t.Errorf("%q, %v", got, err)
	}
	if empty := flags.Lookup("set").DefValue; empty != "[]" {
		t.Errorf("without the flag it is %s", empty)
	}
}
