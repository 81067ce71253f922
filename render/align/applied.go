package align

import (
	"slices"

	"render/internal/later"
	"render/render/compare"
	"render/render/manifest"
)

// Applied are the objects of a cluster as somebody applied them, as far as they tell it; of
// those that do not, what the server is known to fill in is left out. What other objects
// made is not among them, but for a Certificate that an annotation of an Ingress or a Gateway asks for.
func Applied(list []manifest.Manifest) []manifest.Manifest {
	var out []manifest.Manifest
	for _, m := range list {
		metadata := m.Object.Object("metadata")
		if len(metadata.List("ownerReferences")) > 0 && !askedFor(m) {
			continue
		}
		record, known := recordOf(m.Object)
		if record.isTree && len(record.fields) == 0 {
			known = false // applied by somebody whose name says nothing
		}
		identity := manifest.Object{}
		for _, key := range []string{"apiVersion", "kind"} {
			identity = append(identity, manifest.Member{Key: key, Value: m.Object.Get(key)})
		}
		for _, key := range []string{"name", "namespace"} {
			if v := metadata.Get(key); v != nil {
				identity = identity.With(v, "metadata", key)
			}
		}
		if known {
			m.Object = project(m.Object, identity, record)
		} else {
			m.Object = withoutFilled(withoutServer(m.Object))
		}
		out = append(out, m)
	}
	return out
}

// askedFor reports whether an object is a Certificate that cert-manager made for who shows it, and
// that says by whom it is issued (https://cert-manager.io/docs/usage/ingress/).
func askedFor(m manifest.Manifest) bool {
	return m.ID().Kind == "Certificate" && !slices.ContainsFunc(m.Object.Object("metadata").List("ownerReferences"), func(owner any) bool {
		o, _ := owner.(manifest.Object)
		return o.Text("kind") != "Ingress" && o.Text("kind") != "Gateway"
	})
}

// filled are members of Services and of workloads as an API server writes them where they
// are left out (k8s.io/kubernetes, pkg/apis/core/v1/defaults.go and pkg/apis/apps/v1).
func filled() map[string]any { return filledOnce.Get(makeFilled) }

var filledOnce later.Value[map[string]any]

func makeFilled() map[string]any {
	return map[string]any{
		"sessionAffinity": "None", "internalTrafficPolicy": "Cluster", "allocateLoadBalancerNodePorts": true, "protocol": "TCP",
		"progressDeadlineSeconds": int64(600), "revisionHistoryLimit": int64(10), "dnsPolicy": "ClusterFirst", "restartPolicy": "Always",
		"schedulerName": "default-scheduler", "terminationGracePeriodSeconds": int64(30), "terminationMessagePath": "/dev/termination-log",
		"terminationMessagePolicy": "File", "successThreshold": int64(1), "timeoutSeconds": int64(1), "periodSeconds": int64(10), "failureThreshold": int64(3),
		"scheme": "HTTP", "defaultMode": int64(420), "imagePullPolicy": "IfNotPresent",
	}
}

// given are members that a cluster gives each of them.
var given = []string{"clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy", "healthCheckNodePort", "nodePort", "serviceAccount"}

// IsFilledIn reports whether a field of an object is what an API server writes where it is left out,
// or holds nothing.
func IsFilledIn(kind string, members []string, value any) bool {
	if list, is := value.([]any); is {
		return len(list) == 0
	}
	last := members[len(members)-1]
	switch {
	case kind != "Service" && kind != "Deployment" && kind != "DaemonSet" || members[0] != "spec":
		return false
	case kind == "Service" && len(members) == 2 && last == "type":
		return value == "ClusterIP"
	}
	return filled()[last] != nil && compare.Equal(filled()[last], value)
}

// withoutFilled is a Service or a workload without what is filled in where it is left out.
func withoutFilled(object manifest.Object) manifest.Object {
	spec, is := object.Get("spec").(manifest.Object)
	if kind := object.Text("kind"); !is || kind != "Service" && kind != "Deployment" && kind != "DaemonSet" {
		return object
	}
	return object.Without("metadata", "annotations", "deployment.kubernetes.io/revision").With(bare(spec), "spec")
}

func bare(v any) any {
	switch v := v.(type) {
	case manifest.Object:
		out := make(manifest.Object, 0, len(v))
		for _, m := range v {
			if inner, is := m.Value.(manifest.Object); is && len(inner) == 0 && m.Key != "emptyDir" {
				continue
			}
			if slices.Contains(given, m.Key) || filled()[m.Key] != nil && compare.Equal(filled()[m.Key], m.Value) {
				continue
			}
			if m.Key == "strategy" || m.Key == "updateStrategy" {
				rolling, _ := m.Value.(manifest.Object)
				if update := rolling.Object("rollingUpdate"); update.Text("maxUnavailable") == "25%" && update.Text("maxSurge") == "25%" {
					continue
				}
			}
			out = append(out, manifest.Member{Key: m.Key, Value: bare(m.Value)})
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = bare(v[i])
		}
		return out
	}
	return v
}
