package served

import (
	"fmt"
	"net/netip"
	"slices"
	"strconv"

	"render/render/objects"
)

// Gateways are the Gateways of its pods.
func (e *Entrance) Gateways() []*objects.Object {
	if e.Maker == ControlPlane {
		return []*objects.Object{e.Object}
	}
	return e.From
}

// PodPort is on which port its pods listen for what comes by a port of a Service.
func (e *Entrance) PodPort(number int64) string {
	if e.Maker == ControlPlane {
		return strconv.FormatInt(number, 10)
	}
	for _, p := range e.Settings.Ports().All() {
		if own, ok := p.Port().Value(); ok && own == number && p.TargetPort().Present() {
			if to, ok := p.TargetPort().Number(); ok {
				return strconv.FormatInt(to, 10)
			}
		}
	}
	if e.Maker == Installer && e.Settings.Ports().Len() == 0 {
		for _, p := range objects.ChartPorts {
			if p.Port == number {
				return strconv.FormatInt(p.Target, 10)
			}
		}
	}
	return fmt.Sprint(number)
}

// Sources are who may come in by its address, none for all: of a load balancer alone is it asked.
func (e *Entrance) Sources() []string {
	if !e.LoadBalancer {
		return nil
	}
	var out []string
	for _, r := range e.Settings.LoadBalancerSourceRanges().All() {
		if text := r.Value(); text != "" && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	all := func(of string, is func(netip.Addr) bool) bool {
		return slices.Contains(out, of) || len(e.Addresses) > 0 && !slices.ContainsFunc(e.Addresses, is)
	}
	if all("0.0.0.0/0", netip.Addr.Is4) && all("::/0", netip.Addr.Is6) {
		return nil
	}
	return out
}

// Listens reports whether clients come by a Service to what a Gateway opens on a port: it is that
// of the Service, or else of the pods.
func (e *Entrance) Listens(number int64) bool {
	text := strconv.FormatInt(number, 10)
	return slices.ContainsFunc(e.Ports, func(p Port) bool { return p.Number == number || e.PodPort(p.Number) == text })
}

// Kind is the type of its Service.
func (e *Entrance) Kind() string {
	if e.LoadBalancer {
		return "LoadBalancer"
	}
	return e.Settings.Type().Value()
}

// IsOpen reports whether a type of Services opens them to outside.
func IsOpen(kind string) bool { return kind == "LoadBalancer" || kind == "NodePort" }
