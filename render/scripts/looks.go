package scripts

import (
	"slices"
	"strings"

	"render/render/manifest"
	"render/render/platform"
)

const gatewayAPI = "gateway.networking.k8s.io"

// bringer is who brings the definitions of a group that nothing does which a script applies; "" for others.
func bringer(group string) string {
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
	}
	return ""
}

// looks writes what has to be there before anything is done: definitions that others bring. No
// wait for them in a stage is of use, where gateways that were there may be gone by then.
func (s *script) looks(c *Cluster) {
	seen := map[[2]string]bool{}
	for _, o := range c.Objects {
		of := [2]string{kind(o.ID), o.Version}
		who := bringer(o.Group)
		if who == "" || !o.Kubectl || seen[of] || c.defines(o.Group) {
			continue
		}
		seen[of] = true
		line := []string{"needs_crd", of[0], of[1], who}
		if o.Group == gatewayAPI {
			if file := platform.GatewayAPIDefinitions(parsed(c.Istio), strings.Contains(o.Version, "alpha")); file != "" {
				line = append(line, file)
			}
		}
		s.line(line...)
	}
}

func parsed(version string) platform.Version {
	v, _ := platform.ParseVersion(version)
	return v
}

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
	if bringer(d.Group) == "" || o.defines(d.Group) {
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
