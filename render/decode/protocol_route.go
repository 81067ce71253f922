package decode

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"render/render/format"
	"render/render/source"
	"render/render/wording"
)

// protocolAlone is a protocol in the place of a route, alone or with a port.
var protocolAlone = format.Expression(`^(?i:(tcp|tls|ssl|udp|http|https|http2|h2c|grpc|grpc-web|ws|wss|websocket)(?:[:/ ]+([1-9][0-9]{0,4}))?|([1-9][0-9]{0,4})/(tcp|tls|udp))$`)

// routeMeant is a route as it is written for a protocol, and what has to be written with it.
type routeMeant struct {
	word   string // the protocol, in lower case
	item   string
	beside []string
}

// routeOfProtocol is the route of an app that is meant by a protocol in its place; false for
// another text.
func (d *decoder) routeOfProtocol(text string) (routeMeant, bool) {
	found := protocolAlone.FindStringSubmatch(text)
	if found == nil || d.above[len(d.above)-1].of != "App" {
		return routeMeant{}, false
	}
	app := d.above[len(d.above)-1].node
	out := routeMeant{word: strings.ToLower(found[1] + found[4]), item: "/*"}
	switch out.word {
	case "ssl", "tls":
		out.item, out.beside = d.routeOfConnections("tls", found[2]+found[3], app)
	case "tcp":
		out.item, out.beside = d.routeOfConnections("tcp", found[2]+found[3], app)
	case "grpc", "grpc-web", "http2", "h2c":
		protocol := "grpc"
		if strings.Contains(out.word, "2") {
			protocol = "http2"
		}
		out.beside = []string{portSpeaking(app, protocol)}
	}
	return out, true
}

// routeOfConnections is a route of whole connections to a port of the tier: to the one that is named,
// or that the tier has for them; else to one that it is to have, which beside then tells.
func (d *decoder) routeOfConnections(protocol, number string, app *source.Node) (item string, beside []string) {
	there := portsSpeaking(d.tier(), protocol)
	switch {
	case number != "" && !slices.Contains(there, number):
		beside = append(beside, d.newPort(protocol, number))
	case number != "":
	case len(there) > 0:
		number = there[0]
	default:
		if number = numberOf(app); number == "" || number == "80" || number == "443" {
			number = "31400" // Istio's own for TCP
		}
		beside = append(beside, d.newPort(protocol, number))
	}
	item = "{" + protocol + ": " + number + "}"
	if routes := app.Get("routes"); routes == nil || len(routes.Items) < 2 { // none of which is of requests
		beside = append(beside, portSpeaking(app, "tcp"))
	}
	return item, beside
}

// newPort is what to write in a tier that lacks a port.
func (d *decoder) newPort(protocol, number string) string {
	item := fmt.Sprintf("{name: %s-%s, port: %s%s}", protocol, number, number, besideTierPort(number))
	if tier := d.tier(); tier != nil && tier.Get("ports") != nil {
		return item + " in the tier's ports"
	}
	return "ports: [" + item + "] in the tier"
}

// tier is the tier whose members are read; nil for none.
func (d *decoder) tier() *source.Node {
	for i := range d.above {
		if d.above[i].of == "Tier" {
			return d.above[i].node
		}
	}
	return nil
}

// portsSpeaking are the numbers of a tier's ports that a protocol of connections is for.
func portsSpeaking(tier *source.Node, protocol string) []string {
	if tier == nil || tier.Get("ports") == nil {
		return nil
	}
	var out []string
	for _, item := range tier.Get("ports").Items {
		of := format.GatewayPort{Name: format.Text{Value: scalarOf(item, "name")}}
		of.Protocol.Value = format.PortProtocol(scalarOf(item, "protocol"))
		if number := scalarOf(item, "port"); number != "" && string(of.Speaks()) == protocol {
			out = append(out, number)
		}
	}
	return out
}

// numberOf is the number of an app's port, of several the first; "" where it says none.
func numberOf(app *source.Node) string {
	port := app.Get("port")
	if port != nil && port.Kind == source.List && len(port.Items) > 0 {
		port = port.Items[0]
	}
	if port != nil && port.Kind == source.Map {
		port = port.Get("port")
	}
	if port == nil || !format.Decimal.MatchString(port.Text) {
		return ""
	}
	return port.Text
}

