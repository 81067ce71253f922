package format

import (
	"cmp"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"render/internal/later"
	"render/render/platform"
)

// alternatives are, of each form, texts that are right, so that some are other than the one
// that is written: whoever finds out what depends on a field tries them in its place. They
// are chosen to differ in what is done with them: with and without a part, short and long, a
// word with a meaning and one without. Those of versions are from the tables of versions.
func alternatives() map[string][]string { return alternativesOnce.Get(makeAlternatives) }

var alternativesOnce later.Value[map[string][]string]

func makeAlternatives() map[string][]string {
	return map[string][]string{
		"text":        {"another", "another-text", "8081", "http", "grpc"},
		"label":       {"another", "a-first-one", "zz-last-one", "default", "istio-system", "primary"},
		"service":     {"another", "another-service"},
		"subdomain":   {"another", "another.one"},
		"portname":    {"another", "http-another", "tcp-another", "https-another", "grpc-another", "tls-another"},
		"labelkey":    {"another", "another.example.net/key"},
		"ownlabel":    {"another", "another.example.net/key"},
		"ownnote":     {"another", "another.example.net/key"},
		"nslabel":     {"another", "another.example.net/key"},
		"proxylabel":  {"another", "another.example.net/key"},
		"gatewaynote": {"another", "another.example.net/key"},
		"proxynote":   {"another", "another.example.net/key"},
		"podlabel":    {"another", "another.example.net/key"},
		"labelvalue":  {"another", "v77", ""},
		"envname":     {"ANOTHER", "ANOTHER_NAME"},
		"datakey":     {"another", "another.key"},
		"storevalue":  {"another", "another.key"},
		"podfield":    {"metadata.uid", "spec.serviceAccountName", "status.hostIP"},
		"ownamount":   {"limits.cpu", "requests.memory", "limits.ephemeral-storage"},
		"resource":    {"ephemeral-storage", "example.net/another", "memory", "cpu"},
		"quantity":    {"7", "77m", "777Mi"},
		"podshare":    {"7", "77%", "0"},
		"header":      {"x-another", "x-another-header"},
		"asked":       {"x-another", "x-another-header"},
		"kind":        {KindIssuer, KindClusterIssuer, "AnotherIssuer"},
		"query":       {"another", "another-name"},
		"headertext":  {"another", "another value"},
		"method":      {"PATCH", "TRACE", "GET"},
		"image":       {"another:7", "registry.example.net/another:7.7", "another"},
		"retryon":     {"retriable-4xx", "gateway-error", "429", "unavailable"},
		"origin":      {"https://another.example.net", "https://*.another.example.net", "*"},
		"path":        {"/another", "/another/path", "/"},
		"interface":   {"another0", "eth7"},
		"hub":         {"registry.example.net/another", ""},
		"tag":         {"7.7.7", ""},
		"line":        {"another", "another line"},
		"range":       {"172.30.7.7", "172.30.7.0/24", "172.30.7.1-172.30.7.9", "fd77::/120"},
		"recipient":   {"age1t6l7nzlh30x4pakd27mj2x28ehl94pncde4ejnczjvrkekw2fsqsjre5ax", "age1wm7y3z9vjqrfxth94j7f79l8rudwr93hf4hzf8yysk9myu2vxqxq0mnrvc"},
		"file":        {"another", "another/file.pem"},
		"ip":          {"172.30.7.7", "172.30.7.8", "fd77::7"},
		"cidr":        {"172.30.0.0/16", "fd77::/64"},
		"cipher":      {"AES256-SHA", "ECDHE-RSA-CHACHA20-POLY1305", "ECDHE-ECDSA-AES128-GCM-SHA256"},
		"asn":         {"64997", ASNInternal, ASNExternal},
		"community":   {"64999:77", "large:64999:7:7", "no-peer"},
		"host":        {"another.example.net", "another.example.org", "*.another.example.net", "*"},
		"backend":     {"another", "another.elsewhere", "another.elsewhere.svc.cluster.local", "yet-another.yonder"},
		"caller":      {"another", "another/*", "another/account", "*"},
		"claimname":   {"another", "another_claim"},
		"claim":       {"another", "another_claim", "another.within"},
		"keys":        {"https://another.example.net/keys", "http://another.example.net/jwks.json"},
		"outside":     {"another.example.net", "172.30.7.7", "fd77::7"},
		"target":      {"another.example.net", "172.30.7.7", "fd77::7"},
		"outhost":     {"another.example.net", "keep"},
		"certname":    {"another.example.net", "172.30.7.7"},
		"sni":         {"another.example.net", "another"},
		"cookie":      {"another", "ANOTHER-COOKIE"},
		"route":       {"/another", "/another/*", "/*"},
		"regex":       {"/another.*", "another"},
		"warning":     {"host-unanswered", "image-latest"},
		"field":       {"tiers", "tiers[0].hosts[0]"},
		"interval":    {"77ms", "7s"},
		"duration":    {"77s", "7m", "0s"},
		"period":      {"77s", "7m"},
		"repopath":    {"another", "another/folder", "."},
		"repository":  {"https://git.example.net/another.git", "git@git.example.net:another.git"},
		"revision":    {"another", "v7.7"},
		"cluster":     {"another", "https://another.example.net:6443"},
		"redirect":    {"/another", "https://another.example.net", "https://another.example.net/path"},
	}
}

