package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// pairs are the changes of which is said what they do on a cluster, each with one
// that is near it and does not.
const pairs = "render/consequences/testdata/*.txtar"

// pairExamples makes render/consequences/examples.txt: for each code what is told of
// the first pair that tells of it, what that is about, and of what it is not told.
func pairExamples(root string) (map[string][]byte, error) {
	return shown(root, []string{pairs}, "render/consequences/examples.txt", func(text string, examples map[string]string) (err error) {
		comment, _, _ := strings.Cut(text, "-- ")
		sections := sectionsOf(text)
		for code := range strings.FieldsSeq(sectionText(sections, "silent")) {
			if examples[code] != "" {
				continue
			}
			if examples[code], err = pairExample(code, comment, sectionText(sections, "want")); err != nil {
				return err
			}
		}
		return nil
	})
}

func sectionText(sections []section, name string) string {
	at := slices.IndexFunc(sections, func(s section) bool { return s.name == name })
	if at < 0 {
		return ""
	}
	return sections[at].text
}

// nearWord is what the comment of a pair begins to tell of the one near it with.
var nearWord = regexp.MustCompile(`\s*Near( \([^)]*\))?: `)

// pairExample is what a pair tells under a code, with its help; behind a line "--"
// what the pair is about, and behind another what the one near it is.
func pairExample(code, comment, told string) (string, error) {
	about, near := nearWord.Split(strings.Join(strings.Fields(comment), " "), 2), ""
	if len(about) == 2 {
		near = about[1]
	}
	lines := strings.SplitAfter(told, "\n")
	at := slices.IndexFunc(lines, func(line string) bool {
		_, rest, _ := strings.Cut(line, " ")
		return strings.HasPrefix(rest, code+": ")
	})
	if at < 0 || near == "" {
		return "", fmt.Errorf("tells nothing of %s, or has nothing near it", code)
	}
	text := lines[at]
	if at+1 < len(lines) && strings.HasPrefix(lines[at+1], "  = ") {
		text += lines[at+1]
	}
	return text + "--\n" + about[0] + "\n--\n" + strings.ToUpper(near[:1]) + near[1:] + "\n", nil
}
