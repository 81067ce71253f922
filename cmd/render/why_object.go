package main

import (
	"fmt"
	"slices"
	"strings"

	"render/render/causes"
	"render/render/diag"
	"render/render/manifest"
	"render/render/wording"
)

// shortKind is a kind by a name that kubectl has for it, beside its own and its plural; "" for
// none.
func shortKind(word string) string {
	for kind, names := range map[string]string{
		"ConfigMap": "cm", "CustomResourceDefinition": "crd crds", "DaemonSet": "ds", "Deployment": "deploy", "DestinationRule": "dr", "ExternalSecret": "es",
		"Gateway": "gw gtw", "HorizontalPodAutoscaler": "hpa", "IstioOperator": "iop io", "Namespace": "ns", "NetworkPolicy": "netpol", "PeerAuthentication": "pa",
		"PodDisruptionBudget": "pdb", "ReferenceGrant": "refgrant", "Service": "svc", "ServiceAccount": "sa", "ServiceEntry": "se", "VirtualService": "vs",
	} {
		if slices.Contains(strings.Fields(names), word) {
			return kind
		}
	}
	return ""
}

// findObject is the object that a word names: KIND/NAME or KIND/NAMESPACE/NAME.
func findObject(all causes.Objects, word, topology string) (manifest.ID, error) {
	none := manifest.ID{}
	parts := strings.Split(word, "/")
	if len(parts) != 2 && len(parts) != 3 || slices.Contains(parts, "") {
		return none, usage("%s names no object; write: KIND/NAME or KIND/NAMESPACE/NAME, as in gw/gateway-ingressgateway", wording.Quote(word))
	}
	name, namespace := parts[len(parts)-1], ""
	if len(parts) == 3 {
		namespace = parts[1]
	}
	var found, ofKind []manifest.ID
	kind := kindNamed(parts[0])
	for id := range all {
		if !kind(id) {
			continue
		}
		ofKind = append(ofKind, id)
		if id.Name == name && (namespace == "" || id.Namespace == namespace) {
			found = append(found, id)
		}
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		return none, &failure{exitInput, fmt.Sprintf("%s: %s are %d objects; write one of: %s", diag.Name(topology), wording.Quote(word), len(found), listed(found))}
	}
	if of, ok := madeByIstio(all, kind, name, namespace); ok {
		return none, notRendered(topology, word, of, all)
	}
	if len(ofKind) == 0 {
		return none, &failure{exitInput, fmt.Sprintf("%s: renders to no object of the kind %s; %s", diag.Name(topology), wording.Quote(parts[0]), wording.DidYouMean(parts[0], kindsOf(all)))}
	}
	var names []string
	for _, id := range ofKind {
		names = append(names, id.Name)
	}
	slices.Sort(names)
	help := "write one of: " + listed(ofKind)
	if near := wording.Suggest(name, names); near != "" {
		help = "did you mean " + wording.Quote(near) + "?"
	}
	return none, &failure{exitInput, fmt.Sprintf("%s: renders to no object %s; %s", diag.Name(topology), wording.Quote(word), help)}
}

// kindNamed reports of objects whether they are of a kind, by the kind's name, its plural, or its
// short name, with its group behind a dot or without.
func kindNamed(word string) func(manifest.ID) bool {
	kind, group, grouped := strings.Cut(strings.ToLower(word), ".")
	short := shortKind(kind)
	return func(id manifest.ID) bool {
		if grouped && group != strings.ToLower(id.Group) {
			return false
		}
		own := strings.ToLower(id.Kind)
		stem, many := strings.CutSuffix(kind, "ies")
		return kind == own || kind == own+"s" || kind == own+"es" || many && stem+"y" == own || short == id.Kind
	}
}

// kindsOf are the kinds of objects, in order.
func kindsOf(all causes.Objects) []string {
	var out []string
	for id := range all {
		if !slices.Contains(out, id.Kind) {
			out = append(out, id.Kind)
		}
	}
	slices.Sort(out)
	return out
}

// listed are objects as the command line takes them, some of them where there are many.
func listed(ids []manifest.ID) string {
	const most = 8
	var words []string
	for _, id := range ids {
		words = append(words, objectWord(id, ids))
	}
	slices.Sort(words)
	if len(words) > most {
		words = append(words[:most], "...")
	}
	return strings.Join(words, ", ")
}

// objectWord is an object as the command line takes it, beside others.
func objectWord(id manifest.ID, others []manifest.ID) string {
	kind := id.Kind
	if slices.ContainsFunc(others, func(o manifest.ID) bool { return o.Kind == id.Kind && o.Group != id.Group }) {
		kind += "." + id.Group
	}
	if id.Namespace == "" {
		return kind + "/" + id.Name
	}
	return kind + "/" + id.Namespace + "/" + id.Name
}
