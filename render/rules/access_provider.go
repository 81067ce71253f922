package rules

import (
	"fmt"
	"slices"
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/platform"
	"render/render/wording"
)

// checkProviders checks that as many providers are asked on a tier as Istio lets a gateway ask, and
// are there.
func (v *verdict) checkProviders(t *plan.Tier) {
	var first format.Text
	checked := map[string]bool{}
	for _, name := range askedOn(t) {
		if first.IsSet() && name.Value != first.Value && !v.plan.AsksSeveral() {
			message, help := "the tier asks %s already, and Istio asks one provider of a gateway", "write one provider for both, or put the app onto another tier"
			if v.plan.Versions.Install != format.InstallNone && platform.IstioSeveralProviders.In(v.plan.Versions.Istio) {
				message += " where it is not told to ask several"
				help += fmt.Sprintf(`, or write istio.values: {pilot: {env: {%s: "true"}}}`, plan.SeveralProvidersEnv)
			}
			v.fail("access-provider", name.Origin, fmt.Sprintf(message, wording.Quote(first.Value)), help, first.Origin)
			return
		}
		if !checked[name.Value] {
			checked[name.Value] = true
			v.checkProvider(t, name)
		}
		if !first.IsSet() {
			first = name
		}
	}
}

// askedOn are the providers that a tier asks, one of each of those who may come in.
func askedOn(t *plan.Tier) []format.Text {
	var out []format.Text
	add := func(a *plan.App) {
		if who := t.AccessOf(a); who != nil && who.Asks() {
			out = append(out, who.Provider())
		}
	}
	add(nil)
	for i := range t.Apps {
		add(&t.Apps[i])
	}
	return out
}

// checkAlternatives finds two providers in one access: a request of which several are asked has to
// be let in by each.
func (v *verdict) checkAlternatives(a *format.Access) {
	first := a.Provider()
	for i := range a.AnyOf {
		if auth := a.AnyOf[i].Auth; auth.IsSet() && !a.Auth.IsSet() && auth.Value != first.Value {
			v.fail("access-provider", auth.Origin, fmt.Sprintf("another alternative asks %s, and of two providers that are asked each has to let somebody in", wording.Quote(first.Value)), "write one provider for both", first.Origin)
			return
		}
	}
}

// checkClearLogins finds hosts of which a provider is asked, and paths that port 80 serves in clear.
func (v *verdict) checkClearLogins(t *plan.Tier) {
	for i := range t.Access {
		r := &t.Access[i]
		if r.Who == nil || !r.Who.Asks() {
			continue
		}
		for _, h := range r.Hosts {
			if d := t.DoorOf(h); d != nil && d.Redirects() && len(d.Redirect.Except) > 0 {
				v.fail("access-provider", d.Redirect.Except[0].Origin, fmt.Sprintf("port 80 would serve this of %s in clear, and a provider is asked who may come in", wording.Quote(h)),
					"write the path into except of access, and another host for it, or remove it", r.Who.Origin)
				return
			}
		}
	}
}

