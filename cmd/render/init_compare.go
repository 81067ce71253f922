package main

import (
	"errors"
	"fmt"
	"strings"

	"render/render/diag"
	"render/render/importing"
)

// unimported is why no topology can be made of what was read, with its place where that is known.
func unimported(name string, err error) error {
	if wrong := (*importing.Misread)(nil); errors.As(err, &wrong) {
		at := wrong.Place
		return &failure{exitInput, fmt.Sprintf("%s:%d:%d: %s", diag.Name(at.Source.Name()), at.Line, at.Column, diag.Shorten(err.Error()))}
	}
	return failed(name, err.Error(), "")
}

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
