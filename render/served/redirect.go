package served

import (
	"cmp"
	"strings"

	"render/render/manifest"
	"render/render/objects"
	"render/render/wording"
)

// ToHTTPS is a redirect that leaves all but the scheme as it is.
const ToHTTPS = "a redirect to https"

// redirect is where a redirect leads: what is "" stays as it was asked for.
type redirect struct {
	code, scheme, host, port, path string
}

// redirectOfRule is one of a VirtualService
// (https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRedirect).
func redirectOfRule(f objects.Field) redirect {
	return redirect{code: cmp.Or(textAt(f, "redirectCode"), "301"), scheme: textAt(f, "scheme"), host: textAt(f, "authority"),
		port: textAt(f, "port"), path: textAt(f, "uri")}
}

// redirectOfFilter is one of a route of the Gateway API
// (https://gateway-api.sigs.k8s.io/reference/spec/#httprequestredirectfilter).
func redirectOfFilter(f objects.Field) redirect {
	out := redirect{code: cmp.Or(textAt(f, "statusCode"), "302"), scheme: textAt(f, "scheme"), host: textAt(f, "hostname"),
		port: textAt(f, "port"), path: textAt(f, "path", "replaceFullPath")}
	if prefix := textAt(f, "path", "replacePrefixMatch"); prefix != "" {
		out.path = prefix + "*"
	}
	return out
}

// trustsProxies reports whether a setting of Istio's may have gateways take over what proxies before
// them say of requests (istio, mesh/v1alpha1, Topology).
func (s *Side) trustsProxies() bool {
	for o := range s.World.All() {
		if manifest.Holds(o.Members(), func(text string) bool { return strings.Contains(text, "numTrustedProxies") }) {
			return true
		}
	}
	return false
}

// textAt is what a field says; "" where it says nothing.
func textAt(f objects.Field, keys ...string) string {
	switch raw := f.At(keys...).Raw().(type) {
	case nil:
		return ""
	case string:
		return raw
	default:
		return objects.Canonical(raw)
	}
}

// String is what a message calls it.
func (r redirect) String() string {
	text := "a redirect"
	if r.code != "301" {
		text += " (" + r.code + ")"
	}
	var to []string
	if r.host != "" {
		url := r.host
		if r.scheme != "" {
			url = r.scheme + "://" + url
		}
		if r.port != "" {
			url += ":" + r.port
		}
		to = append(to, wording.Quote(url+r.path))
	} else {
		for _, one := range [...][2]string{{r.scheme, r.scheme}, {r.port, "port " + r.port}, {r.path, wording.Quote(r.path)}} {
			if one[0] != "" {
				to = append(to, one[1])
			}
		}
	}
	if len(to) == 0 {
		return text
	}
	return text + " to " + strings.Join(to, ", ")
}
