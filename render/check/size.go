package check

import (
	"encoding/json"
	"fmt"
	"strconv"
	"unicode/utf8"

	"render/render/manifest"
)

const (
	// mostAnnotations is how many bytes an object's annotations may have in all
	// (Kubernetes, TotalAnnotationSizeLimitB), the one included in which
	// `kubectl apply` keeps the whole object as JSON.
	maxAnnotations = 262144
	lastApplied    = "kubectl.kubernetes.io/last-applied-configuration"
	// perByte is the most bytes of JSON that one of text becomes: \u003c.
	perByte = 6
)

// sizesOf are the bytes that `kubectl apply` would need for the annotations of
// each object; 0 for those that are far from the limit. lengths are how long
// the objects are as YAML, in which each byte stands for at most perByte bytes of
// JSON, give or take the quotes and commas; without them the objects are walked.
func sizesOf(list []manifest.Manifest, lengths []int) []int {
	sizes := make([]int, len(list))
	for i := range list {
		m := &list[i]
		if m.Istioctl {
			continue
		}
		if lengths != nil && lengths[i]*(perByte+1) < maxAnnotations || lengths == nil && atMost(m.Object) <= maxAnnotations/2 {
			continue
		}
		sizes[i] = annotationSize(m)
	}
	return sizes
}

func annotationSize(m *manifest.Manifest) int {
	size := jsonSize(m.Object) + len("\n") + len(lastApplied)
	metadata := under(m.Object, "metadata")
	annotations, written := asObject(metadata.Get("annotations"))
	if !written {
		size += len(`"annotations":{},`)
	}
	for _, m := range annotations {
		if text, ok := m.Value.(string); ok && m.Key != lastApplied {
			size += len(m.Key) + len(text)
		}
	}
	return size
}

// size checks that `kubectl apply` can keep the object in its annotation.
func (c *checker) size(i, size int) {
	if size <= maxAnnotations {
		return
	}
	c.fail(i, fmt.Sprintf("has %d bytes as JSON, and kubectl apply keeps %d at most", size, maxAnnotations), c.splitCure(i, size))
}

// splitCure counts what fits of that of which an object has too many.
func (c *checker) splitCure(i, size int) string {
	spec := under(c.list[i].Object, "spec")
	n, what := 0, ""
	switch id := c.ids[i]; {
	case id.Group == networking && id.Kind == "VirtualService":
		what = "routes"
		for _, key := range [...]string{"http", "tls", "tcp"} {
			list, _ := asList(spec.Get(key))
			n += len(list)
		}
	case id.Group == networking && id.Kind == "Gateway":
		what = "hosts"
		servers, _ := asList(spec.Get("servers"))
		for _, item := range servers {
			server, _ := asObject(item)
			hosts, _ := asList(server.Get("hosts"))
			n = max(n, len(hosts)) // the servers have the same hosts
		}
	}
	if fit := n * maxAnnotations / size; fit > 0 {
		return fmt.Sprintf("split it: about %d of its %d %s fit into one", fit, n, what)
	}
	return "split it, or make it smaller"
}

// atMost is no less than the size of v as JSON, without a look at its text.
func atMost(v any) int {
	switch v := v.(type) {
	case string:
		return perByte*len(v) + 3
	case manifest.Object:
		n := 3
		for _, m := range v {
			n += perByte*len(m.Key) + 4
			if text, ok := m.Value.(string); ok {
				n += perByte*len(text) + 3
			} else {
				n += atMost(m.Value)
			}
		}
		return n
	case []any:
		n := 3
		for _, item := range v {
			n += atMost(item)
		}
		return n
	case nil, bool, float64, int64, int:
		return 32
	}
	return jsonSize(v) + 3
}

// jsonSize is the size of v as compact JSON in Go's spelling, which is
// kubectl's.
func jsonSize(v any) int {
	switch v := v.(type) {
	case nil:
		return len("null")
	case bool:
		return len(strconv.FormatBool(v))
	case string:
		return textSize(v)
	case float64:
		return len(strconv.FormatFloat(v, 'f', -1, 64))
	case int64:
		return len(strconv.FormatInt(v, 10))
	case manifest.Object:
		n := len("{}") + max(0, len(v)-1)
		for _, m := range v {
			n += textSize(m.Key) + len(":") + jsonSize(m.Value)
		}
		return n
	case []any:
		n := len("[]") + max(0, len(v)-1)
		for _, item := range v {
			n += jsonSize(item)
		}
		return n
	}
	text, err := json.Marshal(v) // of few values: other numbers, lists of text
	if err != nil {
		return 0
	}
	return len(text)
}

func textSize(s string) int {
	n := len(`""`)
	for _, r := range s {
		switch {
		case r == '"' || r == '\\' || r == '\n' || r == '\r' || r == '\t' || r == '\b' || r == '\f':
			n += 2
		case r < ' ' || r == '<' || r == '>' || r == '&' || r == 0x2028 || r == 0x2029:
			n += perByte
		default:
			n += utf8.RuneLen(r)
		}
	}
	return n
}
