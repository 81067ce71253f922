package wording

import (
	"strings"
	"testing"
)

// TestPublic: what a text calls a password is not shown, and all else of it is.
func TestPublic(t *testing.T) {
	for text, want := range map[string]string{
		"--password=hunter2":                           "--password=...",
		"--token hunter2 --verbose":                    "--token ... --verbose",
		"mysqld --password='hun ter2' -v":              "mysqld --password='...' -v",
		"export DB_PASSWORD=hunter2; run":              "export DB_PASSWORD=... run",
		"JWT_SECRET=hunter2":                           "JWT_SECRET=...",
		"Bearer hunter2":                               "Bearer ...",
		"Bearer hunterhunter":                          "Bearer ...",
		"Authorization: Bearer aHVudGVyMg==, and more": "Authorization: Bearer ..., and more",
		"Basic YTpodW50ZXIy":                           "Basic ...",
		"peers:\n- peer-address: 10.0.0.1\n  password: hunter2\n  my-asn: 64512": "peers:\n- peer-address: 10.0.0.1\n  password: ...\n  my-asn: 64512",
		"- password: hunter2\n  port: 1":                                         "- password: ...\n  port: 1",
		"password: |\n  hunter2\n  a: b\nuser: me":                               "password: |\n  ...\n  ...\nuser: me",
		"password:\n  hunter2\nuser: me":                                         "password:\n  ...\nuser: me",
		"password: hun\n  ter2\nuser: me":                                        "password: ...\n  ...\nuser: me",
		"password: \"hun\n  ter2\"\nuser: me":                                    "password: \"...\n  ...\"\nuser: me",
		"password: my hunter2 # mine":                                            "password: ...",
		`{"password":"hun\"ter2","user":"me"}`:                                   `{"password":"...","user":"me"}`,
		`{"a":"{\"password\":\"hunter2\",\"user\":\"me\"}"`:                      `{"a":"{\"password\":\"...\",\"user\":\"me\"}"`,
		`{"password":12345,"user":"me"}`:                                         `{"password":...,"user":"me"}`,
		`{password: hunter2, user: me}`:                                          `{password: ..., user: me}`,
		`{"name":"DB_PASSWORD","value":"hunter2"}`:                               `{"name":"DB_PASSWORD","value":"..."}`,
		"- name: DB_PASSWORD\n  value: hunter2\n- name: A":                       "- name: DB_PASSWORD\n  value: ...\n- name: A",
		"db.password = hunter2":                                                  "db.password = ...",
		"args[--password=hunter2]":                                               "args[--password=...]",
		"https://me:hunter2@host/x?token=hunter2&a=b":                            "https://...@host/x?token=...&a=b",
	} {
		got := Public(text)
		if got != want {
			t.Errorf("%q is shown as %q, not %q", text, got, want)
		}
		if again := Public(got); again != got {
			t.Errorf("%q is changed once more, to %q", got, again)
		}
		if strings.Count(text, "\n") != strings.Count(got, "\n") {
			t.Errorf("%q has other lines: %q", text, got)
		}
	}
	for _, text := range []string{
		"--password-file=/run/x", "--token-path /run/x", "--token --verbose", "--password=$(DB_PASSWORD)", "password: ${PW}", `password: "{{ .pw }}"`,
		"password: {{ .pw }}", "password:\n  secretKeyRef:\n    name: db", `{"password":{"secretKeyRef":{"name":"db"}}}`, "serviceAccountToken:\n  audience: vault",
		"passwordSecret: bgp", "tokens: 5", "image: csi-token:1.0", "the token and the password", "Bearer .*", "Bearer token", "a bearer of news came", "Basic auth",
		"basic authentication of users", "automountServiceAccountToken: false", `password: ""` + "\nuser: me", "token == x", "password:", "password: [a]", "", "key=x",
		"monkey: x", "--token", "password", "token,\n  value", "- name: DB_PASSWORD\n  valueFrom:\n    secretKeyRef: {name: db}",
	} {
		if got := Public(text); got != text {
			t.Errorf("%q is shown as %q", text, got)
		}
	}
}

// FuzzPublic: of any text what is shown has as many lines, and is not changed once more.
func FuzzPublic(f *testing.F) {
	f.Add("a:\n- password: |\n    x\n  token: \"y\\\"\nz\" --key=1")
	f.Add(`"password\": \"`)
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1<<12 {
			return
		}
		got := HideNamed(text, func(string) string { return hidden })
		if strings.Count(text, "\n") != strings.Count(got, "\n") {
			t.Errorf("%q has other lines: %q", text, got)
		}
	})
}
