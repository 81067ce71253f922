package review_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"render/render/compare"
	"render/render/manifest"
	"render/render/objects"
	"render/render/review"
)

// TestCommentOfWideObject: of an object with more fields than a comment has room for, it has
// as many as find room, and says how many lines it leaves out; so it does of the second.
func TestCommentOfWideObject(t *testing.T) {
	side := func(value string) *objects.World {
		var list []manifest.Manifest
		for _, o := range []struct {
			name   string
			fields int
		}{{"small", 1000}, {"wide", 20000}} {
			data := make(manifest.Object, o.fields)
			for i := range data {
				data[i] = manifest.Member{Key: fmt.Sprintf("k%d", i), Value: value}
			}
			list = append(list, manifest.Manifest{Object: manifest.Object{{Key: "apiVersion", Value: "v1"}, {Key: "kind", Value: "ConfigMap"},
				{Key: "metadata", Value: manifest.Object{{Key: "name", Value: o.name}}}, {Key: "data", Value: data}}})
		}
		return objects.New(list)
	}
	r := &review.Review{Old: "a", New: "b", Difference: compare.Compare(side("x"), side("y"))}
	var out bytes.Buffer
	if err := review.Write(&out, "github", r, false); err != nil {
		t.Fatal(err)
	}
	text := out.String()
	if wrong := unbalanced(text); wrong != "" {
		t.Error(wrong)
	}
	if n := strings.Count(text, "data.k"); n < 2000 || n > 4000 || len(text) < maxComment*9/10 || !strings.Contains(text, "data.k999: x -> y\n`") {
		t.Errorf("%d of 21000 fields in %d bytes", n, len(text))
	}
	if !strings.Contains(text, " more lines\n`") || !strings.Contains(text, "This is not all of it") {
		t.Error("does not say that there are more")
	}
}
