package mesh

import "slices"

// http3 has some tiers of a topology take HTTP/3.
func (r *drafter) http3(d *draft) {
	if !r.often(35) {
		return
	}
	for i := range d.Tiers {
		t := &d.Tiers[i]
		if !t.speaks("simple") || t.asksClients() || !r.often(60) {
			continue
		}
		service := map[string]any{"http3": true}
		switch written := t.Service.(type) {
		case string:
			service["type"] = written
		case map[string]any:
			service["type"] = written["type"]
		}
		t.Service = service
	}
}

// asksClients reports whether a tier asks clients for certificates on port 443.
func (t *draftTier) asksClients() bool { return t.speaks("mutual") || t.speaks("optional-mutual") }

// speaks reports whether TLS has a mode for some of a tier's hosts.
func (t *draftTier) speaks(mode string) bool {
	return slices.ContainsFunc(t.Hosts, func(h draftHost) bool { return modeOf(h.TLS, modeOf(t.TLS, "simple")) == mode })
}

// modeOf is the mode that is written, else another one.
func modeOf(tls any, otherwise string) string {
	switch tls := tls.(type) {
	case string:
		return tls
	case map[string]any:
		if mode, ok := tls["mode"].(string); ok {
			return mode
		}
	}
	return otherwise
}
