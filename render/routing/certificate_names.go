package routing

import "strings"

// CertificateNames are DNS names of a certificate, which are searched without looking at each.
type CertificateNames struct {
	names map[string]bool // in small letters
	above map[string]bool // the domains that some name is below
}

// NewCertificateNames are some names of a certificate.
func NewCertificateNames(names []string) CertificateNames {
	n := CertificateNames{make(map[string]bool, len(names)), map[string]bool{}}
	for _, name := range names {
		name = strings.ToLower(name)
		n.names[name] = true
		for domain, more := name, true; more; {
			if _, domain, more = strings.Cut(domain, "."); more {
				n.above[domain] = true
			}
		}
	}
	return n
}

// Cover reports whether some name is for a host, as CertificateCovers has it.
func (n CertificateNames) Cover(host string) bool {
	host = strings.ToLower(host)
	if n.names[host] {
		return true
	}
	label, parent, _ := strings.Cut(host, ".")
	return label != "" && parent != "" && n.names["*."+parent]
}

// Below reports whether some name is below a domain.
func (n CertificateNames) Below(domain string) bool { return n.above[strings.ToLower(domain)] }
