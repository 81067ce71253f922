package main

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"render/bench/peer"
)

var made = results{
	{workload: "w1000", side: render, rounds: 3, cpu: 250 * time.Millisecond, memory: 101 << 10, ratio: 1, same: true},
	{workload: "w1000", side: floor, rounds: 3, cpu: 40 * time.Millisecond, memory: 9 << 10, ratio: 2.6, same: true},
	{workload: "w1000", side: "helm", rounds: 3, cpu: 4 * time.Second, memory: 90 << 10, ratio: 0.0625},
	{workload: "w1000-mixin", side: render, cpu: 300 * time.Millisecond, memory: 110 << 10, ratio: 1},
	{workload: "w1000-mixin", side: without, cpu: 100 * time.Millisecond, memory: 100 << 10, ratio: 3},
	{workload: "w10000", side: render, cpu: 3 * time.Second, memory: 1, ratio: 1},
}

func TestTargets(t *testing.T) {
	met := map[string]bool{}
	for _, target := range targets(made) {
		met[target.name+" "+target.unit] = target.met()
	}
	want := map[string]bool{
		"1000 apps ms": true, "1000 apps MiB": false, "1000 apps beside plain Go structs times": true,
		"a mixin on 1000 apps beside none times": false, "10 000 apps MiB": true, "10 000 apps beside 1000 times": false,
	}
	if !reflect.DeepEqual(met, want) {
		t.Errorf("met %v, want %v", met, want)
	}
}

func TestWriteResults(t *testing.T) {
	b := &built{order: []*peer.Tool{{Name: "helm", Version: "v4.0.0"}}, missing: []string{"jinja2: there is no python3"}}
	var text strings.Builder
	writeResults(&text, b, made, time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC))
	for _, line := range []string{
		"on 2026-11-02;", "; helm v4.0.0.\n", "\nNot measured: jinja2: there is no python3.\n",
		"\n| plain Go structs | - | - | - | 2.60 | - |\n", "\n| helm | - | - | - | 0.062 | - |\n",
		"\n| render | - | - | - | 250 | 3000 |\n", "\n| helm | - | - | - | 4000 | - |\n", "\n| helm | - | - | - | 90 | - |\n",
		"\n| render, w1000-mixin | 300 | 110 | render without | 100 | 100 | 3.00 |\n",
		"\n| a mixin on 1000 apps beside none | 2.5 times | 3.00 | missed |\n",
	} {
		if !strings.Contains(text.String(), line) {
			t.Errorf("no %q in\n%s", line, text.String())
		}
	}
	if strings.Contains(text.String(), "cue") || strings.Contains(text.String(), "floor's bytes") {
		t.Error(text.String())
	}
}
