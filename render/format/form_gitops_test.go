package format

import "testing"

// TestRevisions: what git takes for a name, and what Argo CD takes for a range of
// versions, is a revision.
func TestRevisions(t *testing.T) {
	for _, text := range []string{
		"HEAD", "main", "feature/x-1", "release-1.0", "v1.2", "1.2.3-rc.1+build", "refs/heads/main", "0a1b2c3d", "é", "a.lock.b", "a@b",
		"*", "1.2.x", "v1.*", "^1.2", "~1.2.3", ">=1.2 <2", ">= 1.2, < 2", "1.2 - 1.4.5", "1.x || >=2.5", "=v1.2.3-rc.1",
	} {
		if fault := Formats()["revision"].Check(text); fault.Found() {
			t.Errorf("%q: %s", text, fault.Message)
		}
	}
	for _, text := range []string{
		"", " ", " main", "main ", "a b", "-x", "--upload-pack=x", "a..b", "a~1", "a^", "a:b", "a?", "a*", "a[b]", `a\b`, "@", "a@{1}", "a.lock", "a.lock/b",
		"/a", "a/", "a//b", ".a", "a/.b", "a.", "a\nb", "a\x7fb", "a\u009bb", ">=1.2 <", "1.2 main",
	} {
		if !Formats()["revision"].Check(text).Found() {
			t.Errorf("%q is taken for a revision", text)
		}
	}
}