func (v *verdict) checkProvider(t *plan.Tier, name format.Text) {
	for _, p := range v.plan.ExtensionProviders() {
		if p["name"] != name.Value {
			continue
		}
		_, http := p["envoyExtAuthzHttp"]
		_, grpc := p["envoyExtAuthzGrpc"]
		// Of other ports than those of requests no policy has a provider asked.
		connections := slices.ContainsFunc(t.Access, func(r plan.AccessRule) bool { return r.Port == nil && len(r.SNI) > 0 })
		switch {
		case !http && !grpc:
			v.fail("access-provider", name.Origin, fmt.Sprintf("extension provider %s is none that says who may come in", wording.Quote(name.Value)), "write envoyExtAuthzHttp or envoyExtAuthzGrpc into it", v.doc.Istio.MeshConfig.Origin)
		case grpc && connections:
			v.fail("access-provider", name.Origin, fmt.Sprintf("extension provider %s would be asked about whole connections too, of which it is told nothing", wording.Quote(name.Value)), "write envoyExtAuthzHttp, or put the connections onto another tier", v.doc.Istio.MeshConfig.Origin)
		}
		v.checkProviderSettings(name, p)
		return
	}
	if format.Unread(v.plan.Document.Istio.MeshConfig, "extensionProviders") {
		return
	}
	const help = "write it into istio.meshConfig.extensionProviders, with envoyExtAuthzHttp or envoyExtAuthzGrpc"
	if v.plan.Versions.Install == format.InstallNone {
		v.warn("access-provider", name.Origin, fmt.Sprintf("istiod is somebody else's, and has to have an extension provider %s: without it every request that would be asked about is refused", wording.Quote(name.Value)), "see that its mesh configuration has it")
		return
	}
	v.fail("access-provider", name.Origin, fmt.Sprintf("there is no extension provider %s, and every request that would be asked about would be refused", wording.Quote(name.Value)), help, v.doc.Istio.MeshConfig.Origin)
}

// checkProviderSettings warns of a provider that istiod does not find, or that can know nobody.
func (v *verdict) checkProviderSettings(name format.Text, provider map[string]any) {
	for _, kind := range [...]string{"envoyExtAuthzHttp", "envoyExtAuthzGrpc"} {
		settings, ok := provider[kind].(map[string]any)
		if !ok {
			continue
		}
		service, _ := settings["service"].(string)
		_, host, cut := strings.Cut(service, "/")
		if !cut {
			host = service
		}
		short, whole := strings.CutSuffix(host, ".svc")
		if host != "" && (whole || !strings.Contains(host, ".")) {
			meant := short + format.ClusterDomain
			if !whole {
				meant = host + ".NAMESPACE" + format.ClusterDomain
			}
			v.warn("access-provider", name.Origin, fmt.Sprintf("extension provider %s is at service %s, which istiod knows by its whole name alone: of one that it does not find every request that would be asked about is refused", wording.Quote(name.Value), wording.Quote(service)),
				"write the whole name into its service: "+meant, v.doc.Istio.MeshConfig.Origin)
		}
		_, some := settings["includeRequestHeadersInCheck"]
		_, older := settings["includeHeadersInCheck"]
		if kind == "envoyExtAuthzHttp" && !some && !older {
			v.warn("access-provider", name.Origin, fmt.Sprintf("extension provider %s is told no header of a request but its host, neither cookie nor authorization, so that it knows nobody who has logged in", wording.Quote(name.Value)),
				"write includeRequestHeadersInCheck: [authorization, cookie] into its envoyExtAuthzHttp, or what it goes by", v.doc.Istio.MeshConfig.Origin)
		}
	}
}

// checkBesideProvider checks an alternative to one by which a provider is asked: of whom it is not
// asked has to be told by one thing alone.
func (v *verdict) checkBesideProvider(a *format.Access, w *format.AccessWay) {
	at := slices.IndexFunc(a.AnyOf, func(w format.AccessWay) bool { return w.Auth.IsSet() })
	if at < 0 || w.Auth.IsSet() {
		return
	}
	switch auth := wording.Quote(a.AnyOf[at].Auth.Value); {
	case len(w.JWT) > 0:
		v.fail("access-provider", format.ListOrigin(w.JWT), fmt.Sprintf("whoever brings no token is sent to %s, and Istio asks a provider before it looks at tokens", auth),
			"write from in its place, or have the provider take tokens too", a.AnyOf[at].Auth.Origin)
	case len(w.NotFrom) > 0:
		v.fail("access-provider", format.ListOrigin(w.NotFrom), fmt.Sprintf("whoever does not come in by this is sent to %s, and a policy can tell that by from alone", auth),
			"write from alone", a.AnyOf[at].Auth.Origin)
	}
}
