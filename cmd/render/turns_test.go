package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"render/render/platform"
)

// TestTurns: the turns by which docs/upgrading-istio.md goes from Istio 1.9 on microk8s 1.21 to the newest of both are
// those of the tables: Kubernetes as far as the Istio that runs is for, then Istio as far as that is.
func TestTurns(t *testing.T) {
	page, err := os.ReadFile("../../docs/upgrading-istio.md")
	if err != nil {
		t.Fatal(err)
	}
	minor := func(n int) platform.Version {
		v, _ := platform.ParseVersion(fmt.Sprintf("1.%d", n))
		return v
	}
	supported := func(istio, kubernetes int) bool {
		s := platform.IstioOnKubernetes(minor(istio), minor(kubernetes))
		return s.Known && s.Installs && s.Supported && !platform.SystemIstio.Newer(minor(istio))
	}
	_, last := platform.MicroK8sRange()
	newest, _ := platform.ParseVersion(last)
	istio, kubernetes := 9, 21
	var rows []string
	for first := kubernetes; ; first = kubernetes + 1 {
		if len(rows) > 0 {
			for kubernetes < newest.Minor && supported(istio, kubernetes+1) {
				kubernetes++
			}
		}
		from := istio
		for supported(istio+1, kubernetes) {
			istio++
		}
		if kubernetes < first || len(rows) > 50 {
			break
		}
		then := " "
		if istio > from {
			then = " " + turn(from+1, istio) + " "
		}
		rows = append(rows, "| "+turn(first, kubernetes)+" |"+then+"|")
		if kubernetes == newest.Minor {
			break
		}
	}
	if table := strings.Join(rows, "\n"); kubernetes != newest.Minor || !strings.Contains(string(page), "|---|---|\n"+table+"\n\n") {
		t.Errorf("the table of docs/upgrading-istio.md is not\n%s", table)
	}
}

func turn(from, to int) string {
	if from == to {
		return fmt.Sprintf("1.%d", from)
	}
	return fmt.Sprintf("1.%d to 1.%d", from, to)
}
