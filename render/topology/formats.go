package topology

import (
	"fmt"
	"net/netip"
	"net/url"
	"regexp"
	"regexp/syntax"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"

	"render/render/diag"
	"render/render/platform"
)

// form is the form of a text: what it has to look like, in words, as a pattern
// for the JSON Schema where the pattern says all of it, and as a check.
type form struct {
	words   string
	pattern *pattern // nil where the form is more than a pattern
	verify  func(text string) (message, help string)
	// shape is what the schema says beside the pattern; nil for nothing.
	shape func() shape
	// keys are those that an object has which is handed on; nil where it may have
	// any.
	keys func() []string
	// mend turns a common slip into the form; what it gives is a cure only
	// where it is of the form.
	mend func(text string) string
}

// check gives a message and a cure for a text that is not of the form.
func (f *form) check(text string) (message, help string) {
	if f.pattern != nil && !f.pattern.MatchString(text) {
		message = diag.Quote(text) + " is not " + f.words
		if f.mend != nil {
			if mended := f.mend(text); f.pattern.MatchString(mended) {
				help = "write: " + yamlWord(mended)
			}
			return message, help
		}
		if text == "" {
			return "is empty", "write " + f.words
		}
		if lower := strings.ToLower(text); lower != text && f.pattern.MatchString(lower) {
			help = "write: " + lower
		} else if dashed := strings.NewReplacer("_", "-", " ", "-", ".", "-").Replace(strings.ToLower(text)); f.pattern.MatchString(dashed) {
			help = "write: " + dashed
		}
		return message, help
	}
	if f.verify != nil {
		return f.verify(text)
	}
	return "", ""
}

const (
	dnsLabel = `[a-z0-9]([-a-z0-9]*[a-z0-9])?`
	labelKey = `(` + dnsLabel + `(\.` + dnsLabel + `)*/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?`
)

