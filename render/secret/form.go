package secret

import (
	"encoding/base64"
	"io"
	"strings"

	"render/render/certs"
	"render/render/manifest"
	"render/render/secret/sealed"
)

// The library's components whose manifests Apply fills in: TLS Secrets, what
// bitnami's controller makes them of, and the authorities of clients'
// certificates and of servers behind the gateways, which are public; and what the
// External Secrets Operator makes Secrets of.
const (
	Component          = "secrets"
	SealedComponent    = "sealedsecrets"
	ClientCAComponent  = "clientca"
	BackendCAComponent = "backendca"
	ExternalComponent  = "externalsecrets"
)

// The modes. With Omit the library renders no Secret; with Redacted what it
// renders is left as it is; with External and CertManager somebody else makes
// the Secrets.
const (
	Plain       = "plain"
	Omit        = "omit"
	Redacted    = "redacted"
	Sealed      = "sealed"
	SOPS        = "sops"
	External    = "external"
	CertManager = "cert-manager"
)

// Modes are all modes, in the order in which they are explained.
func Modes() []string { return []string{Plain, Omit, Redacted, Sealed, SOPS, External, CertManager} }

// Settings are all that the form of a Secret depends on.
type Settings struct {
	Mode string
	// Redacted says that no key was read, on purpose: what would hold one and is not
	// in Previous stays as the library writes it.
	Redacted bool
	// Pairs are by their tier, and where a tier has several by PairName.
	Pairs map[string]certs.Pair
	// Authorities are those of servers behind the gateways, by "namespace/name" of
	// their Secret.
	Authorities map[string][]byte
	// Random is read where something is sealed or encrypted anew.
	Random io.Reader
	// Certificate and Scope are for Sealed.
	Certificate *sealed.Certificate
	Scope       string
	// Recipients of age and the encryption for one of them are for SOPS.
	Recipients []string
	Age        func(recipient string, text []byte) (string, error)
	// Previous are the objects of an earlier run. What is in them is kept where
	// it still says the same.
	Previous []manifest.Object
}

// Result is what became of the Secrets.
type Result struct {
	// Anew tells of objects that were in Previous and could not be kept, and why.
	Anew []Anew
	// Refused are faults of a mixin or an overlay.
	Refused []string
	// Sealed tells that some were sealed or encrypted, or kept so.
	Sealed bool
	// Keyless are those that are to be sealed or encrypted anew, and whose key
	// was not read.
	Keyless []Anew
	// Withheld are those in which something stays redacted under Settings.Redacted.
	Withheld []manifest.ID
	// Served are the certificates of servers' Secrets, whatever their form, by
	// "namespace/name".
	Served map[string][]byte
	// Clear is the first Secret with data in clear, "" for none.
	Clear string
}

// Anew is an object that is sealed or encrypted anew.
type Anew struct {
	ID     manifest.ID
	Pair   string // its name in Settings.Pairs
	Reason string // "its certificate changed"
}

type form struct {
	Settings
	previous map[manifest.ID][]manifest.Object
	result   Result
}

func (f *form) refuse(id manifest.ID, what string) {
	f.result.Refused = append(f.result.Refused, id.String()+": "+what+", and only what comes from certificates is kept from run to run")
}

// texts is what stands in the place of each placeholder.
func texts(pair certs.Pair) map[string][]byte {
	return map[string][]byte{"tls.crt": pair.Crt, "tls.key": pair.Key, "ca.crt": pair.CA}
}

// fill replaces the placeholders of a Secret's data, and only those: what a
// mixin added or changed stays.
func fill(object manifest.Object, pair certs.Pair) manifest.Object {
	for key, text := range texts(pair) {
		if object.Object("data").Get(key) == placeholder && len(text) > 0 {
			object = object.With(base64.StdEncoding.EncodeToString(text), "data", key)
		}
	}
	return object
}

// placeholder is what the library writes in place of data: base64 of
// "redacted".
const placeholder = "cmVkYWN0ZWQ="

// unknown is what stands for a certificate's sum where the certificate was not read.
const unknown = "redacted"

// RedactedValue is a value of a Secret that was redacted, of which nobody knows what it was.
const RedactedValue = placeholder

// PairName is what a pair is under in Settings: its tier, and for hosts with a
// certificate of their own the name of their Secret too.
func PairName(tier, item string) string {
	if item == "" {
		return tier
	}
	return tier + "/" + item
}

// pairOf is the name of the pair that a Secret of the library is made of. Its keys are
// the tier, and its namespace with what else tells it apart.
func pairOf(m *manifest.Manifest) string {
	item := ""
	if len(m.Origin.Keys) == 2 {
		_, item, _ = strings.Cut(m.Origin.Keys[1], "/")
	}
	return PairName(m.Tier, item)
}

// namespaceOf is the namespace that a Secret stands under.
func namespaceOf(key string) string {
	namespace, _, _ := strings.Cut(key, "/")
	return namespace
}
