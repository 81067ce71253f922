// Package served owns what a set of objects serves to clients outside the cluster: the
// Services that they come in by, with the addresses and pools of these, the hosts of
// their Gateways, and what becomes of requests and whole connections there; and what they
// tell of the Istio that does this.
//
// In go the objects of one side and, where it is asked for, others that are there beside
// them; out come entrances, pools, doors, passages, handshakes and an installation. It must never
// judge what it finds by another side.
package served

import "render/render/objects"

// Read finds what the objects of a world serve; entries are the Services that clients
// come in by, of this one or of another side.
func Read(w *objects.World, entries map[Service]bool) *Side {
	s := &Side{World: w, ByService: map[Service]*Entrance{}}
	s.findEntrances(entries)
	s.findHomes()
	s.findPools()
	for workload := range w.Workloads() {
		s.Operated = s.Operated || workload.IsIstioOperator()
	}
	return s
}
