package align

import (
	"slices"
	"strings"

	"render/internal/later"
	"render/render/compare"
	"render/render/format"
	"render/render/manifest"
)

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
		"scheme": "HTTP", "defaultMode": int64(420),
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
	return last == pullPolicy && value == ifNotPresent || filled()[last] != nil && compare.Equal(filled()[last], value)
}

const (
	pullPolicy   = "imagePullPolicy"
	ifNotPresent = "IfNotPresent"
)

// isPullPolicy reports whether a member of a container is what an API server writes for its image where it is
// left out.
func isPullPolicy(m manifest.Member, container manifest.Object) bool {
	image := container.Text("image")
	if m.Key != pullPolicy || image == "" {
		return false
	}
	return m.Value == ifNotPresent && !format.IsLatest(image) || m.Value == "Always" && format.IsLatest(image)
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
			if slices.Contains(given, m.Key) || filled()[m.Key] != nil && compare.Equal(filled()[m.Key], m.Value) || isPullPolicy(m, v) || isUsualUpdate(m) {
				continue
			}
			if m.Key == "strategy" {
				m.Value = withoutUsualShare(m.Value)
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

// usualShare is how many pods of a Deployment may be there beside those that are wanted, and how many may be missing, where
// that is left out.
const usualShare = "25%"

// withoutUsualShare is how the pods of a Deployment are made anew without what is filled in beside one number.
func withoutUsualShare(strategy any) any {
	o, _ := strategy.(manifest.Object)
	for _, key := range [...]string{"maxSurge", "maxUnavailable"} {
		if o.Object("rollingUpdate").Text(key) == usualShare {
			o = o.Without("rollingUpdate", key)
		}
	}
	if o == nil {
		return strategy
	}
	return o
}

// isUsualUpdate reports whether a member is how the pods of a Deployment or a DaemonSet are made anew where neither says it.
func isUsualUpdate(m manifest.Member) bool {
	rolling, _ := m.Value.(manifest.Object)
	update := rolling.Object("rollingUpdate")
	switch m.Key {
	case "strategy":
		return update.Text("maxUnavailable") == usualShare && update.Text("maxSurge") == usualShare
	case "updateStrategy":
		return compare.Equal(update.Get("maxUnavailable"), int64(1)) && (update.Get("maxSurge") == nil || compare.Equal(update.Get("maxSurge"), int64(0)))
	}
	return false
}

// beyondDefaults is a member of an object without what is filled in where it is left out; false of kinds of
// which that is not known.
func beyondDefaults(object manifest.Object, key string) (any, bool) {
	value := object.Get(key)
	one := manifest.Manifest{Object: object}
	spec, isObject := value.(manifest.Object)
	switch id := one.ID(); {
	case !isObject:
	case key != "spec":
		return value, id.Group == "" && id.Kind == "ConfigMap"
	case id.Group == "" && id.Kind == "Service":
		return ofService(spec), true
	case id.Group == "apps" && (id.Kind == "Deployment" || id.Kind == "DaemonSet"):
		return ofWorkload(spec), true
	case id.Group == "networking.k8s.io" && id.Kind == "Ingress":
		return spec.Without("ingressClassName"), true
	case id.Group == autoscalers.Group && id.Kind == autoscalers.Kind && compare.Equal(spec.Get("minReplicas"), int64(1)):
		return spec.Without("minReplicas"), true
	case id.Group == autoscalers.Group && id.Kind == autoscalers.Kind:
		return spec, true
	case strings.HasSuffix(id.Group, ".istio.io"), id.Group == "gateway.networking.k8s.io", id.Group == "cert-manager.io":
		return spec, true // their definitions fill in within lists alone, which are applied whole
	case id.Group == metallb && id.Kind == "IPAddressPool":
		return ofPool(spec), true
	}
	return nil, false
}

func ofPool(spec manifest.Object) manifest.Object {
	for _, m := range []manifest.Member{{Key: "autoAssign", Value: true}, {Key: "avoidBuggyIPs", Value: false}} {
		if spec.Get(m.Key) == m.Value {
			spec = spec.Without(m.Key)
		}
	}
	return spec
}

func ofService(spec manifest.Object) manifest.Object {
	out, _ := bare(spec).(manifest.Object)
	for _, m := range []manifest.Member{{Key: "type", Value: "ClusterIP"}, {Key: "externalTrafficPolicy", Value: "Cluster"}} {
		if out.Get(m.Key) == m.Value {
			out = out.Without(m.Key)
		}
	}
	ports := slices.Clone(out.List("ports"))
	for i := range ports {
		if port, is := ports[i].(manifest.Object); is && compare.Equal(port.Get("targetPort"), port.Get("port")) {
			ports[i] = port.Without("targetPort")
		}
	}
	if len(ports) > 0 {
		out = out.With(ports, "ports")
	}
	return out
}

func ofWorkload(spec manifest.Object) manifest.Object {
	out, _ := withoutKeys(bare(spec)).(manifest.Object)
	if compare.Equal(out.Get("replicas"), int64(1)) {
		out = out.Without("replicas")
	}
	return out
}

// withoutKeys is a value of pods without what is written into what they take from elsewhere.
func withoutKeys(v any) any {
	switch v := v.(type) {
	case manifest.Object:
		out := make(manifest.Object, 0, len(v))
		for _, m := range v {
			if filledIn(m) || m.Key == "expirationSeconds" && compare.Equal(m.Value, int64(3600)) {
				continue
			}
			m.Value = withoutKeys(m.Value)
			inner, _ := m.Value.(manifest.Object)
			switch {
			case m.Key == "hostPath" && inner.Get("type") == "":
				m.Value = inner.Without("type")
			case m.Key == "httpGet" && inner.Get("path") == "/":
				m.Value = inner.Without("path")
			}
			out = append(out, m)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = withoutKeys(v[i])
		}
		return out
	}
	return v
}
