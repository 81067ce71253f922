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
	"fmt"
	"strings"

	"filippo.io/age"
	"filippo.io/age/armor"

	"render/render/diag"
)

// CheckRecipient tells what is wrong with a recipient: it takes age's own kinds,
// age1... and age1pq1..., which need nothing beside a key file to decrypt. sops
// reads the latter from 3.12 on.
func CheckRecipient(recipient string) error {
	_, err := parse(recipient)
	return err
}

// Encrypt encrypts text for one recipient, in the form that sops writes and
// reads (MasterKey.Encrypt in age/keysource.go).
func Encrypt(recipient string, text []byte) (string, error) {
	to, err := parse(recipient)
	if err != nil {
		return "", err
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

func parse(recipient string) (age.Recipient, error) {
	kind, data, found := strings.Cut(recipient, "1")
	switch {
	case recipient == "":
		return nil, errors.New("an empty recipient")
	case diag.IsKey(recipient):
		return nil, errors.New("this is a private key, not a recipient; write: the public key, age1..., that age-keygen -y prints, and make a new key if this file was ever shared")
	case strings.HasPrefix(recipient, "ssh-"):
		return nil, fmt.Errorf("%s is a key of SSH, which is not supported; write: the public key, age1..., that age-keygen -y prints", diag.Quote(recipient))
	case strings.ContainsAny(recipient, ", \t\r\n"):
		return nil, fmt.Errorf("%s is more than a recipient; write: each recipient as an item of the list, without space or comma", diag.Quote(recipient))
	case strings.HasPrefix(recipient, "age1pq1"):
		if r, err := age.ParseHybridRecipient(recipient); err == nil {
			return r, nil
		}
	case kind == "age" && strings.Contains(data, "1"):
		return nil, fmt.Errorf("%s is a recipient of an age plugin, which is not supported; write: the public key, age1..., that age-keygen -y prints", diag.Quote(recipient))
	case kind == "age" && found:
		if r, err := age.ParseX25519Recipient(recipient); err == nil {
			return r, nil
		}
	default:
		return nil, fmt.Errorf("%s is not a recipient of age; write: the public key, age1..., that age-keygen -y prints", diag.Quote(recipient))
	}
	return nil, fmt.Errorf("%s is not whole, or mistyped: its checksum or length is wrong", diag.Quote(recipient))
}
