package topology

// MaxOutput bounds what is rendered, in bytes: far more than any cluster holds,
// and what a machine writes in a few seconds.
const MaxOutput = 512 << 20

// LeastOutput is a number of bytes that the rendered text has at the least. It
// counts what a short topology can make much of: the labels and annotations of
// every object, and the hosts of every route.
func (m *Model) LeastOutput() int {
	total, object := 0, pairsSize(m.Labels)+pairsSize(m.Annotations)
	for i := range m.Tiers {
		total += m.Tiers[i].leastOutput(object)
	}
	return total
}

func (t *ModelTier) leastOutput(object int) int {
	objects := len(t.Gateways) + len(t.TCPGateways)
	total := 0
	for i := range t.Gateways {
		total += hostsSize(t.Gateways[i].Hosts)
	}
	for i := range t.Apps {
		app := &t.Apps[i]
		objects += len(app.HTTPRoutes)
		if app.Deployed {
			objects++
		}
		if app.Served {
			objects++
		}
		for j := range app.VirtualServices {
			objects++
			total += hostsSize(app.VirtualServices[j].Hosts)
		}
		for j := range app.Connections {
			objects++
			total += hostsSize(app.Connections[j].Hosts)
		}
	}
	return total + objects*object
}

func pairsSize(texts map[string]string) int {
	n := 0
	for key, text := range texts {
		n += len(key) + len(text)
	}
	return n
}

func hostsSize(hosts []any) int {
	n := 0
	for _, host := range hosts {
		text, _ := host.(string)
		n += len(text) + len("- \n")
	}
	return n
}
