package features

import "iter"

// Singles are all settings without a feature, and every feature with every two
// of what an app is, the routing and how Istio is installed; the forms of Secrets
// go round.
func Singles(all []Feature) iter.Seq[Topology] {
	return func(yield func(Topology) bool) {
		settings := Settings()
		for _, s := range settings {
			if !yield(Topology{Setting: s}) {
				return
			}
		}
		for i := range all {
			for n := 0; n < len(settings); n += len(forms) {
				s := settings[n+(n/len(forms)+i)%len(forms)]
				if !yield(Topology{s, all[i : i+1]}) {
					return
				}
			}
		}
	}
}

// Pairs are every two features, in both routings; the rest of the setting goes
// round, so that the two settings of a pair differ in it too.
func Pairs(all []Feature) iter.Seq[Topology] {
	settings := Settings()
	half := len(settings) / len(routings) // those of one routing, which come first
	return func(yield func(Topology) bool) {
		n := 0
		for i := range all {
			for j := range i {
				n++
				for k := range routings {
					s := settings[k*half+(n*stride+k)%half]
					if !yield(Topology{s, []Feature{all[j], all[i]}}) {
						return
					}
				}
			}
		}
	}
}

// stride has no divisor with the number of settings in common, so that all come
// to their turn.
const stride = 37
