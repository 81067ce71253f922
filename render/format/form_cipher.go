package format

import "strings"

// cipherWords are the ciphers that Istio takes by name; it leaves others out
// without a word (istio, pkg/config/security/security.go, ValidCipherSuites).
const cipherWords = oldCiphers + `|ECDHE-(ECDSA|RSA)-(AES128-GCM-SHA256|AES256-GCM-SHA384|CHACHA20-POLY1305)|AES128-GCM-SHA256|AES256-GCM-SHA384`

// oldCiphers are those of TLS 1.0 and 1.1, which 1.2 has too.
const oldCiphers = `(ECDHE-(ECDSA|RSA)-)?AES(128|256)-SHA|DES-CBC3-SHA`

// OldCipher tells the ciphers by which TLS below 1.2 is spoken.
var OldCipher = whole(oldCiphers)

// newCiphers are those of TLS 1.3 (RFC 8446, B.4), which name no exchange of keys.
var newCiphers = whole(`TLS_(AES_128_GCM_SHA256|AES_256_GCM_SHA384|CHACHA20_POLY1305_SHA256|AES_128_CCM(_8)?_SHA256)`)

// cureCipher is what to do with a cipher that is not configured at all.
func cureCipher(text string) string {
	if newCiphers.MatchString(strings.ReplaceAll(strings.ToUpper(text), "-", "_")) {
		return "remove it: TLS 1.3 has its own ciphers, always"
	}
	return ""
}

// mendCipher turns a name of IANA's, TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, into
// OpenSSL's. One of TLS 1.3, which names no exchange of keys, has none here.
func mendCipher(text string) string {
	text = strings.ReplaceAll(strings.ToUpper(text), "_", "-")
	if whole, ok := strings.CutPrefix(text, "TLS-"); ok && strings.Contains(whole, "-WITH-") {
		text = strings.NewReplacer("-WITH-", "-", "AES-128", "AES128", "AES-256", "AES256", "-CBC-", "-", "POLY1305-SHA256", "POLY1305", "3DES-EDE", "DES-CBC3").Replace(whole)
		text = strings.TrimPrefix(text, "RSA-")
	}
	return text
}
