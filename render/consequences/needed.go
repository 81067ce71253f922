package consequences

import (
	"fmt"
	"slices"

	"render/render/wording"
)

// checkNeeded tells of Secrets that a gateway takes in place of others, and that are
// on neither side.
func checkNeeded(c *change) {
	before := c.old.credentials
	for _, one := range c.new.credentials {
		if c.new.making(one.id).o != nil || c.old.making(one.id).o != nil {
			continue
		}
		// Of one that moves to another namespace is told elsewhere.
		if slices.ContainsFunc(before, func(b *credential) bool { return b.id.Name == one.id.Name }) {
			continue
		}
		var hosts []string
		for _, host := range one.hosts {
			if slices.ContainsFunc(before, func(b *credential) bool { return slices.Contains(b.hosts, host) }) {
				hosts = append(hosts, host)
			}
		}
		if len(hosts) > 0 {
			name, namespace := wording.Quote(one.id.Name), wording.Quote(one.id.Namespace)
			c.tell("secret-needed", Warning, fmt.Sprintf("Secret %s: the gateway takes its certificate for %s from it, in namespace %s, and it is on neither side", name, quoted(hosts), namespace),
				"have it there before: without it the gateway has no certificate to show", one.from...)
			c.steps.need(beforehand, fmt.Sprintf("see that Secret %s is in namespace %s", name, namespace))
		}
	}
}
