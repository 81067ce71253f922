package scripts

import (
	"cmp"
	"slices"
	"strings"

	"render/render/manifest"
	"render/render/platform"
)

const gatewayAPI = "gateway.networking.k8s.io"

// bringer is who brings the definitions of a group that nothing does which a script applies; "" where a
// stage of it does, or where that is not known.
func (c *Cluster) bringer(group string) string {
	switch group {
	case gatewayAPI:
		return "the Gateway API"
	case "cert-manager.io":
		return "cert-manager"
	case "sailoperator.io":
		return "the Sail operator"
	case "external-secrets.io":
		return "external-secrets"
	case "bitnami.com":
		return "sealed-secrets"
	case "externaldns.k8s.io":
		return "external-dns's CRD DNSEndpoint"
	case "monitoring.coreos.com":
		return "the Prometheus operator"
	case metallbGroup:
		return c.metallb()
	}
	if ofIstio(group) {
		return "Istio " + minor(c.Istio)
	}
	return ""
}

const metallbGroup = "metallb.io"

// metallb is MetalLB, with the way in which it gets into the cluster where one is known.
func (c *Cluster) metallb() string {
	of, kubectl := &c.Release, "kubectl"
	if c.MicroK8s && (of.Version == of.Addon || of.Addon == "" || strings.HasPrefix(of.Addon, of.Version+".")) {
		return "MetalLB by: microk8s enable metallb:RANGE, with a RANGE in which no address of the topology is"
	}
	what := strings.TrimRight("MetalLB "+of.Version, " ")
	if c.MicroK8s {
		what, kubectl = what+", where microk8s enable metallb brings "+of.Addon+",", "microk8s kubectl"
	}
	if of.Manifest != "" {
		return what + " by: " + kubectl + " apply -f " + of.Manifest
	}
	what += " into namespace " + c.MetalLB + ", or name another one by metallb.namespace"
	if of.Version != "" {
		what += "; https://metallb.io/installation/ says how"
	}
	return what
}

// dns is how a cluster gets its DNS.
func (c *Cluster) dns() string {
	if c.MicroK8s {
		return "run: microk8s enable dns"
	}
	return "see that it has one"
}

// ofIstio reports whether a group is one of those whose definitions come with Istio.
func ofIstio(group string) bool { return strings.HasSuffix(group, ".istio.io") }

// brings reports whether a stage of the script brings the definition of an object: among what is
// applied is one, as an overlay may have it, or Istio is.
func (c *Cluster) brings(o *Object) bool {
	return c.defines(o.Group) || ofIstio(o.Group) && c.has(manifest.Istio)
}

// looks writes what has to be there before anything is done: definitions that others bring, the
// MetalLB that gives addresses, and an istiod that others install. No wait for them in a stage is of use, where gateways that were there
// may be gone by then.
func (s *script) looks(c *Cluster) {
	if c.has(manifest.MetalLB) && !c.defines(metallbGroup) {
		line := []string{"needs_metallb", c.MetalLB, c.metallb()}
		if c.Release.Version != "" {
			line = append(line, c.Release.Version)
		}
		s.line(line...)
	}
	if c.has(manifest.Istio) || c.has(manifest.Gateways) {
		s.line("knows_dns", c.dns())
	}
	seen := map[[2]string]bool{}
	for i := range c.Objects {
		o := &c.Objects[i]
		of := [2]string{kind(o.ID), o.Version}
		if builtIn(o.ID) || !o.Kubectl || seen[of] || c.brings(o) {
			continue
		}
		seen[of] = true
		line := []string{"needs_crd", of[0], of[1], cmp.Or(c.bringer(o.Group), "what defines it")}
		if o.Group == gatewayAPI {
			if file := platform.GatewayAPIDefinitions(parsed(c.Istio), strings.Contains(o.Version, "alpha")); file != "" {
				line = append(line, file)
			}
		}
		s.line(line...)
	}
	if !c.has(manifest.Istio) && c.has(manifest.Gateways) {
		istio := "Istio " + minor(c.Istio)
		if c.Revision != "" {
			istio += " of revision " + c.Revision
		}
		s.line("needs_istiod", c.Namespace, c.Revision, istio)
	}
}

func parsed(version string) platform.Version {
	v, _ := platform.ParseVersion(version)
	return v
}

func minor(version string) string { return parsed(version).MinorText() }

// defines reports whether definitions of a group are among the objects: an overlay may bring
// them.
func (c *Cluster) defines(group string) bool {
	return slices.ContainsFunc(c.Objects, func(o Object) bool {
		return o.Kind == "CustomResourceDefinition" && strings.HasSuffix(o.Name, "."+group)
	})
}

// Defined is that definitions of a group are there, which nothing brings that is applied.
type Defined struct{ Group string }

// The script looks for them before it does anything.
func (d Defined) in(o *ordered, text string) bool {
	if o.bringer(d.Group) == "" || o.defines(d.Group) {
		return false
	}
	o.does(o.reached, "is_there", text)
	return true
}

// Mesh is that the mesh's configuration has providers of checks, and istiod has read it.
type Mesh struct{ Providers []string }

// It comes with the stage istio, before what asks them.
func (d Mesh) in(o *ordered, text string) bool {
	if !o.has(manifest.Istio) {
		return false
	}
	name := "istio"
	if o.Revision != "" && o.Revision != "default" {
		name += "-" + o.Revision
	}
	var lines []string
	for _, provider := range d.Providers {
		lines = append(lines, words("await_provider", o.Namespace, name, provider))
	}
	at := o.spotIn(manifest.Istio, atEnd)
	if at < o.reached {
		o.note("is done in stage "+o.stageAt(at)+", before what comes first in that order", text)
	}
	o.does(at, "step", text, lines...)
	o.reached = max(o.reached, at)
	return true
}
