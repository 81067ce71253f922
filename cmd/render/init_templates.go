package main

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"

	"render/render/compare"
	"render/render/diag"
	"render/render/importing"
	"render/render/objects"
	"render/render/wording"
)

// template is a text that something else makes YAML of.
type template struct {
	name         string
	line, column int
	helm         bool // else Ansible does, or something like it
}

func (t *template) place() string {
	return fmt.Sprintf("%s:%d:%d", diag.Name(t.name), t.line, t.column)
}

// told says what is wrong with it.
func (t *template) told() string {
	what, cure := "a template of Ansible's, or of something like it", "read what that makes of it"
	if t.helm {
		what, cure = "a template of Helm's", "read what it becomes: helm template NAME CHART > objects.yaml"
	}
	return fmt.Sprintf("%s: is %s, and no object yet; %s", t.place(), what, cure)
}

// unfilled tells a text that cannot be read since it is a template; nil where it is none.
func unfilled(name string, text []byte) error {
	if t := templateOf(name, text); t != nil {
		return &failure{exitInput, t.told()}
	}
	return nil
}

// templateOf is a text as a template; nil where it is none.
func templateOf(name string, text []byte) *template {
	n := 0
	for line := range bytes.Lines(text) {
		n++
		at := bytes.Index(line, []byte("{{"))
		if at < 0 || !bytes.Contains(line[at:], []byte("}}")) || bytes.ContainsAny(line[:at], `"'#`) || !begins(line[:at]) {
			continue
		}
		helm := slices.ContainsFunc([]string{".Values", ".Release", ".Chart", "include ", "{{-", "define ", "range "}, func(of string) bool { return bytes.Contains(text, []byte(of)) })
		return &template{name, n, at + 1, helm}
	}
	return nil
}

// begins reports whether a value, an item or a line begins behind the start of one.
func begins(before []byte) bool {
	before = bytes.TrimSpace(before)
	return len(before) == 0 || bytes.ContainsAny(before[len(before)-1:], ":-[{,")
}

// filledLater are lines about files in whose texts something else is to fill in, each by its first
// one. What is for a shell or for pods has variables of its own.
func (r *readObjects) filledLater() (lines []string) {
	world, _ := objects.ReadAll(r.sources) // what is wrong with them was told
	var files []string
	first, count := map[string]string{}, map[string]int{}
	for o := range world.All() {
		if id := o.ID(); !importing.Routes(id) && id.Kind != "Service" && id.Kind != "Deployment" && id.Kind != "Namespace" {
			continue
		}
		for _, leaf := range compare.Leaves(o.Members()) {
			value, _ := compare.Find(o.Members(), leaf)
			text, _ := value.(string)
			if !hasPlaceholder(text) || ofShells(leaf.Members()) {
				continue
			}
			place := fieldAt(o, leaf).Place()
			name := place.Source.Name()
			if count[name]++; count[name] == 1 {
				files = append(files, name)
				first[name] = fmt.Sprintf("%s:%d:%d: %s", diag.Name(name), place.Line, place.Column, wording.Quote(text))
			}
		}
	}
	return toldFilled(files, first, count)
}

// filledApart is of up to how many files each has a line of its own.
const filledApart = 3

// toldFilled are the lines about files by their first text each: one of many, since one run fills in
// all of a repository.
func toldFilled(files []string, first map[string]string, count map[string]int) (lines []string) {
	by := map[string][]string{}
	for _, name := range files {
		cure := `"helm template" or Ansible`
		if strings.Contains(first[name], "${") {
			cure = `"flux build kustomization", or envsubst`
		}
		by[cure] = append(by[cure], name)
	}
	for _, cure := range slices.Sorted(maps.Keys(by)) {
		of := by[cure]
		total := 0
		for _, name := range of {
			total += count[name]
		}
		for i, name := range of {
			more := ""
			switch n := count[name]; {
			case len(of) > filledApart:
				more = fmt.Sprintf(", the first of %d such texts in %d files,", total, len(of))
			case n > 1:
				more = fmt.Sprintf(", the first of %d such texts of the file,", n)
			}
			lines = append(lines, fmt.Sprintf("%s%s is filled in by something else before it is applied; read what that makes of it, as %s", first[name], more, cure))
			if i == 0 && len(of) > filledApart {
				break
			}
		}
	}
	return lines
}

// hasPlaceholder reports whether a text has a name in it that Flux, envsubst, Helm or Ansible put
// a value for.
func hasPlaceholder(text string) bool {
	if before, after, is := strings.Cut(text, "${"); is && !strings.HasSuffix(before, "$") {
		name, _, closed := strings.Cut(after, "}")
		name, _, _ = strings.Cut(name, ":")
		return closed && name != "" && !strings.ContainsFunc(name, func(c rune) bool {
			return c != '_' && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z')
		})
	}
	_, after, is := strings.Cut(text, "{{")
	return is && strings.Contains(after, "}}") && !strings.Contains(after, "$")
}

// ofShells reports whether a field is one that a shell or a program reads, as annotations are but
// for those that say an address.
func ofShells(members []string) bool {
	return slices.ContainsFunc(members, func(m string) bool {
		return slices.Contains([]string{"command", "args", "env", "exec", "annotations", "configPatches"}, m)
	}) && !strings.HasSuffix(members[len(members)-1], "/loadBalancerIPs")
}
