package decode

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"render/render/format"
	"render/render/source"
	"render/render/wording"
)

// pathsAsKeys are the routes that are meant by an object with a path for each, as other tools map paths to ports; nil
// for any other value.
func (d *decoder) pathsAsKeys(f *format.Field, n *source.Node) *source.Node {
	if !ofRoutes(f) || n.Kind != source.Map || len(n.Keys) == 0 || len(n.Keys) > mostRepeated || isSet(n) {
		return nil
	}
	list := &source.Node{Kind: source.List, Flow: true, Place: n.Place}
	for i, k := range n.Keys {
		item := d.routeBehind(f, k, n.Values[i])
		if item == nil {
			return nil
		}
		list.Items = append(list.Items, item)
	}
	return list
}

func ofRoutes(f *format.Field) bool { return f.List && (f.Of == "Route" || f.Of == "TierRoute") }

// pathsCure is the help for routes that stand behind their paths; "" for any other value.
func (d *decoder) pathsCure(f *format.Field, n *source.Node) string {
	list := d.pathsAsKeys(f, n)
	if list == nil {
		return d.appsBehindPaths(f, n)
	}
	help := "write: " + inFlow(list)
	if !n.Flow {
		help = "write in its place: " + inFlow(list)
	}
	return help + orExact(list.Items...)
}

// orExact is what else routes may be meant as whose paths say no more than where they begin.
func orExact(routes ...*source.Node) string {
	if slices.ContainsFunc(routes, func(one *source.Node) bool { return one.Keys[0].Text == "prefix" && one.Values[0].Text != "/" }) {
		return ", or exact in place of prefix for that path alone"
	}
	return ""
}

// routeBehind is a route by its path, and what stands behind that: a port, what else the route says, or of a
// tier's an answer; nil for any other.
func (d *decoder) routeBehind(f *format.Field, k, value *source.Node) *source.Node {
	if likeHost(k.Text) && value.Kind == source.Scalar && strings.HasPrefix(value.Text, "/") {
		if route := d.routeBehind(f, value, &source.Node{Kind: source.Scalar, Place: value.Place}); route != nil {
			hosts := &source.Node{Kind: source.List, Flow: true, Place: k.Place, Items: []*source.Node{k}}
			route.Keys, route.Values = append(route.Keys, &source.Node{Kind: source.Scalar, Place: k.Place, Text: "hosts"}), append(route.Values, hosts)
			return route
		}
	}
	if !strings.HasPrefix(k.Text, "/") {
		return nil
	}
	way, path := "prefix", strings.TrimSuffix(k.Text, "/*")
	if meant, text := format.PathMeant(k.Text); meant != "" {
		way, path = meant, text
	}
	if path == "" {
		path = "/"
	}
	key := func(text string) *source.Node {
		return &source.Node{Kind: source.Scalar, Place: k.Place, Text: text}
	}
	route := &source.Node{Kind: source.Map, Flow: true, Place: k.Place, Keys: []*source.Node{key(way)}, Values: []*source.Node{{Kind: source.Scalar, Place: k.Place, Text: path}}}
	add := func(field string, value *source.Node) *source.Node {
		route.Keys, route.Values = append(route.Keys, key(field)), append(route.Values, value)
		return route
	}
	switch p := f.Inner(); {
	case value.Null():
		return route
	case value.Kind == source.Map && !slices.ContainsFunc(value.Keys, func(one *source.Node) bool {
		return p.ByKey(one.Text) == nil || slices.Contains([]string{"exact", "prefix", "regex"}, one.Text)
	}):
		route.Keys, route.Values = append(route.Keys, value.Keys...), append(route.Values, value.Values...)
		return route
	case value.Kind != source.Scalar:
	case f.Of == "TierRoute" && format.Decimal.MatchString(value.Text) && len(value.Text) == 3:
		return add("respond", value)
	case strings.HasPrefix(value.Text, "https://") || strings.HasPrefix(value.Text, "http://"):
		return add("redirect", value)
	case f.Of == "TierRoute" && strings.HasPrefix(value.Text, "/") && value.Text != "/":
		return add("redirect", value)
	case f.Of == "Route" && strings.HasPrefix(value.Text, "/"):
		return add("rewrite", value)
	case f.Of == "Route" && value.Text == scalarOf(d.above[len(d.above)-1].node, "name"):
		return route
	case f.Of == "Route" && value.Text == numberOf(d.above[len(d.above)-1].node) && len(portNames(d.above[len(d.above)-1].node)) < 2:
		return route
	case f.Of == "Route" && isStatus(value.Text) && !slices.Contains(portNumbers(d.above[len(d.above)-1].node), value.Text):
		return add("respond", value)
	case f.Of == "Route" && (format.Decimal.MatchString(value.Text) || slices.Contains(portNames(d.above[len(d.above)-1].node), value.Text)):
		return add("port", value)
	}
	return nil
}

