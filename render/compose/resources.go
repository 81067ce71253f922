package compose

import (
	"regexp"
	"strings"

	"render/internal/later"
	"render/render/format"
	"render/render/source"
)

// resourceParts are what a container asks for and may use.
func resourceParts(n *source.Node, i int) ([]Part, string) {
	value := n.Values[i]
	amount := func(in, of, text string) []Part {
		if text == "" {
			return nil
		}
		return []Part{{"resources", in, of + ": " + text, "{}"}}
	}
	switch n.Keys[i].Text {
	case "mem_limit":
		return amount("limits", "memory", memoryOf(value.Text)), ""
	case "mem_reservation":
		return amount("requests", "memory", memoryOf(value.Text)), ""
	case "cpus":
		return amount("limits", "cpu", coresOf(value.Text)), ""
	case "gpus":
		if count := value.Text; value.Kind == source.Scalar && format.Decimal.MatchString(count) {
			return amount("limits", "nvidia.com/gpu", count), ""
		}
	case "deploy":
		var out []Part
		if replicas := value.Get("replicas"); replicas != nil && format.Decimal.MatchString(replicas.Text) {
			out = field("", "replicas", replicas.Text)
		}
		for _, kind := range []struct{ theirs, ours string }{{"limits", "limits"}, {"reservations", "requests"}} {
			if resources := value.Get("resources"); resources != nil && resources.Get(kind.theirs) != nil {
				of := resources.Get(kind.theirs)
				out = append(append(out, amount(kind.ours, "cpu", coresOf(Text(of, "cpus")))...), amount(kind.ours, "memory", memoryOf(Text(of, "memory")))...)
			}
		}
		return out, ""
	}
	return nil, ""
}

func memorySize() *regexp.Regexp {
	return memorySizeOnce.Get(func() *regexp.Regexp { return regexp.MustCompile(`^([1-9][0-9]{0,15})([bkmgBKMG]?)[bB]?$`) })
}

func coreCount() *regexp.Regexp {
	return coreCountOnce.Get(func() *regexp.Regexp { return regexp.MustCompile(`^[0-9]{1,4}(\.[0-9]{1,3})?$`) })
}

var memorySizeOnce, coreCountOnce later.Value[*regexp.Regexp]

// memoryOf is an amount of memory as Kubernetes has it, whose m is a thousandth and no mebibyte; ""
// for what is none.
func memoryOf(text string) string {
	found := memorySize().FindStringSubmatch(text)
	if found == nil {
		return ""
	}
	switch strings.ToLower(found[2]) {
	case "k":
		return found[1] + "Ki"
	case "m":
		return found[1] + "Mi"
	case "g":
		return found[1] + "Gi"
	}
	return found[1]
}

func coresOf(text string) string {
	if coreCount().MatchString(text) {
		return text
	}
	return ""
}
