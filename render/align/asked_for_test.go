package align_test

import (
	"fmt"
	"testing"

	"render/render/align"
)

// TestAskedFor: what other objects made was applied by nobody, but for a Certificate that an Ingress or
// a Gateway asks for by an annotation.
func TestAskedFor(t *testing.T) {
	for _, c := range []struct {
		kind, owner string
		kept        bool
	}{
		{"Certificate", "Ingress", true}, {"Certificate", "Gateway", true}, {"Certificate", "Cluster", false}, {"Ingress", "Certificate", false}, {"Pod", "Ingress", false},
	} {
		group := map[string]string{"Certificate": "cert-manager.io/v1", "Ingress": "networking.k8s.io/v1", "Pod": "v1"}[c.kind]
		list := read(t, fmt.Sprintf("{apiVersion: %s, kind: %s, metadata: {name: a, namespace: web, uid: x, ownerReferences: [{kind: %s, name: b, uid: y}]}}", group, c.kind, c.owner))
		if got := len(align.Applied(list)) == 1; got != c.kept {
			t.Errorf("%s of %s is kept: %v", c.kind, c.owner, got)
		}
	}
}
