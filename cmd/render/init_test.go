package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"render/render/platform"
	"render/render/starter"
)

// For every microk8s that is known there is a starter that is right, with its app that
// stands in a comment too.
func TestStarters(t *testing.T) {
	for _, track := range platform.MicroK8sTracks() {
		tiers := []starter.Tier{{IP: "192.168.1.141", Hosts: []string{"home.example.org"}}, {IP: "192.168.1.142", Hosts: []string{"*.example.org"}}}
		text := starter.Write(starter.Answers{MicroK8s: track.Version, Tiers: tiers}).String()
		whole := strings.ReplaceAll(text, "  # apps:", "  apps:")
		whole = strings.ReplaceAll(whole, "  # - ", "  - ")
		if strings.Count(whole, "\n  apps:\n  - {name: helloworld") != 2 {
			t.Fatalf("no apps in\n%s", whole)
		}
		name := filepath.Join(t.TempDir(), "topology.yaml")
		for _, one := range []string{text, whole} {
			if err := os.WriteFile(name, []byte(one), 0o666); err != nil {
				t.Fatal(err)
			}
			var stdout, stderr bytes.Buffer
			if code := run(newShell(strings.NewReader(""), &stdout, &stderr, usualLimits()), []string{"check", "--secrets", "redacted", name}); code != exitOK {
				t.Errorf("microk8s %s: exit %d\n%s", track.Version, code, &stderr)
			}
		}
	}
}
