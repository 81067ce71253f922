package certs

import (
	"fmt"
	"strings"

	"render/render/routing"
	"render/render/wording"
)

// maxNames is how many names a message lists.
const maxNames = 10

func listed(names []string) string {
	if len(names) > maxNames {
		names = append(names[:maxNames:maxNames], fmt.Sprintf("and %d more", len(names)-maxNames))
	}
	return strings.Join(names, ", ")
}

func printable(name string) string {
	if quoted := wording.Quote(name); quoted != `"`+name+`"` {
		return quoted
	}
	return name
}

func printables(list []string) []string {
	out := make([]string, len(list))
	for i, text := range list {
		out[i] = printable(text)
	}
	return out
}

// dnsNames are the hosts that a certificate can name: all but "*".
func dnsNames(hosts []Host) []string {
	var out []string
	for _, h := range hosts {
		if h.Name != routing.EveryHost {
			out = append(out, h.Name)
		}
	}
	return out
}
