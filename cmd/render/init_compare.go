package main

import "strings"

// comparing is the command that compares what was read with the topology, without the keys of
// Secrets that it makes itself.
func comparing(written, old, output string) string {
	keyless := "--secrets redacted "
	if strings.Contains("\n"+written, "\nsecrets: ") {
		keyless = "" // it needs none
	}
	return "render diff --requests " + keyless + quoteWord(old) + " " + quoteWord(output)
}
