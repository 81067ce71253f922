// Package compose owns what Compose files and docker run say of a service in the words of an app, for
// who writes them into a topology: which fields of an app, of its pod and of its container take the
// place of a key, and which keys need none in a cluster.
//
// In go nodes, as they were written; out come parts of an app, as YAML, and words of help.
// It must never decide whether a key is right where it stands, which is decode's to tell.
package compose

import "render/render/source"

// PartsOf are what key number i of a service becomes at an app, and what has to be there for it, as
// help goes on; none for other keys, and for values that are not theirs.
func PartsOf(n *source.Node, i int) (parts []Part, needs string) {
	for _, read := range [...]func(*source.Node, int) ([]Part, string){podParts, mountParts, securityParts, resourceParts, listParts} {
		if parts, needs = read(n, i); len(parts) > 0 {
			return parts, needs
		}
	}
	return nil, ""
}
