package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"render/render/platform"
)

// writeMatrix tells which versions go together: of each Istio, which Kubernetes
// its makers support and which it installs on, the Gateway API it was built with
// and who may install it; of each microk8s, what it brings along and which Istio
// goes with it. The newest is first.
func writeMatrix(w io.Writer) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "ISTIO\tKUBERNETES\tINSTALLS ON\tGATEWAY API\tINSTALLED BY")
	releases := platform.IstioReleases()
	for i := len(releases) - 1; i >= 0; i-- {
		r := &releases[i]
		fmt.Fprintf(table, "%s\t%s to %s\t%s\t%s\t%s\n", r.Version, r.From, r.To, installsOn(r), orDash(r.GatewayAPI), installers(r))
	}
	fmt.Fprintln(table)
	if err := table.Flush(); err != nil {
		return err
	}
	fmt.Fprintln(table, "MICROK8S\tKUBERNETES\tMETALLB\tISTIO")
	tracks := platform.MicroK8sTracks()
	for i := len(tracks) - 1; i >= 0; i-- {
		t := &tracks[i]
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", t.Version, t.Kubernetes, t.MetalLB, istiosFor(t.Kubernetes))
	}
	return table.Flush()
}

// installsOn is the Kubernetes that has every API which an install relies on, as
// far as is known.
func installsOn(r *platform.IstioRelease) string {
	switch {
	case r.Needs != "":
		return r.Needs + " and newer"
	case r.Gone != "" && r.Fixed != "":
		return "below " + r.Gone + "; " + r.Fixed + " on any"
	case r.Gone != "":
		return "below " + r.Gone
	}
	return "any"
}

func installers(r *platform.IstioRelease) string {
	var out []string
	for _, one := range []struct {
		name string
		has  bool
	}{{"operator", r.Operator}, {"istioctl", true}, {"sail", r.Sail}, {"helm", r.Helm}} {
		if one.has {
			out = append(out, one.name)
		}
	}
	return strings.Join(out, ", ")
}

func istiosFor(kubernetes string) string {
	version, _ := platform.ParseVersion(kubernetes)
	oldest, newest := platform.IstiosFor(version)
	if oldest == newest {
		return orDash(oldest)
	}
	return oldest + " to " + newest
}
