package disk

import "testing"

func TestIgnored(t *testing.T) {
	for text, want := range map[string]bool{
		"": false, "*.key\n": true, "*.key": true, "a.key": true, "/a.key\n": true, "**/*.key": true, "*\n!.gitignore\n": true, " *.key \r\n": true,
		"b.key\n": false, "*.pem\n": false, "*.key\n!a.key\n": false, "!a.key\n*.key\n": true, "# *.key\n": false, "[\n": false,
	} {
		if got := ignored(text, "a.key"); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
