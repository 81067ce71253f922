package rules

import (
	"fmt"
	"slices"

	"render/render/format"
	"render/render/plan"
	"render/render/platform"
	"render/render/wording"
)

// besideMode is how to write one more field beside the mode, which may be a word alone.
func besideMode(t *format.TLS, field string) string {
	if t.Mode.Key() == "tls" {
		return "write tls: {mode: " + string(t.Mode.Value) + ", " + field + "}"
	}
	return "write " + field + " beside it"
}

// tlsPlace is where a tier, or an item of its hosts, says how port 443 speaks.
type tlsPlace struct {
	cert   *format.Cert
	tls    *format.TLS
	origin format.Origin // of the tier or the item
	counts *plan.Server  // what comes of it
	own    bool          // it is the tier's own
	secret format.Origin // where a tier names its Secret
	// redirect is what counts of that.
	redirect *format.HTTPSRedirect
}

// tlsPlaces are the tier's own, and those of its items.
func tlsPlaces(p *plan.Tier) []tlsPlace {
	t := p.Written
	out := []tlsPlace{{&t.Cert, &t.TLS, t.Origin, &p.Servers[0], true, t.Names.Secret.Origin, &t.TLS.Redirect}}
	for i := range t.Hosts {
		item := &t.Hosts[i]
		if item.Cert == nil && item.TLS == nil || len(item.Host) == 0 {
			continue
		}
		at := tlsPlace{&format.Cert{}, &format.TLS{}, item.Origin, p.ServerOf(item.Host[0].Value), false, format.Origin{}, nil}
		if item.Cert != nil {
			at.cert = item.Cert
		}
		if item.TLS != nil {
			at.tls = item.TLS
		}
		if at.counts != nil {
			at.redirect = p.DoorOf(item.Host[0].Value).Redirect
			out = append(out, at)
		}
	}
	return out
}

// checkTLS checks a tier's certificates and modes of TLS.
func (v *verdict) checkTLS(p *plan.Tier) {
	if !p.Written.ServesHosts() {
		return // all of it has no effect, and that is told
	}
	var told format.Origin // the lowest version that hosts with none of their own have too
	for _, at := range tlsPlaces(p) {
		v.checkCert(at.cert)
		if at.own || at.cert.Crt.IsSet() {
			v.warnOfFilesUnread(at.cert, at.own)
		}
		if at.cert.Secret.IsSet() && at.secret.IsSet() {
			v.fail("cert-fields", at.secret, "the Secret is already named by `cert`", "remove one of the two", at.cert.Secret.Origin)
		}
		if at.tls.Mode.IsWrong() || at.tls.IsWrong() || p.Written.TLS.IsWrong() || at.own && len(at.counts.Hosts) == 0 && len(p.Servers) > 1 {
			continue // of a tier with items alone what is written is theirs, and told there
		}
		told = v.checkTLSVersion(at, told)
		v.checkBesideMode(p, at)
		v.checkClients(at)
	}
	v.checkSecretName(p)
	if m := p.Written.NodePorts.HTTPS.Origin; m.IsSet() && !p.AnyServer((*plan.Server).ServesTLS) {
		v.fail("tls-off", m, "has no effect while TLS is off", "remove it, or the mode", p.Servers[0].TLS.Mode.Origin)
	}
}

// checkSecretName tells of a name that no Secret has, since it is that of the tier's own pair.
func (v *verdict) checkSecretName(p *plan.Tier) {
	m, own := p.Written.Names.Secret.Origin, &p.Servers[0]
	if !m.IsSet() || p.Written.TLS.IsWrong() || own.ServesTLS() && !own.Passthrough() && (len(own.Hosts) > 0 || len(p.Servers) == 1) {
		return
	}
	var names []string
	for i := range p.Servers[1:] {
		if s := &p.Servers[i+1]; s.ServesTLS() && !s.Passthrough() {
			names = append(names, s.Secret)
		}
	}
	if len(names) == 0 {
		return // its mode has no pair, which is told
	}
	v.warn("no-effect", m, "has no effect: the tier has no pair of its own, and those of its hosts are in "+wording.FewQuoted(names), "remove it")
}

// speaksNothing reports whether no cipher that a gateway has is one of a version that is
// the lowest.
func (v *verdict) speaksNothing(least format.TLSVersion, ciphers []format.Text) bool {
	if least != format.TLS10 && least != format.TLS11 {
		return false
	}
	if len(ciphers) == 0 {
		return !platform.IstioOldCiphers.In(v.plan.Versions.Istio)
	}
	return !slices.ContainsFunc(ciphers, func(c format.Text) bool { return format.OldCipher.MatchString(c.Value) })
}

