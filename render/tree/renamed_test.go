package tree

import (
	"fmt"
	"testing"
)

func TestDependsOn(t *testing.T) {
	const text = "kind: Kustomization\nmetadata:\n  name: b\n  namespace: flux-system\nspec:\n  path: ./x\n  dependsOn:\n  - name: a\n  - name: \"on\"\n" +
		"  healthCheckExprs:\n  - name: not\n  sourceRef:\n    name: neither\n"
	if got := fmt.Sprint(dependsOn([]byte(text))); got != "[flux-system/a flux-system/on]" {
		t.Error(got)
	}
}
