package importing

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"render/internal/later"
	"render/render/format"
	"render/render/manifest"
	"render/render/routing"
	"render/render/wording"
)

// paths are those of a host of an Ingress' class, made where there are none yet.
func (all *ingressPaths) paths(class, host string) *hostPaths {
	key := class + "\n" + host
	if all.hosts[key] == nil {
		all.hosts[key] = &hostPaths{}
	}
	return all.hosts[key]
}

// gather notes the paths of an Ingress, and the certificates of its hosts.
func (all *ingressPaths) gather(in *ingress) {
	list := in.o.Object("spec").List("tls")
	for _, r := range in.spec().List("rules") {
		rule := asObject(r)
		of := all.paths(classOf(in.o), hostOf(rule))
		if at := tlsOf(list, hostOf(rule)); at >= 0 {
			of.secret = cmp.Or(of.secret, asObject(list[at]).Text("secretName"))
		}
		if in.main() != nil {
			continue // whose paths are the host's
		}
		for _, p := range rule.Object("http").List("paths") {
			text, target := cmp.Or(asObject(p).Text("path"), "/"), in.note("rewrite-target")
			of.all = append(of.all, hostPath{text, asObject(p).Text("pathType"), in.inClear()})
			of.expressions = of.expressions || in.asksForExpressions() || target != "" && target != text
		}
	}
}

// asksForExpressions reports whether an Ingress says by itself that its paths are expressions.
func (in *ingress) asksForExpressions() bool {
	is, err := strconv.ParseBool(in.note("use-regex"))
	return err == nil && is
}

// byNginx reports whether ingress-nginx takes a class up, as far as its IngressClass or its name tells.
func (all *ingressPaths) byNginx(class string) bool {
	if controller, told := all.controllers[class]; told {
		return strings.Contains(controller, "ingress-nginx")
	}
	return !strings.Contains(class, "traefik") && !strings.Contains(class, "haproxy")
}

// expression reports whether a path of a host is an expression. Of other controllers it is taken to be
// where it looks so.
func (in *ingress) expression(host, text string) bool {
	if class := classOf(in.o); in.all.byNginx(class) {
		return in.all.paths(class, host).expressions
	}
	return in.asksForExpressions() || signs(text)
}

// signs reports whether a path has what is rarely in one that is no expression.
func signs(text string) bool { return strings.ContainsAny(text, "()*$|") }

// letters tells of paths that look like expressions, and are none.
func (in *ingress) letters() (notes []string) {
	for _, r := range in.spec().List("rules") {
		host := hostOf(asObject(r))
		for _, p := range asObject(r).Object("http").List("paths") {
			if text := asObject(p).Text("path"); signs(text) && !in.expression(host, text) {
				notes = append(notes, fmt.Sprintf("Ingress %q: path %s is no expression to its controller, since no Ingress for %s says use-regex: \"true\" or rewrite-target, and is taken up by its very letters, which clients hardly ask for; where they are to get there, write: {regex: %s}",
					in.o.Object("metadata").Text("name"), wording.Quote(text), wording.Quote(host), format.YAMLWord(whole(text))))
			}
		}
	}
	return notes
}

// whole is an expression for whole paths in place of one for how they begin.
func whole(text string) string { return "(?i)" + embedded(text) + ".*" }

// embedded is an expression as a part of another one. Of alternatives the first alone is for how a path begins.
func embedded(text string) string {
	depth, escaped, class := 0, false, false
	for i, c := range text {
		switch {
		case escaped:
			escaped = false
		case c == '\\':
			escaped = true
		case class:
			class = c != ']'
		case c == '[':
			class = true
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == '|' && depth == 0:
			return "(?:" + text[:i] + "|.*(?:" + text[i+1:] + "))"
		}
	}
	return text
}

// sameTarget reports whether what a path is rewritten to is that path.
func sameTarget(text, target string) bool {
	return text == "/(.*)" && target == "/$1" || text == "/()(.*)" && target == "/$2"
}