// portSpeaking is what to write at an app whose one port is a number alone, so that it speaks a
// protocol; "" where it says more.
func portSpeaking(app *source.Node, protocol string) string {
	port := app.Get("port")
	if port == nil || port.Kind != source.Scalar || !format.Decimal.MatchString(port.Text) {
		return ""
	}
	return "port: {port: " + port.Text + ", protocol: " + protocol + "} at the app"
}

// failProtocol tells of a protocol in the place of a route; false for any other value.
func (d *decoder) failProtocol(t reflect.Type, n *source.Node, m format.Origin) bool {
	if t != reflect.TypeFor[format.Route]() || n.Kind != source.Scalar {
		return false
	}
	meant, ok := d.routeOfProtocol(n.Text)
	message := " is a protocol, and no path, which begins with \"/\""
	if meant.word == "udp" {
		message = unpassedMessage
	}
	if ok {
		d.fail("path-form", m, wording.Quote(n.Text)+message, meant.help(meant.item))
	}
	return ok
}

// help is the cure that has a route in some form.
func (r routeMeant) help(item string) string {
	switch all := r.with(item + " in its place"); {
	case r.word == "udp":
		return unpassedHelp
	case all == "write "+item+" in its place":
		return "write: " + item
	default:
		return all
	}
}

// with is the cure that says of a route what is written for it, and what has to be written with it.
func (r routeMeant) with(said string) string {
	all := append([]string{said}, slices.DeleteFunc(r.beside, func(one string) bool { return one == "" })...)
	last := len(all) - 1
	if last == 0 {
		return "write " + said
	}
	return "write " + strings.Join(all[:last], ", ") + " and " + all[last]
}

// connectionPort is the help for a route of connections whose port is none; "" for any other number.
func (d *decoder) connectionPort(text string, m format.Origin) string {
	of := d.above[len(d.above)-1]
	if of.of != "Route" || m.Key() != "tcp" && m.Key() != "tls" || len(d.above) < 2 {
		return ""
	}
	if _, err := strconv.Atoi(text); err == nil {
		return ""
	}
	if word := format.FlagMeant(text); m.Key() == "tls" && (word == "true" || word == "false") {
		return "remove it: the gateway ends TLS for the hosts of the tier, by the tier's tls"
	}
	item, beside := d.routeOfConnections(m.Key(), "", d.above[len(d.above)-2].node)
	return routeMeant{item: item, beside: beside}.help(strings.TrimSuffix(item[strings.Index(item, " ")+1:], "}"))
}

// protocolAsRoutes is the help for a protocol in the place of all routes of an app; "" for any other
// value.
func (d *decoder) protocolAsRoutes(f *format.Field, n *source.Node) string {
	if f.Inner() != format.LayoutOf(reflect.TypeFor[format.Route]()) || n.Kind != source.Scalar {
		return ""
	}
	meant, ok := d.routeOfProtocol(n.Text)
	if !ok {
		return ""
	}
	return meant.help("[" + meant.item + "]")
}

// protocolOfRoute tells of a protocol at a route, which the route's own key says here, and reads the
// route as one of connections; false for another key.
func (d *decoder) protocolOfRoute(v reflect.Value, n *source.Node, i int, at format.Origin) bool {
	word := strings.ToLower(n.Values[i].Text)
	if v.Type() != reflect.TypeFor[format.Route]() || n.Keys[i].Text != "protocol" || word != "tcp" && word != "tls" || n.Get(word) != nil {
		return false
	}
	place, number := "in its place", scalarOf(n, "port")
	if number != "" {
		place = "in place of it and of port"
	}
	item, beside := d.routeOfConnections(word, number, d.above[len(d.above)-2].node)
	v.Field(0).Addr().Interface().(*format.Origin).Doubt()
	d.fail("field-unknown", at, "unknown field "+wording.Quote(n.Keys[i].Text), routeMeant{beside: beside}.with(strings.Trim(item, "{}")+" "+place))
	return true
}
