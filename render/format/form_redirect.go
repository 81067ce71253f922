package format

import (
	"net/netip"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"render/render/wording"
)

// pageEndings are those of files of servers, and of no domain.
var pageEndings = [...]string{".php", ".html", ".htm", ".asp", ".aspx", ".jsp", ".cgi"}

// CheckRedirect tells what is wrong with where a redirect leads: a path, or a URL.
func CheckRedirect(text string) wording.Fault {
	const example = "write a path, or a URL such as https://www.example.org/new"
	switch {
	case strings.HasPrefix(text, "//"):
		help := "write: /" + strings.TrimLeft(text, "/")
		if host, _ := hostBefore(text[len("//"):] + "/"); host != "" {
			help = "write: https:" + text
		}
		return wording.Fault{Message: wording.Quote(text) + " begins with two slashes, and would be a path of the host that was asked for", Help: help}
	case FillsRedirect(text):
		return wording.Fault{Message: wording.Quote(text) + " has a part that other tools fill in, and nothing is filled in here", Help: fixedRedirect(text)}
	case strings.HasPrefix(text, "/"):
		return pathForm.Check(text)
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		help := example
		host, _, _ := strings.Cut(text, "/")
		named := HostName.MatchString(host) && strings.Contains(host, ".")
		whole := !strings.Contains(text, ":") && !pathForm.Check("/"+text).Found()
		switch {
		case named && whole && slices.Contains(pageEndings[:], path.Ext(host)):
			help = "write: /" + text + ", or https://" + text + " if " + host + " is a host"
		case named:
			help = "write: https://" + text
		case whole && strings.ContainsFunc(text, unicode.IsLetter):
			help = "write: /" + text
		}
		switch text {
		case "http":
			help = example
		case "https", "true", "yes", "on":
			help = "remove it, and write tls: {redirect: true} at the tier"
		}
		return wording.Fault{Message: wording.Quote(text) + " is neither a path nor a URL with http or https and a host", Help: help}
	}
	if u.User != nil || u.RawQuery != "" || u.ForceQuery || strings.Contains(text, "#") {
		return wording.Fault{Message: wording.Quote(text) + " has more than a scheme, a host, a port and a path", Help: "write the URL without a user, \"?\" and \"#\""}
	}
	if port, err := strconv.Atoi(u.Port()); strings.HasSuffix(u.Host, ":") || u.Port() != "" && (err != nil || port < 1 || port > 65535) {
		return wording.Fault{Message: wording.Quote(text) + " has no port from 1 to 65535", Help: "write such a port, or none"}
	}
	host := u.Hostname()
	if _, err := netip.ParseAddr(host); err == nil {
		return wording.Fault{}
	}
	if CheckHost(host).Found() || strings.HasPrefix(host, "*") {
		help := example
		if named, ok := ASCIIHost(host); ok && !ascii(host) {
			help = "write: " + strings.Replace(text, host, named, 1)
		}
		return wording.Fault{Message: wording.Quote(text) + " has no DNS name for a host", Help: help}
	}
	if u.Path != "" {
		return pathForm.Check(u.Path)
	}
	return wording.Fault{}
}

var (
	// variables are those of nginx; behind ${ other names are a shell's.
	variables = Expression(`\$\{?([0-9]+|host|http_host|server_name|request_uri|uri|document_uri|args|is_args|query_string|scheme)\b\}?`)
	// parts are what Caddy, Traefik, Apache and load balancers of clouds fill in.
	parts = Expression(`[#%]?\{\w+\}|\\[0-9]|/\*$`)
)

// filledPart is the first part of a redirect's target that other tools fill in; "" for none.
func filledPart(text string) string {
	if found := variables.FindStringSubmatch(text); found != nil {
		return found[0]
	}
	if found := parts.FindStringSubmatch(text); found != nil && !strings.Contains(text, "${") {
		return found[0]
	}
	return ""
}

// FillsRedirect reports whether a redirect's target has a part that other tools fill in.
func FillsRedirect(text string) bool { return filledPart(text) != "" }

// fixedRedirect is the help for a target with parts that nobody fills in: without a path it keeps the
// one that was asked for, and without a host that one.
func fixedRedirect(text string) string {
	const whole, other = "://", "write a path, or a URL such as https://www.example.org/new"
	part := filledPart(text)
	if part == "" {
		return other
	}
	fixed, rest, _ := strings.Cut(text, part)
	switch {
	case fixed == "" && strings.HasPrefix(rest, whole) && !CheckRedirect("https"+rest).Found(): // the scheme alone
		return "write: https" + rest
	case fixed == "" && strings.HasPrefix(rest, whole):
		return fixedRedirect("https" + rest)
	case strings.HasSuffix(fixed, whole): // and no host
		path := strings.TrimRight(rest, "/")
		if strings.HasPrefix(path, "/") && !CheckRedirect(path).Found() {
			return "write: " + YAMLWord(path) + "; the host that was asked for stays"
		}
		if next := filledPart(rest); fixed == "https://" && (path == "" || next != "" && strings.HasPrefix(strings.TrimPrefix(rest, "/"), next)) {
			return "remove it, and write tls: {redirect: true} at the tier"
		}
		return other
	}
	fixed = strings.TrimRight(fixed, "/?")
	switch {
	case fixed == "" || CheckRedirect(fixed).Found():
		return "write all of the path, such as /new"
	case !strings.HasPrefix(fixed, "/") && strings.Count(fixed, "/") == 2:
		return "write: " + YAMLWord(fixed) + "; the path that was asked for stays"
	}
	return "write: " + YAMLWord(fixed) + "; nothing of the path that was asked for stays"
}
