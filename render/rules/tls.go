package rules

import (
	"fmt"

	"render/render/format"
	"render/render/platform"
)

// besideMode is how to write one more field beside the mode, which may be a word alone.
func besideMode(t *format.TLS, field string) string {
	if t.Mode.Key == "tls" {
		return "write tls: {mode: " + string(t.Mode.Value) + ", " + field + "}"
	}
	return "write " + field + " beside it"
}

// checkTLSMode checks a tier's mode of TLS against what stands beside it.
func (v *verdict) checkTLSMode(t *format.Tier) {
	tls := &t.TLS
	if tls.Mode.Wrong || tls.Wrong {
		return
	}
	if tls.Mode.Value == format.TLSOptionalMutual {
		v.need(tls.Mode.Origin, platform.IstioTLSOptionalMutual, v.plan.Versions.Istio)
	}
	if version := tls.MinVersion; (version.Value == format.TLS10 || version.Value == format.TLS11) && !platform.IstioOldCiphers.In(v.plan.Versions.Istio) {
		v.fail("tls-version", version.Origin, fmt.Sprintf("gateways have no cipher for TLS below 1.2 since Istio 1.15, so that no client speaks %s; this is %s",
			version.Value, v.plan.Versions.Istio), "remove it: 1.2 is the lowest then")
	}
	if tls.Mode.Value == format.TLSMutual && !tls.Redirect.Value {
		v.warn("mutual-port-80", tls.Mode.Origin, "port 80 answers everybody, without a certificate", besideMode(tls, "redirect: true"))
	}
	if tls.Mode.Value == format.TLSPassthrough {
		v.failEach("beside-passthrough", []format.Origin{t.Cert.Origin, tls.Redirect.Origin, tls.MinVersion.Origin, t.Names.Secret.Origin},
			"has no effect while TLS is passed through to the apps", "remove it, or the mode", tls.Mode.Origin)
	}
	switch {
	case tls.ClientCertificates() && !tls.ClientCA.IsSet() && !t.Cert.Secret.IsSet():
		v.fail("client-ca", tls.Mode.Origin, "nothing tells whose clients' certificates are taken", besideMode(tls, "clientCA: ...")+", a file with the authority of the clients' certificates")
	case tls.ClientCA.IsSet() && !tls.ClientCertificates():
		origin := format.Or(tls.Mode.Origin, tls.Origin)
		v.fail("client-ca", tls.ClientCA.Origin, "has no effect: clients are not asked for certificates", "write mode: mutual or mode: optional-mutual beside it, or remove it", origin)
	}
}
