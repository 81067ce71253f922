package certs

import (
	"path"

	"render/render/routing"
)

// insteadOf is the first pair called after another host that is there and covers all hosts of a request
// whose own is not; or the first that covers all but the host after which the missing one is called, and
// how to write that host apart. "" where there is none. What is wrong with a certificate is not told: nobody
// asked for it.
func (r *reader) insteadOf(q Request) (stem, apart string) {
	for _, one := range q.Instead {
		list, _ := readChain(r.files, path.Clean(one+".crt"))
		if len(list) == 0 || !r.there(one+".key") && !r.rules.Keyless {
			continue
		}
		var missing []Host
		for _, h := range q.Hosts {
			if h.Name != routing.EveryHost && !covered(list[0], h.Name) {
				missing = append(missing, h)
			}
		}
		switch {
		case len(missing) == 0:
			return one, ""
		case apart == "" && len(missing) == 1 && len(q.Hosts) > 1 && missing[0].Own == path.Clean(q.Crt):
			stem, apart = one, missing[0].Item
		}
	}
	return stem, apart
}
