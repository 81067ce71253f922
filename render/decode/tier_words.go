package decode

import (
	"cmp"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"render/render/format"
	"render/render/source"
)

// tierOfProxies are words of proxies and charts at a tier.
func tierOfProxies(n *source.Node, i int) otherForm {
	key, value := folded(n.Keys[i].Text), n.Values[i]
	switch key {
	case "autoscaling", "hpa", "autoscaler":
		return autoscaling(n, i)
	case "serviceannotations", "loadbalancerannotations":
		return inObjectOfTier(n, "service", "annotations", value)
	case "podannotations", "podlabels":
		return inObjectOfTier(n, "pod", strings.TrimPrefix(key, "pod"), value)
	case "gatewayannotations":
		return inObjectOfTier(n, "gateway", "annotations", value)
	case "annotations":
		for _, k := range value.Keys {
			if !strings.HasPrefix(k.Text, "metallb.") {
				return otherForm{}
			}
		}
		if value.Kind == source.Map && len(value.Keys) > 0 {
			return inObjectOfTier(n, "service", "annotations", value)
		}
	case "ssl", "sslcertificate":
		crt, pair := value.Get("certificate"), value.Get("key")
		switch {
		case n.Get("cert") != nil || value.Kind == source.Scalar && format.FlagMeant(value.Text) == "true":
			return otherForm{help: "remove it: where a tier has hosts, port 443 serves them with its cert"}
		case crt != nil && pair != nil && len(value.Keys) == 2:
			return otherForm{help: "write cert: {crt: " + abridged(crt) + ", key: " + abridged(pair) + "} in its place"}
		}
		return otherForm{help: "write cert: {crt: FILE, key: FILE} in its place"}
	case "listen", "entrypoints":
		return otherForm{help: "remove it: ports 80 and 443 are there where a tier has hosts; others are in ports"}
	case "mtls":
		return otherForm{help: "write istio: {mtls: " + abridged(value) + "} in the file, which is for the whole mesh; clients of the tier show certificates by tls: {mode: mutual, clientCA: FILE}"}
	case "version", "type", "ca", "protocols", "minimumversion": // which may be of something else
	case "overlay", "overlays":
		return otherForm{help: "write overlays: [" + strings.Trim(abridged(value), "[]") + "] at the beginning of a line of its own: it is a field of the whole file"}
	default:
		if field := foreignField("TLS", key); field != "" {
			return inTLS(n, field, value)
		}
	}
	return otherForm{}
}

// inTLS is a field of a tier's TLS that stands beside it.
func inTLS(n *source.Node, field string, value *source.Node) otherForm {
	said, mode := field+": "+abridged(value), n.Get("tls")
	if field == "redirect" && format.FlagMeant(value.Text) == "true" {
		said = "redirect: true"
	} else if enum := format.LayoutOf(reflect.TypeFor[format.TLS]()).ByKey(field).Enum; enum != nil {
		said = field + ": " + cmp.Or(lowest(value, enum), abridged(value))
	}
	switch {
	case mode != nil && mode.Kind == source.Scalar && !mode.Null() && mode.Text != "true":
		return otherForm{help: "write tls: {mode: " + abridged(mode) + ", " + said + "} in place of both"}
	case mode != nil && mode.Kind == source.Scalar:
		return otherForm{help: "write tls: {" + said + "} in place of both"}
	case mode != nil && mode.Get(field) != nil:
		return otherForm{help: "remove it: tls says it, by " + field}
	case mode != nil:
		return otherForm{help: "write it in tls: " + said}
	}
	return otherForm{help: "write tls: {" + said + "} in its place"}
}

// lowest is the first of the words of an enum that a value names in its own way, one or several; "" for none.
func lowest(value *source.Node, enum []string) string {
	texts := strings.Fields(value.Text)
	for _, item := range value.Items {
		texts = append(texts, item.Text)
	}
	for _, known := range enum {
		if slices.ContainsFunc(texts, func(one string) bool { return one == known || foreignWord(one, enum) == known }) {
			return strconv.Quote(known)
		}
	}
	return ""
}

// inObjectOfTier is what one of a tier's objects has, which charts have beside it.
func inObjectOfTier(n *source.Node, object, field string, value *source.Node) otherForm {
	if n.Get(object) != nil {
		return otherForm{help: "write it in " + object + ", as " + field + ": " + abridged(value)}
	}
	return otherForm{help: "write " + object + ": {" + field + ": " + abridged(value) + "} in its place"}
}
