package decode

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"render/render/format"
	"render/render/source"
)

// endsAt reports whether key number i of an object, indented by so many spaces and no more, would be
// one of an object round it: nothing follows that belongs to what lies between.
func endsAt(n *source.Node, i, spaces int) bool {
	at := n.Keys[i].Place
	own := at.Column - 1
	for number := at.Line + 1; number <= at.Source.Lines(); number++ {
		line := at.Source.Line(number)
		text := strings.TrimLeft(line, " ")
		indent, item := len(line)-len(text), strings.HasPrefix(text, "- ")
		if strings.TrimSpace(text) == "" || text[0] == '#' || indent > own || indent == own && item {
			continue // of its own value
		}
		return indent < spaces || indent == spaces && !item
	}
	return true
}

// atApp is the help for key number i of an app that is a field of its tier, where it is said
// otherwise for one app; "" for any other.
func (d *decoder) atApp(n *source.Node, i int) string {
	switch n.Keys[i].Text {
	case "cert":
		return certInHosts(n, n.Values[i])
	case "ports":
		if n.Get("port") != nil {
			return "remove it, or write in port what it says: an app's ports are there, as in port: [8080, {port: 9090, targetPort: 90}]"
		}
	}
	return ""
}

// certInHosts is the help for the certificate of one app's hosts, which has its place at them.
func certInHosts(n, cert *source.Node) string {
	value := abridged(cert)
	if cert.Kind == source.Map {
		value = abridgedMap(cert)
	}
	host := "HOST"
	if hosts := n.Get("hosts"); hosts != nil && hosts.Kind == source.List && len(hosts.Items) > 0 && hosts.Items[0].Kind == source.Scalar {
		host = abridged(hosts.Items[0])
	}
	return fmt.Sprintf("write it in the tier's hosts, as in {host: %s, cert: %s}", host, value)
}

// atRoutes is the help for a field of routes that stands beside them, where these are few paths, or none: with it
// at each; "" for others.
func atRoutes(n *source.Node, name, value string) string {
	routes := n.Get("routes")
	members := name + ": " + value
	if all := fieldsOfRoutes(n); len(all) > 1 && slices.Contains(all, members) {
		members = strings.Join(all, ", ")
	}
	if value == "..." || routes != nil && (routes.Kind != source.List || len(routes.Items) == 0 || len(routes.Items) > 3) {
		return ""
	}
	if routes == nil {
		return "write routes: [{prefix: /, " + members + "}] in its place"
	}
	items := make([]string, len(routes.Items))
	for j, item := range routes.Items {
		above, all := strings.CutSuffix(item.Text, "/*")
		switch {
		case item.Kind != source.Scalar || !strings.HasPrefix(item.Text, "/") || strings.Contains(above, "*"):
			return ""
		case all:
			items[j] = "{prefix: " + format.YAMLWord("/"+strings.TrimPrefix(above, "/")) + ", " + members + "}"
		default:
			items[j] = "{exact: " + format.YAMLWord(item.Text) + ", " + members + "}"
		}
	}
	return "write routes: [" + strings.Join(items, ", ") + "] in place of both"
}

// fieldsOfRoutes are the members of an app that are fields of its routes alone, as they are written there.
func fieldsOfRoutes(n *source.Node) (out []string) {
	app, route := format.LayoutOf(reflect.TypeFor[format.App]()), format.LayoutOf(reflect.TypeFor[format.Route]())
	for i, k := range n.Keys {
		if value := abridged(n.Values[i]); app.ByKey(k.Text) == nil && route.ByKey(k.Text) != nil && value != "..." {
			out = append(out, k.Text+": "+value)
		}
	}
	return out
}

// networksOfOne is the help for networks at an app that are called as a tier's are; "" for any
// other key.
func networksOfOne(n *source.Node, i int) string {
	switch n.Keys[i].Text {
	case "sourceRanges", "loadBalancerSourceRanges", "whitelist", "allowlist", "allowedIPs", "allowed_ips", "allowedCIDRs", "ipWhitelist", "ipAllowList", "ip_whitelist":
	default:
		return ""
	}
	value := abridged(n.Values[i])
	if n.Values[i].Kind == source.Scalar {
		value = "[" + value + "]"
	}
	if n.Get("access") != nil {
		return "write in access.from of the app who may come in: sourceRanges is a field of the tier, for all its apps"
	}
	return fmt.Sprintf("write access: {from: %s} in its place; or move it to the tier, if it is for all its apps", value)
}
