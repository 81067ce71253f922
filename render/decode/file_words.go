package decode

import (
	"cmp"
	"reflect"
	"slices"
	"strings"

	"render/render/format"
	"render/render/source"
)

// objectOfFile are words at the beginning of a line that are a field of one of the file's objects here, or stand
// farther in.
func objectOfFile(n *source.Node, i int) otherForm {
	key, value := folded(n.Keys[i].Text), n.Values[i]
	if key == "apps" && belowItem(n, i) {
		return otherForm{}
	}
	yes := format.FlagMeant(value.Text) == "true" || value.Kind == source.Map
	switch key {
	case "apps", "applications":
		return otherForm{help: "write it in the tier that leads to them, indented as its hosts are: apps is a field of tiers"}
	case "tls":
		if value.Kind == source.Scalar {
			return otherForm{help: "remove it: hosts of tiers have TLS; tls: off at a tier takes it away"}
		}
	case "cluster", "topology", "config":
		if value.Kind == source.Map {
			return otherForm{help: "write what it holds at the beginning of lines of its own, and remove it"}
		}
	case "ha", "hardened", "monitoring":
		return builtInOverlays(n, value)
	case "externaldns":
		if yes && n.Get("dns") == nil {
			return otherForm{help: "write dns: external-dns in its place"}
		}
	case "gatewayapi":
		if yes && n.Get("routing") == nil {
			return otherForm{help: "write routing: gateway-api in its place"}
		}
	case "argocd", "argo", "flux", "fluxcd":
		if n.Get("gitops") == nil && key[0] == 'f' {
			return otherForm{help: "write gitops: {layout: flux, path: " + cmp.Or(scalarOf(value, "path"), "FOLDER") + "} in its place, with the folder that render -o writes"}
		} else if n.Get("gitops") == nil {
			return otherForm{help: "write gitops: {layout: argocd, path: " + cmp.Or(scalarOf(value, "path"), "FOLDER") + ", repo: " + cmp.Or(scalarOf(value, "repoURL"), scalarOf(value, "repo"), "URL") + "} in its place, with the folder that render -o writes"}
		}
	case "metallbversion", "istioversion":
		of := strings.TrimSuffix(key, "version")
		if object := n.Get(of); object != nil && object.Kind == source.Map && object.Get("version") == nil && value.Kind == source.Scalar {
			return otherForm{help: "write it in " + of + ": version: " + asWritten(value)}
		}
		if at := slices.IndexFunc(n.Keys, func(k *source.Node) bool { return rangeOfMetalLB(folded(k.Text)) }); at >= 0 && of == "metallb" && n.Get("metallb") == nil && addressesOf(n.Values[at]) != "" && versionBeside(n) == value {
			return otherForm{told: true} // with the addresses
		}
	case "certmanager", "sealedsecrets", "externalsecrets", "letsencrypt", "acme":
		return secretsBeside(n, key, value)
	}
	if list := addressesOf(value); rangeOfMetalLB(key) && list != "" {
		return inMetalLB(n, "pools: [{name: lan, addresses: "+list+"}]")
	}
	if strings.HasSuffix(key, "ip") && key != "ip" && value.Kind == source.Scalar && !format.Formats()["ip"].Check(value.Text).Found() {
		return otherForm{help: "write ip: " + abridged(value) + " at the tier whose address it is"}
	}
	return otherForm{}
}

// builtInOverlays are those overlays that are switched on by a key each elsewhere, together.
func builtInOverlays(n, value *source.Node) otherForm {
	var names []string
	for i, k := range n.Keys {
		if slices.Contains([]string{"hardened", "ha", "monitoring"}, k.Text) && format.FlagMeant(n.Values[i].Text) != "false" {
			names = append(names, k.Text)
		}
	}
	switch {
	case format.FlagMeant(value.Text) == "false":
		return otherForm{help: "remove it: that is so where nothing is written"}
	case n.Get("overlays") != nil:
		return otherForm{help: "write it in overlays: " + strings.Join(names, ", ")}
	}
	return otherForm{help: "write overlays: [" + strings.Join(names, ", ") + "] in its place"}
}

// addressesOf are the addresses of a pool as a list; "" for anything else.
func addressesOf(value *source.Node) string {
	items := value.Items
	if value.Kind == source.Scalar {
		items = []*source.Node{value}
	}
	ranges := format.Formats()["range"]
	if len(items) == 0 || slices.ContainsFunc(items, func(one *source.Node) bool { return one.Kind != source.Scalar || ranges.Check(one.Text).Found() }) {
		return ""
	}
	texts := make([]string, len(items))
	for i, item := range items {
		texts[i] = item.Text
	}
	return "[" + words(texts) + "]"
}

