package main

import (
	"fmt"
	"path"

	"render/internal/disk"
	"render/render"
	"render/render/consequences"
	"render/render/diag"
	"render/render/manifest"
	"render/render/scripts"
	"render/render/tree"
	"render/render/wording"
)

// tellNotes tells of what applying the stream, or the folder if it is one, does not
// bring about.
func (f *renderFlags) tellNotes(s *shell, out *render.Output, name, folder string) {
	istio := out.Install
	apply := "kubectl apply --server-side -f -"
	if folder != "" {
		apply = "kubectl apply --server-side -k " + quoteWord(folder)
	}
	where := "this stream"
	switch {
	case folder != "":
		where = "what kubectl applies of " + diag.Name(folder)
	case f.output != "-":
		where = diag.Name(f.output)
	}
	switch {
	case out.Apart() == manifest.Istioctl:
		what, them := "the control plane and the gateways are", "them"
		if istio.GatewayAPI {
			what, them = "the control plane is", "it" // which makes gateways of the Gateways
		}
		command := "render --stage istio " + f.again() + quoteWord(name) + " | istioctl install -y -f -"
		if folder != "" {
			command = "istioctl install -y -f " + quoteWord(path.Join(folder, apart(out)))
		}
		fmt.Fprintf(s.stderr, "note: %s not in %s; istioctl %s installs %s, after the stage namespaces and before gateways and apps: %s\n", what, where, istio.Version, them, command)
	case istio.Helm != nil:
		by, _ := consequences.ParseApplier(layoutOf(out)) // kubectl for a plain layout
		keep := "gateways and apps keep their proxies"
		if istio.GatewayAPI {
			keep = "istiod makes the pods of gateways anew by itself, and apps keep their proxies"
		}
		fmt.Fprintf(s.stderr, "note: the control plane is not in %s; helm installs Istio %s, after the stage namespaces and before gateways and apps; "+
			"after an update, %s until %s:\n", where, istio.Version, keep, by.Restarting())
		values := scripts.HelmValues
		if folder != "" {
			values = quoteWord(path.Join(folder, apart(out)))
		} else {
			fmt.Fprintf(s.stderr, "  render --stage istio -o %s %s%s\n", scripts.HelmValues, f.again(), quoteWord(name))
		}
		for _, command := range istio.HelmCommands(values) {
			fmt.Fprintf(s.stderr, "  %s\n", command)
		}
	case istio.Sail != "" && len(out.Layout) == 0: // who applies the folder waits by itself
		first := "--stage namespaces,metallb,istio"
		if folder != "" {
			folder := diag.Name(folder)
			first = fmt.Sprintf("%s, %s and %s", path.Join(folder, tree.StageFolder(manifest.Namespaces)), path.Join(folder, tree.StageFolder(manifest.MetalLB)), path.Join(folder, tree.StageFolder(manifest.Istio)))
		}
		fmt.Fprintf(s.stderr, "note: gateway pods that are made before istiod runs wait for an image that is not there; on a new cluster apply "+
			"%s first, then: kubectl wait --for=condition=Ready istio/%s\n", first, istio.Sail)
	}
	if file := out.GatewayAPIDefinitions(); file != "" {
		fmt.Fprintf(s.stderr, "note: neither Kubernetes nor Istio brings the definitions of the Gateway API; where the cluster has none, or those of an older release, run first: "+
			"kubectl apply --server-side -f %s\n", file)
	}
	if istio.TwiceByNumber && len(out.Layout) == 0 { // both apply server-side
		fmt.Fprintln(s.stderr, "note: kubectl apply tells a Service's ports apart by number alone and loses one of 443's two where the Service is there already; "+
			"apply with: "+apply)
	}
}

// apart is the file in a folder that kubectl does not read.
func apart(out *render.Output) string {
	for _, f := range out.Files() {
		if f.Manifest.Reader != manifest.Kubectl {
			return f.Path()
		}
	}
	return ""
}

// tellSealed tells what of the output differs from an earlier run for no other
// reason than that it is sealed.
func (f *renderFlags) tellSealed(s *shell, out *render.Output, to *destination) {
	where := "this stream"
	if f.output != "-" {
		where = diag.Name(f.output)
	}
	tellPlaceholders(s, out, where)
	tellAnew(s, out)
	if out.Sealed && to.Kind != disk.Regular && !f.given.Changed("previous") {
		fmt.Fprintf(s.stderr, "note: what is encrypted differs from run to run; -o FILE keeps what FILE holds, and --previous FILE|DIR what is there\n")
	}
}

func tellAnew(s *shell, out *render.Output) {
	for _, a := range out.Anew {
		fmt.Fprintf(s.stderr, "note: %s is encrypted anew: %s\n", wording.Quote(a.ID.String()), a.Reason)
	}
}

// tellPlaceholders tells what is rendered to be compared from what is to be applied: the two
// look alike to kubectl, and to who applies a folder.
func tellPlaceholders(s *shell, out *render.Output, where string) {
	names := out.Placeholders()
	if len(names) == 0 {
		return
	}
	have := "Secret " + wording.Quote(names[0]) + " has"
	if len(names) > 1 {
		have = "Secrets " + wording.FewQuoted(names) + " have"
	}
	fmt.Fprintf(s.stderr, "note: %s is to compare with: %s placeholders for certificates and keys, which applied replace those of the cluster; "+
		"to apply, render with --secrets omit, where the Secrets are there, or another mode\n", where, have)
}
