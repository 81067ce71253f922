package wording

import "testing"

// TestIsNamedPassword: a password is known by its name, and what refers to one, or says how
// one is used, is none.
func TestIsNamedPassword(t *testing.T) {
	for _, name := range []string{"password", "DB_PASSWORD", "bgp-password", "clientSecret", "API_KEY", "auth.token", "secretKey", "SECRET", "DBPASS", "DB_PASS", "VNC_PW", "WG_PRIVATE_KEY", "SECRET_KEY_BASE", "DB_PASSWORD_2", "TS_AUTHKEY", "AWS_CREDENTIALS"} {
		if !IsNamedPassword(name, "hunter2") {
			t.Errorf("%s is none", name)
		}
		if IsNamedPassword(name, "") || IsNamedPassword(name, "true") {
			t.Errorf("%s of nothing, or of a switch, is one", name)
		}
	}
	for _, name := range []string{"passwordSecret", "passwordSecretRef", "tokenReview", "credentialName", "secretName", "key", "tokenPath", "PASS", "COMPASS", "BYPASS", "DB_PASSWORD_FILE", "TOKEN_TTL", "PASSWORD_MIN_LENGTH", "MAX_TOKENS", "TOKENIZER", "secretsDir", "PW", "MONKEY"} {
		if IsNamedPassword(name, "hunter2") {
			t.Errorf("%s is one", name)
		}
	}
}
