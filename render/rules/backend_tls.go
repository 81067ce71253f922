package rules

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/platform"
	"render/render/wording"
)

// checkBackendTLS checks how gateways speak TLS to an app.
func (v *verdict) checkBackendTLS(a *plan.App) {
	for i := range a.Ports {
		port := &a.Ports[i]
		if tls := port.Written.TLS; tls != nil {
			v.checkBackendFields(a, port, tls)
		}
		if port.TLS && !port.Written.Protocol.IsWrong() && !a.Misnamed() {
			v.checkAuthority(a, port)
			v.checkSidecar(a, port)
		}
	}
}

// checkBackendFields checks what a port says of TLS.
func (v *verdict) checkBackendFields(a *plan.App, port *plan.Port, tls *format.BackendTLS) {
	switch protocol := port.Written.Protocol; protocol.Value {
	case format.ProtocolHTTPS, format.ProtocolTLS:
		if !port.TLS && !tls.IsWrong() {
			v.warn("no-effect", tls.Origin, "has no effect: no route goes to this port", "write a route to it, or remove it")
		}
	default:
		if v.spoken[port] = true; !protocol.IsWrong() && !tls.IsWrong() {
			v.fail("backend-tls", tls.Origin, fmt.Sprintf("the gateway speaks %s to this port, without TLS", protocol.Value), besideProtocol(port), format.Or(protocol.Origin, port.Written.Port.Origin))
		}
		return
	}
	seen := map[string]bool{}
	for _, n := range tls.Names {
		if seen[n.Value] {
			v.fail("value-twice", n.Origin, wording.Quote(n.Value)+" is there twice", "remove one of the two")
		}
		seen[n.Value] = true
	}
	if ca := &tls.CA; ca.IsSet() && !ca.IsWrong() && !ca.File.IsSet() && !ca.Secret.IsSet() {
		v.fail("backend-tls", ca.Origin, "names neither a file nor a Secret", "write a file with the authority's certificate, or {secret: NAME}")
	}
	if tls.Verify.Value || tls.Verify.IsWrong() {
		return
	}
	v.failEach("backend-tls", []format.Origin{tls.CA.Origin, format.ListOrigin(tls.Names)}, "has no effect: the certificate is not checked", "remove it, or verify: false", tls.Verify.Origin)
	v.need(tls.Verify.Origin, platform.IstioSkipVerify, v.plan.Versions.Istio)
	v.warn("backend-unverified", tls.Verify.Origin, fmt.Sprintf("anybody on the way to app %q may answer in its place, and reads what is sent", a.Written.Name.Value),
		"write ca: FILE in its place, with the certificate of the authority that issued the server's, or the server's own if it signed itself")
}

// besideProtocol is how to write that a port speaks https.
func besideProtocol(port *plan.Port) string {
	if port.Written.Protocol.IsSet() {
		return "write protocol: https, or remove it"
	}
	return "write protocol: https beside it"
}

// checkAuthority finds a server's certificate that no public authority issues, and for
// which no other is named.
func (v *verdict) checkAuthority(a *plan.App, port *plan.Port) {
	tls := port.Written.TLS
	if tls != nil && (tls.CA.IsSet() || !tls.Verify.Value || tls.IsWrong()) {
		return
	}
	of, from := unissuedOf(a), format.Or(a.Written.Service.Origin, format.Or(a.Written.Outside.Origin, a.Written.Name.Origin))
	file, authority := "ca: FILE", ", with the certificate of the authority that issued the server's, or the server's own if it signed itself"
	if b := a.Backend; b.Outside() && format.IsIP(b.Written.Value) && !b.Renames() && (tls == nil || len(tls.Names) == 0) {
		file, authority = "ca: FILE, names: [NAME]", authority+", and a name that is in the server's, or without names if that is for "+b.Written.Value
	}
	authority += "; or "
	at := port.Written.Protocol.Origin
	help := "write tls: {" + file + "} in the port" + authority + "tls: {verify: false}"
	if strings.HasSuffix(at.Path(), ".port.protocol") {
		help = "write port: {port: " + strconv.Itoa(port.Number) + ", protocol: " + string(port.Written.Protocol.Value) + ", tls: {" + file + "}}" + authority + "tls: {verify: false}"
	}
	if tls != nil {
		at, help = tls.Origin, "write "+file+" beside it"+authority+"verify: false"
		if len(tls.Names) > 0 {
			of, from = unissuedNames(tls.Names), format.ListOrigin(tls.Names)
			help = "write ca: FILE beside it" + authority + "verify: false in place of names"
		}
	}
	if of != "" {
		v.fail("backend-authority", at, "the gateway checks the server's certificate by the public authorities, and none issues one "+of, help, from)
	}
}

// unissuedOf tells for what no public authority issues a certificate to an app's server
// by the names that are not written; "" where one may.
func unissuedOf(a *plan.App) string {
	b := a.Backend
	switch {
	case !b.Outside():
		return "for a name of the cluster"
	case b.Renames():
		return unissued(b.Authority, true)
	}
	return unissued(b.Written.Value, b.Named())
}

// unissuedNames tells the same of names, one of which is enough: what the first is, where
// no public authority issues a certificate for any.
func unissuedNames(names []format.Text) string {
	first := ""
	for _, n := range names {
		of := unissued(n.Value, !format.IsIP(n.Value))
		if n.IsWrong() || of == "" {
			return ""
		}
		first = cmp.Or(first, of)
	}
	return first
}

