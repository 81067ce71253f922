package gitops

import (
	"fmt"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"
)

// statusesOf are the statuses that controllers give the objects of a kind, by the types
// of their projects: before anything has happened, when all is done, and where it
// failed. What is empty is no status yet. N is the object's generation, an OLD one the
// generation before it.
var statusesOf = map[string][]kindStatus{
	"Deployment.apps": {
		{Pending, ``},
		{Pending, `{observedGeneration: N, replicas: 1, updatedReplicas: 1, unavailableReplicas: 1, conditions: [{type: Available, status: "False", reason: MinimumReplicasUnavailable}, {type: Progressing, status: "True", reason: ReplicaSetUpdated}]}`},
		{Pending, `{observedGeneration: OLD, replicas: 1, updatedReplicas: 1, readyReplicas: 1, availableReplicas: 1, conditions: [{type: Available, status: "True", reason: MinimumReplicasAvailable}, {type: Progressing, status: "True", reason: NewReplicaSetAvailable}]}`},
		{Ready, `{observedGeneration: N, replicas: COUNT, updatedReplicas: COUNT, readyReplicas: COUNT, availableReplicas: COUNT, conditions: [{type: Available, status: "True", reason: MinimumReplicasAvailable}, {type: Progressing, status: "True", reason: NewReplicaSetAvailable}]}`},
		{Failed, `{observedGeneration: N, replicas: 1, updatedReplicas: 1, unavailableReplicas: 1, conditions: [{type: Available, status: "False", reason: MinimumReplicasUnavailable}, {type: Progressing, status: "False", reason: ProgressDeadlineExceeded, message: "too late"}]}`},
	},
	"DaemonSet.apps": {
		{Pending, ``},
		{Pending, `{observedGeneration: N, desiredNumberScheduled: 2, currentNumberScheduled: 2, updatedNumberScheduled: 2, numberReady: 1, numberAvailable: 1, numberUnavailable: 1, numberMisscheduled: 0}`},
		{Ready, `{observedGeneration: N, desiredNumberScheduled: 2, currentNumberScheduled: 2, updatedNumberScheduled: 2, numberReady: 2, numberAvailable: 2, numberMisscheduled: 0}`},
	},
	"CustomResourceDefinition.apiextensions.k8s.io": {
		{Pending, ``},
		{Pending, `{acceptedNames: {plural: "", kind: ""}, storedVersions: [v1alpha1], conditions: [{type: NamesAccepted, status: "True", reason: NoConflicts}, {type: Established, status: "False", reason: Installing}]}`},
		{Ready, `{acceptedNames: {plural: istiooperators, kind: IstioOperator}, storedVersions: [v1alpha1], conditions: [{type: NamesAccepted, status: "True", reason: NoConflicts}, {type: Established, status: "True", reason: InitialNamesAccepted}]}`},
		{Failed, `{acceptedNames: {plural: "", kind: ""}, storedVersions: [v1alpha1], conditions: [{type: NamesAccepted, status: "False", reason: NameConflict, message: "taken"}, {type: Established, status: "False", reason: NotAccepted, message: "not all names are accepted"}]}`},
	},
	"Service": { // of type LoadBalancer
		{Pending, ``},
		{Pending, `{loadBalancer: {}}`},
		{Ready, `{loadBalancer: {ingress: [{ip: 192.168.1.141}]}}`},
	},
	"IstioOperator.install.istio.io": {
		{Pending, ``},
		{Pending, `{status: RECONCILING, componentStatus: {Pilot: {status: RECONCILING}}}`},
		{Pending, `{status: UPDATING}`},
		{Ready, `{status: HEALTHY, componentStatus: {Base: {status: HEALTHY}, IngressGateways: {status: HEALTHY}, Pilot: {status: HEALTHY}}}`},
		{Failed, `{status: ERROR, componentStatus: {IngressGateways: {status: ERROR, error: "too late"}}}`},
	},
	"Istio.sailoperator.io": {
		{Pending, ``},
		{Pending, `{observedGeneration: N, state: IstiodNotReady, conditions: [{type: Reconciled, status: "True"}, {type: Ready, status: "False", reason: IstiodNotReady}], revisions: {total: 1, ready: 0, inUse: 0}}`},
		{Pending, `{observedGeneration: OLD, state: Healthy, conditions: [{type: Reconciled, status: "True"}, {type: Ready, status: "True"}], revisions: {total: 1, ready: 1, inUse: 0}}`},
		{Pending, `{observedGeneration: N, state: IstioCNINotHealthy, conditions: [{type: Reconciled, status: "True"}, {type: Ready, status: "True"}, {type: DependenciesHealthy, status: "False", reason: IstioCNINotHealthy}], revisions: {total: 1, ready: 1, inUse: 0}}`},
		{Ready, `{observedGeneration: N, state: Healthy, activeRevisionName: default, conditions: [{type: Reconciled, status: "True"}, {type: Ready, status: "True"}, {type: DependenciesHealthy, status: "True"}], revisions: {total: 1, ready: 1, inUse: 0}}`},
		{Failed, `{observedGeneration: N, state: ReconcileError, conditions: [{type: Reconciled, status: "False", reason: ReconcileError, message: "no"}, {type: Ready, status: Unknown}], revisions: {total: 1, ready: 0, inUse: 0}}`},
	},
	"IstioCNI.sailoperator.io": {
		{Pending, ``},
		{Pending, `{observedGeneration: N, state: DaemonSetNotReady, conditions: [{type: Reconciled, status: "True"}, {type: Ready, status: "False", reason: DaemonSetNotReady}]}`},
		{Ready, `{observedGeneration: N, state: Healthy, conditions: [{type: Reconciled, status: "True"}, {type: Ready, status: "True"}]}`},
		{Failed, `{observedGeneration: N, state: ReconcileError, conditions: [{type: Reconciled, status: "False", reason: ReconcileError}, {type: Ready, status: Unknown}]}`},
	},
	"Certificate.cert-manager.io": {
		{Pending, ``},
		{Pending, `{conditions: [{type: Issuing, status: "True", reason: DoesNotExist, message: issuing}, {type: Ready, status: "False", reason: DoesNotExist, message: issuing}]}`},
		{Ready, `{revision: 1, conditions: [{type: Ready, status: "True", reason: Ready, message: "up to date"}]}`},
		{Failed, `{failedIssuanceAttempts: 1, conditions: [{type: Issuing, status: "False", reason: Failed, message: "no"}, {type: Ready, status: "False", reason: DoesNotExist, message: "no"}]}`},
	},
	"Issuer.cert-manager.io":        issuerStatuses,
	"ClusterIssuer.cert-manager.io": issuerStatuses,
	"SealedSecret.bitnami.com": {
		{Pending, ``},
		{Pending, `{observedGeneration: OLD, conditions: [{type: Synced, status: "True"}]}`},
		{Ready, `{observedGeneration: N, conditions: [{type: Synced, status: "True"}]}`},
		{Failed, `{observedGeneration: N, conditions: [{type: Synced, status: "False", message: "no key could decrypt secret"}]}`},
	},
	"DNSEndpoint.externaldns.k8s.io": { // of which nobody waits for external-dns
		{Ready, ``},
		{Ready, `{observedGeneration: N}`},
	},
	"ExternalSecret.external-secrets.io": {
		{Pending, ``},
		{Ready, `{refreshTime: "2026-11-01T00:00:00Z", conditions: [{type: Ready, status: "True", reason: SecretSynced, message: synced}]}`},
		{Failed, `{conditions: [{type: Ready, status: "False", reason: SecretSyncedError, message: "no"}]}`},
	},
	"Gateway.gateway.networking.k8s.io": {
		{Pending, ``},
		{Pending, `{conditions: [{type: Accepted, status: Unknown, reason: Pending, message: "", observedGeneration: N}, {type: Programmed, status: Unknown, reason: Pending, message: "", observedGeneration: N}]}`},
		{Pending, `{conditions: [{type: Accepted, status: "True", reason: Accepted, message: "", observedGeneration: N}, {type: Programmed, status: "False", reason: AddressNotAssigned, message: "", observedGeneration: N}]}`},
		{Ready, `{addresses: [{type: IPAddress, value: 192.168.1.141}], conditions: [{type: Accepted, status: "True", reason: Accepted, message: "", observedGeneration: N}, {type: Programmed, status: "True", reason: Programmed, message: "", observedGeneration: N}]}`},
		{Failed, `{conditions: [{type: Accepted, status: "False", reason: Invalid, message: "no", observedGeneration: N}, {type: Programmed, status: "False", reason: Invalid, message: "no", observedGeneration: N}]}`},
	},
	"HTTPRoute.gateway.networking.k8s.io": routeStatuses,
	"TLSRoute.gateway.networking.k8s.io":  routeStatuses,
	"TCPRoute.gateway.networking.k8s.io":  routeStatuses,
	"Application.argoproj.io": {
		{Pending, ``},
		{Pending, `{health: {status: Missing}, sync: {status: OutOfSync}}`},
		{Pending, `{health: {status: Progressing}, sync: {status: Synced}}`},
		{Ready, `{health: {status: Healthy}, sync: {status: Synced}}`},
		{Failed, `{health: {status: Degraded}, sync: {status: Synced}}`},
	},
}