// rewritten is how a whole path is replaced where an expression is for how it begins; nil where a target has more
// in it than groups.
func rewritten(text, target string) manifest.Object {
	match := "(?i)^" + embedded(text) + ".*$"
	re, err := regexp.Compile(match)
	if err != nil || !strings.HasPrefix(target, "/") || strings.ContainsAny(target, `?\`) {
		return nil
	}
	var to strings.Builder
	for i := 0; i < len(target); i++ {
		if target[i] != '$' {
			to.WriteByte(target[i])
			continue
		}
		if i++; i == len(target) || target[i] < '1' || target[i] > '9' || int(target[i]-'0') > re.NumSubexp() {
			return nil
		}
		to.WriteString(`\` + target[i:i+1])
	}
	return object("uriRegexRewrite", object("match", match, "rewrite", to.String()))
}

// first reports whether ingress-nginx tries one expression before another.
func first(a, b string) bool { return len(a) > len(b) || len(a) == len(b) && a > b }

// captured is a path of which what is behind it is captured, for a rewrite to "/$2".
func captured() *regexp.Regexp {
	return capturedOnce.Get(func() *regexp.Regexp { return regexp.MustCompile(`^(/[^()*$|]*?)/?\(/\|\$\)\(\.\*\)$`) })
}

var capturedOnce later.Value[*regexp.Regexp]

// match is how a path of a host is matched, and how it is rewritten.
func (in *ingress) match(host string, path manifest.Object) (uri, rewrite manifest.Object) {
	text, target := path.Text("path"), in.note("rewrite-target")
	found := captured().FindStringSubmatch(text)
	expression := in.expression(host, text)
	switch {
	case found != nil && target == "/$2" && !in.precedes(host, text, found[1]):
		return object("prefix", strings.TrimSuffix(found[1], "/")+"/"), object("uri", "/")
	case path.Text("pathType") == "Exact" && target != "" && !strings.Contains(target, "$") && !expression && !signs(text):
		return object("exact", text), object("uri", target)
	case expression:
		return in.matchExpression(cmp.Or(text, "/"), target)
	case text == "" || text == "/" && path.Text("pathType") != "Exact": // as each path begins
		in.missRewrite(target)
		return nil, nil
	}
	in.missRewrite(target)
	switch {
	case path.Text("pathType") == "Exact":
		return object("exact", text), nil
	case signs(text): // its very letters, as much as they look like an expression
		return object("regex", regexp.QuoteMeta(text)+".*"), nil
	case path.Text("pathType") != "Prefix":
		in.miss("spec.rules.http.paths[" + text + "].pathType") // it takes /foobar for /foo
	}
	return object("prefix", strings.TrimSuffix(text, "/")+"/"), nil
}

// matchExpression is how a path is matched that is an expression for how paths begin, and how it is rewritten.
func (in *ingress) matchExpression(text, target string) (uri, rewrite manifest.Object) {
	if target != "" && target != text && !sameTarget(text, target) {
		if rewrite = rewritten(text, target); rewrite == nil {
			in.missRewrite(target)
		}
	}
	if rewrite == nil && (text == "/" || sameTarget(text, target)) { // as each path begins
		return nil, nil
	}
	return object("regex", whole(text)), rewrite
}

// anyCase is true where a path that is an expression to its controller, and is none here, is taken in small letters or
// large. Where not all may come in to all of a host a policy has to name its paths, which it does in their letters alone.
func (in *ingress) anyCase(host, text string, uri manifest.Object) any {
	if uri == nil || uri.Get("regex") != nil || !in.expression(host, text) {
		return nil // of a regex its words say it
	}
	if admits := in.all.paths(classOf(in.o), host).admits; len(slices.Compact(slices.Clone(admits))) > 1 {
		in.missFor("spec.rules.http.paths["+text+"]", "its controller takes it in small letters or large, and here it is in these alone, since others may come in to other paths of "+wording.Quote(host)+": where that is needed write a host of its own, and ignoreCase: true")
		return nil
	}
	return true
}

func (in *ingress) missRewrite(target string) {
	if target != "" {
		in.miss("metadata.annotations[" + nginxNotes + "rewrite-target]")
	}
}

// precedes reports whether an expression of a host is tried before a path of it, and may match what is below a
// prefix too: there the prefix would be tried first.
func (in *ingress) precedes(host, text, prefix string) bool {
	below := routing.NewPath(routing.Prefix, strings.ToLower(prefix))
	return slices.ContainsFunc(in.all.paths(classOf(in.o), host).all, func(other hostPath) bool {
		return first(other.text, text) && captured().FindStringSubmatch(other.text) == nil && alike(other.text).Overlaps(below)
	})
}

// alike is an expression for telling what it may match: what is known of how that begins is in small letters.
func alike(text string) routing.Path {
	return routing.NewPath(routing.Regex, regexp.QuoteMeta(strings.ToLower(routing.NewPath(routing.Regex, text).Literal()))+".*")
}
