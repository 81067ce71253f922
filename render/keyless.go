package render

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"slices"

	"render/render/certs"
	"render/render/diag"
	"render/render/manifest"
	"render/render/places"
)

// missing reports whether a file is one that a revision does not have, and that is
// redacted for that.
func (r *rendering) missing(name string) bool {
	if !r.in.Revision || name == "" {
		return false
	}
	_, err := fs.Stat(r.in.Files, path.Clean(name))
	return errors.Is(err, fs.ErrNotExist)
}

// certified are the pairs, and the authorities of clients, as far as they are to be read
// where no key is needed: of a revision those whose certificate it has.
func (r *rendering) certified(requests []certs.Request) []certs.Request {
	out := slices.Clone(requests)
	for i := range out {
		q := &out[i]
		if r.missing(q.Crt) || r.missing(q.CA) {
			q.Crt, q.Key, q.CA = "", "", ""
		}
		if r.missing(q.ClientCA.Name) {
			q.ClientCA = certs.File{}
		}
	}
	return slices.DeleteFunc(out, func(q certs.Request) bool { return q.Crt == "" && q.ClientCA.Name == "" })
}

// checkLeftOut warns of certificates beside the topology whose Secrets it leaves out: what is there is
// likely what somebody else makes those of, and it may be in the cluster already, so that nothing is refused. Most
// have none there.
func (r *rendering) checkLeftOut(ctx context.Context, requests []certs.Request, rules certs.Rules) error {
	if r.in.Former {
		return nil
	}
	requests = slices.DeleteFunc(requests, func(q certs.Request) bool {
		_, err := fs.Stat(r.in.Files, path.Clean(q.Crt))
		return err != nil
	})
	_, diagnostics, err := certs.Read(ctx, r.in.Files, requests, rules)
	for i := range diagnostics {
		diagnostics[i].Severity = diag.Warning
	}
	r.judged(diagnostics)
	return err
}

// apart are requests with the authorities of clients in requests of their own, before those for
// pairs: where one of the two is not right any more, the other may be.
func apart(requests []certs.Request) []certs.Request {
	var out []certs.Request
	for _, q := range requests {
		if q.ClientCA.Name != "" && q.Crt != "" {
			out = append(out, certs.Request{Tier: q.Tier, Item: q.Item, ClientCA: q.ClientCA})
			q.ClientCA = certs.File{}
		}
		out = append(out, q)
	}
	return out
}

// judged takes in what is wrong with certificates. Of a former topology that is no fault: the
// cluster has what was there when it was applied, and nobody knows what that is. What is warned of is apart.
func (r *rendering) judged(diagnostics diag.List) {
	diagnostics = r.relative(diagnostics)
	if !r.in.Former {
		r.add(diagnostics)
		return
	}
	for _, d := range diagnostics {
		if d.Severity == diag.Warning {
			r.out.Warned = append(r.out.Warned, d)
		} else if d.Severity == diag.Error && !slices.ContainsFunc(r.out.Unread, func(told diag.Diagnostic) bool { return told.Place == d.Place }) {
			r.out.Unread = append(r.out.Unread, d)
		}
	}
}

// PlaceOf is the place in the topology of what made one of the Manifests: the app, the
// tier, the pool or the like.
func (o *Output) PlaceOf(m *manifest.Manifest) places.Place { return o.placeOf(m) }
