package mesh

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"render/conformance/clauses"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"istio.io/istio/pkg/config"
	"istio.io/istio/pkg/config/analysis/analyzers"
	"istio.io/istio/pkg/config/analysis/local"
	"istio.io/istio/pkg/config/resource"
	"istio.io/istio/pkg/config/schema/collections"
)

// validated judges each object of Istio's by the code of its webhook, of which only
// its warnings are left to be said: what it refuses is not even read.
func validated(configs []config.Config) (problems []string) {
	for _, c := range configs {
		schema, ok := collections.All.FindByGroupVersionAliasesKind(c.GroupVersionKind)
		if !ok {
			problems = append(problems, fmt.Sprintf("%s %s is unknown to Istio", c.GroupVersionKind, c.Name))
			continue
		}
		warning, err := schema.ValidateConfig(c)
		if err != nil {
			problems = append(problems, fmt.Sprintf("%s %s: %v", c.GroupVersionKind.Kind, c.Name, err))
		}
		if warning != nil && !filtered.MatchString(warning.Error()) {
			problems = append(problems, clauses.Sprintf("%s %s: warning: %v", c.GroupVersionKind.Kind, c.Name, warning))
		}
	}
	return problems
}

// analyzed judges the world by Istio's analyzers. The pods, Services and Secrets
// are in it, so that the analyzers run that a look at files alone skips.
func (w *world) analyzed() (problems []string) {
	var all []any
	for _, o := range w.objects {
		all = append(all, o.Object)
	}
	pods, err := w.pods()
	if err != nil {
		return []string{err.Error()}
	}
	for i := range pods {
		all = append(all, &pods[i])
	}
	stream, err := text(all...)
	if err != nil {
		return []string{err.Error()}
	}
	analyzer := local.NewIstiodAnalyzer(analyzers.AllCombined(), "", resource.Namespace(w.top.Istio.Namespace), nil)
	if err := analyzer.AddTestReaderKubeSource([]local.ReaderSource{{Name: "stream.yaml", Reader: bytes.NewReader(stream)}}); err != nil {
		return []string{err.Error()}
	}
	cancel := make(chan struct{})
	defer close(cancel)
	result, err := analyzer.Analyze(cancel)
	if err != nil {
		return []string{err.Error()}
	}
	for _, name := range result.SkippedAnalyzers {
		problems = append(problems, fmt.Sprintf("the analyzer %s does not run", name))
	}
	for _, m := range result.Messages { // of every level: a note is a word too
		if note := notInjected.FindStringSubmatch(m.String()); note != nil && w.forGateways(note[1]) {
			continue
		}
		if note := notChecked.FindStringSubmatch(m.String()); note != nil && w.checked(note[1]) {
			continue
		}
		if pair := sameCertificate.FindStringSubmatch(m.String()); pair != nil && (w.ofConnections(pair[1]) || w.ofConnections(pair[2]) || w.showsOneSecret(pair[1], pair[2])) {
			continue
		}
		if note := twoProtocols.FindStringSubmatch(m.String()); note != nil && w.alsoHTTP3(note[1], note[2], note[3]) {
			continue
		}
		if filtered.MatchString(m.String()) {
			continue
		}
		problems = append(problems, clauses.Sprintf("%s", m.String()))
	}
	return problems
}

// filtered is said of any EnvoyFilter, whatever is in it.
var filtered = regexp.MustCompile(`EnvoyFilter exposes internal implementation details that may change at any time`)

// sameCertificate is said of any two Gateways with one certificate, on whatever ports and
// of whatever protocol: over an HTTP/2 connection clients ask for another host of it.
var sameCertificate = regexp.MustCompile(`^Warning \[IST0138\] .* in multiple gateways \[(\S+) (\S+)\]`)

// showsOneSecret reports whether a tier of the topology has two Gateways for hosts whose
// TLS differs, and names one Secret for both: render warns of that itself.
func (w *world) showsOneSecret(one, two string) bool {
	secret := w.credential(one)
	if secret == "" || w.credential(two) != secret {
		return false
	}
	for i := range w.top.Tiers {
		servers := w.top.Tiers[i].servers()
		for j, s := range servers {
			unlike := func(other *server) bool { return s.cert == other.cert && !s.ending().same(other.ending()) }
			if s.cert.Secret == secret && slices.ContainsFunc(servers[j+1:], unlike) {
				return true
			}
		}
	}
	return false
}

// credential is the Secret of the first server of a Gateway that names one.
func (w *world) credential(gateway string) string {
	for _, server := range w.items("Gateway", gateway, "spec", "servers") {
		if secret, _, _ := unstructured.NestedString(server, "tls", "credentialName"); secret != "" {
			return secret
		}
	}
	return ""
}

// ofConnections reports whether a Gateway serves no HTTP on any of its ports.
func (w *world) ofConnections(gateway string) bool {
	servers := w.items("Gateway", gateway, "spec", "servers")
	return len(servers) > 0 && !slices.ContainsFunc(servers, func(server map[string]any) bool {
		protocol, _, _ := unstructured.NestedString(server, "port", "protocol")
		return protocol != "TLS" && protocol != "TCP"
	})
}

// items are those of a list of an object; none where it is not there.
func (w *world) items(kind, id string, path ...string) (out []map[string]any) {
	namespace, name, _ := strings.Cut(id, "/")
	o := w.find(kind, namespace, name)
	if o == nil {
		return nil
	}
	all, _, _ := unstructured.NestedSlice(o.Object, path...)
	for _, one := range all {
		item, _ := one.(map[string]any)
		out = append(out, item)
	}
	return out
}

var notInjected = regexp.MustCompile(`^Info \[IST0102\] \(Namespace (\S+) `)

var notChecked = regexp.MustCompile(`^Warning \[IST0129\] \(DestinationRule (\S+) `)

// checked reports whether a DestinationRule, of which the analyzer misses the file of
// an authority, names a Secret in place of one wherever it speaks TLS, or says aloud
// that nothing is checked: the analyzer knows neither.
func (w *world) checked(id string) bool {
	ports := w.items("DestinationRule", id, "spec", "trafficPolicy", "portLevelSettings")
	return len(ports) > 0 && !slices.ContainsFunc(ports, func(port map[string]any) bool {
		tls, _, _ := unstructured.NestedMap(port, "tls")
		return tls["mode"] == "SIMPLE" && tls["caCertificates"] == nil && tls["credentialName"] == nil && tls["insecureSkipVerify"] != true
	})
}

// forGateways reports whether only gateways live in a namespace: they say themselves
// whether they are injected, or need no injection.
func (w *world) forGateways(namespace string) bool {
	found := false
	for i := range w.top.Tiers {
		tier := &w.top.Tiers[i]
		found = found || w.top.gateways(tier) == namespace
		for j := range tier.Apps {
			if a := &tier.Apps[j]; a.Service == "" && a.Outside == nil && w.top.namespace(tier, a) == namespace {
				return false
			}
		}
	}
	return found
}