// formats are the forms that the tags of the types name.
var formats = map[string]*form{
	"text":       {words: "text"},
	"label":      {words: "a DNS label: a-z, 0-9 and -, not at either end", pattern: whole(dnsLabel).but(plainLabel)},
	"service":    {words: "a Service's name: a-z, 0-9 and -, a letter first", pattern: whole(`[a-z]([-a-z0-9]*[a-z0-9])?`).but(plainService)},
	"subdomain":  {words: "a DNS name: DNS labels joined by dots", pattern: whole(dnsLabel + `(\.` + dnsLabel + `)*`).but(plainSubdomain)},
	"portname":   {words: "a port's name: a-z, 0-9 and single -, with a letter in it", pattern: whole(`([0-9]+-)*[0-9]*[a-z][a-z0-9]*(-[a-z0-9]+)*`).but(plainPortName)},
	"labelkey":   {words: "a label's key", pattern: whole(labelKey), verify: checkLabelKey, shape: labelKeyShape},
	"ownlabel":   keyForm("label", labelMeanings),
	"ownnote":    keyForm("annotation", annotationMeanings),
	"nslabel":    keyForm("label", namespaceLabels),
	"labelvalue": {words: "a label's value: up to 63 of A-Z, a-z, 0-9, - _ and .", pattern: whole(`([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?`).but(plainLabelValue), verify: checkLabelValue, shape: labelValueShape},
	"envname":    {words: "the name of an environment variable", pattern: whole(`[-._a-zA-Z][-._a-zA-Z0-9]*`)},
	"resource":   {words: "a resource, such as cpu or memory", pattern: whole(`cpu|memory|ephemeral-storage|hugepages-[0-9]+[KMG]i|` + dnsLabel + `(\.` + dnsLabel + `)*/[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?`).but(plainResource)},
	"quantity":   {words: "a quantity, such as 100m, 0.5, 128Mi or 1Gi", pattern: whole(`[0-9]+(\.[0-9]+)?(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?`).but(plainQuantity), mend: mendQuantity},
	"header":     {words: "a header's name: a-z, 0-9, - and _", pattern: whole("[a-z0-9!#$&'*+.^_`|~-]+")},
	"method":     {words: "an HTTP method", pattern: whole(`GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|CONNECT|TRACE`), mend: strings.ToUpper},
	"image":      {words: "an image: name, name:tag or name@sha256:digest", pattern: whole(`([A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?(:[0-9]+)?/)?[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*(:[A-Za-z0-9_][-A-Za-z0-9_.]*)?(@sha256:[a-f0-9]+)?`).but(plainImage), mend: mendImage, verify: checkImage, shape: imageShape},
	"retryon":    {words: "a condition for another try, such as 5xx or connect-failure", pattern: whole(retryWords + `|[1-5][0-9][0-9]`)},
	"origin":     {words: "an origin, such as https://app.example.org, or *", pattern: whole(`\*|[a-z][a-z0-9+.-]*://[A-Za-z0-9.\[\]:-]+`), mend: mendOrigin},
	"path":       pathForm,
	"microk8s":   versionForm(platform.SystemMicroK8s, "a minor version, such as 1.36"),
	"kubernetes": versionForm(platform.SystemKubernetes, "a minor version, such as 1.36"),
	"istio":      versionForm(platform.SystemIstio, "a version, such as 1.31 or 1.9.7"),
	"metallb":    versionForm(platform.SystemMetalLB, `a version, such as 0.15.3, or "none"`),
	// Linux, net/core/dev.c, dev_valid_name.
	"interface": {words: interfaceWords, verify: checkInterface},
	"hub":       {words: "a registry and a path, such as docker.io/istio", pattern: whole(`[A-Za-z0-9]([-A-Za-z0-9._:/]*[A-Za-z0-9])?|`), mend: mendHub},
	"tag":       {words: "an image's tag: up to 128 of A-Z, a-z, 0-9, _ . and -", pattern: whole(`([A-Za-z0-9_][-A-Za-z0-9_.]{0,127})?`)},
	"line":      {words: "one line of text", verify: checkLine},
	"object":    {words: "an object"},
	"security":  {words: "an object", keys: func() []string { return securityFields }},
	"affinity":  {words: "an object", keys: func() []string { return affinityFields }},
	"range":     {words: "an IP address, a range a-b, or a network", verify: checkRange, shape: rangeShape},
	"recipient": {words: "a recipient of age: age1...", shape: recipientShape}, // the rule hides one that is a key
	"file":      {words: "a file's path", verify: checkFile, shape: fileShape},
	"ip":        {words: "an IP address", verify: checkIP, shape: ipShape},
	"cidr":      {words: "a network, such as 10.0.0.0/8", verify: checkCIDR, shape: cidrShape},
	"community": {words: "a BGP community: a:b, large:a:b:c, or a well-known name", verify: checkCommunity, shape: communityShape},
	"host":      {words: `a DNS name, "*." and a DNS name, or "*"`, verify: checkHost, shape: hostShape},
	"backend":   {words: "a Service (name or name.namespace), or a DNS name or IP outside the cluster", verify: checkBackend, shape: backendShape},
	"route":     {words: "a path, exact (/hello), a prefix (/api/*) or all (/*)", verify: checkRoute, shape: routeShape},
	"regex":     {words: "a regular expression (RE2)", verify: checkRegex, shape: regexShape},
	"interval":  {words: "a duration from 10ms to 60s, such as 300ms", verify: checkInterval, shape: intervalShape},
	"duration":  {words: "a duration, such as 10s, 1m30s or 250ms; 0s is none", verify: checkDuration, shape: durationShape},
	"period":    {words: "a duration, such as 10s, 1m30s or 250ms", verify: checkPeriod, shape: periodShape},
	"redirect":  {words: "a path, or a URL with http or https", verify: checkRedirect, shape: redirectShape},
}

var pathForm = &form{words: `a path: it begins with "/" and has no space, "?" or "#"`, pattern: whole(pathText).but(plainPath), mend: mendPath, verify: checkPathLength, shape: pathShape}

// retryWords are the conditions of x-envoy-retry-on and x-envoy-retry-grpc-on
// (Envoy's documentation of the router filter).
const retryWords = `5xx|gateway-error|reset|reset-before-request|connect-failure|envoy-ratelimited|retriable-4xx|refused-stream|` +
	`retriable-status-codes|retriable-headers|http3-post-connect-failure|cancelled|deadline-exceeded|internal|resource-exhausted|unavailable`

// pattern is a regular expression that is compiled when it is first needed: a
// run needs few of them, and they would be the largest part of its start.
type pattern struct {
	text  string
	plain func(string) bool // says yes to usual texts without the expression
	once  sync.Once
	re    *regexp.Regexp
}

func expression(text string) *pattern { return &pattern{text: text} }

// whole is a pattern that takes in all of a text.
func whole(text string) *pattern { return expression(`^(?:` + text + `)$`) }

// but gives a pattern a short way for usual texts.
func (p *pattern) but(plain func(string) bool) *pattern {
	p.plain = plain
	return p
}

// FindStringSubmatch is regexp's.
func (p *pattern) FindStringSubmatch(text string) []string {
	return p.compiled().FindStringSubmatch(text)
}

// MatchString reports whether a text matches.
func (p *pattern) MatchString(text string) bool {
	return p.plain != nil && p.plain(text) || p.matches(text)
}

func (p *pattern) matches(text string) bool { return p.compiled().MatchString(text) }

