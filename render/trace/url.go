package trace

import (
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"render/render/wording"
)

// malformed is a URL that no request can be made of.
type malformed struct{ text string }

func (m *malformed) Error() string { return m.text }

// Parse reads a URL: http, https, or tcp and tls for connections of which no request is
// read.
func Parse(text string) (Request, error) {
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Host == "" && u.Scheme != "" && u.Opaque == "":
		return Request{}, &malformed{wording.Quote(text) + " is not a URL; write: https://HOST/PATH"}
	case u.Host == "" || !contains([]string{"http", "https", "tcp", "tls"}, u.Scheme):
		return Request{}, &malformed{wording.Quote(text) + " has no scheme that can be followed; write: https://" + strings.TrimPrefix(text, "//") + ", or http, tls or tcp"}
	case u.User != nil:
		return Request{}, &malformed{"the URL has a password or a user's name in it, which no route reads; leave it out"}
	}
	r := Request{Secure: u.Scheme == "https" || u.Scheme == "tls", Raw: u.Scheme == "tcp" || u.Scheme == "tls", Path: u.EscapedPath(), Query: u.RawQuery, Host: strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")}
	r.Port = map[string]int64{"http": 80, "https": 443, "tls": 443}[u.Scheme]
	if p := u.Port(); p != "" {
		r.Port, err = strconv.ParseInt(p, 10, 64)
	}
	if err != nil || r.Port < 1 || r.Port > 65535 {
		return Request{}, &malformed{wording.Quote(text) + " has no port from 1 to 65535"}
	}
	r.Address, _ = netip.ParseAddr(r.Host)
	if r.Path == "" {
		r.Path = "/"
	}
	return r, nil
}

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
	host := r.Host
	if r.Address.IsValid() {
		host = r.Address.String()
		if r.Address.Is6() {
			host = "[" + host + "]"
		}
	}
	if r.Raw && !(r.Secure && r.Port == 443) || r.Port != map[bool]int64{false: 80, true: 443}[r.Secure] {
		return host + ":" + decimal(r.Port)
	}
	return host
}
