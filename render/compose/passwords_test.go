package compose

import (
	"slices"
	"strings"
	"testing"
)

// TestPasswords: passwords in commands are found, and what says where one is, or how long it lasts, is none.
func TestPasswords(t *testing.T) {
	for command, want := range map[string]string{
		"start|--masterkey|MasterkeyNeedsToHave32Characters":    "masterkey=MasterkeyNeedsToHave32Characters",
		"redis-server|--requirepass|hunter2|--appendonly|yes":   "requirepass=hunter2",
		"sh|-c|redis-server --requirepass 'hunter2' --port 1":   "requirepass=hunter2",
		"run|--password=hunter2|--api-key|abc":                  "password=hunter2 api-key=abc",
		"sh|-c|DB_PASSWORD=hunter2 serve":                       "db_password=hunter2",
		"serve|postgres://u:hunter2@db/x":                       "url=postgres://u:hunter2@db/x",
		"mysqladmin|ping|-uroot|-phunter2":                      "password=hunter2",
		"sh|-c|/usr/bin/redis-cli -a hunter2 ping":              "a=hunter2",
		"run|--secret-file|/run/secrets/x":                      "",
		"run|--password-file=/x":                                "",
		"run|--password=/run/x":                                 "",
		"run|--token-ttl=5m":                                    "",
		"run|--password=$(PASSWORD)|--token|$TOKEN":             "",
		"run|--password|--verbose":                              "",
		"run|--password":                                        "",
		"run|--require-password=true":                           "",
		"run|-p8080|-a|x":                                       "",
		"--default-authentication-plugin=mysql_native_password": "",
		"serve|postgres://db/x":                                 "",
	} {
		words := strings.Split(command, "|")
		var got []string
		for _, p := range Passwords(words) {
			got = append(got, p.Name+"="+words[p.Word][p.From:p.To])
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %q, want %q", command, got, want)
		}
	}
}

// FuzzPasswords: stretches are in their words, one behind the other.
func FuzzPasswords(f *testing.F) {
	f.Add("redis-cli -a x --password=y", "--token")
	f.Fuzz(func(t *testing.T, a, b string) {
		words, last := []string{a, b}, Password{}
		for i, p := range Passwords(words) {
			if p.From < 0 || p.To > len(words[p.Word]) || p.From >= p.To || i > 0 && p.Word == last.Word && p.From < last.To {
				t.Fatalf("%q: %+v behind %+v", words, p, last)
			}
			last = p
		}
		if !slices.Equal(words, []string{a, b}) {
			t.Fatal("the words are others")
		}
	})
}
