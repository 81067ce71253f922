package compose

import (
	"regexp"
	"slices"
	"strconv"
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
		} else if count == "all" { // a node mostly has no more
			return amount("limits", "nvidia.com/gpu", "1"), ""
		}
		return amount("limits", "nvidia.com/gpu", gpusOf(value)), ""
	case "deploy":
		var out []Part
		if replicas := value.Get("replicas"); replicas != nil && format.Decimal.MatchString(replicas.Text) {
			out = field("", "replicas", replicas.Text)
		}
		for _, kind := range []struct{ theirs, ours string }{{"limits", "limits"}, {"reservations", "requests"}} {
			if resources := value.Get("resources"); resources != nil && resources.Get(kind.theirs) != nil {
				of := resources.Get(kind.theirs)
				out = append(out, amount("limits", "nvidia.com/gpu", gpusOf(of.Get("devices")))...)
				out = append(append(out, amount(kind.ours, "cpu", coresOf(Text(of, "cpus")))...), amount(kind.ours, "memory", memoryOf(Text(of, "memory")))...)
			}
		}
		return out, ""
	}
	return nil, ""
}

// gpusOf is how many devices of NVIDIA's are reserved, where those are the only ones; "" for others. All of them are one
// here: a pod has none by halves, and its node mostly no more.
func gpusOf(devices *source.Node) string {
	if devices == nil || len(devices.Items) != 1 || devices.Items[0].Kind != source.Map {
		return ""
	}
	device := devices.Items[0]
	driver, capabilities, count := Text(device, "driver"), device.Get("capabilities"), Text(device, "count")
	if driver != "" && driver != "nvidia" || capabilities != nil && !slices.Contains(Texts(capabilities), "gpu") {
		return ""
	}
	if count == "" || count == "all" {
		count = strconv.Itoa(max(1, len(itemsOf(device.Get("device_ids")))))
	}
	if !format.Decimal.MatchString(count) {
		return ""
	}
	return count
}

func itemsOf(n *source.Node) []*source.Node {
	if n == nil {
		return nil
	}
	return n.Items
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
