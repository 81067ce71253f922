package conformance

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strings"
	"time"

	"render/conformance/clauses"

	corev1 "k8s.io/api/core/v1"
	"sigs.k8s.io/yaml"
)

// The configuration that MetalLB read from a ConfigMap before 0.13. Its parser
// (go.universe.tf/metallb internal/config at v0.9.7) cannot be imported from
// outside its module, so these are the keys it documents, read as strictly as
// it read them: one unknown key and the whole configuration was refused.
type (
	metallbConfig struct {
		Peers       []metallbPeer     `json:"peers"`
		Communities map[string]string `json:"bgp-communities"`
		Pools       []metallbPool     `json:"address-pools"`
	}
	metallbPeer struct {
		MyASN         uint32                `json:"my-asn"`
		PeerASN       uint32                `json:"peer-asn"`
		PeerAddress   string                `json:"peer-address"`
		PeerPort      uint16                `json:"peer-port"`
		HoldTime      string                `json:"hold-time"`
		RouterID      string                `json:"router-id"`
		NodeSelectors []metallbNodeSelector `json:"node-selectors"`
		Password      string                `json:"password"`
	}
	metallbNodeSelector struct {
		MatchLabels      map[string]string `json:"match-labels"`
		MatchExpressions []struct {
			Key      string   `json:"key"`
			Operator string   `json:"operator"`
			Values   []string `json:"values"`
		} `json:"match-expressions"`
	}
	metallbPool struct {
		Name           string   `json:"name"`
		Protocol       string   `json:"protocol"`
		Addresses      []string `json:"addresses"`
		AvoidBuggyIPs  bool     `json:"avoid-buggy-ips"`
		AutoAssign     *bool    `json:"auto-assign"`
		Advertisements []struct {
			AggregationLength *int     `json:"aggregation-length"`
			LocalPref         *uint32  `json:"localpref"`
			Communities       []string `json:"communities"`
		} `json:"bgp-advertisements"`
	}
)

// configMap judges keys, and MetalLB's own text where the ConfigMap has the
// name under which MetalLB looked for it.
func configMap(c *corev1.ConfigMap) []error {
	errs := keys(slices.Sorted(maps.Keys(c.Data)))
	errs = append(errs, keys(slices.Sorted(maps.Keys(c.BinaryData)))...)
	if c.Name != "config" {
		return errs
	}
	text, ok := c.Data["config"]
	if !ok || len(c.Data) != 1 {
		return append(errs, clauses.Errorf(`data: MetalLB reads one key, "config"`))
	}
	data, err := yaml.YAMLToJSONStrict([]byte(text))
	if err != nil {
		return append(errs, clauses.Errorf("data.config: %w", err))
	}
	return append(errs, oldMetalLB(data)...)
}

func oldMetalLB(data json.RawMessage) []error {
	var config metallbConfig
	errs := clauses.Of(strictly("data.config", data, &config))
	seen := map[string]bool{}
	for i, pool := range config.Pools {
		at := fmt.Sprintf("data.config: address-pools[%d]", i)
		if pool.Name == "" || seen[pool.Name] {
			errs = append(errs, clauses.Errorf("%s: name %q is empty or there twice", at, pool.Name))
		}
		seen[pool.Name] = true
		switch {
		case pool.Protocol != "layer2" && pool.Protocol != "bgp":
			errs = append(errs, clauses.Errorf("%s: protocol %q is neither layer2 nor bgp", at, pool.Protocol))
		case pool.Protocol == "layer2" && len(pool.Advertisements) > 0:
			errs = append(errs, clauses.Errorf("%s: bgp-advertisements in a layer2 pool", at))
		}
		errs = append(errs, addresses(at, pool.Addresses)...)
	}
	for i, peer := range config.Peers {
		at := fmt.Sprintf("data.config: peers[%d]", i)
		if peer.MyASN == 0 || peer.PeerASN == 0 {
			errs = append(errs, clauses.Errorf("%s: my-asn and peer-asn are required", at))
		}
		if _, err := netip.ParseAddr(peer.PeerAddress); err != nil {
			errs = append(errs, clauses.Errorf("%s: peer-address: %w", at, err))
		}
		if peer.HoldTime == "" {
			continue
		}
		hold, err := time.ParseDuration(peer.HoldTime)
		if err != nil || hold != 0 && hold < 3*time.Second {
			errs = append(errs, clauses.Errorf("%s: hold-time %q is neither 0 nor 3s or more", at, peer.HoldTime))
		}
	}
	return errs
}

// addresses judges a pool's ranges as every MetalLB does: each a CIDR or
// "first-last", never a bare address. The type and the schema of IPAddressPool
// know them as strings only.
func addresses(at string, list []string) []error {
	var errs []error
	if len(list) == 0 {
		errs = append(errs, clauses.Errorf("%s: a pool has addresses", at))
	}
	for _, entry := range list {
		if err := addressRange(entry); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", at, err)) // no clause: says where
		}
	}
	return errs
}

func addressRange(entry string) error {
	from, to, ok := strings.Cut(entry, "-")
	if !ok {
		_, err := netip.ParsePrefix(entry)
		return clauses.Err(err)
	}
	first, err := netip.ParseAddr(strings.TrimSpace(from))
	if err != nil {
		return clauses.Err(err)
	}
	last, err := netip.ParseAddr(strings.TrimSpace(to))
	if err != nil {
		return clauses.Err(err)
	}
	if first.BitLen() != last.BitLen() || last.Less(first) {
		return clauses.Errorf("%q runs backwards or from one family into the other", entry)
	}
	return nil
}
