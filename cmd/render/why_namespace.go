package main

import (
	"slices"
	"strings"
)

// noNamespaceFlag tells who names a namespace as kubectl does where why takes it.
func noNamespaceFlag(name string, args []string) error {
	write := "render why KIND/NAMESPACE/NAME TOPOLOGY"
	if words, ok := withNamespace(args); ok {
		write = whyWords(words...)
	}
	dashes := "--"
	if len(name) == 1 {
		dashes = "-"
	}
	return usage("%s%s is no flag, since an object is named with its namespace; write: %s", dashes, name, write)
}

// withNamespace are the words behind why with the namespace of kubectl's flag in the object that
// is asked about.
func withNamespace(args []string) (words []string, ok bool) {
	at := slices.Index(args, "why")
	namespace := ""
	for rest := args[at+1:]; len(rest) > 0; rest = rest[1:] {
		arg := rest[0]
		name, value, given := strings.Cut(arg, "=")
		if behind, joined := strings.CutPrefix(arg, "-n"); joined && behind != "" && !given {
			name, value, given = "-n", behind, true
		}
		switch {
		case name != "-n" && name != "--namespace":
			words = append(words, arg)
		case given:
			namespace = value
		case len(rest) > 1:
			namespace, rest = rest[1], rest[1:]
		}
	}
	at = slices.IndexFunc(words, func(word string) bool { return isObjectWord(word) && !isFile(word) && !strings.Contains(word, ":") })
	if at < 0 || strings.Count(words[at], "/") != 1 || at > 0 && strings.HasPrefix(words[at-1], "--") { // whose value it may be
		return nil, false
	}
	if namespace == "" || strings.Contains(namespace, "/") || quoteWord(namespace) != namespace {
		return nil, false
	}
	kind, name, _ := strings.Cut(words[at], "/")
	words[at] = kind + "/" + namespace + "/" + name
	return words, true
}