func (p *pattern) compiled() *regexp.Regexp {
	p.once.Do(func() { p.re = regexp.MustCompile(p.text) })
	return p.re
}

func (p *pattern) String() string { return p.text }

func checkIP(text string) (string, string) {
	addr, err := netip.ParseAddr(text)
	if err != nil {
		if prefix, err := netip.ParsePrefix(text); err == nil {
			return diag.Quote(text) + " is a network, not one address", "write: " + prefix.Addr().String()
		}
		if fixed, ok := withoutZeros(text); ok {
			return diag.Quote(text) + " has leading zeros, which some read as octal", "write: " + fixed
		}
		return diag.Quote(text) + " is not an IP address", addressCure(text)
	}
	switch {
	case addr.Zone() != "":
		return diag.Quote(text) + " has a zone, and only one machine knows it", "write: " + addr.WithZone("").String()
	case addr.Is4In6():
		return diag.Quote(text) + " is an IPv4 address written as IPv6", "write: " + addr.Unmap().String()
	case addr.String() != text:
		return diag.Quote(text) + " is not how the address is written", "write: " + addr.String()
	case addr.IsUnspecified(), addr.IsLoopback(), addr.IsMulticast(), text == "255.255.255.255":
		return diag.Quote(text) + " can be nobody's address on a network", "write the address of a host"
	}
	return "", ""
}

func withoutZeros(text string) (string, bool) {
	parts := strings.Split(text, ".")
	for i, p := range parts {
		if p == "" || strings.Trim(p, "0123456789") != "" {
			return "", false
		}
		parts[i] = max(strings.TrimLeft(p, "0"), "0")
	}
	fixed := strings.Join(parts, ".")
	_, err := netip.ParseAddr(fixed)
	return fixed, err == nil
}

func checkCIDR(text string) (string, string) {
	prefix, err := netip.ParsePrefix(text)
	if err != nil {
		if addr, err := netip.ParseAddr(text); err == nil && addr.Zone() == "" {
			return diag.Quote(text) + " is one address, not a network", "write: " + netip.PrefixFrom(addr, addr.BitLen()).String()
		}
		return diag.Quote(text) + " is not a network, such as 10.0.0.0/8", "write an address and the length of its prefix"
	}
	if prefix.Masked().String() != text {
		return diag.Quote(text) + " is not how the network is written: host bits or another spelling", "write: " + prefix.Masked().String() + hostOf(prefix)
	}
	return "", ""
}

// hostOf is what else a network with host bits may mean: that address alone.
func hostOf(p netip.Prefix) string {
	if p.Masked().Addr() == p.Addr() {
		return ""
	}
	return ", or " + netip.PrefixFrom(p.Addr(), p.Addr().BitLen()).String() + " for that address alone"
}

const interfaceWords = "the name of a network interface: up to 15 bytes without white space, / and :"

// checkInterface adds to the pattern what Linux says of bytes and dots.
func checkInterface(text string) (string, string) {
	if len(text) > 15 || text == "" || text == "." || text == ".." || strings.ContainsAny(text, "/: \t\n\r\v\f") {
		return diag.Quote(text) + " is not " + interfaceWords, ""
	}
	return "", ""
}

// checkLine keeps line ends and other control characters out of what becomes part
// of one line.
func checkLine(text string) (string, string) {
	if strings.ContainsFunc(text, unicode.IsControl) {
		return diag.Quote(text) + " is more than one line of text", "write it in one line, without control characters"
	}
	return "", ""
}

func checkFile(text string) (string, string) {
	switch {
	case text == "":
		return "is empty", "write the path of a file"
	case strings.ContainsAny(text, "\\\n"):
		return diag.Quote(text) + ` is not a path that every machine reads`, `write: "/" between folders`
	}
	return "", ""
}

// maxPath is in bytes. Servers and proxies take request lines of 8 KiB.
const maxPath = 8192

func checkPathLength(text string) (string, string) {
	if len(text) > maxPath {
		return fmt.Sprintf("%s is longer than %d bytes", diag.Quote(text), maxPath), "write a shorter path"
	}
	return "", ""
}

func checkRoute(text string) (string, string) {
	if anchored(text) {
		return diag.Quote(text) + " is a regular expression, and a path begins with \"/\"", "write: {regex: " + strconv.Quote(asExpression(text)) + "}"
	}
	if message, help := pathForm.check(text); message != "" {
		return message, help
	}
	if body, ok := strings.CutSuffix(text, "/**"); ok && !strings.Contains(body, "*") {
		return diag.Quote(text) + ` has a "*" that is not "/*" at its end`, "write: " + yamlWord(body+"/*")
	}
	body := strings.TrimSuffix(text, "/*")
	if strings.Contains(body, "*") {
		return diag.Quote(text) + ` has a "*" that is not "/*" at its end`,
			"write: {regex: " + strconv.Quote(asExpression(text)) + "}, or {exact: " + strconv.Quote(text) + "} for the character itself"
	}
	return "", ""
}

