package check

import (
	"encoding/json"
	"fmt"
	"strconv"
	"unicode/utf8"

	"render/render/manifest"
	"render/render/objects"
)

const (
	// maxAnnotations is how many bytes an object's annotations may have in all
	// (Kubernetes, TotalAnnotationSizeLimitB), the one included in which
	// `kubectl apply` keeps the whole object as JSON.
	maxAnnotations = 262144
	lastApplied    = "kubectl.kubernetes.io/last-applied-configuration"
	// perByte is the most bytes of JSON that one of text becomes: \u003c.
	perByte = 6
)

// checkSizes checks that `kubectl apply` can keep each object in its annotation.
// Lengths are how long the objects are as YAML, in which each byte stands for at
// most perByte bytes of JSON, give or take the quotes and commas; without them the
// objects are walked.
func checkSizes(c *checker) {
	i := -1
	for o := range c.world.All() {
		i++
		m := o.Rendered()
		if m != nil && m.Reader != manifest.Kubectl {
			continue
		}
		lengths := c.known.Lengths
		if lengths != nil && lengths[i]*(perByte+1) < maxAnnotations || lengths == nil && mostOf(o.Members()) <= maxAnnotations/2 {
			continue
		}
		if size := annotationSize(o); size > maxAnnotations {
			c.fail("object-limit", o.Root(), fmt.Sprintf("has %d bytes as JSON, and kubectl apply keeps %d at most", size, maxAnnotations), splitHelp(o, size))
		}
	}
}

// annotationSize is how many bytes `kubectl apply` would need for the annotations
// of an object.
func annotationSize(o *objects.Object) int {
	size := jsonSize(o.Members()) + len("\n") + len(lastApplied)
	annotations := o.Resource().Metadata().Annotations()
	if !annotations.Present() || !annotations.Fits() {
		size += len(`"annotations":{},`)
	}
	for key, text := range annotations.All() {
		if text.Present() && text.Fits() && key != lastApplied {
			size += len(key) + len(text.Value())
		}
	}
	return size
}

// splitHelp counts what fits of that of which an object has too many.
func splitHelp(o *objects.Object, size int) string {
	n, what := 0, ""
	switch id := o.ID(); {
	case id.Group == "externaldns.k8s.io":
		return "write dns: external-dns, or give some of the hosts to another tier"
	case id.Group == objects.IstioNetworking && id.Kind == "VirtualService":
		what = "routes"
		v := o.VirtualService()
		n = v.HTTP().Len() + v.TLS().Len() + v.TCP().Len()
	case id.Group == objects.IstioNetworking && id.Kind == "Gateway":
		what = "hosts"
		for _, server := range o.Gateway().Servers().All() {
			n = max(n, server.Hosts().Len()) // the servers have the same hosts
		}
	}
	if fit := n * maxAnnotations / size; fit > 0 {
		return fmt.Sprintf("split it: about %d of its %d %s fit into one", fit, n, what)
	}
	return "split it, or make it smaller"
}

// mostOf is no less than the size of an object as JSON, without a look at its texts.
func mostOf(o manifest.Object) int {
	n := 3
	for i := range o {
		n += perByte*len(o[i].Key) + 4
		if text, ok := o[i].Value.(string); ok {
			n += perByte*len(text) + 3
		} else {
			n += atMost(o[i].Value)
		}
	}
	return n
}

// atMost is mostOf of any value.
func atMost(v any) int {
	switch v := v.(type) {
	case string:
		return perByte*len(v) + 3
	case manifest.Object:
		return mostOf(v)
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
		for i := range v {
			n += textSize(v[i].Key) + len(":") + jsonSize(v[i].Value)
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
