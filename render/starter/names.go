package starter

import (
	"fmt"
	"strings"

	"render/render/platform"
)

// The longest names of topologies and apps.
const maxName = 40

// tierName is what a tier is called: Istio's own names are those of primary.
func tierName(i int) string {
	switch i {
	case 0:
		return "primary"
	case 1:
		return "secondary"
	}
	return fmt.Sprintf("tier-%d", i+1)
}

// appNames are what the apps are called: as their images, and where two are called alike,
// as their tiers too. An app that is yet to come is helloworld.
func appNames(tiers []Tier) []string {
	out := make([]string, len(tiers))
	times := map[string]int{}
	for i, tier := range tiers {
		out[i] = appName(tier.Image)
		times[out[i]]++
	}
	for i, name := range out {
		if times[name] > 1 {
			out[i] = cut(name, maxName-len("-"+tierName(i))) + "-" + tierName(i)
		}
	}
	return out
}

// appName is an image's own name, without its tag.
func appName(image string) string {
	if image == "" {
		return "helloworld"
	}
	name := label(platform.ImageName(image))
	if name == "" || name[0] <= '9' {
		return cut("app-"+name, maxName)
	}
	return name
}

// nameOf is the first label of a host that is no wildcard; www says nothing of whose it is.
func nameOf(host string) string {
	first, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(host, "*"), "."), "www."), ".")
	return label(first)
}

// label is a text as a DNS label, "" where nothing is left of it.
func label(text string) string {
	out := []byte(strings.ToLower(text))
	for i, c := range out {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			out[i] = '-'
		}
	}
	return cut(strings.Trim(string(out), "-"), maxName)
}

func cut(text string, most int) string {
	return strings.Trim(text[:min(len(text), most)], "-")
}
