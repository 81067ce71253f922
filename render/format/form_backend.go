package format

import (
	"net/netip"
	"strings"

	"render/render/wording"
)

// ClusterDomain ends the full name of a Service, in a cluster of the usual domain.
const ClusterDomain = ".svc.cluster.local"

// EndsDNSName reports whether a label ends DNS names, and is hardly ever called to be a namespace: a
// Service there is written with ClusterDomain.
func EndsDNSName(label string) bool {
	switch label {
	case "local", "localdomain", "lan", "home", "internal", "intranet", "corp", "private", "com", "net", "org", "edu", "gov", "info", "biz":
		return true
	}
	return false
}

// KeepHost is the word for the Host that was asked for.
const KeepHost = "keep"

var serviceName = usually(plainService, `[a-z]([-a-z0-9]*[a-z0-9])?`)

// CutDomain is a Service's name without the cluster's domain, and whether it had it.
func CutDomain(text string) (short string, found bool) {
	if short, found = strings.CutSuffix(text, ClusterDomain); !found {
		short, found = strings.CutSuffix(text, ".svc")
	}
	return short, found
}

// checkBackend tells what is wrong with an app's `service`.
func checkBackend(text string) wording.Fault {
	if IsIP(text) {
		return meantOutside(text, wording.Quote(text)+" is an address, and a Service has a name")
	}
	if fault := oneName(text, checkBackend); fault.Found() {
		return fault
	}
	if s, ok := readServer(text); ok && !checkOutside(s.name).Found() {
		fault := meantOutside(s.name, wording.Quote(text)+" is a URL, and a Service has a name")
		if !s.url {
			fault.Message = wording.Quote(text) + " has a port, and is no Service, which is <name> or <name>.<namespace>"
		}
		fault.Help += s.beside()
		return fault
	}
	if namespace, name, ok := strings.Cut(text, "/"); ok && serviceName.MatchString(name) && plainLabel(namespace) {
		return wording.Fault{Message: wording.Quote(text) + " is not how a Service of another namespace is named", Help: "write: " + name + "." + namespace}
	}
	if fault := hostForm(text); fault.Found() { // a namespace may be a number
		if text == "" {
			fault.Help = "write: a Service, name or name.namespace"
		}
		return fault
	}
	short, whole := CutDomain(text)
	name, _, _ := strings.Cut(short, ".")
	switch {
	case whole && strings.Count(short, ".") != 1:
		return wording.Fault{Message: wording.Quote(text) + " is not <name>.<namespace>" + ClusterDomain, Help: "write: the Service as <name>.<namespace>"}
	case strings.Count(short, ".") > 1:
		return meantOutside(text, wording.Quote(text)+" is no Service, which is <name> or <name>.<namespace>")
	case !serviceName.MatchString(name):
		return wording.Fault{Message: wording.Quote(name) + " is not a Service's name: a-z, 0-9 and -, a letter first", Help: ""}
	}
	return wording.Fault{}
}

// meantOutside tells that a `service` is what `outside` is for.
func meantOutside(text, message string) wording.Fault {
	if fault := checkOutside(text); fault.Found() {
		return fault
	}
	help := "write outside: " + YAMLWord(text) + " in its place"
	if short, _, ok := strings.Cut(text, ".svc."); ok && strings.Count(short, ".") == 1 && strings.HasPrefix(text, short+".svc.cluster.") {
		help = "write: " + short + ", if it is a Service of this cluster, or " + help[len("write "):]
	}
	return wording.Fault{Code: "service-outside", Message: message, Help: help}
}

// checkOutside tells what is wrong with the name or the address of what is outside
// the cluster.
func checkOutside(text string) wording.Fault {
	if IsIP(text) || meansIP(text) {
		return CheckIP(text)
	}
	if fault := oneName(text, checkOutside); fault.Found() {
		return fault
	}
	if fault := CheckHost(text); fault.Found() {
		if text == "" {
			fault.Help = "write a DNS name or an IP address"
		}
		return fault
	}
	if short, found := CutDomain(text); found {
		return wording.Fault{Message: wording.Quote(text) + " is a Service of the cluster", Help: "write service: " + short + " in its place"}
	}
	if !strings.Contains(text, ".") {
		return wording.Fault{Message: wording.Quote(text) + " has no domain, and in the cluster it would be a Service", Help: "write the whole DNS name, or service: " + text + " in its place"}
	}
	return wording.Fault{}
}

// checkTarget tells what is wrong with where names in DNS lead: to what is outside, where
// nothing is said of ports.
func checkTarget(text string) wording.Fault {
	fault := checkOutside(text)
	if s, ok := readServer(text); ok && fault.Found() && !checkOutside(s.name).Found() {
		fault.Help = "write: " + YAMLWord(s.name)
	}
	return fault
}

// checkOutHost tells what is wrong with the Host of requests to the outside.
func checkOutHost(text string) wording.Fault {
	if strings.Contains(text, "*") {
		return wording.Fault{Message: wording.Quote(text) + ` has a "*", and a request has one Host`, Help: "write the name in full"}
	}
	if IsIP(text) {
		return wording.Fault{Message: wording.Quote(text) + " is an IP address, and a server goes by names", Help: "write a DNS name, or: " + KeepHost}
	}
	return CheckHost(text)
}

// checkCertName tells what is wrong with a name of a server's certificate. It may be an address that
// nobody has on a network, as 127.0.0.1: it is compared, and nobody connects to it.
func checkCertName(text string) wording.Fault {
	if addr, err := netip.ParseAddr(text); err == nil && addr.String() == text && (addr.IsUnspecified() || addr.IsLoopback()) {
		return wording.Fault{}
	}
	if IsIP(text) || meansIP(text) {
		return CheckIP(text)
	}
	return checkSNI(text)
}

// checkSNI tells what is wrong with a name that a server is asked for.
func checkSNI(text string) wording.Fault {
	switch {
	case strings.Contains(text, "*"):
		return wording.Fault{Message: wording.Quote(text) + ` has a "*"; a certificate for *.example.org has the name www.example.org too`, Help: "write the name in full"}
	case IsIP(text):
		return wording.Fault{Message: wording.Quote(text) + " is an IP address, which nobody may ask for by SNI", Help: "write a DNS name, or remove it"}
	}
	return CheckHost(text)
}
