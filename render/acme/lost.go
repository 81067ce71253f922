package acme

import (
	"slices"

	"render/render/objects"
)

// Lost are questions that nobody answers on a new side, of hosts for which gateways showed a Certificate on
// the old one, whatever that was called and wherever it was, and of which nobody could say so there. Of
// Ingresses of a class that Istio does not serve led says who leads requests for a host by them; these are
// told of hosts that come new too.
func Lost(old, new *objects.World, led func(class, host string) bool) []Unanswered {
	all := Find(new, Shown(new))
	if len(all) == 0 {
		return nil
	}
	shown, before := shownHosts(old), map[string]bool{}
	for _, u := range Find(old, Shown(old)) {
		for _, host := range u.Hosts {
			before[host] = true
		}
	}
	for i := range all {
		u := &all[i]
		u.Hosts = slices.DeleteFunc(slices.Clone(u.Hosts), func(host string) bool {
			if u.Unserved {
				return before[host] || led(u.Class, host)
			}
			return before[host] || !shown[host]
		})
	}
	return slices.DeleteFunc(all, func(u Unanswered) bool { return len(u.Hosts) == 0 })
}

// shownHosts are the hosts of Certificates that gateways show.
func shownHosts(w *objects.World) map[string]bool {
	out, secrets := map[string]bool{}, shownSecrets(w)
	for _, o := range w.OfKind(objects.CertManager, "Certificate") {
		for _, host := range hostsOf(o) {
			out[host] = out[host] || secrets[o.Members().Object("spec").Text("secretName")]
		}
	}
	return out
}
