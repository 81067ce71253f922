package main

import (
	"runtime/debug"
	"testing"
)

func TestRevision(t *testing.T) {
	at, clean, changed := debug.BuildSetting{Key: "vcs.revision", Value: "abc"}, debug.BuildSetting{Key: "vcs.modified", Value: "false"}, debug.BuildSetting{Key: "vcs.modified", Value: "true"}
	for _, c := range []struct {
		settings []debug.BuildSetting
		want     string
	}{
		{nil, ""}, {[]debug.BuildSetting{at}, "abc"}, {[]debug.BuildSetting{at, clean}, "abc"}, {[]debug.BuildSetting{changed, at}, "abc, changed"}, {[]debug.BuildSetting{changed}, ""},
	} {
		if got := revision(c.settings); got != c.want {
			t.Errorf("%v: %q", c.settings, got)
		}
	}
}
