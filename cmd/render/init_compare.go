package main

import "strings"

// comparing is the command that compares what was read with the topology, without the keys of
// Secrets that it makes itself.
func (r *importRun) comparing(old string) string {
	keyless := "--secrets redacted "
	if strings.Contains("\n"+r.written, "\nsecrets: ") {
		keyless = "" // it needs none
	}
	return "render diff --requests " + keyless + quoteWord(old) + " " + quoteWord(r.initFlags.output)
}
