package main

import (
	"fmt"

	"render/render/diag"
	"render/render/objects"
	"render/render/places"
	"render/render/wording"
)

// unreadable is a file of a folder that cannot be read.
type unreadable struct {
	name     string
	template *template // nil where it is none
	line     string    // what is wrong with it
}

// whyUnread says why a text cannot be read.
func whyUnread(name string, text []byte, err error) unreadable {
	if t := templateOf(name, text); t != nil {
		return unreadable{name, t, wording.WithoutKey(t.told())}
	}
	_, found := objects.Read(places.NewSource(name, text))
	for i := range found {
		if p := &found[i]; p.Severity == diag.Error {
			at := diag.Name(name)
			if p.Place.Line > 0 {
				at += fmt.Sprintf(":%d:%d", p.Place.Line, p.Place.Column)
			}
			return unreadable{name, nil, wording.WithoutKey(fmt.Sprintf("%s: %s; nothing of this file is taken up", at, p.Message))}
		}
	}
	return unreadable{name, nil, wording.WithoutKey(fmt.Sprintf("%s: cannot be read: %v; nothing of it is taken up", diag.Name(name), err))}
}
