package trace

import (
	"cmp"
	"fmt"
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"render/render/format"
	"render/render/routing"
	"render/render/wording"
)

// malformed is a URL that no request can be made of.
type malformed struct{ text string }

func (m *malformed) Error() string { return m.text }

// connected is a URL of a connection for one of a protocol that no gateway reads; "" where
// nothing says that it is one, or to which port.
func connected(u *url.URL) string {
	known, ok := map[string]struct{ over, port string }{
		"mqtt": {"tcp", "1883"}, "mqtts": {"tls", "8883"}, "amqp": {"tcp", "5672"}, "amqps": {"tls", "5671"}, "redis": {"tcp", "6379"}, "rediss": {"tls", "6379"},
		"ldap": {"tcp", "389"}, "ldaps": {"tls", "636"}, "postgres": {"tcp", "5432"}, "postgresql": {"tcp", "5432"}, "mysql": {"tcp", "3306"}, "ssl": {"tls", "443"},
		"ssh": {"tcp", "22"}, "sftp": {"tcp", "22"}, "git+ssh": {"tcp", "22"}, "git": {"tcp", "9418"},
	}[u.Scheme]
	switch {
	case !ok || u.Hostname() == "":
		return ""
	case u.Port() == "":
		return known.over + "://" + strings.TrimSuffix(u.Host, ":") + ":" + known.port
	}
	return known.over + "://" + u.Host
}

// Parse reads a URL: http, https, or tcp and tls for connections of which no request is
// read.
func Parse(text string) (Request, error) {
	if wording.IsKey(text) {
		return Request{}, &malformed{"the URL has a private key in it; leave it out"}
	}
	u, err := url.Parse(slashed(text))
	switch {
	case err != nil || u.Host == "" && u.Scheme != "" && u.Opaque == "":
		return Request{}, &malformed{wording.Quote(text) + " is not a URL" + unreadable(text)}
	case u.Host == "" || !contains([]string{"http", "https", "tcp", "tls"}, u.Scheme):
		_, rest, ok := strings.Cut(text, "//")
		if !ok {
			rest = text
		}
		if rest == "" {
			rest = "HOST/PATH"
		}
		if word := connected(u); word != "" {
			return Request{}, &malformed{wording.Quote(text) + " is followed as a connection alone; write: " + word}
		}
		return Request{}, &malformed{wording.Quote(text) + " has no scheme that can be followed; write: https://" + rest + ", or http, tls or tcp"}
	case u.User != nil:
		return Request{}, &malformed{"the URL has a password or a user's name in it, which no route reads; leave it out"}
	}
	r := Request{Secure: u.Scheme == "https" || u.Scheme == "tls", Raw: u.Scheme == "tcp" || u.Scheme == "tls", Path: u.EscapedPath(), Query: sendable(u.RawQuery)}
	if r.Host, err = readHost(u.Hostname()); err != nil {
		return Request{}, err
	}
	r.Dot = !r.Raw && strings.HasSuffix(u.Hostname(), ".")
	r.Port = map[string]int64{"http": 80, "https": 443, "tls": 443}[u.Scheme]
	if p := u.Port(); p != "" {
		r.Port, err = strconv.ParseInt(p, 10, 64)
	}
	switch {
	case u.Port() == "" && u.Scheme == "tcp":
		return Request{}, &malformed{wording.Quote(text) + " has no port; write: tcp://" + u.Host + ":PORT"}
	case err != nil || r.Port < 1 || r.Port > 65535:
		return Request{}, &malformed{wording.Quote(text) + " has no port from 1 to 65535"}
	}
	r.Address, _ = netip.ParseAddr(r.Host)
	r.Unnamed = r.Secure && r.Address.IsValid() // RFC 6066, 3: names of hosts alone
	if r.Raw && (r.Path != "" && r.Path != "/" || r.Query != "") {
		return Request{}, &malformed{wording.Quote(text) + " has a path, and of a connection none is read; leave it out, or write https or http"}
	}
	if r.Path == "" {
		r.Path = "/"
	}
	return r, nil
}

