package review

import (
	"fmt"
	"strings"

	"render/render/align"
	"render/render/consequences"
	"render/render/manifest"
	"render/render/wording"
)

// asides tell what was set aside, a sentence each.
func (r *Review) asides() []string {
	var out []string
	if n := r.Aside.Others; n > 0 {
		out = append(out, "set aside, without the topology's labels: "+wording.Number(n, "object")+" of the cluster")
	}
	if n := r.Aside.Unknown; n > 0 {
		out = append(out, "of "+wording.Number(n, "object")+" nobody recorded what was applied: fields that the other side does not have are set aside; kubectl get --show-managed-fields tells more")
	}
	if text := r.toldLeft(); text != "" {
		out = append(out, text)
	}
	if n := r.Aside.Redacted; n > 0 {
		out = append(out, "not compared, since they are redacted on one side: "+wording.Number(n, "value")+" of Secrets")
	}
	if n := r.Aside.Hidden; n > 0 {
		out = append(out, "not compared, since both sides are redacted: the certificates in "+wording.Number(n, "Secret"))
	}
	if text := r.toldGoing(); text != "" {
		out = append(out, text)
	}
	if text := r.toldUnasked(); text != "" {
		out = append(out, text)
	}
	for i := range r.Aside.Partly {
		out = append(out, toldPartly(&r.Aside.Partly[i]))
	}
	return out
}

// toldPartly tells what of an IstioOperator is not compared, and how to find out.
func toldPartly(p *align.Partly) string {
	var what []string
	get := ""
	if len(p.Lacking) > 0 {
		what = append(what, "the cluster's side holds nothing that Istio's installer makes of "+safe(strings.Join(p.Lacking, ", ")))
		get = "; get that too: kubectl get -A -o yaml services,deployments.apps,horizontalpodautoscalers.autoscaling"
	}
	if len(p.Fields) > 0 {
		what = append(what, "what Istio's installer makes of "+safe(strings.Join(p.Fields, ", "))+" is not told by it")
	}
	if p.Held {
		get = "; get the object itself too: kubectl get -A -o yaml istiooperators.install.istio.io"
	}
	return "of " + safe(p.ID.String()) + " not all can be compared: " + strings.Join(what, "; ") + get
}

// unasked is how many objects are of kinds of which a cluster's side holds none.
func (r *Review) unasked() int {
	n := 0
	for _, kind := range r.Aside.Unasked {
		n += kind.Objects
	}
	return n
}

// toldUnasked tells of these kinds, and how to find out; "" for none.
func (r *Review) toldUnasked() string {
	if len(r.Aside.Unasked) == 0 {
		return ""
	}
	var kinds, resources []string
	for _, kind := range r.Aside.Unasked {
		name := safe(strings.TrimSuffix(manifest.ID{Group: kind.Group, Kind: kind.Kind}.String(), " "))
		kinds = append(kinds, fmt.Sprintf("%s (%d)", name, kind.Objects))
		resources = append(resources, strings.ToLower(name))
	}
	return "not compared, since the cluster's side holds no object of their kind: " + strings.Join(kinds, ", ") +
		"; where it was asked for that kind they are missing on the cluster, else get it too: kubectl get -A -o yaml " + strings.Join(resources, ",")
}

// toldLeft tells of fields of the cluster's that stay, since nobody applied them; "" for none.
func (r *Review) toldLeft() string {
	const most = 10 // that are named
	var names []string
	rest := 0
	for _, one := range r.Aside.Left {
		for _, f := range one.Fields {
			if len(names) == most {
				rest++
				continue
			}
			names = append(names, safe(one.ID.String()+" "+f.Path.Before().String()))
		}
	}
	if len(names) == 0 {
		return ""
	}
	if rest > 0 {
		names = append(names, fmt.Sprintf("%d more", rest))
	}
	why := "only what was applied is taken away"
	if r.Applier == consequences.Flux {
		why = "Flux takes away only what it applied, or kubectl wrote"
	}
	return "set aside, since it was written on the cluster beside what was applied: " + strings.Join(names, ", ") + "; it stays there: " + why
}

// toldGoing tells of objects of the cluster that are being deleted; "" for none.
func (r *Review) toldGoing() string {
	const most = 10 // that are named
	if len(r.Aside.Going) == 0 {
		return ""
	}
	var names []string
	for _, id := range r.Aside.Going[:min(most, len(r.Aside.Going))] {
		names = append(names, safe(id.String()))
	}
	if rest := len(r.Aside.Going) - most; rest > 0 {
		names = append(names, fmt.Sprintf("%d more", rest))
	}
	return "taken as gone, since the cluster is deleting them: " + strings.Join(names, ", ") + "; what is applied before they are gone goes with them"
}
