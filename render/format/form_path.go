package format

import (
	"fmt"
	"net/netip"
	"net/url"
	"path"
	"regexp"
	"regexp/syntax"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"render/render/wording"
)

// CheckFile tells what is wrong with the name of a file, whether it is there or not.
func CheckFile(text string) wording.Fault {
	switch {
	case text == "":
		return wording.Fault{Message: "is empty", Help: "write the path of a file"}
	case strings.ContainsAny(text, "\\\n"):
		return wording.Fault{Message: wording.Quote(text) + ` is not a path that every machine reads`, Help: "write: " + strings.ReplaceAll(text, `\`, "/")}
	}
	return wording.Fault{}
}

// pathText is a path as an expression.
const pathText = `/[^\t\n\f\r ?#]*`

// maxPath is in bytes. Servers and proxies take request lines of 8 KiB.
const maxPath = 8192

func checkPathLength(text string) wording.Fault {
	if len(text) > maxPath {
		return wording.Fault{Message: fmt.Sprintf("%s is longer than %d bytes", wording.Quote(text), maxPath), Help: "write a shorter path"}
	}
	return wording.Fault{}
}

// mendPath knows a path without its first slash, with a query, with an anchor.
func mendPath(text string) string {
	if u, err := url.Parse(text); err == nil && u.Host != "" {
		text = u.Path
	}
	if i := strings.IndexAny(text, "?#"); i >= 0 {
		text = text[:i]
	}
	if text == "" || text[0] != '/' {
		text = "/" + text
	}
	return text
}

// hostBefore is the host that stands before a path, and the path; "" for none.
func hostBefore(text string) (host, path string) {
	if _, rest, ok := strings.Cut(text, "://"); ok {
		text = rest
	}
	at := strings.IndexByte(text, '/')
	if at <= 0 || !pathForm.Takes(text[at:]) {
		return "", ""
	}
	host = text[:at]
	top := strings.Trim(host[strings.LastIndexByte(host, '.')+1:], "abcdefghijklmnopqrstuvwxyz")
	if !strings.Contains(host, ".") || top != "" || CheckHost(host).Found() {
		return "", ""
	}
	return host, text[at:]
}

func checkRoute(text string) wording.Fault {
	if port, err := strconv.ParseUint(text, 10, 16); err == nil && port > 0 {
		return wording.Fault{Message: wording.Quote(text) + ` is not a path, which begins with "/"`, Help: "write: /" + text + ", or in a route {tcp: " + text + "} for connections to that port of the tier"}
	}
	if anchored(text) {
		return wording.Fault{Message: wording.Quote(text) + " is a regular expression, and a path begins with \"/\"", Help: "write: {regex: " + strconv.Quote(asExpression(text)) + "}"}
	}
	if way, rest, ok := strings.Cut(text, ":"); ok && (way == "exact" || way == "prefix") && pathForm.Takes(rest) {
		return wording.Fault{Code: "yaml-colon", Message: "the colon of a key needs a space behind it", Help: "write: {" + way + ": " + YAMLWord(rest) + "}"}
	}
	if fault := pathForm.Check(text); fault.Found() {
		if host, rest := hostBefore(text + "/"); host == text && rest == "/" {
			if strings.Count(host, ".") == 1 { // as files have it, too
				fault.Help += ", or if it is a host, write it in hosts, and routes: [/*]"
				return fault
			}
			fault.Message = wording.Quote(text) + " is a host, not a path"
			fault.Help = "write it in hosts, and routes: [/*] for all its paths"
		} else if host, rest := hostBefore(text); host != "" {
			way, path := "exact", rest
			if above, ok := strings.CutSuffix(rest, "/*"); ok {
				way, path = "prefix", "/"+strings.TrimPrefix(above, "/")
			}
			fault.Message = wording.Quote(text) + " has a host before its path"
			fault.Help = "write {" + way + ": " + YAMLWord(path) + ", hosts: [" + YAMLWord(host) + "]} in a route, or " + YAMLWord(rest) + " for all hosts"
		}
		return fault
	}
	if body, ok := strings.CutSuffix(text, "/**"); ok && !strings.Contains(body, "*") {
		return wording.Fault{Message: wording.Quote(text) + ` has a "*" that is not "/*" at its end`, Help: "write: " + YAMLWord(body+"/*")}
	}
	body := strings.TrimSuffix(text, "/*")
	if strings.Contains(body, "*") {
		below := "" // what is mostly meant by a "*" at the end
		if above, ok := strings.CutSuffix(text, "*"); ok && !strings.Contains(above, "*") && !strings.ContainsAny(above, `+[](|\\.$`) {
			below = YAMLWord(above+"/*") + ", or "
		}
		return wording.Fault{Message: wording.Quote(text) + ` has a "*" that is not "/*" at its end`,
			Help: "write: " + below + "{regex: " + strconv.Quote(asExpression(text)) + "}, or {exact: " + strconv.Quote(text) + "} for the character itself"}
	}
	return wording.Fault{}
}

// anchored reports whether a path is a regular expression by its ends.
func anchored(text string) bool {
	return strings.HasPrefix(text, "^") || strings.HasPrefix(text, "~") || strings.HasSuffix(text, "$") && strings.HasPrefix(text, "/") && strings.ContainsAny(text, `*+[](|\\`)
}

// asExpression is a regular expression for a path as people write it elsewhere:
// Istio's has to match the whole path, that of nginx its beginning.
func asExpression(text string) string {
	text = strings.TrimSpace(strings.TrimLeft(text, "~"))
	if body, ok := strings.CutPrefix(text, "^"); ok || strings.HasSuffix(text, "$") {
		whole, ended := strings.CutSuffix(body, "$")
		if _, err := syntax.Parse(whole, syntax.Perl); err == nil {
			if !ended && !strings.HasSuffix(whole, ".*") {
				whole += ".*"
			}
			return whole
		}
	}
	if strings.Contains(text, ".*") || strings.Contains(text, ".+") || strings.Contains(text, ")*") || strings.Contains(text, "]*") {
		if _, err := syntax.Parse(text, syntax.Perl); err == nil {
			return text
		}
	}
	parts := strings.Split(text, "*")
	for i := range parts {
		parts[i] = regexp.QuoteMeta(parts[i])
	}
	last := len(parts) - 1
	return strings.Join(parts[:last], "[^/]*") + map[bool]string{true: ".*", false: "[^/]*" + parts[last]}[parts[last] == ""]
}

func checkRegex(text string) wording.Fault {
	if text == "" {
		return wording.Fault{Message: "is empty", Help: "write a regular expression"}
	}
	if _, err := syntax.Parse(text, syntax.Perl); err != nil {
		var reason string
		if e, ok := err.(*syntax.Error); ok {
			reason = fmt.Sprintf(": %s: %s", e.Code, wording.Quote(e.Expr))
		}
		return wording.Fault{Message: wording.Quote(text) + " is not a regular expression in RE2's syntax" + reason, Help: "write it as RE2 has it; there is no looking ahead or behind"}
	}
	return wording.Fault{}
}

// pageEndings are those of files of servers, and of no domain.
var pageEndings = [...]string{".php", ".html", ".htm", ".asp", ".aspx", ".jsp", ".cgi"}

// CheckRedirect tells what is wrong with where a redirect leads: a path, or a URL.
func CheckRedirect(text string) wording.Fault {
	if strings.HasPrefix(text, "/") {
		return pathForm.Check(text)
	}
	const example = "write: https://www.example.org/new"
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

var pathForm = &form{code: "path-form", Words: `a path: it begins with "/" and has no space, "?" or "#"`, Pattern: usually(plainPath, pathText), mend: mendPath, Verify: checkPathLength, shape: pathShape}

func pathShape() shape { return shape{max: maxPath} }

func fileShape() shape { return shape{all: []string{`^[^\\\n]+$`}} }
