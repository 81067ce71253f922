package format

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"render/internal/later"
	"render/render/wording"
)

// wellKnownCommunities are those of IANA's registry that routers know by name
// (https://www.iana.org/assignments/bgp-well-known-communities).
func wellKnownCommunities() map[string]string {
	return wellKnownCommunitiesOnce.Get(makeWellKnownCommunities)
}

var wellKnownCommunitiesOnce later.Value[map[string]string]

func makeWellKnownCommunities() map[string]string {
	return map[string]string{
		"graceful-shutdown":   "65535:0",
		"blackhole":           "65535:666",
		"no-export":           "65535:65281",
		"no-advertise":        "65535:65282",
		"no-export-subconfed": "65535:65283",
		"no-peer":             "65535:65284",
	}
}

const largeCommunity = "large:"

// checkCommunity takes a:b of two 16 bit numbers, large:a:b:c of three 32 bit
// numbers, and well-known names, as MetalLB's internal/bgp/community does.
func checkCommunity(text string) wording.Fault {
	if _, ok := wellKnownCommunities()[text]; ok {
		return wording.Fault{}
	}
	numbers, large := strings.CutPrefix(text, largeCommunity)
	parts := strings.Split(numbers, ":")
	bits, count := 16, 2
	if large {
		bits, count = 32, 3
	}
	if len(parts) != count || strings.Trim(numbers, "0123456789:") != "" || numbers == "" {
		return wording.Fault{Message: wording.Quote(text) + " is not a community", Help: communityCure(text, parts)}
	}
	fixed := make([]string, count)
	for i, part := range parts {
		n, err := strconv.ParseUint(part, 10, bits)
		if err != nil {
			limit := strconv.FormatUint(1<<bits-1, 10)
			help := "write numbers up to " + limit
			if !large {
				help += "; larger ones are written large:a:b:c"
			}
			return wording.Fault{Message: wording.Quote(text) + " has a part that is not between 0 and " + limit, Help: help}
		}
		fixed[i] = strconv.FormatUint(n, 10)
	}
	if joined := strings.Join(fixed, ":"); joined != numbers {
		return wording.Fault{Message: wording.Quote(text) + " has leading zeros", Help: "write: " + strings.TrimSuffix(text, numbers) + joined}
	}
	return wording.Fault{}
}

func communityCure(text string, parts []string) string {
	if len(parts) == 3 && strings.Trim(text, "0123456789:") == "" {
		return "write: " + largeCommunity + text
	}
	word := strings.ReplaceAll(strings.ToLower(text), "_", "-")
	if near := wording.Suggest(word, slices.Sorted(maps.Keys(wellKnownCommunities()))); near != "" {
		return "did you mean " + wording.Quote(near) + "?"
	}
	return "write: 64512:100, large:64512:1:2, or a well-known name such as no-export"
}

// CommunityValue is a community in numbers.
func CommunityValue(text string) string {
	if value, ok := wellKnownCommunities()[text]; ok {
		return value
	}
	return text
}

// Alias is the name that a community goes by; "" where its value does.
func (c *BGPCommunity) Alias() string {
	if _, ok := wellKnownCommunities()[c.Value.Value]; ok && !c.Name.IsSet() {
		return c.Value.Value
	}
	return c.Name.Value
}

// IsLargeCommunity reports whether a BGP community is one of RFC 8092.
func IsLargeCommunity(value string) bool { return strings.HasPrefix(value, largeCommunity) }
