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

// nameless is what an app is called that is yet to come, one of a tier.
const nameless = "helloworld"

// appNames are what the apps of each tier are called: as their images, and where two are called alike, as their tiers
// too, and by a number where these are one.
func appNames(tiers []Tier) [][]string {
	out := make([][]string, len(tiers))
	times := map[string]int{}
	for i, tier := range tiers {
		for _, app := range tier.Apps {
			out[i] = append(out[i], appName(app.Image))
		}
		if len(tier.Apps) == 0 {
			out[i] = []string{nameless}
		}
		for _, name := range out[i] {
			times[name]++
		}
	}
	for i, names := range out {
		given := map[string]int{}
		for j, name := range names {
			if times[name] < 2 {
				continue
			}
			end := "-" + tierName(i)
			if given[name]++; given[name] > 1 {
				end += fmt.Sprintf("-%d", given[name])
			}
			out[i][j] = cut(name, maxName-len(end)) + end
		}
	}
	return out
}

// appName is an image's own name, without its tag.
func appName(image string) string {
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