// rangeOfMetalLB reports whether a key of the file has MetalLB's addresses elsewhere.
func rangeOfMetalLB(key string) bool {
	switch key {
	case "metallbiprange", "metallbrange", "metallbaddresses", "metallbpool", "iprange", "ippool", "addresspool", "addresspools", "pools", "loadbalancerips":
		return true
	}
	return false
}

// versionBeside is MetalLB's version where the file has it in a key of its own; nil where it has not.
func versionBeside(n *source.Node) *source.Node {
	for i, k := range n.Keys {
		if value := n.Values[i]; folded(k.Text) == "metallbversion" && value.Kind == source.Scalar && !value.Null() {
			return value
		}
	}
	return nil
}

// versionOfFile reports whether Istio's version stands beside it, of which there is word.
func (d *decoder) versionOfFile(t reflect.Type, f *format.Field) bool {
	return t == reflect.TypeFor[format.Istio]() && f.Key == "version" && len(d.above) == 1 &&
		slices.ContainsFunc(d.above[0].node.Keys, func(k *source.Node) bool { return folded(k.Text) == "istioversion" })
}

// inMetalLB is a field of metallb, which may be written as its version alone, or not at all.
func inMetalLB(n *source.Node, field string) otherForm {
	switch of := n.Get("metallb"); {
	case of == nil && versionBeside(n) != nil:
		return otherForm{help: "write metallb: {version: " + asWritten(versionBeside(n)) + ", " + field + "} in place of both"}
	case of == nil:
		return otherForm{help: "write metallb: {" + field + "} in its place"}
	case of.Kind == source.Scalar:
		return otherForm{help: "write metallb: {version: " + asWritten(of) + ", " + field + "} in place of both"}
	}
	return otherForm{help: "write it in metallb: " + field}
}

// secretsBeside is how Secrets come about, which secrets says here.
func secretsBeside(n *source.Node, key string, value *source.Node) otherForm {
	field := map[string]string{"certmanager": "cert-manager", "sealedsecrets": "sealed", "externalsecrets": "external", "letsencrypt": "cert-manager", "acme": "cert-manager"}[key]
	text := abridged(value)
	if field == "cert-manager" && (value.Kind != source.Map || value.Get("issuer") == nil) {
		text = "{issuer: " + cmp.Or(scalarOf(value, "clusterIssuer"), "NAME") + ", kind: ClusterIssuer}"
	}
	if value.Kind == source.Scalar && field != "cert-manager" {
		text = "{...}"
	}
	help := "write secrets: {" + field + ": " + text + "} in its place"
	if mode := n.Get("secrets"); mode != nil {
		help = "write secrets: {" + field + ": " + text + "} in place of both"
	}
	if strings.Contains(text, "NAME") {
		help += ", with an issuer of cert-manager's that is on the cluster"
	}
	return otherForm{help: help}
}

// ofKustomize are fields of a kustomization, of Argo CD's Applications and of platforms' files; "" for another key.
func ofKustomize(n *source.Node, i int) string {
	value := n.Values[i]
	switch key := n.Keys[i].Text; folded(key) {
	case "patches", "patchesstrategicmerge", "patchesjson6902", "configmapgenerator", "secretgenerator", "transformers", "images", "bases", "replacements", "kustomize":
		return "write it into the kustomization.yaml of a folder, and overlays: [FOLDER] here"
	case "nameprefix", "namesuffix":
		return "remove it: names are made of those of tiers and apps; names: {...} at each changes one"
	case "syncpolicy", "syncoptions", "automated", "ignoredifferences":
		return "remove it: it is said in the Application of Argo CD that reads the folder"
	case "environment", "stage", "envname", "clusterenv":
		if value.Kind == source.Scalar && n.Get("labels") == nil {
			return "write labels: {" + key + ": " + abridged(value) + "} in its place, which each object then has, or a comment, behind #"
		}
		return "write it as a comment, behind #; what each object is to have is in labels"
	case "defaults", "default", "common", "commons", "global":
		return "write what tiers and apps share into a defaults.yaml, as tier: {...} and app: {...}, in a folder with a kustomization.yaml, and overlays: [FOLDER] here"
	case "domain", "basedomain", "dnsdomain", "clusterdomain":
		if value.Kind == source.Scalar {
			return "remove it, and write whole names in the hosts of tiers, as in hosts: [home." + value.Text + "]"
		}
	case "cni", "timezone", "nodecount", "provider", "region":
		return "remove it, or write it as a comment, behind #: nothing is rendered of it"
	case "registry", "imageregistry":
		return "write it before the image of each app, as in image: " + format.YAMLWord(strings.TrimSuffix(value.Text, "/")+"/NAME:TAG")
	}
	if field := fieldOfPods(n.Keys[i].Text); slices.Contains(podFields, field) && field != "volumes" || slices.Contains(containerFields, field) {
		return "write it at each app, in pod or container; what all apps share is app: {...} in a defaults.yaml of an overlay's folder"
	}
	return ""
}