func checkRegex(text string) (string, string) {
	if text == "" {
		return "is empty", "write a regular expression"
	}
	if _, err := syntax.Parse(text, syntax.Perl); err != nil {
		var reason string
		if e, ok := err.(*syntax.Error); ok {
			reason = fmt.Sprintf(": %s: %s", e.Code, diag.Quote(e.Expr))
		}
		return diag.Quote(text) + " is not a regular expression in RE2's syntax" + reason, "write it as RE2 has it; there is no looking ahead or behind"
	}
	return "", ""
}

var durationForm = expression(`^([0-9]+(\.[0-9]+)?(h|m|s|ms))+$`)

func checkDuration(text string) (string, string) {
	d, err := time.ParseDuration(text)
	if err != nil || !durationForm.MatchString(text) {
		help := "write numbers with h, m, s or ms behind each"
		if decimal.MatchString(text) && text[0] != '-' {
			help = "write: " + text + "s"
		}
		return diag.Quote(text) + " is not a duration, such as 10s, 1m30s or 250ms", help
	}
	if d != 0 && d < time.Millisecond || d > 24*365*time.Hour {
		return diag.Quote(text) + " is not between a millisecond and a year", "write a duration between them"
	}
	if d%time.Millisecond != 0 {
		return diag.Quote(text) + " is finer than a millisecond, which Istio refuses", "write: " + d.Round(time.Millisecond).String()
	}
	return "", ""
}

// checkPeriod is checkDuration for what Istio refuses as 0s.
func checkPeriod(text string) (string, string) {
	if d, err := time.ParseDuration(text); err == nil && d == 0 {
		return diag.Quote(text) + " is no time at all, which Istio refuses", "remove it, or write at least 1ms"
	}
	return checkDuration(text)
}

func checkRedirect(text string) (string, string) {
	if strings.HasPrefix(text, "/") {
		return pathForm.check(text)
	}
	const example = "write: https://www.example.org/new"
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		help := example
		if host, _, _ := strings.Cut(text, "/"); hostName.MatchString(host) && strings.Contains(host, ".") {
			help = "write: https://" + text
		}
		if text == "https" {
			help = "remove it, and write tls: {redirect: true} at the tier"
		}
		return diag.Quote(text) + " is neither a path nor a URL with http or https and a host", help
	}
	if u.User != nil || u.RawQuery != "" || u.ForceQuery || strings.Contains(text, "#") {
		return diag.Quote(text) + " has more than a scheme, a host, a port and a path", "write the URL without a user, \"?\" and \"#\""
	}
	if port, err := strconv.Atoi(u.Port()); strings.HasSuffix(u.Host, ":") || u.Port() != "" && (err != nil || port < 1 || port > 65535) {
		return diag.Quote(text) + " has no port from 1 to 65535", "write such a port, or none"
	}
	host := u.Hostname()
	if _, err := netip.ParseAddr(host); err == nil {
		return "", ""
	}
	if message, _ := checkHost(host); message != "" || strings.HasPrefix(host, "*") {
		return diag.Quote(text) + " has no DNS name for a host", example
	}
	if u.Path != "" {
		if message, help := pathForm.check(u.Path); message != "" {
			return message, help
		}
	}
	return "", ""
}

// checkImage adds to the pattern the lengths that would make it large.
func checkImage(text string) (string, string) {
	name, digest, digested := strings.Cut(text, "@sha256:")
	if digested && len(digest) != 64 {
		return diag.Quote(text) + " has a digest that is not 64 characters long", "write the digest in full"
	}
	if tag := name[strings.LastIndexByte(name, '/')+1:]; len(tag)-1-strings.IndexByte(tag, ':') > 128 && strings.Contains(tag, ":") {
		return diag.Quote(text) + " has a tag of more than 128 characters", ""
	}
	return "", ""
}

func checkLabelValue(text string) (string, string) {
	if len(text) > 63 {
		return diag.Quote(text) + " is longer than the 63 characters of a label's value", ""
	}
	return "", ""
}

func checkLabelKey(text string) (string, string) {
	prefix, name, ok := strings.Cut(text, "/")
	if !ok {
		prefix, name = "", text
	}
	if len(name) > 63 || len(prefix) > 253 {
		return diag.Quote(text) + " is longer than a label's key may be: 63 characters, and 253 before the \"/\"", ""
	}
	return "", ""
}