// By has a request come by a port of the Service in place of the URL's, which clients go on writing into the header Host
// where it is none that the scheme says.
func (r *Request) By(port int64) {
	if !r.Raw && r.Port != map[bool]int64{false: 80, true: 443}[r.Secure] {
		r.Shown = r.Port
	}
	r.Port = port
}

// slashed is a URL with slashes for the backslashes of its path, which is what browsers
// make of them, and gateways of those that another client sends.
func slashed(text string) string {
	end := strings.IndexAny(text, "?#")
	if end < 0 {
		end = len(text)
	}
	return strings.ReplaceAll(text[:end], `\`, "/") + text[end:]
}

// unreadable is why a text is no URL, as far as it can be told, and what to write.
func unreadable(text string) string {
	scheme, rest, _ := strings.Cut(text, "://")
	host, path, _ := strings.Cut(rest, "/")
	if a, err := netip.ParseAddr(host); err == nil && a.Is6() {
		return ": an address of IPv6 is in brackets there; write: " + scheme + "://[" + host + "]/" + path
	}
	if _, err := url.PathUnescape(path); err != nil {
		return `: "%" begins an escape, and two digits from 0 to f follow it; write %25 for "%" itself`
	}
	return "; write: https://HOST/PATH"
}

// readHost reads a host that a client asks for: a name of DNS's, or an address.
func readHost(text string) (string, error) {
	host := strings.TrimSuffix(strings.ToLower(text), ".")
	if a, err := netip.ParseAddr(host); err == nil && a.Zone() == "" {
		return a.Unmap().String(), nil
	}
	if strings.HasPrefix(host, "*") {
		return "", &malformed{wording.Quote(text) + " stands for many hosts, and a client asks for one; write one of them"}
	}
	if sent, ok := format.ASCIIHost(host); ok { // as browsers and curl do
		host = sent
	}
	for label := range strings.SplitSeq(host, ".") {
		if label == "" || len(label) > 63 || len(host) > 253 || strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
			return "", &malformed{wording.Quote(text) + " is no host that a client can ask for: a name has letters, digits and dashes between its dots, up to 63, and one of other letters is written as xn--..."}
		}
	}
	return host, nil
}

// sendable is a part of a URL in which what no request can have is escaped.
func sendable(text string) string {
	if strings.IndexFunc(text, unsendable) < 0 {
		return text
	}
	var b strings.Builder
	for i := range len(text) {
		if c := text[i]; unsendable(rune(c)) {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

func unsendable(r rune) bool { return r <= ' ' || r >= 0x7f || r == '#' }

// URL is the request as one asks for it.
func (r *Request) URL() string {
	scheme := r.scheme()
	switch {
	case r.Raw && r.Secure:
		scheme = "tls"
	case r.Raw:
		return "tcp://" + r.hostPort()
	}
	if r.Raw {
		return scheme + "://" + r.hostPort()
	}
	return scheme + "://" + r.hostPort() + r.target()
}

// hostPort is where the client connects to.
func (r *Request) hostPort() string {
	host := r.asked()
	if r.Name != "" {
		host = r.Name
	}
	if r.Address.IsValid() {
		host = r.Address.String()
		if r.Address.Is6() {
			host = "[" + host + "]"
		}
	}
	port := r.Port
	if r.Name == "" && !r.Address.IsValid() {
		port = cmp.Or(r.Shown, port)
	}
	if r.Raw && !(r.Secure && port == 443) || port != map[bool]int64{false: 80, true: 443}[r.Secure] {
		return host + ":" + decimal(port)
	}
	return host
}

// concrete is a name that a host stands for.
func concrete(host string) string {
	if host == routing.EveryHost {
		return "any.example.net"
	}
	return strings.ToLower(strings.Replace(host, "*", "any", 1))
}
