package render

import (
	"net/netip"
	"path"
	"slices"
	"strings"

	"render/render/certs"
	"render/render/format"
	"render/render/inputs"
	"render/render/plan"
	"render/render/platform"
	"render/render/wording"
)

// pairRequests are the files of certificates that a plan has read.
func pairRequests(plan *plan.Plan) []certs.Request {
	var out []certs.Request
	for _, files := range inputs.OfServers(plan) {
		r := pairRequest(plan, &files)
		if ca := files.ClientCA; ca.IsSet() {
			r.ClientCA = certs.File{Name: ca.Value, Place: ca.At(), Path: ca.Path()}
		}
		out = append(out, r)
	}
	return out
}

func pairRequest(p *plan.Plan, files *inputs.ServerFiles) certs.Request {
	out := certs.Request{Place: files.Origin.At(), Path: files.Origin.Path(), Tier: files.Tier, Item: files.Item, Crt: files.Crt, Key: files.Key, CA: files.CA, Instead: files.Instead, OfClients: files.OfClients}
	if at := files.HTTP3; at.IsSet() {
		out.HTTP3 = certs.Asked{Place: at.At(), Path: at.Path()}
	}
	if one := files.Secret; one.Name != "" {
		out.Secret, out.SecretFirst = "{secret: "+format.YAMLWord(one.Name)+"}, as in tier "+wording.Quote(one.Tier), one.All
		if one.Namespace != "" {
			out.Secret += ", with that Secret in namespace " + wording.Quote(one.Namespace) + " too"
		}
		out.Secret += ", if its certificate covers the hosts"
	}
	for _, h := range files.Hosts {
		if h.IsWrong() {
			continue // no certificate is for that, and it is told
		}
		host := certs.Host{Name: h.Value, Place: h.At(), Path: h.Path()}
		if _, inTier, ok := strings.Cut(host.Path, "."); ok && strings.HasPrefix(inTier, "hosts[") && !strings.Contains(inTier, ".") {
			stem := path.Join(p.Document.Certs.Dir.Value, plan.CertificateName(h.Value))
			host.Own, host.Item = stem+".crt", "{host: "+format.YAMLWord(h.Value)+", cert: "+format.YAMLWord(stem)+"}"
		}
		out.Hosts = append(out.Hosts, host)
	}
	return out
}

// pairRules are what a plan's versions ask of certificates.
func pairRules(plan *plan.Plan) certs.Rules {
	curves, partial := platform.IstioCurvesP384, platform.IstioPartialChains
	crt, key := inputs.AuthorityFiles(plan)
	return certs.Rules{NISTCurves: curves.In(plan.Versions.Istio), CurvesSince: curves.Since(),
		PartialChains: partial.In(plan.Versions.Istio), PartialSince: partial.Since(), Authority: [2]string{crt, key}, Key: string(plan.Document.Certs.Key.Value)}
}

// pairSpec is what certificates a plan wants to have made. It must be one without an
// error.
func pairSpec(plan *plan.Plan) certs.Spec {
	c, origin := &plan.Document.Certs, inputs.CertsOrigin(plan)
	crt, key := inputs.AuthorityFiles(plan)
	out := certs.Spec{
		Days: c.Days.Value, Rules: pairRules(plan),
		CA: certs.WantedCA{
			Crt: crt, Key: key, Place: origin.At(), Path: origin.Path(),
			CommonName: plan.AuthorityName(), Named: c.CA.CommonName.At(),
			Organization: c.CA.Organization.Value, Days: c.CA.Days.Value,
		},
	}
	wanted, pairless := inputs.Wanted(plan)
	for _, tier := range pairless {
		out.Without = append(out.Without, certs.Without(tier))
	}
	if plan.Secrets == "cert-manager" {
		out.Elsewhere = "cert-manager issues the certificates in the cluster"
		return out
	}
	at := map[[2]string]int{} // where the pair of two files is
	for i := range wanted {
		request := pairRequest(plan, &wanted[i].ServerFiles)
		files := [2]string{path.Clean(request.Crt), path.Clean(request.Key)}
		if _, ok := at[files]; !ok {
			at[files] = len(out.Pairs)
			out.Pairs = append(out.Pairs, certs.Wanted{Request: request})
			out.Pairs[at[files]].Hosts = nil
		}
		pair := &out.Pairs[at[files]]
		pair.Tiers = append(pair.Tiers, request.Tier)
		pair.Hosts = append(pair.Hosts, request.Hosts...)
		pair.IPs = append(pair.IPs, wanted[i].IPs...)
		if pair.HTTP3.Path == "" {
			pair.HTTP3 = request.HTTP3
		}
	}
	for i := range out.Pairs {
		pair := &out.Pairs[i]
		pair.Tier = strings.Join(pair.Tiers, ", ")
		pair.Hosts = once(pair.Hosts, func(h certs.Host) string { return h.Name })
		pair.IPs = once(pair.IPs, netip.Addr.String)
	}
	return out
}

// once is a list without what it has already.
func once[T any](list []T, name func(T) string) []T {
	seen := map[string]bool{}
	return slices.DeleteFunc(list, func(v T) bool {
		known := seen[name(v)]
		seen[name(v)] = true
		return known
	})
}
