package format

import (
	"fmt"
	"net/url"
	"regexp/syntax"
	"slices"
	"strconv"
	"strings"

	"render/render/wording"
)

// CheckFile tells what is wrong with the name of a file, whether it is there or not.
func CheckFile(text string) wording.Fault {
	switch {
	case text == "":
		return wording.Fault{Message: "is empty", Help: "write the path of a file"}
	case strings.Contains(strings.TrimSpace(text), "\n"):
		return wording.Fault{Message: "is a text of several lines, and the path of a file is one", Help: "write what it holds into a file, and the path of that here"}
	case schemed.MatchString(text):
		if path, ok := strings.CutPrefix(text, "file://"); ok && path != "" {
			return wording.Fault{Message: wording.Quote(text) + " is a URL, and the path of a file is without file://", Help: "write: " + YAMLWord(path)}
		}
		return wording.Fault{Message: wording.Quote(text) + " is a URL, and a file beside the topology is meant", Help: "fetch it into a file, and write the path of that"}
	case strings.ContainsAny(text, "\\\n"):
		return wording.Fault{Message: wording.Quote(text) + ` is not a path that every machine reads`, Help: "write: " + strings.TrimSpace(strings.ReplaceAll(text, `\`, "/"))}
	}
	return wording.Fault{}
}

// schemed is what begins as a URL does.
var schemed = Expression(`^[a-z][a-z0-9+.-]*://`)

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

// mendPath knows a path without its first slash, with a query, with an anchor, with spaces, which
// clients send as %20.
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
	return strings.ReplaceAll(strings.TrimSpace(text), " ", "%20")
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

// ruledPath is a path as a rule of Traefik has it, with a host before it or none.
var ruledPath = Expression("^(Host\\(`[^`]*`\\) *&& *)?\\(?(Path|PathPrefix)\\([`'\"]([^`'\"]*)[`'\"]\\)\\)?$")

// ruledHost is the host of such a rule, as a field beside the path.
func ruledHost(rule string) string {
	found := ruled.FindStringSubmatch(strings.TrimRight(rule, " &"))
	if found == nil {
		return ""
	}
	return ", hosts: [" + YAMLWord(found[1]) + "]"
}

// requestLine is a path behind a method.
var requestLine = Expression(`^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) (/[^ ?#]*)$`)

func checkRoute(text string) wording.Fault {
	if port, err := strconv.ParseUint(text, 10, 16); err == nil && port > 0 {
		return wording.Fault{Message: wording.Quote(text) + ` is not a path, which begins with "/"`, Help: "write: /" + text + ", or in a route {tcp: " + text + "} for connections to that port of the tier"}
	}
	if field, path := PathMeant(text); field != "" && field != "regex" && strings.Contains(text, " ") {
		return wording.Fault{Message: wording.Quote(text) + " is a path as nginx has it", Help: "write: {" + field + ": " + YAMLWord(path) + "}"}
	}
	if found := ruledPath.FindStringSubmatch(text); found != nil && pathForm.Takes(found[3]) {
		return wording.Fault{Message: wording.Quote(text) + " is a rule of Traefik, not a path", Help: "write: {" + map[string]string{"Path": "exact", "PathPrefix": "prefix"}[found[2]] + ": " + YAMLWord(found[3]) + ruledHost(found[1]) + "}"}
	}
	if anchored(text) {
		return wording.Fault{Message: wording.Quote(text) + " is a regular expression, and a path begins with \"/\"", Help: "write: {regex: " + wording.Quoted(asExpression(text)) + "}"}
	}
	if way, rest, ok := strings.Cut(text, ":"); ok && (way == "exact" || way == "prefix") && pathForm.Takes(rest) {
		return wording.Fault{Code: "yaml-colon", Message: "the colon of a key needs a space behind it", Help: "write: {" + way + ": " + YAMLWord(rest) + "}"}
	}
	if found := requestLine.FindStringSubmatch(text); found != nil {
		path, all := strings.CutSuffix(found[2], "/*")
		way := map[bool]string{true: "prefix", false: "exact"}[all]
		return wording.Fault{Message: wording.Quote(text) + " is a path with a method before it", Help: "write: {" + way + ": " + YAMLWord("/"+strings.TrimPrefix(path, "/")) + ", methods: [" + found[1] + "]}"}
	}
	if fault := pathForm.Check(text); fault.Found() {
		if each := strings.Fields(text); len(each) > 1 && !slices.ContainsFunc(each, func(one string) bool { return pathForm.Check(strings.Trim(one, ",")).Found() }) {
			fault.Help = "write an item each: " + strings.ReplaceAll(strings.Join(each, ", "), ",,", ",")
		} else if host, rest := hostBefore(text + "/"); host == text && rest == "/" {
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
	if field, path := PathMeant(text); field == "prefix" && (strings.HasSuffix(strings.Trim(text, "*.)?"), "/") || strings.HasSuffix(text, "(/|$)(.*)")) && text != strings.TrimSuffix(path, "/")+"/*" {
		return wording.Fault{Message: wording.Quote(text) + ` has a "*" that is not "/*" at its end`, Help: "write: " + YAMLWord(strings.TrimSuffix(path, "/")+"/*")}
	}
	body := strings.TrimSuffix(text, "/*")
	if strings.Contains(body, "*") {
		below := "" // what is mostly meant by a "*" at the end
		if above, ok := strings.CutSuffix(text, "*"); ok && !strings.Contains(above, "*") && !strings.ContainsAny(above, `+[](|\\.$`) {
			below = YAMLWord(above+"/*") + ", or "
		}
		return wording.Fault{Message: wording.Quote(text) + ` has a "*" that is not "/*" at its end`,
			Help: "write: " + below + "{regex: " + wording.Quoted(asExpression(text)) + "}, or {regex: " + wording.Quoted(Literally(text)) + "} for the character itself"}
	}
	return wording.Fault{}
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

var pathForm = &form{code: "path-form", Words: `a path: it begins with "/" and has no space, "?" or "#"`, Pattern: usually(plainPath, pathText), mend: mendPath, Verify: checkPathLength, shape: pathShape}

func pathShape() shape { return shape{max: maxPath} }

func fileShape() shape {
	return shape{all: []string{`^[^\\\n]+$`}, none: []string{`^[a-z][a-z0-9+.-]*://`}}
}
