package importing

import (
	"fmt"
	"strings"

	"render/render/document"
	"render/render/manifest"
)

// traefikHeaders are changes of headers, in a VirtualService's words.
type traefikHeaders struct {
	request, response traefikEdits
	cors              manifest.Object
}

// traefikEdits are those of requests, or of answers.
type traefikEdits struct {
	set    manifest.Object
	remove []any
}

func (e *traefikEdits) change(name, value string) {
	if value == "" {
		e.remove = append(e.remove, name)
		return
	}
	e.set = e.set.With(strings.ReplaceAll(value, "%", "%%"), name) // which else begins one of Envoy's words
}

func (e *traefikEdits) object() manifest.Object {
	return object("set", e.set, "remove", e.remove)
}

// takenHeaders are fields of Traefik's headers that set one header of answers: with a text of their own, or where they
// are true (https://doc.traefik.io/traefik/middlewares/http/headers/).
var takenHeaders = [...]struct{ key, header, value string }{
	{"frameDeny", "x-frame-options", "DENY"},
	{"customFrameOptionsValue", "x-frame-options", ""},
	{"contentTypeNosniff", "x-content-type-options", "nosniff"},
	{"browserXssFilter", "x-xss-protection", "1; mode=block"},
	{"customBrowserXSSValue", "x-xss-protection", ""},
	{"contentSecurityPolicy", "content-security-policy", ""},
	{"contentSecurityPolicyReportOnly", "content-security-policy-report-only", ""},
	{"referrerPolicy", "referrer-policy", ""},
	{"permissionsPolicy", "permissions-policy", ""},
	{"featurePolicy", "feature-policy", ""},
}

// takenHeader is the header that a field of Traefik's sets, and its value; false where it sets none so.
func takenHeader(key string) (header, value string, is bool) {
	for _, one := range takenHeaders {
		if one.key == key {
			return one.header, one.value, true
		}
	}
	return "", "", false
}

// take takes a Middleware's headers, and gives the fields that no route can say.
func (h *traefikHeaders) take(of manifest.Object) (missed []string) {
	var allowed manifest.Object
	for _, one := range of {
		text, _ := one.Value.(string)
		yes, _ := one.Value.(bool)
		header, value, known := takenHeader(one.Key)
		switch {
		case one.Key == "customRequestHeaders" || one.Key == "customResponseHeaders":
			missed = append(missed, h.custom(one.Key, of.Object(one.Key))...)
		case known && value == "" && text != "":
			h.response.change(header, text)
		case known && value != "" && yes:
			if header != "x-frame-options" || of.Text("customFrameOptionsValue") == "" {
				h.response.change(header, value)
			}
		case strings.HasPrefix(one.Key, "accessControl") || one.Key == "addVaryHeader":
			allowed = append(allowed, one)
		case one.Key == "stsSeconds":
			h.strict(of)
		case strings.HasPrefix(one.Key, "sts"), one.Key == "forceSTSHeader", one.Key == "sslProxyHeaders", one.Key == "hostsProxyHeaders", known, text == "" && !yes && one.Value != nil && fmt.Sprint(one.Value) == "false":
		default:
			missed = append(missed, one.Key)
		}
	}
	return append(missed, h.origins(allowed)...)
}

// custom takes headers by their names; Host, by which gateways choose, is none of a route's.
func (h *traefikHeaders) custom(key string, headers manifest.Object) (missed []string) {
	edits := &h.request
	if key == "customResponseHeaders" {
		edits = &h.response
	}
	for _, one := range headers {
		if strings.EqualFold(one.Key, "host") {
			missed = append(missed, key+"."+one.Key)
			continue
		}
		edits.change(strings.ToLower(one.Key), fmt.Sprint(one.Value))
	}
	return missed
}

// strict has browsers come by https alone.
func (h *traefikHeaders) strict(of manifest.Object) {
	n, _ := number(of.Get("stsSeconds"))
	if n <= 0 {
		return
	}
	value := fmt.Sprintf("max-age=%d", n)
	if of.Get("stsIncludeSubdomains") == true {
		value += "; includeSubDomains"
	}
	if of.Get("stsPreload") == true {
		value += "; preload"
	}
	h.response.change("strict-transport-security", value)
}

// origins are what pages of other origins may ask.
func (h *traefikHeaders) origins(of manifest.Object) (missed []string) {
	var origins []any
	for _, text := range document.Texts(of.List("accessControlAllowOriginList")) {
		origins = append(origins, object("exact", text))
	}
	for _, text := range document.Texts(of.List("accessControlAllowOriginListRegex")) {
		origins = append(origins, object("regex", text))
	}
	if len(origins) == 0 {
		for _, one := range of {
			if one.Key != "addVaryHeader" {
				missed = append(missed, one.Key)
			}
		}
		return missed
	}
	age := any(nil)
	if n, ok := number(of.Get("accessControlMaxAge")); ok && n > 0 {
		age = period(n)
	}
	credentials := any(nil)
	if of.Get("accessControlAllowCredentials") == true {
		credentials = true
	}
	h.cors = object("allowOrigins", origins, "allowMethods", of.List("accessControlAllowMethods"), "allowHeaders", lowerTexts(of.List("accessControlAllowHeaders")),
		"exposeHeaders", lowerTexts(of.List("accessControlExposeHeaders")), "maxAge", age, "allowCredentials", credentials)
	return nil
}

func lowerTexts(list []any) (out []any) {
	for _, text := range document.Texts(list) {
		out = append(out, strings.ToLower(text))
	}
	return out
}

// headerHelp is what takes the place of a field of Traefik's headers.
func headerHelp(key string) string {
	switch {
	case strings.HasPrefix(key, "ssl"):
		return "write tls: {redirect: true} at the tier"
	case strings.HasPrefix(key, "accessControl"):
		return "write cors with origins in the app's routes"
	case strings.HasSuffix(strings.ToLower(key), ".host"):
		return "the gateway sends on the Host that it got; of an app that is outside, outside: {address: NAME} sends that name"
	case key == "allowedHosts":
		return "the gateway answers the hosts of the tier alone"
	}
	return "the gateway has nothing of that kind"
}
