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

// LeastOutput is as a model's, of what an app's Deployment and Service take alone:
// it is known before anything of that size is made.
func (p *Plan) LeastOutput() int {
	object, objects := 0, 0
	for _, list := range [][]Pair{p.Document.Labels, p.Document.Annotations} {
		for i := range list {
			object += len(list[i].Key.Value) + len(list[i].Value.Value)
		}
	}
	for i := range p.Tiers {
		for j := range p.Tiers[i].apps {
			if p.Tiers[i].apps[j].backend == nil {
				objects += 2
			}
		}
	}
	return objects * object
}

// Largest is where most of what is repeated stands: the labels or annotations of
// every object, or the hosts of a tier.
func (p *Plan) Largest() Origin {
	var out Origin
	most := -1
	consider := func(size int, m Origin) {
		if size > most && m.IsSet() {
			out, most = m, size
		}
	}
	for _, list := range [][]Pair{p.Document.Labels, p.Document.Annotations} {
		for i := range list {
			consider(len(list[i].Value.Value), list[i].Value.Origin)
		}
	}
	for i := range p.Document.Tiers {
		size := 0
		for _, host := range p.Document.Tiers[i].Hosts {
			size += len(host.Value)
		}
		consider(size, p.Document.Tiers[i].Origin)
	}
	return out
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
