package align_test

import (
	"fmt"
	"testing"

	"render/render/align"
	"render/render/compare"
)

// TestApplied: objects of a cluster are what was applied where they tell it, and else what
// they hold without what a server fills in; what is like that and no default stays.
func TestApplied(t *testing.T) {
	const bare = `apiVersion: v1
kind: Service
metadata: {name: a, namespace: b}
spec: {externalName: old, ports: [{port: 80, appProtocol: http}, {port: 81}], selector: {app: a}}
`
	const filled = `apiVersion: v1
kind: Service
metadata: {name: a, namespace: b, labels: {mine: "1", theirs: "2"}}
spec: {externalName: old, ports: [{port: 80, appProtocol: http}, {port: 81}], selector: {app: a}, type: ClusterIP}
`
	for name, c := range map[string]struct{ record, want string }{
		"as it was sent": {asSent, bare}, "not at all": {"", filled}, "by somebody unknown": {`, managedFields: [{manager: helm, operation: Update, fieldsV1: {"f:spec": {"f:selector": {}}}}]`, filled},
	} {
		got := align.Applied(read(t, fmt.Sprintf(liveService, c.record)))
		want := read(t, c.want)[0].Object
		if len(got) != 1 || !compare.Equal(got[0].Object.Get("spec"), want.Get("spec")) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
	near := read(t, `apiVersion: apps/v1
kind: Deployment
metadata: {name: a, uid: "1"}
spec: {revisionHistoryLimit: 3, strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}, template: {spec: {terminationGracePeriodSeconds: 31, securityContext: {}, volumes: [{name: v, emptyDir: {}}]}}}
---
apiVersion: gateway.networking.k8s.io/v1
kind: TCPRoute
metadata: {name: a}
spec: {protocol: TCP}
---
apiVersion: v1
kind: Pod
metadata: {name: made, ownerReferences: [{kind: ReplicaSet}]}
`)
	got := align.Applied(near)
	const kept = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {revisionHistoryLimit: 3, strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}, template: {spec: {terminationGracePeriodSeconds: 31, volumes: [{name: v, emptyDir: {}}]}}}\n"
	if len(got) != 2 || !compare.Equal(got[0].Object, read(t, kept)[0].Object) {
		t.Errorf("%v", got)
	} else if got[1].Object.Object("spec").Text("protocol") != "TCP" {
		t.Errorf("a value of another kind is taken for a default: %v", got[1])
	}
}
