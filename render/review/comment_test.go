package review_test

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"render/render/compare"
	"render/render/consequences"
	"render/render/manifest"
	"render/render/objects"
	"render/render/review"
)

// maxComment is what GitHub takes.
const maxComment = 65536

// unbalanced is what is wrong with a comment as Markdown and HTML; "" for nothing. What is
// in a fence is none of theirs.
func unbalanced(text string) string {
	if n := utf8.RuneCountInString(text); n > maxComment {
		return fmt.Sprintf("%d characters", n)
	}
	var open []string
	fence, before := "", ""
	tag := regexp.MustCompile(`<(/?)([a-zA-Z]+)[^>]*>`)
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if run := line[:len(line)-len(strings.TrimLeft(line, "`"))]; len(run) >= 3 {
			switch {
			case fence == "":
				fence = run
				continue
			case len(run) >= len(fence) && strings.Trim(line, "` ") == "":
				fence = ""
				continue
			}
		}
		if fence != "" {
			continue
		}
		if strings.HasPrefix(line, "- ") && strings.HasPrefix(before, "<") {
			return "an item in the HTML above it: " + line
		}
		before = line
		if strings.Contains(line, "`") && !strings.Contains(line, "`render diff`") {
			return "a backtick outside of code: " + line
		}
		for _, m := range tag.FindAllStringSubmatch(line, -1) {
			switch name := strings.ToLower(m[2]); {
			case name == "br":
			case name != "details" && name != "summary" && name != "code":
				return "a tag of somebody's: " + m[0]
			case m[1] == "":
				open = append(open, name)
			case len(open) == 0 || open[len(open)-1] != name:
				return "closes what is not open: " + m[0]
			default:
				open = open[:len(open)-1]
			}
		}
		if mention := regexp.MustCompile(`(^|\W)[@#]\w`).FindString(line); mention != "" && !strings.HasPrefix(line, "###") && !strings.Contains(mention, "&") {
			return "names somebody: " + line
		}
	}
	if fence != "" || len(open) > 0 {
		return fmt.Sprintf("%q and the fence %q stay open", open, fence)
	}
	return ""
}

// comment is a review of objects with a text wherever people's words may be, n of each.
func comment(t testing.TB, text string, n int) string {
	t.Helper()
	side := func(value string) *objects.World {
		var list []manifest.Manifest
		for i := range n {
			name := fmt.Sprintf("%s%d", text, i)
			list = append(list, manifest.Manifest{Object: manifest.NewObject(map[string]any{"apiVersion": "v1", "kind": "ConfigMap",
				"metadata": map[string]any{"name": name, "namespace": text, "annotations": map[string]any{text: value + text}},
				"data":     map[string]any{"a": value + "\n" + text + "\n" + text + value, "b": []any{text, value}}})})
		}
		if value == "new" { // one that is added has no fields to be shown
			for _, name := range []string{text, text + "b"} {
				list = append(list, manifest.Manifest{Object: manifest.NewObject(map[string]any{"apiVersion": "v1", "kind": "Added", "metadata": map[string]any{"name": name}})})
			}
		}
		return objects.New(list)
	}
	d := compare.Compare(side("old"), side("new"))
	r := &review.Review{Old: text, New: text, Difference: d, Decisions: []review.Decision{{Key: text, Was: []string{text}, Is: text}}}
	for range n {
		r.Consequences.Consequences = append(r.Consequences.Consequences, consequences.Consequence{Code: "pruned", Message: text, Help: text})
		r.Consequences.Steps = append(r.Consequences.Steps, text)
		r.Files = append(r.Files, review.File{Path: text, Note: text})
	}
	var out bytes.Buffer
	if err := review.Write(&out, "github", r, false); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

var hostile = []string{"a", "```", "`", "</details>", "<details>", "<script>alert(1)</script>", "@octocat", "#1", "````\n```", "\n\n```\n", "<!--", "&lt;b&gt;", "~~~", "|a|b|", "[a](http://b)", "\x1b[31m", "\u202e", strings.Repeat("`", 300), strings.Repeat("<details>", 50), "a\n# b", "    </details>"}

// TestComment: whatever people write, and however many objects there are, a comment is
// of a length that GitHub takes, and opens nothing that it does not close.
func TestComment(t *testing.T) {
	for _, text := range hostile {
		for _, n := range []int{0, 1, 40, 1500} {
			if n > 100 && len(text) > 30 {
				n = 200
			}
			got := comment(t, text, n)
			if wrong := unbalanced(got); wrong != "" {
				t.Errorf("%q, %d times: %s", text, n, wrong)
			}
			if n >= 1500 && (!strings.Contains(got, "and ") || !strings.Contains(got, "This is not all of it")) {
				t.Errorf("%q, %d times: does not say that it is cut", text, n)
			}
		}
	}
}

// TestUnbalanced: the judge of comments sees what is wrong with one.
func TestUnbalanced(t *testing.T) {
	for _, text := range []string{"<details>", "</details>", "<details><summary>a</details></summary>", "```diff\n", "<script>", "a `b", "see @octocat", "see #12", "<details></details>\n- a", strings.Repeat("a", maxComment+1)} {
		if unbalanced(text) == "" {
			t.Errorf("%.40q passes", text)
		}
	}
	if wrong := unbalanced("<details><summary>a</summary>\n\n````diff\n```\n<script> @b `\n````\n\n</details>\n"); wrong != "" {
		t.Error(wrong)
	}
}

// FuzzComment does the same with any words.
func FuzzComment(f *testing.F) {
	for _, text := range hostile {
		f.Add(text, 3)
	}
	f.Fuzz(func(t *testing.T, text string, n int) {
		n = max(0, n) % 60
		if len(text)*n > 1<<20 {
			return
		}
		if wrong := unbalanced(comment(t, text, n)); wrong != "" {
			t.Errorf("%q, %d times: %s", text, n, wrong)
		}
	})
}
