package wording

import "strings"

// passwordNames end the names of what nobody is to read, in small letters and without what
// is between words.
var passwordNames = [...]string{"password", "passwd", "passphrase", "apikey", "accesskey", "secretkey", "clientsecret", "token"}

// IsNamedPassword reports whether a text is a password, or what is as good as one, by what
// it is called: password of a BGPPeer, DB_PASSWORD of a variable. What refers to one, as
// passwordSecret does, is none.
func IsNamedPassword(name, value string) bool {
	if value == "" || value == "true" || value == "false" {
		return false
	}
	name = strings.ToLower(strings.NewReplacer("-", "", "_", "", ".", "").Replace(name))
	for _, end := range passwordNames {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	return false
}
