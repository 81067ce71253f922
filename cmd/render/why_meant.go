package main

import (
	"os"
	"path"
	"regexp"
	"slices"
	"strings"

	"render/render/wording"
)

// meant tells of words that are right and in another order, or of which one is left out, what to
// write; nil where they stand as they should.
func (f *whyFlags) meant(s *shell, args []string) error {
	if at := slices.IndexFunc(args, isLineOfFile); at > 0 || at == 0 && len(args) == 2 && isObjectWord(args[1]) && !isFile(args[1]) {
		write := []string{args[at]}
		if other := slices.IndexFunc(args, isFile); other >= 0 && !strings.HasPrefix(args[at], args[other]+":") {
			write = append(write, args[other])
		}
		return usage("a line is followed to all objects, and comes first; write: %s", whyWords(write...))
	}
	at := slices.IndexFunc(args, isFile)
	switch {
	case at < 0 || len(args) > 3:
		return nil
	case len(args) == 1:
		return usage("what of %s? write: %s, or %s", wording.Quote(args[0]), whyWords(args[0]+":14"), whyWords("gw/NAME", "spec.servers", args[0]))
	case isFile(args[len(args)-1]):
		at = len(args) - 1
	}
	topology, rest := args[at], slices.Delete(slices.Clone(args), at, at+1)
	object := slices.IndexFunc(rest, isObjectWord)
	switch {
	case at == len(args)-1 && object == 1:
		return usage("the object comes before its field; write: %s", whyWords(rest[1], rest[0], topology))
	case len(rest) == 2 && object < 0 && !strings.ContainsAny(rest[0]+rest[1], "./["):
		return usage("%s names no object; write: %s", wording.Quote(rest[0]), whyWords(rest[0]+"/"+rest[1], topology))
	case at == len(args)-1:
		return nil
	case object >= 0:
		return usage("the topology comes last; write: %s", whyWords(slices.Concat(rest[object:object+1], rest[:object], rest[object+1:], []string{topology})...))
	}
	return f.object(s, rest[0], "", topology)
}

// lineMeant are the words with a file and a line of it, in whichever order, as FILE:LINE: line 12
// topology.yaml, topology.yaml 12.
func lineMeant(args []string) []string {
	at := slices.IndexFunc(args, isFile)
	switch {
	case at < 0 || len(args) > 3:
		return args
	case isFile(args[len(args)-1]):
		at = len(args) - 1
	}
	word := strings.Join(slices.Delete(slices.Clone(args), at, at+1), " ")
	if found := regexp.MustCompile(`^(?:(?i:line|l)[ /:=#]?)?([1-9][0-9]*)$`).FindStringSubmatch(word); found != nil {
		return []string{args[at] + ":" + found[1]}
	}
	return args
}

// whyWords is the verb's command with some words.
func whyWords(words ...string) string { return "render why" + quoteWords(words) }

// isFile reports whether a word is a file, or called like one that could be a topology.
func isFile(word string) bool {
	if info, err := os.Stat(word); err == nil && !info.IsDir() || word == "-" {
		return true
	}
	return slices.Contains([]string{".yaml", ".yml", ".json", ".jsonnet"}, path.Ext(word)) && !strings.Contains(word, ":")
}

// isLineOfFile reports whether a word is a line of a file.
func isLineOfFile(word string) bool {
	line, ok := parseLine(word)
	return ok && isFile(line.name)
}

// isObjectWord reports whether a word has the form of an object's: KIND/NAME or KIND/NAMESPACE/NAME.
func isObjectWord(word string) bool {
	n := strings.Count(word, "/")
	return (n == 1 || n == 2) && !strings.ContainsAny(word, `["`) && !slices.Contains(strings.Split(word, "/"), "")
}
