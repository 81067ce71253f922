// Package sealed owns the cipher of bitnami's SealedSecrets: values that only
// the controller of one cluster can read.
//
// In go a sealing certificate and plain values; out come values for a
// SealedSecret's encryptedData. All randomness is the caller's: the same reader
// gives the same text. It must never put a plain value, or anything of a
// private key, into an error.
package sealed

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"

	"render/render/wording"
)

// The scopes: what of a SealedSecret may be changed without sealing it again.
const (
	Strict        = "strict"         // nothing
	NamespaceWide = "namespace-wide" // its name
	ClusterWide   = "cluster-wide"   // its name and namespace
)

// sessionSize is in bytes: the key of AES-256 that each value has to itself.
const sessionSize = 32

// Scopes are all scopes, the narrowest first.
func Scopes() []string { return []string{Strict, NamespaceWide, ClusterWide} }

// Seal is one value, sealed for the Secret of that name, in base64: the length
// of what follows in two bytes, a fresh key for AES encrypted with RSA-OAEP
// under the scope's label, and the value encrypted with that key
// (pkg/crypto/crypto.go of sealed-secrets, HybridEncrypt).
func Seal(random io.Reader, cert *Certificate, scope, namespace, name string, text []byte) (string, error) {
	label, err := label(scope, namespace, name)
	if err != nil {
		return "", err
	}
	session := make([]byte, sessionSize)
	if _, err := io.ReadFull(random, session); err != nil {
		return "", fmt.Errorf("no random bytes: %w", err)
	}
	wrapped, err := rsa.EncryptOAEP(sha256.New(), random, cert.Key, session, label)
	if err != nil {
		return "", fmt.Errorf("cannot encrypt with the sealing certificate's key: %w", err)
	}
	block, err := aes.NewCipher(session)
	if err != nil {
		return "", err
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		return "", err
	}
	out := binary.BigEndian.AppendUint16(nil, uint16(len(wrapped)))
	out = append(out, wrapped...)
	// The format has a nonce of zeros: no session key is used twice.
	out = gcm.Seal(out, make([]byte, gcm.NonceSize()), text, nil)
	return base64.StdEncoding.EncodeToString(out), nil
}

// Len is how many bytes a value of n bytes has when it is sealed, before base64.
func Len(cert *Certificate, n int) int { return 2 + cert.Key.Size() + n + 16 }

// label binds a value to what its scope holds fast.
func label(scope, namespace, name string) ([]byte, error) {
	switch {
	case scope == ClusterWide:
		return nil, nil
	case scope != Strict && scope != NamespaceWide:
		return nil, fmt.Errorf("there is no scope %s", wording.Quote(scope))
	case namespace == "":
		return nil, fmt.Errorf("scope %s needs the namespace of the Secret", scope)
	case scope == NamespaceWide:
		return []byte(namespace), nil
	case name == "":
		return nil, fmt.Errorf("scope %s needs the name of the Secret", scope)
	}
	return []byte(namespace + "/" + name), nil
}
