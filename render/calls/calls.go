// Package calls owns which hosts a variable's text names, as programs call them.
//
// In goes the variable with its text; out come hosts, and the Services that they are. It must never judge
// whether anything is there.
package calls

import (
	"strconv"
	"strings"

	"render/render/format"
)

// Address is a host that a variable names.
type Address struct {
	Host    string
	Port    int  // 0 where it says none
	Certain bool // it is a host, whatever its port
}

// Service is the Service that a host in the cluster is, as "name.namespace", for pods
// of a namespace.
func (a Address) Service(namespace string) string {
	host := strings.TrimSuffix(strings.TrimSuffix(a.Host, "."), format.ClusterDomain)
	host = strings.TrimSuffix(host, ".svc")
	if !strings.Contains(host, ".") {
		return host + "." + namespace
	}
	return host
}

// In are the hosts in a variable's text: those of URLs, of "host:port", and a
// host alone where the variable is called one. Another word may be anything.
func In(name, text string) []Address {
	var out []Address
	rest := text
	for {
		_, after, found := strings.Cut(rest, "://")
		if !found {
			break
		}
		rest = after
		authority := after
		if end := strings.IndexAny(after, "/?# \t\n\"'"); end >= 0 {
			authority = after[:end]
		}
		authority = authority[strings.LastIndex(authority, "@")+1:]
		for host := range strings.SplitSeq(authority, ",") {
			one := addressOf(host)
			one.Certain = true
			out = append(out, one)
		}
	}
	for word := range strings.FieldsFuncSeq(text, func(c rune) bool { return strings.ContainsRune(",;()@=/\"' \t\n", c) }) {
		if one := addressOf(word); one.Port > 0 {
			out = append(out, one)
		}
	}
	if namesHost(name) {
		out = append(out, Address{Host: text, Certain: true})
	}
	return out
}

// namesHost reports whether a variable is called for a host that its program calls, as DB_HOST and REDIS_HOSTNAME
// are; HOST and the like alone are what a program listens on, or its own name.
func namesHost(name string) bool {
	key := strings.ToUpper(name)
	for _, end := range [...]string{"HOST", "HOSTNAME", "SERVER", "ADDR", "ADDRESS"} {
		if strings.HasSuffix(key, end) && key != end {
			return true
		}
	}
	return false
}

func addressOf(text string) Address {
	host, port, _ := strings.Cut(text, ":")
	number, err := strconv.Atoi(port)
	if err != nil {
		number = 0
	}
	return Address{Host: host, Port: number}
}
