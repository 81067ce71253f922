package composing

import "testing"

// TestClaimOfFolder: a folder's claim has the name of the app that alone mounts it, once.
func TestClaimOfFolder(t *testing.T) {
	for _, one := range []struct{ from, user, want string }{
		{"./gitea", "gitea", "gitea"},
		{"./uptime-kuma", "uptime-kuma", "uptime-kuma"},
		{"./srv/my-app/data", "my-app", "srv-my-app-data"},
		{"./my-apps", "my-app", "my-app-my-apps"},
		{"./data", "my-app", "my-app-data"},
		{"uptime", "uptime-kuma", "uptime"}, // a volume
	} {
		k := &kept{users: map[string][]string{one.from: {one.user}}}
		if got := k.proposed(one.from); got != one.want {
			t.Errorf("%s of %s: %s, want %s", one.from, one.user, got, one.want)
		}
	}
}
