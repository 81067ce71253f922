package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestDiffByHand: to what somebody keeps by hand an IstioOperator comes anew, which no kubectl reads; a
// stream that render wrote never has it.
func TestDiffByHand(t *testing.T) {
	folder := t.TempDir()
	topology, hand, stream := filepath.Join(folder, "topology.yaml"), filepath.Join(folder, "hand.yaml"), filepath.Join(folder, "stream.yaml")
	for name, text := range map[string]string{
		topology: "name: home\nmicrok8s: \"1.36\"\nistio: \"1.31\"\ntiers:\n- {name: primary, ip: 192.168.1.141, hosts: [home.example.org], apps: [{name: web, service: web, port: 80, routes: [/*]}]}\n",
		hand:     "apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: default}\nspec: {ports: [{port: 80}]}\n",
	} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if code, _, told := started([]string{"render", "-q", "--secrets", "omit", "-o", stream, topology}); code != exitOK {
		t.Fatalf("exit code %d:\n%s", code, told)
	}
	for side, comes := range map[string]bool{hand: true, stream: false} {
		_, out, told := started([]string{"diff", "--secrets", "omit", side, topology})
		if strings.Contains(out, "[istioctl-needed]") != comes || strings.Contains(out, "added    IstioOperator") != comes || strings.Contains(out, "run istioctl install") != comes {
			t.Errorf("%s:\n%s%s", filepath.Base(side), out, told)
		}
	}
}
