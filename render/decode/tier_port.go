package decode

import (
	"reflect"
	"strconv"
	"strings"

	"render/render/format"
	"render/render/platform"
	"render/render/source"
)

// tierPort is a port of a tier that stands alone, or before the one of a container, as an item of
// the tier's ports; there reports whether a tier with hosts has it without a word. Of a text that is
// no port the item is "".
func tierPort(text string) (item string, there bool) {
	word, udp := strings.CutSuffix(strings.ToLower(text), "/udp")
	port := strings.TrimSuffix(word, "/tcp")
	if pair := portPair.FindStringSubmatch(word); pair != nil {
		port = pair[1]
	}
	switch {
	case !format.Decimal.MatchString(port) || len(port) > 5:
		return "", false
	case udp:
		return "{name: udp-" + port + ", port: " + port + ", protocol: UDP}", false
	}
	number, _ := strconv.Atoi(port)
	protocol := "http"
	if platform.MostlyOn(number) != "" {
		protocol = "tcp"
	}
	return "{name: " + protocol + "-" + port + ", port: " + port + besideTierPort(port) + "}", port == "80" || port == "443"
}

// besideTierPort is the port of the gateway's pod where that of the tier may not be its too: a pod opens
// none below 1024, and has 8080 and 8443 for 80 and 443.
func besideTierPort(port string) string {
	switch number, _ := strconv.Atoi(port); {
	case number < 1024:
		return ", targetPort: " + strconv.Itoa(8000+number)
	case number == 8080 || number == 8443:
		return ", targetPort: " + strconv.Itoa(10000+number)
	}
	return ""
}

// portOfTier is the help for a port that stands alone where a tier's port is an object; "" for
// anything else.
func portOfTier(of reflect.Type, n *source.Node) string {
	if of != reflect.TypeFor[format.GatewayPort]() || n.Kind != source.Scalar {
		return ""
	}
	item, there := tierPort(n.Text)
	switch {
	case item == "":
		return ""
	case there:
		return "remove it: 80 and 443 are there where a tier has hosts"
	case strings.HasPrefix(item, "{name: http-"):
		return "write: " + item + ", or name: tcp-" + strings.TrimPrefix(item[:strings.Index(item, ",")], "{name: http-") + " if it is not HTTP; the port of a container is said at its app"
	}
	return "write: " + item
}

// itemOfTier is such a port as the item that is meant; "" for one that is there, and for anything else.
func itemOfTier(of reflect.Type, n *source.Node) string {
	item, there := tierPort(n.Text)
	if of != reflect.TypeFor[format.GatewayPort]() || n.Kind != source.Scalar || there {
		return ""
	}
	return item
}

// portsOfTier are ports in the place of the list of a tier's; "" for anything else.
func portsOfTier(f *format.Field, items []string) string {
	if f.Inner() != format.LayoutOf(reflect.TypeFor[format.GatewayPort]()) {
		return ""
	}
	var out []string
	for _, text := range items {
		item, there := tierPort(text)
		switch {
		case item == "":
			return ""
		case !there:
			out = append(out, item)
		}
	}
	if out == nil {
		return "remove it: 80 and 443 are there where a tier has hosts"
	}
	help := "write: [" + strings.Join(out, ", ") + "]"
	if strings.Contains(help, "{name: http-") {
		help += ", or names that begin with tcp for what is not HTTP"
	}
	return help
}