// isStatus reports whether a number is an answer's status that is in use
// (https://www.iana.org/assignments/http-status-codes).
func isStatus(text string) bool {
	n, err := strconv.Atoi(text)
	return err == nil && (n >= 200 && n <= 208 || n >= 300 && n <= 308 || n >= 400 && n <= 431 || n == 451 || n >= 500 && n <= 511)
}

// portNumbers are the numbers of an app's ports, as they are written.
func portNumbers(app *source.Node) (out []string) {
	eachPort(app, func(item *source.Node) {
		out = append(out, scalarOf(item, "port"))
		if item.Kind == source.Scalar {
			out = append(out, item.Text)
		}
	})
	return out
}

// portNames are the names of an app's ports, "" of one that has none, as they are written or meant.
func portNames(app *source.Node) (out []string) {
	eachPort(app, func(item *source.Node) { out = append(out, scalarOf(item, "name")) })
	return out
}

// eachPort does something with each of an app's ports, as they are written or meant.
func eachPort(app *source.Node, do func(item *source.Node)) {
	for _, key := range []string{"port", "ports"} {
		ports := app.Get(key)
		if ports == nil {
			continue
		}
		items := ports.Items
		if ports.Kind != source.List {
			items = []*source.Node{ports}
		}
		for _, item := range items {
			do(item)
		}
	}
}

// appsBehindPaths is the help for routes of a tier that name the app behind each path; "" for any other.
func (d *decoder) appsBehindPaths(f *format.Field, n *source.Node) string {
	if f.Of != "TierRoute" || n.Kind != source.Map || len(n.Keys) == 0 || len(n.Keys) > mostRepeated {
		return ""
	}
	var names, parts []string
	if apps := d.above[len(d.above)-1].node.Get("apps"); apps != nil {
		for _, app := range apps.Items {
			names = append(names, scalarOf(app, "name"))
		}
	}
	for i, k := range n.Keys {
		if value := n.Values[i]; !strings.HasPrefix(k.Text, "/") || value.Kind != source.Scalar || value.Text == "" || !slices.Contains(names, value.Text) {
			return ""
		}
		path := strings.TrimSuffix(strings.TrimSuffix(k.Text, "*"), "/") + "/*"
		parts = append(parts, format.YAMLWord(path)+" in the routes of the app "+n.Values[i].Text)
	}
	return "remove it, and write " + strings.Join(parts, ", ") + ": what an app answers is said at the app"
}

// failAppsPath tells of a path alone among a tier's own routes, where an app's are meant that stand too far out; false
// where it is none.
func (d *decoder) failAppsPath(t reflect.Type, n *source.Node, m format.Origin) bool {
	if t != reflect.TypeFor[format.TierRoute]() || n.Kind != source.Scalar || !strings.HasPrefix(n.Text, "/") {
		return false
	}
	at := "the app that answers it"
	if apps := d.above[len(d.above)-1].node.Get("apps"); apps != nil && len(apps.Items) == 1 && scalarOf(apps.Items[0], "name") != "" {
		at = "the app " + scalarOf(apps.Items[0], "name")
	}
	way, path := "exact", n.Text
	if meant, text := format.PathMeant(n.Text); meant != "" {
		way, path = meant, text
	}
	d.fail("not-an-object", m, "is "+wording.Quote(n.Text)+", not an object", "write it in the routes of "+at+"; a tier's own route is an answer or a redirect: {"+way+": "+format.YAMLWord(path)+", respond: 404}")
	return true
}
