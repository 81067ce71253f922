package consequences_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"render/render/compare"
	"render/render/consequences"
	"render/render/objects"
	"render/render/places"
)

// scalars are the values of lines that have one.
var scalars = regexp.MustCompile(`(?m)^( *(?:- )?[A-Za-z][A-Za-z./-]*: )([^|\n].*)$`)

// TestAnything: whatever two sides say, and of whatever kinds their values are,
// something is told of their difference, the same each time, and nothing of none.
func TestAnything(t *testing.T) {
	files, _ := filepath.Glob("../../golden/*/stream.yaml")
	if len(files) < 50 {
		t.Fatalf("only %d goldens", len(files))
	}
	others := []string{"7", "true", "[a]", "{a: b}", `""`, "null"}
	told := 0
	var last string
	for n, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		i := 0
		odd := scalars.ReplaceAllFunc(text, func(line []byte) []byte {
			if i++; i%3 != n%3 {
				return line
			}
			return append(scalars.FindSubmatch(line)[1], others[i/7%len(others)]...)
		})
		if nothing := of(string(odd), string(odd), consequences.Flux); nothing != "" {
			t.Errorf("%s: told of no difference: %s", file, nothing)
		}
		if n%4 != 0 { // of twenty all kinds have come
			continue
		}
		for _, sides := range [][2]string{{string(text), string(odd)}, {string(odd), string(text)}, {last, string(text)}, {string(text), last}} {
			for _, by := range appliers {
				one, other := of(sides[0], sides[1], by), of(sides[0], sides[1], by)
				if one != other {
					t.Errorf("%s: told once\n%s\nand once\n%s", file, one, other)
				}
				told += len(one)
			}
		}
		last = string(text)
	}
	if told == 0 {
		t.Error("nothing is told")
	}
}

// of is what is told of two texts of objects; of what cannot be read, of the rest.
func of(old, new string, by consequences.Applier) string {
	read := func(text string) *objects.World {
		w, _ := objects.Read(places.NewSource("stream.yaml", []byte(text)))
		return w
	}
	list := consequences.Of(compare.Compare(read(old), read(new)), by)
	out := ""
	for _, c := range list.Consequences {
		out += fmt.Sprintln(c.Severity, c.Code, c.Message, c.Help)
	}
	for _, step := range list.Steps {
		out += fmt.Sprintln("step", step)
	}
	return out
}