// checkTLSVersion checks the lowest version against the ciphers, of which those that are no cipher are told; told is a
// version of which it was told that nobody speaks it, as is what it gives.
func (v *verdict) checkTLSVersion(at tlsPlace, told format.Origin) format.Origin {
	tls := at.counts.TLS
	version, ciphers := tls.MinVersion, tls.Ciphers
	if !at.tls.MinVersion.IsSet() && len(at.tls.Ciphers) == 0 || !tls.Terminated() {
		return told
	}
	wrong := slices.ContainsFunc(ciphers, func(c format.Text) bool { return c.IsWrong() })
	if !v.plan.GatewayAPI() && v.speaksNothing(version.Value, ciphers) && !wrong && version.Origin != told { // else told: it has no lowest version
		message := fmt.Sprintf("gateways have no cipher for TLS below 1.2 since Istio 1.15, so that no client speaks %s; this is %s", version.Value, v.plan.Versions.Istio)
		if len(ciphers) > 0 {
			message = fmt.Sprintf("none of the ciphers is one of TLS below 1.2, so that no client speaks %s", version.Value)
		}
		v.fail("tls-version", version.Origin, message, "remove it: 1.2 is the lowest then; or write one that has no GCM among `ciphers`, ECDHE-RSA-AES128-SHA say", format.ListOrigin(ciphers))
		told = version.Origin
	}
	if version.Value == format.TLS13 && len(ciphers) > 0 && !wrong && !v.plan.GatewayAPI() {
		v.fail("tls-version", format.ListOrigin(ciphers), "ciphers have no effect: TLS 1.3, the lowest version here, has its own", "remove them, or write minVersion: \"1.2\"", version.Origin)
		return told
	}
	seen := map[string]format.Origin{}
	for _, c := range at.tls.Ciphers {
		if first, ok := seen[c.Value]; ok {
			v.fail("value-twice", c.Origin, "the cipher is there twice", "remove one of the two", first)
		}
		seen[c.Value] = c.Origin
	}
	return told
}

// checkBesideMode tells of what has no effect in the mode. What a tier writes may be
// for its items.
func (v *verdict) checkBesideMode(p *plan.Tier, at tlsPlace) {
	origins := []format.Origin{at.cert.Origin, at.tls.MinVersion.Origin, format.ListOrigin(at.tls.Ciphers), at.secret}
	if at.own && p.AnyServer(func(s *plan.Server) bool { return s.Item != nil && s.TLS.Terminated() }) {
		origins = []format.Origin{at.secret}
	}
	switch mode := at.counts.TLS.Mode; mode.Value {
	case format.TLSPassthrough:
		v.failEach("beside-passthrough", origins, "has no effect while TLS is passed through to the apps", "remove it, or the mode", mode.Origin)
	case format.TLSOff:
		if !at.own || !p.AnyServer((*plan.Server).ServesTLS) {
			origins = append(origins, at.tls.Redirect.Origin)
		}
		v.failEach("tls-off", origins, "has no effect while TLS is off", "remove it, or the mode", mode.Origin)
	}
}

// checkClients checks what tells whose clients' certificates are taken.
func (v *verdict) checkClients(at tlsPlace) {
	tls := at.counts.TLS
	mode := tls.Mode
	if mode.Value == format.TLSOptionalMutual && at.tls.Mode.IsSet() {
		v.need(mode.Origin, platform.IstioTLSOptionalMutual, v.plan.Versions.Istio)
	}
	if mode.Value == format.TLSMutual && !at.redirect.Redirects() && !at.redirect.IsWrong() && !at.redirect.On.IsWrong() && at.tls.IsSet() {
		v.warn("mutual-port-80", mode.Origin, "port 80 answers everybody, without a certificate", besideMode(tls, "redirect: true"))
	}
	switch {
	case tls.ClientCertificates() && !tls.ClientCA.IsSet() && !at.counts.Cert.Secret.IsSet():
		origin, also := mode.Origin, format.Origin{}
		if !at.own && !at.tls.Mode.IsSet() {
			origin, also = at.origin, mode.Origin
		}
		v.fail("client-ca", origin, "nothing tells whose clients' certificates are taken", besideMode(tls, "clientCA: ...")+", a file with the authority of the clients' certificates", also)
	case at.tls.ClientCA.IsSet() && !at.counts.AsksClients:
		v.fail("client-ca", at.tls.ClientCA.Origin, "has no effect: clients are not asked for certificates", "write mode: mutual or mode: optional-mutual beside it, or remove it",
			format.Or(mode.Origin, tls.Origin))
	}
}
