package decode

import (
	"reflect"
	"strconv"
	"strings"

	"render/render/format"
	"render/render/source"
	"render/render/wording"
)

var (
	// portPair is a port outside and one in the container, as Compose files and docker run have them.
	portPair    = format.Expression(`^(?:[0-9]{1,3}(?:\.[0-9]{1,3}){3}:)?([1-9][0-9]{0,4}):([1-9][0-9]{0,4})(?:/tcp)?$`)
	spokenPort  = format.Expression(`^(https?|grpc|tcp|http2)(?:://:?|:| )([1-9][0-9]{0,4})/?$`)
	goesOn      = format.Expression(`^([1-9][0-9]*)(?:[,; ]+|[,; ]*#.*)$`)
	withUnit    = format.Expression(`^([1-9][0-9]{0,8}) ?(%|percent|s|days?|d|x|times|/tcp|/TCP)$`)
	pointZero   = format.Expression(`^(0|[1-9][0-9]{0,8})\.0+$`)
	behindComma = format.Expression(`^[0-9]+[A-Za-z]{0,2}$`)
	thousands   = format.Expression(`^[1-9][0-9]{0,2}([,' ][0-9]{3})+$`)
)

// numberMeant is the help for a number with more round it than digits.
func (d *decoder) numberMeant(text string, m format.Origin) string {
	if inner := strings.Trim(text, `"'`); inner != text && format.Decimal.MatchString(inner) {
		return "write: " + inner
	}
	if found := portPair.FindStringSubmatch(text); found != nil {
		if help := d.pairMeant(found[1], found[2], m); help != "" {
			return help
		}
	}
	if found := goesOn.FindStringSubmatch(text); found != nil {
		return "write: " + found[1]
	}
	if found := spokenPort.FindStringSubmatch(text); found != nil && m.Key() == "port" && d.above[len(d.above)-1].of == "App" {
		return "write: {port: " + found[2] + ", protocol: " + found[1] + "}"
	}
	if found := withUnit.FindStringSubmatch(text); found != nil {
		return "write: " + found[1]
	}
	if found := pointZero.FindStringSubmatch(text); found != nil {
		return "write: " + found[1]
	}
	if m.Key() == "replicas" {
		if help := boundsMeant(&source.Node{Kind: source.Scalar, Text: text}); help != "" {
			return help
		}
	}
	if thousands.MatchString(text) {
		return "write: " + strings.NewReplacer(",", "", "'", "", " ", "").Replace(text)
	}
	return ""
}

// pairMeant is the help for a port outside and one in the container where one port belongs; "" where
// none does.
func (d *decoder) pairMeant(outside, within string, m format.Origin) string {
	of := d.above[len(d.above)-1]
	switch {
	case of.of == "App" && (m.Key() == "port" || m.Key() == ""): // alone, or an item
		if isThere(of.node) {
			return "write: " + outside
		}
		return "write: {port: " + outside + ", targetPort: " + within + "}"
	case m.Key() == "tcp" && of.of == "Probe":
		return "write: " + within
	case m.Key() != "port":
		return ""
	case of.of == "Probe":
		return "write: " + within
	case of.of == "Port" && of.node.Get("targetPort") == nil && len(d.above) > 1 && !isThere(d.above[len(d.above)-2].node):
		return "write port: " + outside + ", targetPort: " + within + " in its place"
	}
	return "write: " + outside
}

// isThere reports whether an app is one that exists, of whose ports the one that is asked for is
// written.
func isThere(app *source.Node) bool { return app.Get("service") != nil || app.Get("outside") != nil }

// bodyMeant is the help for a text in the place of the status that a route answers with; "" for any other.
func bodyMeant(text string, m format.Origin) string {
	if m.Key() != "respond" || len(text) > maxMended || strings.Trim(text, "0123456789.") == "" {
		return ""
	}
	return "write: {status: 200, body: " + format.YAMLWord(text) + "}"
}

// overUDP tells of a port for UDP: of a tier's it is said beside the number, and no app has any.
func (d *decoder) overUDP(text, number string, m format.Origin) {
	if of := d.above[len(d.above)-1]; of.of == "GatewayPort" {
		d.fail("number-form", m, wording.Quote(text)+" is not a whole number", "write port: "+number+", protocol: UDP in its place")
		return
	}
	d.fail("number-form", m, wording.Quote(text)+unpassedMessage, unpassedHelp)
}

// unitMeant is the help for how long a request may take that is a number alone: nginx and Istio count in
// seconds, Envoy's headers and most libraries in milliseconds, and a number says of itself which is meant
// only where it is small.
func unitMeant(text string, m format.Origin, help string) string {
	if m.Key() != "timeout" && m.Key() != "perTry" || help != "write: "+text+"s" || len(text) < 3 {
		return help
	}
	if len(text) > 4 || !minutes(text) {
		return "write: " + text + "ms, or " + text + "s if seconds are meant"
	}
	return help + ", or " + text + "ms if milliseconds are meant"
}

// minutes reports whether a number of seconds is one of minutes.
func minutes(text string) bool {
	number, err := strconv.Atoi(text)
	return err == nil && number%60 == 0
}

// decimalComma tells of key number i of an object in braces that is what stands behind the comma of a
// number; false for any other key.
func (d *decoder) decimalComma(n *source.Node, i int, m format.Origin) bool {
	k := n.Keys[i]
	if !n.Flow || i == 0 || !n.Values[i].Null() || !behindComma.MatchString(k.Text) || n.Values[i-1].Quoted || !format.Decimal.MatchString(n.Values[i-1].Text) {
		return false
	}
	before := n.Values[i-1]
	at := before.Place
	at.Length = k.Place.Column + k.Place.Length - at.Column
	if k.Place.Line != at.Line {
		return false
	}
	d.fail("number-form", m.Member(k.Text, at), "in braces a comma ends a value, and a number has a point", "write: "+before.Text+"."+k.Text)
	return true
}

// doubtLast takes the value of an entry, of which a comma was the end, for one that is wrong.
func doubtLast(entry reflect.Value) {
	if text, ok := entry.Field(1).Addr().Interface().(*format.Text); ok {
		text.Doubt()
	}
}
