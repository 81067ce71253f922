package topology

import (
	"slices"
	"strings"
	"unicode"

	"render/render/platform"
	"render/render/wording"
)

// formats are the forms that the tags of the types name.
var formats = map[string]*form{
	"text":       {words: "text"},
	"label":      {code: "name-form", words: "a DNS label: a-z, 0-9 and -, not at either end", pattern: whole(dnsLabel).but(plainLabel)},
	"service":    {code: "name-form", words: "a Service's name: a-z, 0-9 and -, a letter first", pattern: whole(`[a-z]([-a-z0-9]*[a-z0-9])?`).but(plainService)},
	"subdomain":  {code: "name-form", words: "a DNS name: DNS labels joined by dots", pattern: whole(dnsLabel + `(\.` + dnsLabel + `)*`).but(plainSubdomain)},
	"portname":   {code: "port-name-form", words: "a port's name: a-z, 0-9 and single -, with a letter in it", pattern: whole(`([0-9]+-)*[0-9]*[a-z][a-z0-9]*(-[a-z0-9]+)*`).but(plainPortName)},
	"labelkey":   {code: "label-form", words: "a label's key", pattern: whole(labelKey), verify: checkLabelKey, shape: labelKeyShape},
	"ownlabel":   keyForm("label", labelMeanings),
	"ownnote":    keyForm("annotation", annotationMeanings),
	"nslabel":    keyForm("label", namespaceLabels),
	"labelvalue": {code: "label-form", words: "a label's value: up to 63 of A-Z, a-z, 0-9, - _ and .", pattern: whole(`([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?`).but(plainLabelValue), verify: checkLabelValue, shape: labelValueShape},
	"envname":    {code: "env-name", words: "the name of an environment variable", pattern: whole(`[-._a-zA-Z][-._a-zA-Z0-9]*`)},
	"resource":   {code: "resource-form", words: "a resource, such as cpu or memory", pattern: whole(`cpu|memory|ephemeral-storage|hugepages-[0-9]+[KMG]i|` + dnsLabel + `(\.` + dnsLabel + `)*/[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?`).but(plainResource)},
	"quantity":   {code: "quantity-form", words: "a quantity, such as 100m, 0.5, 128Mi or 1Gi", pattern: whole(`[0-9]+(\.[0-9]+)?(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?`).but(plainQuantity), mend: mendQuantity},
	"header":     {code: "header-name", words: "a header's name: a-z, 0-9, - and _", pattern: whole("[a-z0-9!#$&'*+.^_`|~-]+")},
	"method":     {code: "method-form", words: "an HTTP method", pattern: whole(`GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|CONNECT|TRACE`), mend: strings.ToUpper},
	"image":      {code: "image-form", words: "an image: name, name:tag or name@sha256:digest", pattern: whole(`([A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?(:[0-9]+)?/)?[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*(:[A-Za-z0-9_][-A-Za-z0-9_.]*)?(@sha256:[a-f0-9]+)?`).but(plainImage), mend: mendImage, verify: checkImage, shape: imageShape},
	"retryon":    {code: "retry-form", words: "a condition for another try, such as 5xx or connect-failure", pattern: whole(retryWords + `|[1-5][0-9][0-9]`)},
	"origin":     {code: "origin-form", words: "an origin, such as https://app.example.org, or *", pattern: whole(`\*|[a-z][a-z0-9+.-]*://[A-Za-z0-9.\[\]:-]+`), mend: mendOrigin},
	"path":       pathForm,
	"microk8s":   versionForm(platform.SystemMicroK8s, "a minor version, such as 1.36"),
	"kubernetes": versionForm(platform.SystemKubernetes, "a minor version, such as 1.36"),
	"istio":      versionForm(platform.SystemIstio, "a version, such as 1.31 or 1.9.7"),
	"metallb":    versionForm(platform.SystemMetalLB, `a version, such as 0.15.3, or "none"`),
	// Linux, net/core/dev.c, dev_valid_name.
	"interface": {code: "interface-form", words: interfaceWords, verify: checkInterface},
	"hub":       {code: "tag-form", words: "a registry and a path, such as docker.io/istio", pattern: whole(`[A-Za-z0-9]([-A-Za-z0-9._:/]*[A-Za-z0-9])?|`), mend: mendHub},
	"tag":       {code: "tag-form", words: "an image's tag: up to 128 of A-Z, a-z, 0-9, _ . and -", pattern: whole(`([A-Za-z0-9_][-A-Za-z0-9_.]{0,127})?`)},
	"line":      {code: "line-form", words: "one line of text", verify: checkLine},
	"object":    {code: "not-an-object", words: "an object"},
	"security":  {code: "not-an-object", words: "an object", keys: func() []string { return securityFields }},
	"affinity":  {code: "not-an-object", words: "an object", keys: func() []string { return affinityFields }},
	"range":     {code: "pool-range", words: "an IP address, a range a-b, or a network", verify: checkRange, shape: rangeShape},
	"recipient": {code: "recipient-form", words: "a recipient of age: age1...", shape: recipientShape}, // the rule hides one that is a key
	"file":      {code: "file-form", words: "a file's path", verify: checkFile, shape: fileShape},
	"ip":        {code: "address-form", words: "an IP address", verify: checkIP, shape: ipShape},
	"cidr":      {code: "network-form", words: "a network, such as 10.0.0.0/8", verify: checkCIDR, shape: cidrShape},
	"community": {code: "community-form", words: "a BGP community: a:b, large:a:b:c, or a well-known name", verify: checkCommunity, shape: communityShape},
	"host":      {code: "host-form", words: `a DNS name, "*." and a DNS name, or "*"`, verify: checkHost, shape: hostShape},
	"backend":   {code: "service-form", words: "a Service (name or name.namespace), or a DNS name or IP outside the cluster", verify: checkBackend, shape: backendShape},
	"route":     {code: "path-form", words: "a path, exact (/hello), a prefix (/api/*) or all (/*)", verify: checkRoute, shape: routeShape},
	"regex":     {code: "regex-form", words: "a regular expression (RE2)", verify: checkRegex, shape: regexShape},
	"interval":  {code: "duration-form", words: "a duration from 10ms to 60s, such as 300ms", verify: checkInterval, shape: intervalShape},
	"duration":  {code: "duration-form", words: "a duration, such as 10s, 1m30s or 250ms; 0s is none", verify: checkDuration, shape: durationShape},
	"period":    {code: "duration-form", words: "a duration, such as 10s, 1m30s or 250ms", verify: checkPeriod, shape: periodShape},
	"redirect":  {code: "redirect-form", words: "a path, or a URL with http or https", verify: checkRedirect, shape: redirectShape},
}

// retryWords are the conditions of x-envoy-retry-on and x-envoy-retry-grpc-on
// (Envoy's documentation of the router filter).
const retryWords = `5xx|gateway-error|reset|reset-before-request|connect-failure|envoy-ratelimited|retriable-4xx|refused-stream|` +
	`retriable-status-codes|retriable-headers|http3-post-connect-failure|cancelled|deadline-exceeded|internal|resource-exhausted|unavailable`

// checkLine keeps line ends and other control characters out of what becomes part
// of one line.
func checkLine(text string) wording.Fault {
	if strings.ContainsFunc(text, unicode.IsControl) {
		return wording.Fault{Message: wording.Quote(text) + " is more than one line of text", Help: "write it in one line, without control characters"}
	}
	return wording.Fault{}
}

// fits reports whether a text is of a form. A problem with it was told already
// where it is not, so that nothing derived from it is worth a word.
func fits(t Text, form string) bool {
	return t.Value != "" && formats[form].takes(t.Value)
}

// right reports whether a text is of a field's forms.
func (f *field) right(text string) bool {
	for _, name := range f.formats {
		if !formats[name].takes(text) {
			return false
		}
	}
	return f.enum == nil || slices.Contains(f.enum, text)
}
