package naming

import (
	"maps"
	"slices"
	"testing"
)

// TestWords: hosts that one word would stand for have a hash each, in whatever order
// they come and however often, and no other host has one.
func TestWords(t *testing.T) {
	for _, c := range []struct {
		hosts, taken []string
		want         map[string]string
	}{
		{[]string{"a-b.example.org"}, nil, map[string]string{"a-b.example.org": "a-b-example-org"}},
		{[]string{"a-b.example.org", "a.b.example.org", "c.example.org", "c.example.org"}, nil,
			map[string]string{"a-b.example.org": "a-b-example-org-25a1f64c", "a.b.example.org": "a-b-example-org-b9dbb6c2", "c.example.org": "c-example-org"}},
		{[]string{"*.example.org", "wildcard.example.org", "*"}, nil,
			map[string]string{"*.example.org": "wildcard-example-org-87158a8b", "wildcard.example.org": "wildcard-example-org-07bc2b8e", "*": "wildcard"}},
		{[]string{"tcp", "sni"}, []string{"tcp"}, map[string]string{"tcp": "tcp-00645195", "sni": "sni"}},
		{[]string{"one-very-long-name-of-a-host.example.org", "one-very-long-name-of-a.host.example.org", "one.very-long-name-of-a-host.example.org"}, nil,
			map[string]string{}},
	} {
		got := Words(c.hosts, MaxSlug, Slug, c.taken...)
		if len(c.want) > 0 && !maps.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.hosts, got, c.want)
		}
		turned := slices.Clone(c.hosts)
		slices.Reverse(turned)
		if again := Words(turned, MaxSlug, Slug, c.taken...); !maps.Equal(again, got) {
			t.Errorf("%q: %q, and %q the other way round", c.hosts, got, again)
		}
		seen := map[string]bool{}
		for host, word := range got {
			if seen[word] || len(word) > MaxSlug {
				t.Errorf("%q: %q is another host's, or too long", host, word)
			}
			seen[word] = true
		}
	}
}