type kindStatus struct {
	state State
	text  string
}

var issuerStatuses = []kindStatus{
	{Pending, ``},
	{Ready, `{conditions: [{type: Ready, status: "True", reason: KeyPairVerified, message: verified}]}`},
	{Failed, `{conditions: [{type: Ready, status: "False", reason: ErrGetKeyPair, message: "no"}]}`},
}

var routeStatuses = []kindStatus{
	{Pending, ``},
	{Pending, `{parents: []}`},
	{Ready, `{parents: [{controllerName: istio.io/gateway-controller, parentRef: {name: x}, conditions: [{type: Accepted, status: "True", reason: Accepted, message: "", observedGeneration: N}, {type: ResolvedRefs, status: "True", reason: ResolvedRefs, message: "", observedGeneration: N}]}]}`},
	{Failed, `{parents: [{controllerName: istio.io/gateway-controller, parentRef: {name: x}, conditions: [{type: Accepted, status: "True", reason: Accepted, message: "", observedGeneration: N}, {type: ResolvedRefs, status: "False", reason: BackendNotFound, message: "no", observedGeneration: N}]}]}`},
}

// kindOf is an object's kind with its group.
func kindOf(object *unstructured.Unstructured) string {
	gvk := object.GroupVersionKind()
	if gvk.Group == "" {
		return gvk.Kind
	}
	return gvk.Kind + "." + gvk.Group
}

