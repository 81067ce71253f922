package render

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"render/render/certs"
	"render/render/diag"
	"render/render/manifest"
	"render/render/places"
	"render/render/secret"
	"render/render/secret/sealed"
	"render/render/secret/sops"
	"render/render/topology"
)

// readSealing reads what the mode of Secrets needs beside the pairs.
func (r *rendering) readSealing() secret.Settings {
	plan := r.derived
	out := secret.Settings{Mode: plan.Secrets, Random: r.in.Random, Age: r.in.Age}
	s := plan.Sealing()
	out.Scope = s.Scope
	for _, recipient := range s.Recipients {
		out.Recipients = append(out.Recipients, recipient.Value)
	}
	if file := s.Certificate; plan.ReadableFile(file) && r.in.Files != nil {
		out.Certificate = r.readSealingCertificate(file)
	}
	return out
}

const fetchCert = "name a file with what kubeseal --fetch-cert prints"

func (r *rendering) readSealingCertificate(file topology.Text) *sealed.Certificate {
	text, problems := certs.ReadFile(r.in.Files, certs.File{Name: file.Value, Place: file.Place, Path: file.Path()}, fetchCert)
	if r.add(problems); text == nil {
		return nil
	}
	refuse := func(message, help string) {
		place := places.File(places.NewSource(r.called(file.Value), nil))
		r.add(diag.List{{Code: "sealing-cert", Place: place, Message: message, Help: help, Related: []diag.Related{{Place: file.Place, Note: file.Path()}}}})
	}
	cert, err := sealed.ParseCertificate(text)
	switch {
	case err != nil:
		refuse(err.Error(), fetchCert)
	case !r.in.At.IsZero() && r.in.At.After(cert.NotAfter):
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
	for _, tier := range slices.Sorted(maps.Keys(s.Pairs)) {
		if s.Pairs[tier].SHA256 == s.Certificate.Digest {
			file := r.derived.Sealing().Certificate
			r.add(diag.List{{Code: "sealing-cert", Place: file.Place, Path: file.Path(), Help: fetchCert,
				Message: "is the certificate of tier " + diag.Quote(tier) + ", and not the one that the controller unseals by"}})
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
	texts, err := r.in.Previous()
	if err != nil {
		return nil, err
	}
	var out []manifest.Object
	for _, p := range texts {
		objects, err := manifest.ReadBack(p.Text)
		if err != nil {
			r.out.Problems.Warn(diag.Diagnostic{Code: "earlier-output", Place: places.File(places.NewSource(p.Name, nil)),
				Message: "cannot be read, and no ciphertext of it is kept: " + err.Error()})
			continue
		}
		out = append(out, objects...)
	}
	return out, nil
}

// secrets puts Secrets into their form. What a mixin or an overlay made of them
// that cannot be is blamed on it.
func (r *rendering) secrets(context.Context) error {
	result, err := secret.Apply(r.list, r.settings)
	if wrong := (*sops.RecipientError)(nil); errors.As(err, &wrong) {
		at := r.derived.Sealing().Recipients[wrong.Index]
		r.add(diag.List{{Code: "recipient-form", Place: at.Place, Path: at.Path(), Message: "nothing can be encrypted for this recipient", Help: "copy it anew, as age-keygen -y prints it"}})
		return errRefused
	}
	if err != nil {
		return err
	}
	for _, message := range result.Refused {
		r.add(diag.List{{Code: "secret-changed", Place: r.by.of(secret.Component), Message: message, Help: "leave it as it is, or put it into a Secret of its own"}})
	}
	r.keyless(result.Keyless, r.settings.Pairs)
	r.out.InClear, r.out.Sealed, r.out.Anew = result.Clear, result.Sealed, result.Anew
	if r.out.InClear == "" {
		r.out.InClear = r.stray
	}
	return r.refused()
}

// keyless tells of keys that are not there and needed after all, once each: why,
// and where they usually are.
func (r *rendering) keyless(list []secret.Anew, pairs map[string]certs.Pair) {
	type told struct {
		problem diag.Diagnostic
		more    int
	}
	var all []*told
	at := map[string]*told{}
	for _, a := range list {
		problem := pairs[a.Tier].NoKey
		if first := at[problem.Message]; first != nil {
			first.more++
			continue
		}
		one := *problem
		one.Message += ", and " + diag.Quote(a.ID.String()) + " is to be encrypted anew: " + a.Reason
		one.Help = "put it back, from where it was made or where you keep your keys; or render where it is, and use what comes out as the earlier output here"
		at[problem.Message] = &told{problem: one}
		all = append(all, at[problem.Message])
	}
	for _, one := range all {
		if one.more > 0 {
			one.problem.Message += fmt.Sprintf("; and %d more", one.more)
		}
		r.add(diag.List{one.problem})
	}
}
