package decode

import (
	"cmp"
	"slices"
	"strings"

	"render/render/format"
	"render/render/source"
)

// portAsked is what to write beside a probe that asks at a port which its app does not list; "" where
// it does.
func portAsked(app, probe *source.Node) string {
	port := app.Get("port")
	number := scalarOf(probe, "port")
	for _, way := range []string{"httpGet", "tcpSocket", "grpc"} {
		if asks := probe.Get(way); asks != nil {
			number = cmp.Or(number, scalarOf(asks, "port"))
		}
	}
	switch {
	case port == nil || !format.Decimal.MatchString(number) || isAmong(port, number):
		return ""
	case port.Kind == source.List:
		return ", with {port: " + number + ", protocol: tcp} in port"
	}
	return ", with port: [" + inFlow(port) + ", {port: " + number + ", protocol: tcp}]"
}

// isOneProbe reports whether an app's probe is one alone, which says when it is ready.
func isOneProbe(n *source.Node) bool {
	return n != nil && !n.Null() && n.Get("ready") == nil && n.Get("live") == nil && n.Get("start") == nil
}

// isAmong reports whether a number is one of an app's ports, however it has them.
func isAmong(port *source.Node, number string) bool {
	among := func(one *source.Node) bool { return isAmong(one, number) }
	_, target, mapped := strings.Cut(port.Text, ":") // as Compose files have it
	return port.Text == number || mapped && target == number || slices.ContainsFunc(port.Items, among) || slices.ContainsFunc(port.Values, among)
}
