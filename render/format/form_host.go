package format

import (
	"net/netip"
	"strings"
	"unicode"

	"render/render/wording"
)

// maxHost is how many characters a name of DNS has.
const maxHost = 253

// HostName is a DNS name in lower case, of labels as RFC 1123 has them.
var HostName = usually(plainSubdomain, dnsLabel+`(\.`+dnsLabel+`)*`)

// ruled is a host as a rule of Traefik has it.
var ruled = Expression("^Host(?:SNI)?\\(`([a-z0-9.-]+)`\\)$")

// CheckHost tells what is wrong with a host: a DNS name, "*." and a DNS name,
// or "*" alone. Istio refuses one that ends in a number, which no domain is
// (pkg/config/validation/agent, ValidateDNS1123Labels).
func CheckHost(text string) wording.Fault {
	if fault := hostForm(text); fault.Found() {
		return fault
	}
	if endsInNumber(text) {
		return wording.Fault{Message: wording.Quote(text) + " ends in a number, as no DNS name does", Help: "write a DNS name"}
	}
	return wording.Fault{}
}

func endsInNumber(name string) bool {
	return strings.Trim(name[strings.LastIndexByte(name, '.')+1:], "0123456789") == ""
}

// hostForm tells what is wrong with the labels of a host, and how they are joined.
func hostForm(text string) wording.Fault {
	if text == "*" {
		return wording.Fault{}
	}
	name := strings.TrimPrefix(text, "*.")
	switch {
	case text == "":
		return wording.Fault{Message: "is empty", Help: "write a DNS name"}
	case strings.Contains(text, "://"), strings.Contains(text, "/"):
		help := ""
		_, rest, ok := strings.Cut(text, "://")
		if !ok {
			rest = text
		}
		rest, _, _ = strings.Cut(rest, "/")
		if host, port, ok := strings.Cut(rest, ":"); ok && Decimal.MatchString(port) {
			rest = host
		}
		if HostName.MatchString(rest) {
			help = "write: " + rest
		}
		return wording.Fault{Message: wording.Quote(text) + " is more than a DNS name", Help: help}
	case IsIP(name):
		return wording.Fault{Message: wording.Quote(text) + " is an IP address, and TLS names hosts only", Help: "write a DNS name; tiers[].ip has the address"}
	case !ascii(text):
		return wording.Fault{Message: wording.Quote(text) + " is not in ASCII", Help: punycodeCure(text)}
	case strings.HasSuffix(text, ".") && HostName.MatchString(strings.TrimSuffix(name, ".")):
		return wording.Fault{Message: wording.Quote(text) + " ends in a dot", Help: "write: " + YAMLWord(strings.TrimSuffix(text, "."))}
	case ruled.MatchString(text):
		return wording.Fault{Message: wording.Quote(text) + " is a rule of Traefik, not a DNS name", Help: "write: " + ruled.FindStringSubmatch(text)[1]}
	case strings.ToLower(text) != text:
		return wording.Fault{Message: wording.Quote(text) + " is not in lower case", Help: "write: " + YAMLWord(strings.ToLower(text))}
	case strings.HasPrefix(text, ".") && HostName.MatchString(text[1:]):
		return wording.Fault{Message: wording.Quote(text) + " begins with a dot", Help: "write: " + YAMLWord("*"+text) + ", or " + text[1:] + " for that name alone"}
	case strings.HasPrefix(text, "*") && HostName.MatchString(text[1:]):
		each := map[bool]string{true: ", or one name for each that is meant"}[strings.Count(text, ".") > 1]
		return wording.Fault{Message: wording.Quote(text) + ` has a "*" that is no label of its own`, Help: "write: " + YAMLWord("*."+text[1:]) + each}
	case strings.Contains(name, "*"):
		return wording.Fault{Message: wording.Quote(text) + ` has a "*" that is not its first label`, Help: "write one name for each: a wildcard is the first label, and alone in it"}
	}
	if host, port, ok := strings.Cut(text, ":"); ok && HostName.MatchString(host) && !endsInNumber(host) && Decimal.MatchString(port) {
		return wording.Fault{Message: wording.Quote(text) + " has a port", Help: "write: " + host}
	}
	if !HostName.MatchString(name) {
		help := "write a DNS name"
		if dashed := strings.ReplaceAll(text, "_", "-"); HostName.MatchString(strings.TrimPrefix(dashed, "*.")) {
			help = "write: " + YAMLWord(dashed)
		}
		return wording.Fault{Message: wording.Quote(text) + " is not a DNS name: labels of a-z, 0-9 and -, joined by dots", Help: help}
	}
	for label := range strings.SplitSeq(name, ".") {
		if len(label) > 63 {
			return wording.Fault{Message: wording.Quote(text) + " has a label of more than 63 characters", Help: "write a shorter one"}
		}
	}
	if len(text) > maxHost {
		return wording.Fault{Message: wording.Quote(text) + " is longer than 253 characters", Help: "write a shorter one"}
	}
	return wording.Fault{}
}