// versionSystem is the system whose versions are the texts of a form.
func versionSystem(form string) (system platform.System, ok bool) {
	switch form {
	case "microk8s":
		return platform.SystemMicroK8s, true
	case "kubernetes":
		return platform.SystemKubernetes, true
	case "istio":
		return platform.SystemIstio, true
	case "metallb":
		return platform.SystemMetalLB, true
	}
	return 0, false
}

// Alternatives are other right texts of a form; none of one that takes objects.
func Alternatives(form string) []string {
	if system, ok := versionSystem(form); ok {
		return slices.DeleteFunc(append(system.Boundaries(), "none"), func(text string) bool { return !Formats()[form].Takes(text) })
	}
	return alternatives()[form]
}

// Near are texts of a form that are near to one: they cover it, are covered by it, or follow it.
func Near(form, text string) []string {
	switch form {
	case "host":
		name := strings.TrimPrefix(text, "*.")
		_, parent, _ := strings.Cut(name, ".")
		return []string{"another." + name, "*." + name, name, "*." + parent}
	case "path", "route":
		path := strings.TrimSuffix(strings.TrimSuffix(text, "*"), "/")
		near := []string{path + "/another", path}
		if form == "route" {
			near = append(near, path+"/*", path+"/another/*")
		}
		return near
	case "ip":
		if ip, err := netip.ParseAddr(text); err == nil {
			return []string{ip.Next().String()}
		}
	}
	return nil
}

// Spelled is the member of a long form that says what the short one does, prefix and /api for
// /api/*; "" where there is none.
func (p *Layout) Spelled(short string) (key, value string) {
	if p.Alone() == nil || !slices.Contains(p.Alone().Formats, "route") {
		return "", ""
	}
	if prefix, ok := strings.CutSuffix(short, "/*"); ok {
		return "prefix", cmp.Or(prefix, "/")
	}
	return "exact", short
}

// Alternatives are other values of a field than the one that is written, as they are written:
// right ones of its form, its other words, other numbers within its bounds, or the other of
// true and false. There are none of a field that has an object.
func (f *Field) Alternatives(written string) []string {
	var out []string
	switch {
	case f.Of != "":
		return nil
	case f.Enum != nil:
		out = slices.Clone(f.Enum)
	case f.Bounded:
		out = f.numbers(written)
	case len(f.Formats) == 0:
		out = []string{"true", "false"}
	}
	for _, name := range f.Formats {
		for _, text := range append(Near(name, written), Alternatives(name)...) {
			if f.Right(text) && !slices.Contains(out, text) {
				out = append(out, text)
			}
		}
	}
	return slices.DeleteFunc(out, func(text string) bool { return text == written })
}

// numbers are whole numbers within the field's bounds, near the one that is written and far
// from it.
func (f *Field) numbers(written string) []string {
	n, _ := strconv.Atoi(written)
	var out []string
	for _, other := range []int{n + 1, n - 1, f.Min, 2*n + 7, f.Max, f.Min + 1, 1024, 8443} {
		if text := strconv.Itoa(other); other >= f.Min && other <= f.Max && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out
}

// IsWord reports whether a field's values are numbers, or true and false, which are written
// without quotes.
func (f *Field) IsWord() bool {
	return f.Of == "" && f.Enum == nil && (f.Bounded || len(f.Formats) == 0)
}

// IsWord reports whether a plain scalar in what is handed on is a whole number, or true or
// false.
func IsWord(text string) bool {
	_, err := strconv.Atoi(text)
	return err == nil || text == "true" || text == "false"
}
