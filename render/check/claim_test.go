package check

import (
	"fmt"
	"strings"
	"testing"

	"render/render/objects"
)

// TestClaims: a claim that is for the pods of one node is told where more pods than one mount it, and
// may run on several.
func TestClaims(t *testing.T) {
	app := func(name, more string) string {
		return fmt.Sprintf(`
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: %s, namespace: web}
spec:
  selector: {matchLabels: {app: %[1]s}}
  %s
  template:
    metadata: {labels: {app: %[1]s}}
    spec:
      containers: [{name: a, image: "a:1"}]
      volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
`, name, strings.ReplaceAll(more, "\n", "\n  "))
	}
	claim := func(modes string) string {
		return "---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data, namespace: web}\nspec: {accessModes: [" + modes + "]}\n"
	}
	for name, c := range map[string]struct {
		text  string
		nodes int
		want  string
	}{
		"two pods":              {app("one", "replicas: 2") + claim("ReadWriteOnce"), 0, `claim "data" is ReadWriteOnce, and 2 pods mount it, of Deployment "one": those on another node`},
		"two apps":              {app("one", "") + app("two", "") + claim("ReadWriteOnce"), 3, `2 pods mount it, of Deployment "one" and Deployment "two"`},
		"one pod alone":         {app("one", "replicas: 2") + claim("ReadWriteOncePod"), 1, "the second never starts"},
		"one pod":               {app("one", "") + claim("ReadWriteOnce"), 0, ""},
		"none of the other":     {app("one", "") + app("two", "replicas: 0") + claim("ReadWriteOnce"), 0, ""},
		"many":                  {app("one", "replicas: 2") + claim("ReadWriteMany"), 0, ""},
		"one of several":        {app("one", "replicas: 2") + claim("ReadWriteOnce, ReadWriteMany"), 0, ""},
		"of the addon":          {app("one", "replicas: 2") + strings.Replace(claim("ReadWriteOnce"), "spec: {", "spec: {storageClassName: microk8s-hostpath, ", 1), 3, ""},
		"one pod of the addon":  {app("one", "replicas: 2") + strings.Replace(claim("ReadWriteOncePod"), "spec: {", "spec: {storageClassName: microk8s-hostpath, ", 1), 3, "the second never starts"},
		"one node":              {app("one", "replicas: 2") + claim("ReadWriteOnce"), 1, ""},
		"not among the objects": {app("one", "replicas: 2"), 0, ""},
		"no modes":              {app("one", "replicas: 2") + claim(""), 0, ""},
		"another namespace":     {app("one", "replicas: 2") + strings.Replace(claim("ReadWriteOnce"), "namespace: web", "namespace: default", 1), 0, ""},
	} {
		t.Run(name, func(t *testing.T) {
			k := known()
			k.Nodes = c.nodes
			got := strings.Join(told(References(objects.New(manifests(t, plain(t)+c.text)), k)), "\n")
			if (c.want == "") != (got == "") || !strings.Contains(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
	pinned := strings.ReplaceAll(app("one", "replicas: 2"), "      volumes:", "      nodeSelector: {kubernetes.io/hostname: a}\n      volumes:")
	if got := told(References(objects.New(manifests(t, plain(t)+pinned+claim("ReadWriteOnce"))), known())); len(got) > 0 {
		t.Errorf("on one node: %q", got)
	}
}
