package wording

import "testing"

// TestURLPassword: a password in a URL is seen, and what fills one in is none.
func TestURLPassword(t *testing.T) {
	for text, want := range map[string]bool{
		"postgres://u:hunter2@db/x":                       true,
		"redis://:hunter2@cache:6379/0":                   true,
		"--db=postgres://u:hunter2@db/x":                  true,
		"jdbc:postgresql://db/x?user=u&password=hunter2":  true,
		"amqp://a/x https://u:p@h":                        true,
		"postgres://u@db/x":                               false,
		"postgres://u:$(PASSWORD)@db/x":                   false,
		"postgres://u:${PASSWORD}@db/x":                   false,
		"postgres://u:<password>@db/x":                    false,
		"postgres://u:****@db/x":                          false,
		"jdbc:postgresql://db/x?password=$(PASSWORD)&x=y": false,
		"http://clock:8080/@12:30":                        false,
		"http://h/x?next=http://a:80/me@home":             false,
		"mailto:me@example.org":                           false,
		"me:word@example.org":                             false,
		"http://[::1]:8080/x@y":                           false,
		"https://h/?compass=5&password_min=8":             false,
	} {
		if got := URLPassword(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
