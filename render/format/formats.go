package format

import (
	"slices"
	"strings"
	"unicode"

	"render/internal/later"
	"render/render/platform"
	"render/render/wording"
)

// Formats are the forms that the tags of the types name, made when the first is asked for.
func Formats() map[string]*form { return formatsOnce.Get(makeFormats) }

var formatsOnce later.Value[map[string]*form]

func makeFormats() map[string]*form {
	return map[string]*form{
		"text":        {Words: "text"},
		"label":       {code: "name-form", Words: "a DNS label: a-z, 0-9 and -, not at either end", Pattern: usually(plainLabel, dnsLabel)},
		"service":     {code: "name-form", Words: "a Service's name: a-z, 0-9 and -, a letter first", Pattern: usually(plainService, `[a-z]([-a-z0-9]*[a-z0-9])?`)},
		"subdomain":   {code: "name-form", spaced: true, Words: "a DNS name: DNS labels joined by dots", Pattern: usually(plainSubdomain, dnsLabel+`(\.`+dnsLabel+`)*`)},
		"portname":    {code: "port-name-form", Words: "a port's name: a-z, 0-9 and single -, with a letter in it", Pattern: usually(plainPortName, `([0-9]+-)*[0-9]*[a-z][a-z0-9]*(-[a-z0-9]+)*`)},
		"labelkey":    {code: "label-form", Words: "a label's key", Pattern: whole(labelKey), Verify: checkLabelKey, shape: labelKeyShape},
		"ownlabel":    keyForm("label", labelMeanings),
		"ownnote":     keyForm("annotation", annotationMeanings),
		"nslabel":     keyForm("label", namespaceLabels),
		"proxylabel":  keyForm("label", proxyLabelMeanings),
		"gatewaynote": keyForm("annotation", gatewayNoteMeanings),
		"proxynote":   keyForm("annotation", proxyNoteMeanings),
		"labelvalue":  {code: "label-form", Words: "a label's value: up to 63 of A-Z, a-z, 0-9, - _ and .", Pattern: usually(plainLabelValue, `([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?`), Verify: checkLabelValue, shape: labelValueShape},
		"envname":     {code: "env-name", Words: "the name of an environment variable", Pattern: whole(`[-._a-zA-Z][-._a-zA-Z0-9]*`)},
		"datakey":     {code: "env-source", Words: "a key of a Secret or ConfigMap: A-Z, a-z, 0-9, - _ and .", Pattern: whole(`[-._a-zA-Z0-9]+`)},
		"storevalue":  {code: "store-template", Words: "a key of a Secret: A-Z, a-z, 0-9, - _ and .", Pattern: whole(`[-._a-zA-Z0-9]+`)},
		"podfield":    {code: "env-source", Words: "a field of a pod, such as metadata.name, spec.nodeName or status.podIP", Pattern: whole(`metadata\.(name|namespace|uid|(labels|annotations)\['[^'"]+'\])|spec\.(nodeName|serviceAccountName)|status\.(hostIP|podIPs?)`)},
		"ownamount":   {code: "env-source", Words: "an amount of the container, such as limits.memory or requests.cpu", Pattern: whole(`(limits|requests)\.(cpu|memory|ephemeral-storage|hugepages-[0-9]+[KMG]i)`)},
		"resource":    {code: "resource-form", Words: "a resource, such as cpu or memory", Pattern: usually(plainResource, `cpu|memory|ephemeral-storage|hugepages-[0-9]+[KMG]i|`+dnsLabel+`(\.`+dnsLabel+`)*/[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?`), mend: mendResource},
		"quantity":    {code: "quantity-form", Words: "a quantity, such as 100m, 0.5, 128Mi or 1Gi", Pattern: usually(plainQuantity, amountText+`(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?`), mend: mendQuantity, cure: cureQuantity},
		"podshare":    {code: "number-form", Words: "a number of pods or a share of them, such as 1 or 25%", Pattern: whole(`(0|[1-9][0-9]{0,4})%?`), mend: mendPodShare, cure: curePodShare},
		"header":      {code: "header-name", Words: "a header's name: a-z, 0-9, - and _", Pattern: whole("[a-z0-9!#$&'*+.^_`|~-]+"), mend: mendHeader},
		"kind":        {code: "name-form", Words: "a kind of object: A-Z first, then A-Z, a-z and 0-9", Pattern: whole("[A-Z][A-Za-z0-9]*"), mend: mendKind},
		// What begins with a colon is told by what it is the name of.
		"asked":      {code: "header-name", Words: "a header's name: a-z, 0-9, - and _", Pattern: whole(":?[a-z0-9!#$&'*+.^_`|~-]+"), mend: mendHeader},
		"query":      {code: "query-name", Words: "the name of a parameter of the query: no space, =, &, ? or #", Pattern: whole("[^ \\t\\n\\f\\r=&?#]+")},
		"headertext": {code: "header-value", Words: "a header's value", Verify: checkHeaderValue, shape: headerValueShape},
		"method":     {code: "method-form", Words: "an HTTP method: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, CONNECT or TRACE", Pattern: whole(`GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|CONNECT|TRACE`), mend: strings.ToUpper},
		"image":      {code: "image-form", Words: "an image: name, name:tag or name@sha256:digest", Pattern: usually(plainImage, `([A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?(:[0-9]+)?/)?[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*(:[A-Za-z0-9_][-A-Za-z0-9_.]*)?(@sha256:[a-f0-9]+)?`), mend: mendImage, cure: imageOnPage, Verify: checkImage, shape: imageShape},
		"retryon":    {code: "retry-form", Words: "a condition for another try, such as 5xx or connect-failure", Pattern: retryForm, cure: cureRetry},
		"origin":     {code: "origin-form", Words: "an origin, such as https://app.example.org, or *", Pattern: whole(`\*|[a-z][a-z0-9+.-]*://(\*\.)?[A-Za-z0-9.\[\]:-]+`), mend: mendOrigin},
		"path":       pathForm,
		"microk8s":   versionForm(platform.SystemMicroK8s, "a minor version, such as 1.36"),
		"kubernetes": versionForm(platform.SystemKubernetes, "a minor version, such as 1.36"),
		"istio":      versionForm(platform.SystemIstio, "a version, such as 1.31 or 1.9.7"),
		"metallb":    versionForm(platform.SystemMetalLB, `a version, such as 0.15.3, or "none"`),
		// Linux, net/core/dev.c, dev_valid_name.
		"interface": {code: "interface-form", Words: interfaceWords, Verify: checkInterface},
		"hub":       {code: "tag-form", Words: "a registry and a path, such as docker.io/istio", Pattern: whole(`[A-Za-z0-9]([-A-Za-z0-9._:/]*[A-Za-z0-9])?|`), mend: mendHub},
		"tag":       {code: "tag-form", Words: "an image's tag: up to 128 of A-Z, a-z, 0-9, _ . and -", Pattern: whole(`([A-Za-z0-9_][-A-Za-z0-9_.]{0,127})?`)},
		"line":      {code: "line-form", Words: "one line of text", Verify: checkLine},
		"object":    {code: "not-an-object", Words: "an object"},
		"container": {code: "not-an-object", Words: "an object", Others: OwnContainerFields},
		"podspec":   {code: "not-an-object", Words: "an object", Others: OwnPodFields},
		"podlabel":  keyForm("label", podLabels),
		"security":  {code: "not-an-object", Words: "an object", Keys: func() []string { return SecurityFields }},
		"affinity":  {code: "not-an-object", Words: "an object", Keys: func() []string { return AffinityFields }},
		"range":     {code: "pool-range", Words: "an IP address, a range a-b, or a network", Verify: checkRange, shape: rangeShape},
		"recipient": {code: "recipient-form", Words: "a recipient of age: age1...", shape: recipientShape}, // the rule hides one that is a key
		"file":      {code: "file-form", Words: "a file's path", Verify: CheckFile, shape: fileShape},
		"ip":        {code: "address-form", Words: "an IP address", Verify: CheckIP, shape: ipShape},
		"cidr":      {code: "network-form", Words: "a network, such as 10.0.0.0/8", Verify: checkCIDR, shape: cidrShape},
		"cipher":    {code: "cipher-form", Words: "a cipher of TLS 1.2 or below, such as ECDHE-RSA-AES256-GCM-SHA384", Pattern: whole(cipherWords), mend: mendCipher, cure: cureCipher},
		"asn":       {code: "number-form", Words: asnWords, Verify: checkASN, shape: asnShape},
		"community": {code: "community-form", Words: "a BGP community: a:b, large:a:b:c, or a well-known name", Verify: checkCommunity, shape: communityShape},
		"host":      {code: "host-form", Words: `a DNS name, "*." and a DNS name, or "*"`, Verify: CheckHost, shape: hostShape},
		"backend":   {code: "service-form", Words: "a Service: name, name.namespace or its whole name in the cluster", Verify: checkBackend, shape: backendShape},
		"caller": {code: "caller-form", Words: `an app's name, a namespace, namespace/*, namespace/serviceaccount, or "*"`, Pattern: whole(`\*|` + dnsLabel + `(/(\*|` + dnsLabel + `(\.` + dnsLabel + `)*))?`),
			mend: mendCaller, cure: cureCaller},
		"claimname": {code: "access-form", Words: "a claim's name: A-Z, a-z, 0-9, - and _", Pattern: whole("[A-Za-z0-9_-]+"), mend: asItIs, cure: claimCure},
		"claim":     {code: "access-form", Words: "a claim's name: A-Z, a-z, 0-9, - and _, with dots before what is within, or a URI", Pattern: whole(`[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*|[A-Za-z][A-Za-z0-9+.-]*:[^\t\n\f\r \[\]]+`), mend: asItIs, cure: claimCure},
		"keys":      {code: "access-form", Words: "the URL of an issuer's keys, or a file that has them", Verify: checkKeys, shape: keysShape},
		"outside":   {code: "outside-form", Words: "a DNS name or an IP address outside the cluster", Verify: checkOutside, shape: outsideShape},
		"target":    {code: "outside-form", Words: "a DNS name or an IP address", Verify: checkTarget, shape: outsideShape},
		"outhost":   {code: "outside-form", Words: `"keep", or a DNS name`, Verify: checkOutHost, shape: outHostShape},
		"certname":  {code: "cert-name-form", Words: "a DNS name or an IP address", Verify: checkCertName, shape: certNameShape},
		"sni":       {code: "cert-name-form", Words: "a DNS name", Verify: checkSNI, shape: outHostShape},
		"cookie":    {code: "cookie-form", Words: "a cookie's name: A-Z, a-z, 0-9, - and _", Pattern: whole("[A-Za-z0-9!#$%&'*+.^_`|~-]+")},
		"route":     {code: "path-form", Words: "a path, exact (/hello), a prefix (/api/*) or all (/*)", Verify: checkRoute, shape: routeShape},
		"regex":     {code: "regex-form", Words: "a regular expression (RE2)", Verify: checkRegex, shape: regexShape},
		"warning":   {code: "accept-code", Words: "a warning's code", Pattern: whole(`[a-z0-9]+(-[a-z0-9]+)*`)},
		"field":     {code: "accept-at", Words: "a field's path, such as tiers[0].hosts[2] or tiers[primary].ip", Verify: checkField, shape: fieldShape},
		"interval":  {code: "duration-form", Words: "a duration from 10ms to 60s, such as 300ms", Verify: checkInterval, shape: intervalShape},
		"duration":  {code: "duration-form", Words: "a duration, such as 10s, 1m30s or 250ms; 0s is none", Verify: checkDuration, shape: durationShape},
		"period":    {code: "duration-form", Words: "a duration, such as 10s, 1m30s or 250ms", Verify: checkPeriod, shape: periodShape},
		"repopath":  {code: "gitops-form", Words: "a folder's path in a repository, such as deploy/home", Pattern: whole(`\.|` + repoFolder + `(/` + repoFolder + `)*`), mend: mendRepoPath},
		"repository": {code: "gitops-form", Words: "a repository's URL without a password, such as https://git.example.org/clusters.git or git@git.example.org:clusters.git",
			Pattern: whole(`https?://` + repoHost + `/` + repoRest + `|ssh://(` + repoUser + `@)?` + repoHost + `/` + repoRest + `|` + repoUser + `@` + repoName + `:` + repoRest), mend: mendRepository, cure: cureRepository},
		"revision": {code: "gitops-form", Words: revisionWords, Verify: checkRevision, shape: revisionShape},
		"cluster":  {code: "gitops-form", Words: "a cluster's name in Argo CD, or the URL of its API server", Pattern: whole(`https://[A-Za-z0-9.:-]+(/[^\t\n\f\r ?#@]*)?|[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?`)},
		"redirect": {code: "redirect-form", Words: "a path, or a URL with http or https", Verify: CheckRedirect, shape: redirectShape},
	}
}

// checkLine keeps line ends and other control characters out of what becomes part
// of one line.
func checkLine(text string) wording.Fault {
	if strings.ContainsFunc(text, unicode.IsControl) {
		return wording.Fault{Message: wording.Quote(text) + " is more than one line of text", Help: "write it in one line, without control characters"}
	}
	return wording.Fault{}
}

// Fits reports whether a text is of a form. A diagnostic with it was told already
// where it is not, so that nothing derived from it is worth a word.
func Fits(t Text, form string) bool {
	return t.Value != "" && Formats()[form].Takes(t.Value)
}

// Right reports whether a text is of a field's forms.
func (f *Field) Right(text string) bool {
	for _, name := range f.Formats {
		if !Formats()[name].Takes(text) {
			return false
		}
	}
	return f.Enum == nil || slices.Contains(f.Enum, text)
}
