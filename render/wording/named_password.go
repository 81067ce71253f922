package wording

import (
	"slices"
	"strings"
)

// passwordNames end the names of what nobody is to read, in small letters and without what
// is between words.
var passwordNames = [...]string{"password", "passwd", "passphrase", "apikey", "accesskey", "secretkey", "clientsecret", "token"}

// Of variables passwordVariables end the names; where those are in capitals, passwordWords end a word of the name, and
// variableEnds the name without what is between words. A field that ends alike may be the name of an object. A
// name that goes on with one of aboutPasswords says something of a password, and not which.
var (
	passwordVariables = [...]string{"_SECRET", "_PASS", "_PWD", "_PW", "_PSK"}

	passwordWords  = [...]string{"PASSWORD", "PASSWD", "PASSPHRASE", "SECRET", "TOKEN", "CREDENTIAL", "CREDENTIALS", "PRESHARED"}
	variableEnds   = [...]string{"PRIVATEKEY", "ENCRYPTIONKEY", "MASTERKEY", "SIGNINGKEY", "AUTHKEY", "APPKEY", "LAPIKEY", "PASSKEY", "PRESHAREDKEY", "SECRETKEYBASE"}
	aboutPasswords = [...]string{"FILE", "PATH", "DIR", "NAME", "URL", "URI", "ENDPOINT", "TTL", "EXPIRY", "EXPIRES", "EXPIRE", "EXPIRATION", "LIFETIME", "DURATION", "TIMEOUT", "LENGTH", "MIN", "MAX", "POLICY", "ALGORITHM", "ISSUER", "AUDIENCE", "TYPE", "ENABLED", "HEADER", "PREFIX"}
)

// IsNamedPassword reports whether a text is a password, or what is as good as one, by what
// it is called: password of a BGPPeer, DB_PASSWORD of a variable. What refers to one, as
// passwordSecret does or $(DB_PASSWORD), is none.
func IsNamedPassword(name, value string) bool {
	if value == "" || isSwitch(value) || isReference(value) {
		return false
	}
	for _, end := range passwordVariables {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	if isPasswordVariable(name) {
		return true
	}
	name = strings.ToLower(strings.NewReplacer("-", "", "_", "", ".", "").Replace(name))
	for _, end := range passwordNames {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	return false
}

// isSwitch reports whether a value turns something on or off.
func isSwitch(value string) bool {
	switch strings.ToLower(value) {
	case "true", "false", "yes", "no", "on", "off":
		return true
	}
	return false
}

// isPasswordVariable reports whether a variable in capitals holds a password by its name.
func isPasswordVariable(name string) bool {
	if name != strings.ToUpper(name) {
		return false
	}
	words := strings.FieldsFunc(name, func(c rune) bool { return c == '_' || c == '-' || c == '.' })
	for i, word := range words {
		if slices.ContainsFunc(passwordWords[:], func(end string) bool { return strings.HasSuffix(word, end) }) {
			return !slices.ContainsFunc(words[i+1:], func(next string) bool { return slices.Contains(aboutPasswords[:], next) })
		}
	}
	if len(words) == 0 {
		return false
	}
	last, whole := words[len(words)-1], strings.Join(words, "")
	return endsInPass(last) || slices.ContainsFunc(variableEnds[:], func(end string) bool { return strings.HasSuffix(whole, end) })
}

// endsInPass reports whether a word in capitals ends in PASS, as DBPASS, and is none of its own that does.
func endsInPass(word string) bool {
	switch word {
	case "PASS", "COMPASS", "ENCOMPASS", "BYPASS", "TRESPASS", "OVERPASS", "UNDERPASS", "SURPASS", "MULTIPASS":
		return false
	}
	return strings.HasSuffix(word, "PASS")
}

// isReference reports whether a value is none itself, but says where one comes from: a variable,
// or what a template puts in.
func isReference(value string) bool {
	for _, form := range [...][2]string{{"$(", ")"}, {"${", "}"}, {"{{", "}}"}} {
		inner, begins := strings.CutPrefix(value, form[0])
		inner, ends := strings.CutSuffix(inner, form[1])
		if begins && ends && !strings.ContainsAny(inner, "\"'`:=?(){}$") {
			return true
		}
	}
	return false
}
