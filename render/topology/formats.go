package topology

import (
	"strings"
	"unicode"

	"render/render/platform"
	"render/render/wording"
)

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

// checkLine keeps line ends and other control characters out of what becomes part
// of one line.
func checkLine(text string) Fault {
	if strings.ContainsFunc(text, unicode.IsControl) {
		return Fault{wording.Quote(text) + " is more than one line of text", "write it in one line, without control characters"}
	}
	return Fault{}
}
