package align_test

import (
	"strings"
	"testing"

	"render/render/align"
	"render/render/objects"
)

// TestMerged: kubectl keeps a key of a selector that others put there, and server-side apply does not; what was
// applied and is not any more goes by both.
func TestMerged(t *testing.T) {
	const live = `apiVersion: v1
kind: Service
metadata: {name: a, namespace: b, uid: "1", annotations: {kubectl.kubernetes.io/last-applied-configuration: '{"spec":{"selector":{"app":"a","once":"o"}}}'}}
spec: {selector: {app: a, once: o, theirs: t}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: a, namespace: b, uid: "2", annotations: {kubectl.kubernetes.io/last-applied-configuration: '{"spec":{"template":{"metadata":{"labels":{"app":"a"}}}}}'}}
spec: {template: {metadata: {labels: {app: a, theirs: t}}}}
`
	want := read(t, `{apiVersion: v1, kind: Service, metadata: {name: a, namespace: b}, spec: {selector: {app: a}}}
---
{apiVersion: apps/v1, kind: Deployment, metadata: {name: a, namespace: b}, spec: {template: {metadata: {labels: {app: a}}}}}
`)
	for merged, expected := range map[bool][2]string{true: {"app=a,theirs=t", "app=a,theirs=t"}, false: {"app=a", "app=a"}} {
		sides := align.Sides
		if merged {
			sides = align.Merged
		}
		_, news, _ := sides(read(t, live), want)
		w := objects.New(news)
		service, _ := w.Service("b", "a")
		pods, _ := w.Deployment("b", "a")
		got := [2]string{service.Selector().Labels().String(), pods.Template().Metadata().Labels().Labels().String()}
		if got != expected {
			t.Errorf("merged by kubectl: %v: %v, want %v", merged, got, expected)
		}
	}
	if text := want[0].Object.Object("spec").Object("selector"); len(text) != 1 || strings.Contains(text.Text("theirs"), "t") {
		t.Error("what was wanted is changed in place")
	}
}
