package quantity

import (
	"encoding/json"
	"slices"
	"strconv"

	"render/internal/later"
	"render/render/manifest"
)

// shape says where in an object quantities are: by the name of a member, "*" for
// every member. Lists on the way are gone through. A nil shape is a quantity.
type shape map[string]shape

// shapes are those of the kinds that have quantities (Kubernetes API reference,
// v1.37, every field of type Quantity; IstioOperator's k8s.resources).
func shapes() map[string]shape { return shapesOnce.Get(makeShapes) }

var shapesOnce later.Value[map[string]shape]

func makeShapes() map[string]shape {
	var (
		amounts   = shape{"*": nil}
		resources = shape{"requests": amounts, "limits": amounts}
		fields    = shape{"resourceFieldRef": {"divisor": nil}}
		container = shape{"resources": resources, "env": {"valueFrom": fields}}
		claim     = shape{"spec": {"resources": resources}}
		volume    = shape{
			"emptyDir":    {"sizeLimit": nil},
			"ephemeral":   {"volumeClaimTemplate": claim},
			"downwardAPI": {"items": fields},
			"projected":   {"sources": {"downwardAPI": {"items": fields}}},
		}
		pod = shape{
			"containers": container, "initContainers": container, "ephemeralContainers": container,
			"volumes": volume, "overhead": amounts, "resources": resources,
		}
		workload = shape{"spec": {"template": {"spec": pod}}}
		metric   = shape{"target": {"value": nil, "averageValue": nil}}
		gateway  = shape{"k8s": {"resources": resources}}
	)
	return map[string]shape{
		" Pod":                   {"spec": pod},
		" PodTemplate":           {"template": {"spec": pod}},
		" ReplicationController": workload,
		"apps Deployment":        workload,
		"apps ReplicaSet":        workload,
		"apps DaemonSet":         workload,
		"apps StatefulSet":       {"spec": {"template": {"spec": pod}, "volumeClaimTemplates": claim}},
		"batch Job":              workload,
		"batch CronJob":          {"spec": {"jobTemplate": workload}},
		" PersistentVolume":      {"spec": {"capacity": amounts}},
		" PersistentVolumeClaim": claim,
		" ResourceQuota":         {"spec": {"hard": amounts}},
		" LimitRange": {"spec": {"limits": {
			"max": amounts, "min": amounts, "default": amounts, "defaultRequest": amounts, "maxLimitRequestRatio": amounts,
		}}},
		"autoscaling HorizontalPodAutoscaler": {"spec": {"metrics": {
			"resource": metric, "pods": metric, "object": metric, "external": metric, "containerResource": metric,
		}}},
		"node.k8s.io RuntimeClass": {"overhead": {"podFixed": amounts}},
		"install.istio.io IstioOperator": {"spec": {"components": {
			"pilot": gateway, "cni": gateway, "ztunnel": gateway, "istiodRemote": gateway, "ingressGateways": gateway, "egressGateways": gateway,
		}}},
	}
}

// In is an object with each of its quantities in canonical form. An object in
// which all are so already is given back itself; another is copied where it
// changes, and stays as it is.
func In(group, kind string, object manifest.Object) manifest.Object {
	s, ok := shapes()[group+" "+kind]
	if !ok {
		return object
	}
	out, changed := within(s, object)
	if !changed {
		return object
	}
	return out.(manifest.Object)
}

// InPod is fields of a pod's spec with each of their quantities in canonical form.
func InPod(fields map[string]any) map[string]any { return inMap(shapes()[" Pod"]["spec"], fields) }

// InContainer is the same of a container's fields.
func InContainer(fields map[string]any) map[string]any {
	return inMap(shapes()[" Pod"]["spec"]["containers"], fields)
}

func inMap(s shape, fields map[string]any) map[string]any {
	out, changed := within(s, manifest.NewObject(fields))
	if !changed {
		return fields
	}
	return out.(manifest.Object).Map()
}

func within(s shape, value any) (out any, changed bool) {
	if s == nil {
		return leaf(value)
	}
	switch v := value.(type) {
	case []any:
		return items(s, v)
	case manifest.Object:
		return members(s, v)
	}
	return value, false
}

func items(s shape, list []any) (out any, changed bool) {
	for i, item := range list {
		made, differs := within(s, item)
		if !differs {
			continue
		}
		if !changed {
			list, changed = slices.Clone(list), true
		}
		list[i] = made
	}
	return list, changed
}

func members(s shape, object manifest.Object) (out any, changed bool) {
	amounts, all := s["*"]
	for i := range object {
		inner, there := s[object[i].Key]
		if all {
			inner = amounts
		} else if !there {
			continue
		}
		made, differs := within(inner, object[i].Value)
		if !differs {
			continue
		}
		if !changed {
			object, changed = slices.Clone(object), true
		}
		object[i].Value = made
	}
	return object, changed
}

// leaf is one quantity. YAML may have a number in its place, of which the API
// server makes text.
func leaf(value any) (out any, changed bool) {
	text := ""
	switch v := value.(type) {
	case string:
		text = v
	case json.Number:
		text = v.String()
	case float64:
		text = strconv.FormatFloat(v, 'f', -1, 64)
	case int:
		text = strconv.Itoa(v)
	case int64:
		text = strconv.FormatInt(v, 10)
	case uint64:
		text = strconv.FormatUint(v, 10)
	default:
		return value, false
	}
	if made := Canonical(text); made != value {
		return made, true
	}
	return value, false
}
