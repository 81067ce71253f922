package served

import (
	"iter"
	"slices"
	"strings"

	"render/render/objects"
)

// SentToHTTPS are the hosts of which some requests are redirected to https, by what does so.
func (d *Doors) SentToHTTPS() map[string][]*objects.Object {
	out := map[string][]*objects.Object{}
	for host, r := range d.tried() {
		if r.LeadsToHTTPS() && !slices.Contains(out[host], r.From) {
			out[host] = append(out[host], r.From)
		}
	}
	return out
}

// InPlace are the hosts that have routes, by whether some answer otherwise than by a redirect to https.
func (d *Doors) InPlace() map[string]bool {
	out := map[string]bool{}
	for host, r := range d.tried() {
		out[host] = out[host] || r.Answers() && !r.LeadsToHTTPS()
	}
	return out
}

// Behind are the Services that requests for hosts go to, as a key.
func (d *Doors) Behind() map[string]string {
	lists := map[string][]string{}
	for host, r := range d.tried() {
		for _, to := range r.To {
			lists[host] = append(lists[host], to.Namespace+"/"+to.Name)
		}
	}
	out := make(map[string]string, len(lists))
	for host, list := range lists {
		slices.Sort(list)
		out[host] = strings.Join(slices.Compact(list), " ")
	}
	return out
}

// tried are the routes of all doors, by virtual host.
func (d *Doors) tried() iter.Seq2[string, *Route] {
	return func(yield func(string, *Route) bool) {
		for _, door := range d.Each() {
			for host := range door.known() {
				list := door.Tried(host)
				for i := range list {
					if !yield(host, &list[i]) {
						return
					}
				}
			}
		}
	}
}