// waitsFor reports whether an object is anything but there: others may rely on more.
func waitsFor(object *unstructured.Unstructured) bool {
	_, ok := statusesOf[kindOf(object)]
	return ok && (object.GetKind() != "Service" || loadBalancer(object))
}

// statusOf is the last of an object's statuses in a state.
func statusOf(object *unstructured.Unstructured, state State) any {
	if !waitsFor(object) {
		return nil
	}
	var out any
	for _, s := range statusesOf[kindOf(object)] {
		if s.state == state {
			out = filled(object, s.text)
		}
	}
	return out
}

// filled is a status with the generations and the count of an object in it.
func filled(object *unstructured.Unstructured, text string) any {
	if text == "" {
		return nil
	}
	generation := object.GetGeneration()
	replicas, found, _ := unstructured.NestedFieldNoCopy(object.Object, "spec", "replicas")
	if !found {
		replicas = 1
	}
	text = strings.NewReplacer("observedGeneration: N", "observedGeneration: "+fmt.Sprint(generation), "observedGeneration: OLD", "observedGeneration: "+fmt.Sprint(generation-1), "COUNT", fmt.Sprint(replicas)).Replace(text)
	var out map[string]any
	if err := yaml.Unmarshal([]byte(text), &out); err != nil {
		panic(err)
	}
	return whole(out)
}
