package render

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"render/render/certs"
	"render/render/diag"
	"render/render/format"
	"render/render/inputs"
	"render/render/manifest"
	"render/render/places"
	"render/render/plan"
	"render/render/secret"
	"render/render/secret/sealed"
	"render/render/wording"
)

// readCertificates reads all that Secrets are made of.
func (r *rendering) readCertificates(ctx context.Context) error {
	r.by = r.findResponsible()
	r.settings = r.readSealing()
	var err error
	if r.settings.Pairs, err = r.readPairs(ctx); err != nil {
		return err
	}
	if r.settings.Authorities, err = r.readAuthorities(ctx); err != nil {
		return err
	}
	r.readKeySets()
	r.checkSealing()
	r.warnOfReuse()
	if r.unreadable != nil {
		return r.unreadable
	}
	r.settings.Previous = r.earlier
	return r.refused()
}

// readPairs reads the certificates and their keys, by tier.
func (r *rendering) readPairs(ctx context.Context) (map[string]certs.Pair, error) {
	plan := r.plan
	requests := pairRequests(plan)
	if len(requests) == 0 || r.in.Files == nil {
		return nil, nil
	}
	rules := pairRules(plan)
	rules.Topology, rules.Again = r.in.Name, r.in.Again
	rules.At, rules.AtNow = r.in.At, r.in.AtNow
	if plan.Secrets == secret.Omit {
		return nil, r.checkLeftOut(ctx, requests, rules)
	}
	if r.in.WithoutKeys || r.in.Former {
		rules.Keyless = true
		requests = r.certified(requests)
	}
	if plan.Secrets == secret.Sealed || plan.Secrets == secret.SOPS {
		r.earlier, r.unreadable = r.previous()
		rules.Keyless, rules.Kept = rules.Keyless || len(r.earlier) > 0, true
	}
	if r.in.Former {
		requests, rules.At = apart(requests), time.Time{}
	}
	read, diagnostics, err := certs.Read(ctx, r.in.Files, requests, rules)
	if err != nil {
		return nil, err
	}
	if r.in.WorkTree != nil {
		diagnostics = append(diagnostics, certs.InGit(r.in.WorkTree, requests, rules)...)
	}
	r.judged(diagnostics)
	r.out.noteRead(requests, read)
	pairs := make(map[string]certs.Pair, len(read))
	for i, pair := range read {
		if r.in.WithoutKeys {
			pair.Key = nil
		}
		name := secret.PairName(requests[i].Tier, requests[i].Item)
		if pair.ClientCA == nil {
			pair.ClientCA = pairs[name].ClientCA // which Former reads apart, and first
		}
		pairs[name] = pair
	}
	return pairs, nil
}

// readAuthorities reads those of servers behind the gateways.
func (r *rendering) readAuthorities(ctx context.Context) (map[string][]byte, error) {
	wanted := slices.DeleteFunc(inputs.Authorities(r.plan), func(one plan.Authority) bool { return r.missing(one.File.Value) })
	if len(wanted) == 0 || r.in.Files == nil {
		return nil, nil
	}
	files := make([]certs.Backend, len(wanted))
	for i, one := range wanted {
		files[i] = certs.Backend{File: certs.File{Name: one.File.Value, Place: one.File.At(), Path: one.File.Path()}, Names: one.Names}
	}
	rules := pairRules(r.plan)
	if !r.in.Former {
		rules.At = r.in.At
	}
	read, diagnostics, err := certs.ReadAuthorities(ctx, r.in.Files, files, rules)
	if err != nil {
		return nil, err
	}
	r.judged(diagnostics)
	out := make(map[string][]byte, len(read))
	for i, one := range wanted {
		if read[i] != nil {
			out[one.Namespace+"/"+one.Name] = read[i]
		}
	}
	return out, nil
}

// readSealing reads what the mode of Secrets needs beside the pairs.
func (r *rendering) readSealing() secret.Settings {
	plan := r.plan
	out := secret.Settings{Mode: string(plan.Secrets), Random: r.in.Random, Age: r.in.Age, Redacted: r.in.WithoutKeys || r.in.Former}
	s := plan.Sealing()
	out.Scope = string(s.Scope)
	for _, recipient := range s.Recipients {
		out.Recipients = append(out.Recipients, recipient.Value)
	}
	if file := s.Certificate; inputs.Readable(plan, file) && r.in.Files != nil {
		out.Certificate = r.readSealingCertificate(file)
	}
	return out
}

const fetchCert = "name a file with what kubeseal --fetch-cert prints"

func (r *rendering) readSealingCertificate(file format.Text) *sealed.Certificate {
	if r.missing(file.Value) {
		return nil
	}
	text, diagnostics := certs.ReadFile(r.in.Files, certs.File{Name: file.Value, Place: file.At(), Path: file.Path()}, fetchCert)
	if r.judged(diagnostics); text == nil {
		return nil
	}
	refuse := func(message, help string) {
		place := places.File(places.NewSource(file.Value, nil))
		r.judged(diag.List{{Code: "sealing-cert", Place: place, Message: message, Help: help, Related: []diag.Related{{Place: file.At(), Note: file.Path()}}}})
	}
	cert, err := sealed.ParseCertificate(text)
	switch {
	case err != nil:
		refuse(err.Error(), fetchCert)
	case !r.in.Former && !r.in.At.IsZero() && r.in.At.After(cert.NotAfter):
		refuse("the sealing certificate expired on "+cert.NotAfter.Format("2006-01-02"), fetchCert)
	}
	return cert
}

// checkSealing tells of a server's certificate in place of the controller's: what
// is sealed with it nobody could open.
func (r *rendering) checkSealing() {
	s := &r.settings
	if s.Certificate == nil {
		return
	}
	for _, name := range slices.Sorted(maps.Keys(s.Pairs)) {
		if tier, _, _ := strings.Cut(name, "/"); s.Pairs[name].SHA256 == s.Certificate.Digest {
			file := r.plan.Sealing().Certificate
			r.add(diag.List{{Code: "sealing-cert", Place: file.At(), Path: file.Path(), Help: fetchCert,
				Message: "is the certificate of tier " + wording.Quote(tier) + ", and not the one that the controller unseals by"}})
			return
		}
	}
}

// previous are the objects of earlier runs. A text that is none of render's is
// of no use, and no fault of the topology.
func (r *rendering) previous() ([]manifest.Object, error) {
	if r.in.Previous == nil {
		return nil, nil
	}
	texts, err := r.in.Previous(r.plan.Document.Name.Value)
	if err != nil {
		return nil, err
	}
	var out []manifest.Object
	for _, p := range texts {
		objects, err := manifest.ReadBack(p.Text)
		if err != nil {
			r.out.Diagnostics.Warn(diag.Diagnostic{Code: "earlier-output", Place: places.File(places.NewSource(p.Name, nil)),
				Message: "cannot be read, and no ciphertext of it is kept: " + err.Error()})
			continue
		}
		out = append(out, objects...)
	}
	return out, nil
}