// IsIP reports whether a text is an IP address of either version.
func IsIP(text string) bool {
	_, err := netip.ParseAddr(strings.Trim(text, "[]"))
	return err == nil
}

func ascii(text string) bool {
	for i := range len(text) {
		if text[i] >= 0x80 {
			return false
		}
	}
	return true
}

// ASCIIHost is an internationalised name as certificates and browsers write it, where it can
// be told without tables of the Unicode standard: all letters in lower case and none made
// of a letter and a mark.
func ASCIIHost(text string) (host string, ok bool) {
	labels := strings.Split(text, ".")
	for i, label := range labels {
		for _, r := range label {
			if r >= 0x80 && (unicode.ToLower(r) != r || !unicode.IsLetter(r)) {
				return "", false
			}
		}
		labels[i] = strings.ToLower(label)
		if !ascii(label) {
			labels[i] = "xn--" + punycode(labels[i])
		}
	}
	return strings.Join(labels, "."), true
}

func punycodeCure(text string) string {
	if host, ok := ASCIIHost(text); ok {
		return "write: " + YAMLWord(host)
	}
	return "write its punycode form, xn--..."
}

// punycode is the encoding of RFC 3492 for one label.
func punycode(label string) string {
	const base, tmin, tmax, skew, damp = 36, 1, 26, 38, 700
	var out []byte
	runes := []rune(label)
	for _, r := range runes {
		if r < 0x80 {
			out = append(out, byte(r))
		}
	}
	basic := len(out)
	handled := basic
	if basic > 0 {
		out = append(out, '-')
	}
	n, delta, bias := rune(0x80), 0, 72
	for handled < len(runes) {
		next := rune(0x10ffff)
		for _, r := range runes {
			if r >= n {
				next = min(next, r)
			}
		}
		delta += int(next-n) * (handled + 1)
		n = next
		for _, r := range runes {
			if r < n {
				delta++
			}
			if r != n {
				continue
			}
			q := delta
			for k := base; ; k += base {
				t := min(max(k-bias, tmin), tmax)
				if q < t {
					break
				}
				out = append(out, punycodeDigit(t+(q-t)%(base-t)))
				q = (q - t) / (base - t)
			}
			out = append(out, punycodeDigit(q))
			if handled == basic {
				delta /= damp
			} else {
				delta /= 2
			}
			delta += delta / (handled + 1)
			k := 0
			for ; delta > (base-tmin)*tmax/2; k += base {
				delta /= base - tmin
			}
			bias = k + (base-tmin+1)*delta/(delta+skew)
			delta = 0
			handled++
		}
		delta++
		n++
	}
	return string(out)
}

func punycodeDigit(d int) byte {
	if d < 26 {
		return byte('a' + d)
	}
	return byte('0' + d - 26)
}

// mendOrigin knows an origin with a path and one without a scheme.
func mendOrigin(text string) string {
	scheme, rest, ok := strings.Cut(text, "://")
	if !ok {
		scheme, rest = "https", text
	}
	rest, _, _ = strings.Cut(rest, "/")
	return strings.ToLower(scheme) + "://" + rest
}

// PrivateDomain is the domain of a name that no public DNS has, and in which no public authority issues a certificate
// (RFC 6762, RFC 8375, and what ICANN keeps for private use); "" for one that may be public.
func PrivateDomain(name string) string {
	for _, domain := range [...]string{"local", "localdomain", "lan", "home", "internal", "intranet", "corp", "private", "home.arpa"} {
		if strings.HasSuffix(name, "."+domain) {
			return domain
		}
	}
	return ""
}
