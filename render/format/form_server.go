package format

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"render/internal/later"
	"render/render/wording"
)

// server is what a URL, or a name with a port behind it, says of a server.
type server struct {
	name     string
	port     int      // 0: it names none that may be one
	usual    bool     // the port is the scheme's usual one, and not written
	protocol Protocol // "": it does not say
	path     string   // "": none but the root
	url      bool
}

// schemes are what is spoken to the servers of URLs, and their usual ports.
func schemes() map[string]struct {
	port     int
	protocol Protocol
} {
	return schemesOnce.Get(makeSchemes)
}

var schemesOnce later.Value[map[string]struct {
	port     int
	protocol Protocol
}]

func makeSchemes() map[string]struct {
	port     int
	protocol Protocol
} {
	return map[string]struct {
		port     int
		protocol Protocol
	}{
		"http": {80, ProtocolHTTP}, "ws": {80, ProtocolHTTP}, "https": {443, ProtocolHTTPS}, "wss": {443, ProtocolHTTPS},
		"grpc": {0, ProtocolGRPC}, "tcp": {0, ProtocolTCP}, "tls": {0, ProtocolTLS},
	}
}

// readServer reads a URL, or a name with a port behind it; false for what is neither.
func readServer(text string) (server, bool) {
	s := server{url: strings.Contains(text, "://")}
	if !s.url {
		text = "//" + text
	}
	u, err := url.Parse(text)
	if err != nil || u.Hostname() == "" || !s.url && u.Port() == "" {
		return server{}, false
	}
	of := schemes()[u.Scheme]
	s.name, s.port, s.protocol, s.path = u.Hostname(), of.port, of.protocol, strings.TrimRight(u.EscapedPath(), "/")
	if s.usual = u.Port() == ""; !s.usual {
		s.port, _ = strconv.Atoi(u.Port())
	}
	if s.port < 1 || s.port > 65535 {
		s.port = 0
	}
	return s, true
}

// beside is what help says of all but the name, which has its place in other fields.
func (s server) beside() string {
	var with []string
	switch {
	case s.port == 0:
	case s.protocol != "" && s.protocol != ProtocolHTTP:
		with = append(with, fmt.Sprintf("port: {port: %d, protocol: %s} at the app", s.port, s.protocol))
	default:
		with = append(with, fmt.Sprintf("port: %d at the app", s.port))
	}
	if s.path != "" {
		with = append(with, "rewrite: "+YAMLWord(s.path)+" at its routes")
	}
	if len(with) == 0 {
		return ""
	}
	return ", with " + strings.Join(with, " and ") + s.unless()
}

// unless says of a port that is not in the URL that another one may be written beside it.
func (s server) unless() string {
	if !s.usual || s.port == 0 {
		return ""
	}
	return "; a port that is written already keeps its number"
}

// oneName tells of a URL, of a name with a port and of a wildcard; right is what the
// name in it has to be.
func oneName(text string, right func(string) wording.Fault) wording.Fault {
	if s, ok := readServer(text); ok && !right(s.name).Found() {
		message := " has a port"
		if s.url {
			message = " is a URL, and a name alone is meant"
		}
		return wording.Fault{Message: wording.Quote(text) + message, Help: "write: " + YAMLWord(s.name) + s.beside()}
	}
	if strings.Contains(text, "*") {
		return wording.Fault{Message: wording.Quote(text) + " has a \"*\", and requests go to one place", Help: "write the name in full"}
	}
	return wording.Fault{}
}
