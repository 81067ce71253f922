package align

import (
	"slices"
	"time"

	"render/internal/later"
	"render/render/manifest"
)

// spans are, by the group of an API, the fields that hold a span of time, which those who
// read them take from any spelling of Go's: "60s" is "1m".
func spans() map[string][]string { return spansOnce.Get(makeSpans) }

var spansOnce later.Value[map[string][]string]

func makeSpans() map[string][]string {
	return map[string][]string{
		"networking.istio.io":         {"timeout", "perTryTimeout", "backoff", "maxAge", "fixedDelay", "ttl", "connectTimeout", "idleTimeout", "maxConnectionDuration", "interval", "baseEjectionTime", "time", "warmupDurationSecs"},
		"install.istio.io":            {"connectTimeout", "protocolDetectionTimeout", "dnsRefreshRate", "drainDuration", "parentShutdownDuration", "terminationDrainDuration", "interval", "time"},
		"gateway.networking.k8s.io":   {"request", "backendRequest", "backoff", "absoluteTimeout", "idleTimeout"},
		"metallb.io":                  {"holdTime", "keepaliveTime", "connectTime"},
		"cert-manager.io":             {"duration", "renewBefore"},
		"external-secrets.io":         {"refreshInterval"},
		"kustomize.toolkit.fluxcd.io": {"interval", "retryInterval", "timeout"},
		"monitoring.coreos.com":       {"interval", "scrapeTimeout"},
	}
}

// worded are members under which people's own words are, whatever these are called.
var worded = []string{"metadata", "headers", "withoutHeaders", "queryParams", "labels", "matchLabels", "set", "add", "proxyMetadata"}

// spelledAlike are the objects of both sides in which a span of time that is spelled otherwise
// on the new side is spelled as on the old one.
func spelledAlike(old, new []manifest.Manifest) (olds, news []manifest.Manifest) {
	at := make(map[manifest.ID]int, len(old))
	for i := range old {
		if id := old[i].ID(); spans()[id.Group] != nil {
			at[id] = i
		}
	}
	olds, news = old, new
	cloned := false
	for j := range new {
		i, both := at[new[j].ID()]
		if !both {
			continue
		}
		s := spelling{of: spans()[new[j].ID().Group], as: map[time.Duration]string{}}
		was := s.object(old[i].Object)
		is := s.object(new[j].Object)
		if !s.changes {
			continue
		}
		if !cloned {
			olds, news, cloned = slices.Clone(old), slices.Clone(new), true
		}
		olds[i].Object, news[j].Object = was, is
	}
	return olds, news
}

// spelling is how spans of time are spelled, as each came first.
type spelling struct {
	of      []string
	as      map[time.Duration]string
	changes bool
}

func (s *spelling) object(o manifest.Object) manifest.Object {
	out := o
	for i, m := range o {
		if slices.Contains(worded, m.Key) {
			continue
		}
		value := s.value(m.Key, m.Value)
		if value == nil {
			continue
		}
		if &out[0] == &o[0] {
			out = slices.Clone(o)
		}
		out[i].Value = value
	}
	return out
}

// value is a member's value as it is spelled; nil where it stays as it is.
func (s *spelling) value(key string, v any) any {
	before := s.changes
	s.changes = false
	var out any
	switch v := v.(type) {
	case manifest.Object:
		out = s.object(v)
	case []any:
		list := slices.Clone(v)
		for i, item := range v {
			if value := s.value("", item); value != nil {
				list[i] = value
			}
		}
		out = list
	case string:
		if slices.Contains(s.of, key) {
			out = s.text(v)
		}
	}
	changed := s.changes
	s.changes = before || changed
	if !changed {
		return nil
	}
	return out
}

func (s *spelling) text(text string) string {
	d, err := time.ParseDuration(text)
	if err != nil {
		return text
	}
	first, known := s.as[d]
	if !known {
		s.as[d] = text
		return text
	}
	s.changes = s.changes || first != text
	return first
}
