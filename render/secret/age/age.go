// Package age owns encryption with age, which sops uses for the key of an
// object.
//
// In go recipients and bytes; out comes armoured text. age takes its randomness
// from the system, so the result of Encrypt differs each time: only cmd/render
// hands it on, and code below render must never call it. Nothing of a private
// key that somebody took for a recipient is ever in an error.
package age

import (
	"bytes"
	"errors"
	"strings"

	"filippo.io/age"
	"filippo.io/age/armor"

	"render/render/wording"
)

// CheckRecipient tells what is wrong with a recipient: it takes age's own kinds,
// age1... and age1pq1..., which need nothing beside a key file to decrypt. sops
// reads the latter from 3.12 on.
func CheckRecipient(recipient string) wording.Fault {
	_, fault := parse(recipient)
	return fault
}

// Encrypt encrypts text for one recipient, in the form that sops writes and
// reads (MasterKey.Encrypt in age/keysource.go).
func Encrypt(recipient string, text []byte) (string, error) {
	to, fault := parse(recipient)
	if fault.Found() {
		return "", errors.New(fault.Message)
	}
	var out bytes.Buffer
	armoured := armor.NewWriter(&out)
	w, err := age.Encrypt(armoured, to)
	if err != nil {
		return "", err
	}
	if _, err := w.Write(text); err != nil {
		return "", err
	}
	if err := w.Close(); err != nil {
		return "", err
	}
	if err := armoured.Close(); err != nil {
		return "", err
	}
	return out.String(), nil
}

const publicKey = "write: the public key, age1..., that age-keygen -y prints"

func parse(recipient string) (age.Recipient, wording.Fault) {
	kind, data, found := strings.Cut(recipient, "1")
	quoted := wording.Quote(recipient)
	switch {
	case recipient == "":
		return nil, wrong("an empty recipient", copyWhole)
	case wording.IsKey(recipient):
		return nil, wrong("this is a private key, not a recipient", publicKey+", and make a new key if this file was ever shared")
	case strings.HasPrefix(recipient, "ssh-"):
		return nil, wrong(quoted+" is a key of SSH, which is not supported", publicKey)
	case strings.ContainsAny(recipient, ", \t\r\n"):
		return nil, wrong(quoted+" is more than a recipient", "write: each recipient as an item of the list, without space or comma")
	case strings.HasPrefix(recipient, "age1pq1"):
		if r, err := age.ParseHybridRecipient(recipient); err == nil {
			return r, wording.Fault{}
		}
	case kind == "age" && strings.Contains(data, "1"):
		return nil, wrong(quoted+" is a recipient of an age plugin, which is not supported", publicKey)
	case kind == "age" && found:
		if r, err := age.ParseX25519Recipient(recipient); err == nil {
			return r, wording.Fault{}
		}
	default:
		return nil, wrong(quoted+" is not a recipient of age", publicKey)
	}
	return nil, wrong(quoted+" is not whole, or mistyped: its checksum or length is wrong", copyWhole)
}

const copyWhole = "copy it whole, as age-keygen -y prints it"

func wrong(message, help string) wording.Fault {
	return wording.Fault{Code: "recipient-form", Message: message, Help: help}
}
