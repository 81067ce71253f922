// Package keyset owns the public keys by which the tokens of an issuer are verified: a JSON
// Web Key Set (RFC 7517), as an issuer publishes it and as it is written into an object.
//
// In goes the text of a file; out comes the set in one line, with those members alone by which
// a token is verified, or what is wrong with it, and in which line. It
// must never open a file, nor give back or tell the value of a private member.
package keyset

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"render/render/wording"
)

// Fault is what is wrong with a set, and the line of its text where; 0 of all of it.
type Fault struct {
	wording.Fault
	Line int
}

// as is how people are told to write a set.
const as = `{"keys": [...]}`

// fetch is how somebody comes by one.
const fetch = "name the file of what the issuer has at its jwks_uri, " + as

// Parse reads a set. Its faults are told, and there is no set where there are any.
func Parse(text []byte) (string, []Fault) {
	doc := &document{text: text}
	if fault := notJSON(text); fault.Found() {
		return "", []Fault{fault}
	}
	var root json.RawMessage
	dec := json.NewDecoder(bytes.NewReader(text))
	if err := dec.Decode(&root); err != nil {
		return "", []Fault{doc.broken(err)}
	}
	if end := int(dec.InputOffset()); len(bytes.TrimSpace(text[end:])) > 0 {
		return "", []Fault{doc.fault(end+leading(text[end:]), "has something behind its end", fetch)}
	}
	keys, fault := doc.keys(value{root, leading(text)})
	if fault.Found() {
		return "", []Fault{fault}
	}
	set, faults := doc.read(keys)
	if len(faults) > 0 {
		return "", faults
	}
	out, err := json.Marshal(map[string][]*key{"keys": set})
	if err != nil {
		return "", []Fault{doc.fault(0, "cannot be written: "+err.Error(), "")}
	}
	return string(out), nil
}

// notJSON knows what is found in the place of a set.
func notJSON(text []byte) Fault {
	trimmed := string(bytes.TrimSpace(text))
	var out wording.Fault
	switch {
	case trimmed == "":
		out = wording.Fault{Message: "is empty", Help: fetch}
	case strings.HasPrefix(trimmed, "-----BEGIN "):
		out = wording.Fault{Message: "is PEM, and a set of keys in JSON is meant", Help: fetch}
	case strings.HasPrefix(trimmed, "http://"), strings.HasPrefix(trimmed, "https://"):
		out = wording.Fault{Message: "holds a URL, and keys are meant", Help: "write the URL in the topology, in place of the file"}
	case !strings.HasPrefix(trimmed, "{") && !strings.HasPrefix(trimmed, "["):
		out = wording.Fault{Message: "is no JSON", Help: fetch}
	}
	return Fault{Fault: out}
}

// document is the text of a set.
type document struct{ text []byte }

// value is a part of the text, and where that begins.
type value struct {
	raw json.RawMessage
	at  int
}

// member is one of an object's.
type member struct {
	name string
	value
}

func (d *document) fault(at int, message, help string) Fault {
	before := bytes.TrimRight(d.text, " \t\r\n")
	return Fault{wording.Fault{Message: message, Help: help}, 1 + bytes.Count(before[:min(at, len(before))], []byte("\n"))}
}

// broken tells of a text that is JSON as far as that goes.
func (d *document) broken(err error) Fault {
	at := len(d.text)
	if where := (*json.SyntaxError)(nil); errors.As(err, &where) {
		at = int(where.Offset)
	}
	return d.fault(at, "is no JSON from here on", fetch)
}

func leading(text []byte) int { return len(text) - len(bytes.TrimLeft(text, " \t\r\n")) }

// keys are what stands in the set's list.
func (d *document) keys(root value) ([]value, Fault) {
	if root.raw[0] == '[' {
		return nil, d.fault(root.at, "is a list", "put it into "+as)
	}
	members, fault := d.members(root)
	if fault.Found() {
		return nil, fault
	}
	var list *member
	for i := range members {
		switch members[i].name {
		case "keys":
			list = &members[i]
		case "kty":
			return nil, d.fault(root.at, "is one key, and a set is meant", "put it into "+as)
		case "jwks_uri":
			return nil, d.fault(members[i].at, "says where the issuer's keys are, and is none of them", "write that URL in the topology, or name the file of what is there")
		}
	}
	if list == nil || list.raw[0] != '[' {
		return nil, d.fault(root.at, "has no list of keys", fetch)
	}
	var out []value
	dec := json.NewDecoder(bytes.NewReader(list.raw))
	_, _ = dec.Token() // the bracket
	for dec.More() {
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return nil, d.broken(err)
		}
		out = append(out, value{raw, list.at + int(dec.InputOffset()) - len(raw)})
	}
	if len(out) == 0 {
		return nil, d.fault(list.at, "has no key, so that no token would be right", fetch)
	}
	return out, Fault{}
}

// members are those of an object, none twice: readers take the first of two, or the last.
func (d *document) members(of value) ([]member, Fault) {
	var out []member
	dec := json.NewDecoder(bytes.NewReader(of.raw))
	_, _ = dec.Token() // the brace
	for dec.More() {
		token, err := dec.Token()
		if err != nil {
			return nil, d.broken(err)
		}
		name, _ := token.(string)
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return nil, d.broken(err)
		}
		at := of.at + int(dec.InputOffset()) - len(raw)
		for _, other := range out {
			if other.name == name {
				return nil, d.fault(at, fmt.Sprintf("has %s twice", wording.Quote(name)), "remove one of the two")
			}
		}
		out = append(out, member{name, value{raw, at}})
	}
	return out, Fault{}
}
