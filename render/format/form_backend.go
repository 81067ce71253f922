package format

import (
	"net/netip"
	"net/url"
	"strings"

	"render/render/wording"
)

// ClusterDomain ends the full name of a Service, in a cluster of the usual domain.
const ClusterDomain = ".svc.cluster.local"

var serviceName = whole(`[a-z]([-a-z0-9]*[a-z0-9])?`).but(plainService)

// checkBackend tells what is wrong with an app's `service`.
func checkBackend(text string) wording.Fault {
	if _, err := netip.ParseAddr(text); err == nil {
		return CheckIP(text)
	}
	if u, err := url.Parse(text); err == nil && u.Scheme != "" && u.Host != "" {
		if !checkBackend(u.Hostname()).Found() {
			return wording.Fault{Message: wording.Quote(text) + " is a URL, and a Service or a name is meant", Help: "write: " + u.Hostname()}
		}
	}
	if namespace, name, ok := strings.Cut(text, "/"); ok && serviceName.MatchString(name) && plainLabel(namespace) {
		return wording.Fault{Message: wording.Quote(text) + " is not how a Service of another namespace is named", Help: "write: " + name + "." + namespace}
	}
	if strings.Contains(text, "*") {
		return wording.Fault{Message: wording.Quote(text) + " has a \"*\", and requests go to one place", Help: "write the name in full"}
	}
	if fault := CheckHost(text); fault.Found() {
		if text == "" {
			fault.Help = "write: a Service, name or name.namespace, or a DNS name or IP outside the cluster"
		}
		return fault
	}
	short, whole := strings.CutSuffix(text, ClusterDomain)
	if half, ok := strings.CutSuffix(text, ".svc"); ok {
		short, whole = half, true
	}
	switch {
	case whole && strings.Count(short, ".") != 1:
		return wording.Fault{Message: wording.Quote(text) + " is not <name>.<namespace>" + ClusterDomain, Help: "write: the Service as <name>.<namespace>"}
	case strings.HasSuffix(text, ".svc"):
		return wording.Fault{Message: wording.Quote(text) + " is not a whole name in the cluster", Help: "write: " + short}
	case whole || strings.Count(text, ".") < 2:
		name, _, _ := strings.Cut(short, ".")
		if !serviceName.MatchString(name) {
			return wording.Fault{Message: wording.Quote(name) + " is not a Service's name: a-z, 0-9 and -, a letter first", Help: ""}
		}
	}
	return wording.Fault{}
}
