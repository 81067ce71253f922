// Package secret owns the form in which TLS Secrets leave: as they are, left
// out, or with placeholder data.
//
// In go manifests and the pairs that were read, by tier; out come manifests. It
// must never put a key anywhere but into a Secret's data, and is the only
// package that does so.
package secret

import (
	"encoding/base64"
	"fmt"
	"maps"

	"render/render/certs"
	"render/render/manifest"
)

// Component is the library's component whose manifests are TLS Secrets.
const Component = "secrets"

// ClientCAComponent is that whose Secrets hold the authorities of clients'
// certificates, which are public.
const ClientCAComponent = "clientca"

// The modes that Apply knows. With Omit the library renders no Secret; with
// Redacted what it renders is left as it is.
const (
	Plain    = "plain"
	Omit     = "omit"
	Redacted = "redacted"
)

// Modes are all modes, in the order in which they are explained.
func Modes() []string { return []string{Plain, Omit, Redacted} }

// Apply puts each Secret of the library into its form. pairs holds what was
// read for each tier that has a Secret, and is needed for Plain only. An error
// is a fault of render: a Secret without its pair.
func Apply(list []manifest.Manifest, mode string, pairs map[string]certs.Pair) error {
	if mode != Plain {
		return nil
	}
	for i := range list {
		m := &list[i]
		if m.Origin.Component == ClientCAComponent && m.ID().Kind == "Secret" {
			if err := fillClientCA(m, pairs); err != nil {
				return err
			}
			continue
		}
		if m.Origin.Component != Component || m.ID().Kind != "Secret" {
			continue
		}
		pair, ok := pairs[m.Tier]
		if !ok {
			if len(m.Origin.Keys) != 2 {
				continue // a Secret that a mixin added beside the tiers'
			}
			return fmt.Errorf("no certificate was read for Secret %s", m.Origin)
		}
		m.Object = fill(m.Object, pair)
	}
	return nil
}

func fillClientCA(m *manifest.Manifest, pairs map[string]certs.Pair) error {
	pair, ok := pairs[m.Tier]
	switch {
	case ok && len(pair.ClientCA) > 0:
		m.Object = fill(m.Object, certs.Pair{CA: pair.ClientCA})
	case len(m.Origin.Keys) == 2:
		return fmt.Errorf("no authority was read for Secret %s", m.Origin)
	}
	return nil
}

// fill replaces the placeholders of a Secret's data, and only those: what a
// mixin added or changed stays.
func fill(object map[string]any, pair certs.Pair) map[string]any {
	data, _ := object["data"].(map[string]any)
	filled := maps.Clone(data)
	for key, text := range map[string][]byte{"tls.crt": pair.Crt, "tls.key": pair.Key, "ca.crt": pair.CA} {
		if filled[key] == placeholder && len(text) > 0 {
			filled[key] = base64.StdEncoding.EncodeToString(text)
		}
	}
	out := maps.Clone(object)
	out["data"] = filled
	return out
}

// placeholder is what the library writes in place of data: base64 of
// "redacted".
const placeholder = "cmVkYWN0ZWQ="
