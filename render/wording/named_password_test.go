package wording

import "testing"

// TestIsNamedPassword: a password is known by its name, and what refers to one, or says how
// one is used, is none.
func TestIsNamedPassword(t *testing.T) {
	for _, name := range []string{"password", "DB_PASSWORD", "bgp-password", "clientSecret", "API_KEY", "auth.token", "secretKey"} {
		if !IsNamedPassword(name, "hunter2") {
			t.Errorf("%s is none", name)
		}
		if IsNamedPassword(name, "") || IsNamedPassword(name, "true") {
			t.Errorf("%s of nothing, or of a switch, is one", name)
		}
	}
	for _, name := range []string{"passwordSecret", "passwordSecretRef", "tokenReview", "credentialName", "secretName", "key", "tokenPath"} {
		if IsNamedPassword(name, "hunter2") {
			t.Errorf("%s is one", name)
		}
	}
}
