package wording

import "strings"

// passwordNames end the names of what nobody is to read, in small letters and without what
// is between words; passwordVariables those of variables, since a field that ends alike may be
// the name of an object.
var (
	passwordNames     = [...]string{"password", "passwd", "passphrase", "apikey", "accesskey", "secretkey", "clientsecret", "token"}
	passwordVariables = [...]string{"_SECRET", "_PASS", "_PWD"}
)

// IsNamedPassword reports whether a text is a password, or what is as good as one, by what
// it is called: password of a BGPPeer, DB_PASSWORD of a variable. What refers to one, as
// passwordSecret does or $(DB_PASSWORD), is none.
func IsNamedPassword(name, value string) bool {
	if value == "" || value == "true" || value == "false" || isReference(value) {
		return false
	}
	for _, end := range passwordVariables {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	name = strings.ToLower(strings.NewReplacer("-", "", "_", "", ".", "").Replace(name))
	for _, end := range passwordNames {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	return false
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
