package routing

import "strings"

// OneAbove is the one of some hosts that stands for all of them; "" where none
// does, or it is every name.
func OneAbove(hosts []string) string {
	if widest := Widest(hosts); len(widest) == 1 && widest[0] != EveryHost {
		return widest[0]
	}
	return ""
}

// WildcardOf is the wildcard of the domain that all hosts are right below; "" for
// none.
func WildcardOf(hosts []string) string {
	domain := ""
	for _, h := range hosts {
		_, rest, ok := strings.Cut(h, ".")
		if !ok || !strings.Contains(rest, ".") || domain != "" && rest != domain {
			return ""
		}
		domain = rest
	}
	return "*." + domain
}