// unissued tells for what no public authority issues; "" where one may.
func unissued(name string, named bool) string {
	if !named {
		if addr, err := netip.ParseAddr(name); err == nil && (addr.IsPrivate() || addr.IsLinkLocalUnicast()) {
			return "for a private address"
		}
		return ""
	}
	if strings.HasSuffix(name, ".svc") || strings.HasSuffix(name, format.ClusterDomain) || !strings.Contains(name, ".") {
		return "for a name of the cluster"
	}
	if domain := format.PrivateDomain(name); domain != "" {
		return "for names below ." + domain
	}
	return ""
}

// checkSidecar finds an app whose sidecar takes mutual TLS of the mesh alone, so that
// the TLS which the gateway speaks to the app itself never gets through.
func (v *verdict) checkSidecar(a *plan.App, port *plan.Port) {
	mtls := v.doc.Istio.MTLS
	if mtls.Value != format.MTLSStrict || a.Backend.Outside() || !v.sidecars(a) {
		return
	}
	_, namespace := a.ServiceAt()
	v.fail("backend-mtls", format.Or(format.PointerOrigin(port.Written.TLS), format.Or(port.Written.Protocol.Origin, port.Written.Origin)),
		fmt.Sprintf("the pods of app %q have sidecars, which take mutual TLS of the mesh alone under mtls: strict: the gateway's own TLS never reaches the app", a.Written.Name.Value),
		fmt.Sprintf("let the app speak http, which the sidecars encrypt; or write namespaces: [{name: %s, inject: false}], or mtls: permissive", namespace), mtls.Origin)
}

// sidecars reports whether an app of this topology, or one that has the Service which it
// names, has sidecars.
func (v *verdict) sidecars(a *plan.App) bool {
	name, namespace := a.ServiceAt()
	if a.Backend != nil {
		if _, ours := v.ourServices()[claim{"Service", namespace, name}]; !ours {
			return false
		}
	}
	if namespace == v.doc.Istio.Namespace.Value || platform.NeverInjected(namespace) || onNodes(a.Written).IsSet() {
		return false
	}
	for i := range v.doc.Namespaces {
		if n := &v.doc.Namespaces[i]; n.Name.Value == namespace {
			return v.injected(n)
		}
	}
	return true
}

// ourServices are the Services of apps that are deployed.
func (v *verdict) ourServices() map[claim]bool {
	if v.services == nil {
		v.services = map[claim]bool{}
		for i := range v.plan.Tiers {
			for j := range v.plan.Tiers[i].Apps {
				if a := &v.plan.Tiers[i].Apps[j]; a.Deployed() {
					v.services[claim{"Service", a.Namespace, a.Names.Service}] = true
				}
			}
		}
	}
	return v.services
}

// checkDisagreements tells of apps that say differently how one host is spoken to: one
// rule has it all.
func (v *verdict) checkDisagreements() {
	for i := range v.plan.Disagreements {
		d := &v.plan.Disagreements[i]
		other := fmt.Sprintf("app %q", d.Other.Written.Name.Value)
		if d.Other == d.App {
			other = "another of its routes"
		}
		message, help := fmt.Sprintf("%s tells clients of %s apart in another way", other, d.Host), "write the same in both"
		if d.Loose {
			v.warn("backend-differs", d.Here, fmt.Sprintf("%s keeps clients of %s with a pod, and the gateways those of this app too: one rule is for all", other, d.Host),
				"write the same sticky here, or remove it there", d.Before)
			continue
		}
		if d.Port != 0 {
			message = fmt.Sprintf("for %s the gateway speaks TLS otherwise to port %d of %s", other, d.Port, d.Host)
			if help = "write the same protocol and tls at both ports"; d.OneTLS {
				message = fmt.Sprintf("for one of this and %s the gateway speaks TLS to port %d of %s, and for the other it passes on what comes", other, d.Port, d.Host)
			}
		}
		v.fail("backend-differs", d.Here, message, help, d.Before)
	}
}

// warnOfTwice warns where sidecars in the gateways' namespace would follow the rule that
// is for the gateways.
func (v *verdict) warnOfTwice(a *plan.App) {
	for i := range a.Destinations {
		d := &a.Destinations[i]
		at := slices.IndexFunc(d.Ports, func(port plan.DestinationPort) bool { return port.TLS.Credential == "" })
		if d.Pods != nil || at < 0 || d.Namespace == v.doc.Istio.Namespace.Value || !v.sidecarsIn(d.Namespace) {
			continue
		}
		feature := platform.IstioDestinationRuleSelector
		if v.plan.GatewayAPI() {
			feature = platform.IstioGatewayPodLabel
		}
		v.warn("backend-twice", d.Ports[at].Origin, fmt.Sprintf("sidecars in namespace %q, which is the gateways' too, would speak TLS to port %d of %s as well, and encrypt twice what is encrypted", d.Namespace, d.Ports[at].Number, d.Host),
			fmt.Sprintf("write tls: {ca: FILE}, which gateways alone read, or use Istio %s", feature.Since()))
	}
}

// sidecarsIn reports whether pods of a namespace get sidecars.
func (v *verdict) sidecarsIn(namespace string) bool {
	return !platform.NeverInjected(namespace) && v.injected(&format.Namespace{Name: format.Text{Value: namespace}}) && !slices.ContainsFunc(v.doc.Namespaces, func(n format.Namespace) bool {
		return n.Name.Value == namespace && n.Inject.IsSet() && !n.Inject.Value
	})
}
