package main

import "strings"

// ofIngresses tells what nothing proves of a topology that was made of Ingresses.
func ofIngresses(written string) string {
	out := "what requests an Ingress leads where is not followed: its host, paths and backends were read, and nothing proves that its controller did the same"
	if strings.Contains(written, "cert: {secret: ") {
		out += "; a gateway reads the Secrets of its certificates in its own namespace, so that those that cert.secret names have to be copied there"
	}
	return out
}

// comparing is the command that compares what was read with the topology, without the keys of
// Secrets that it makes itself.
func comparing(written, old, output string) string {
	keyless := "--secrets redacted "
	if strings.Contains("\n"+written, "\nsecrets: ") {
		keyless = "" // it needs none
	}
	return "render diff --requests " + keyless + quoteWord(old) + " " + quoteWord(output)
}
