package topology

import (
	"net/netip"
	"path"
	"slices"
	"strings"

	"render/render/diag"
)

// Validate checks every rule of the format on a decoded document and derives
// the plan from it. The plan may be resolved only where no problem is an error.
func Validate(document *Document, options Options) (*Plan, diag.List) {
	v := &validator{plan: &Plan{Document: document, Options: options}, doc: document}
	if !document.isObject {
		return v.plan, nil
	}
	v.versions()
	v.secrets()
	v.files()
	v.overlays()
	v.namespaces()
	v.tiers()
	v.addresses()
	v.hosts()
	v.gatewayPorts()
	v.apps()
	v.routes()
	v.likely()
	v.gatewayAPI()
	v.issuing()
	v.objects()
	return v.plan, v.problems
}

type validator struct {
	plan       *Plan
	doc        *Document
	problems   diag.List
	badRange   bool // an entry of a pool could not be read
	failed     bool // a problem is an error
	unborrowed int  // VirtualServices that could not repeat what they would hide
	borrowed   int  // routes that VirtualServices repeat of others so far
	guesses    int  // searches for a word near another one so far
	used       map[netip.Addr]bool
	ranges     []poolRange
}

func (v *validator) fail(m Origin, message, help string, also ...Origin) {
	v.failed = true
	v.problems.Tally(diag.At(m, message, help, also...))
}

// guess reports whether to search for words near another one. The search takes
// long where the words are many, and nobody reads the cure of so many problems.
func (v *validator) guess() bool {
	v.guesses++
	return v.guesses <= diag.MaxShown
}

func (v *validator) warn(m Origin, message, help string, also ...Origin) {
	problem := diag.At(m, message, help, also...)
	problem.Severity = diag.Warning
	v.problems.Tally(problem)
}

// files checks that every path stays where render may read.
func (v *validator) files() {
	check := func(t Text) {
		if t.IsSet() && t.Value != "" {
			v.inside(t)
		}
	}
	check(v.doc.Certs.Dir)
	check(v.doc.Jsonnet)
	if v.doc.Secrets.Sealed != nil {
		check(v.doc.Secrets.Sealed.Cert)
	}
	for _, o := range v.doc.Overlays {
		if !slices.Contains(v.plan.Options.BuiltIn, o.Value) {
			check(o)
		}
	}
	for i := range v.doc.Tiers {
		c := &v.doc.Tiers[i].Cert
		for _, t := range []Text{c.Stem, c.Crt, c.Key, c.CA, v.doc.Tiers[i].TLS.ClientCA} {
			check(t)
		}
	}
}

func (v *validator) inside(t Text) {
	if v.plan.Options.AllowOutside {
		return
	}
	if path.IsAbs(t.Value) || !localPath(t.Value) {
		v.fail(t.Origin, diag.Quote(t.Value)+" is outside the folder of the topology file", "move it inside, or run with --allow-outside")
	}
}

func localPath(name string) bool {
	clean := path.Clean(name)
	return clean != ".." && !strings.HasPrefix(clean, "../")
}

func (v *validator) overlays() {
	seen := map[string]Origin{}
	for _, o := range v.doc.Overlays {
		name := path.Clean(o.Value)
		if first, ok := seen[name]; ok && o.Value != "" {
			v.fail(o.Origin, "overlay "+diag.Quote(o.Value)+" is there twice", "remove one of the two", first)
			continue
		}
		seen[name] = o.Origin
	}
}

func (v *validator) namespaces() {
	seen := map[string]Origin{}
	for i := range v.doc.Namespaces {
		n := &v.doc.Namespaces[i]
		if n.Name.Value == "" {
			continue
		}
		if first, ok := seen[n.Name.Value]; ok {
			v.fail(n.Name.Origin, "namespace "+diag.Quote(n.Name.Value)+" is there twice", "write both settings into one", first)
		}
		seen[n.Name.Value] = n.Name.Origin
		v.istioNamespace(n)
	}
}

// istiodLabel is the label `istio` of istiod's pods, which a Gateway would
// configure as gateways (istio/istio, manifests/charts/istio-control).
const istiodLabel = "pilot"

// tiers settles each tier's names and finds tiers that are there twice.
func (v *validator) tiers() {
	v.plan.Tiers = make([]tierPlan, len(v.doc.Tiers))
	names, labels := map[string]Origin{}, map[string]Origin{}
	for i := range v.doc.Tiers {
		t := &v.doc.Tiers[i]
		p := &v.plan.Tiers[i]
		p.tier, p.names = t, namesOf(t)
		p.unnamed = !fits(t.Name, "label") || t.Name.wrong
		if t.Name.Value == "" {
			continue
		}
		if first, ok := names[t.Name.Value]; ok {
			v.fail(t.Name.Origin, "tier "+diag.Quote(t.Name.Value)+" is there twice", "write: another name", first)
			p.unnamed = true
			continue
		}
		names[t.Name.Value] = t.Name.Origin
		origin := or(t.Names.Label.Origin, t.Name.Origin)
		if p.names.label == istiodLabel {
			v.fail(origin, "the label istio="+istiodLabel+" is that of istiod's own pods", "write: another label in names.label", v.doc.Istio.Version.Origin)
		}
		if first, ok := labels[p.names.label]; ok {
			v.fail(origin, "the label istio="+p.names.label+" is also that of another tier's gateway, and each would get the other's requests",
				"write: another label in names.label", first)
		}
		labels[p.names.label] = origin
		v.tier(t)
	}
}

// stemOfFile is the cure for a pair that is named by one of its files; "" where it
// is not.
func stemOfFile(name string) string {
	switch ext := path.Ext(name); ext {
	case ".crt", ".key":
		return "write: " + yamlWord(strings.TrimSuffix(name, ext))
	case ".pem", ".cer", ".cert", ".der":
		return "write: {crt: " + yamlWord(name) + ", key: FILE}, with the key's file"
	}
	return ""
}

// tier checks what concerns one tier alone.
func (v *validator) tier(t *Tier) {
	r := &t.Replicas
	if !r.Count.IsSet() && r.IsSet() {
		switch {
		case !r.Min.IsSet() || !r.Max.IsSet():
			v.fail(r.Origin, "an autoscaler needs both bounds", "write both, as in {min: 1, max: 5}, or a number")
		case r.Min.Value > r.Max.Value:
			v.fail(r.Max.Origin, "the upper bound is below the lower one", "swap them", r.Min.Origin)
		}
	}
	v.injectedTier(t)
	c := &t.Cert
	given := 0
	for _, part := range []Text{c.Crt, c.Key, c.CA} {
		if part.IsSet() {
			given++
		}
	}
	switch {
	case c.wrong:
	case stemOfFile(c.Stem.Value) != "":
		v.fail(c.Stem.Origin, diag.Quote(c.Stem.Value)+" is a file, and a pair is named by the path of both without .crt and .key", stemOfFile(c.Stem.Value))
	case c.IsSet() && given == 0 && !c.Stem.IsSet() && !c.Secret.IsSet():
		v.fail(c.Origin, "names neither files nor a Secret", "write a path without .crt and .key, or remove it")
	case c.Secret.IsSet() && given > 0:
		v.fail(c.Secret.Origin, "a Secret that exists and files exclude each other", "remove one of the two")
	case given > 0 && (!c.Crt.IsSet() || !c.Key.IsSet()):
		v.fail(c.Origin, "a certificate is a file for `crt` and one for `key`", "write both")
	case c.Secret.IsSet() && t.Names.Secret.IsSet():
		v.fail(t.Names.Secret.Origin, "the Secret is already named by `cert`", "remove one of the two", c.Secret.Origin)
	}
	if t.TLS.Mode.Value == "off" {
		for _, m := range []Origin{c.Origin, t.TLS.Redirect.Origin, t.TLS.MinVersion.Origin, t.NodePorts.HTTPS.Origin, t.Names.Secret.Origin} {
			if m.IsSet() {
				v.fail(m, "has no effect while TLS is off", "remove it, or the mode", t.TLS.Mode.Origin)
			}
		}
	}
	v.tlsMode(t)
	for i, toleration := range t.Tolerations {
		if toleration.Seconds.IsSet() && toleration.Effect.Value != "NoExecute" {
			v.fail(t.Tolerations[i].Seconds.Origin, "counts only for the effect NoExecute", "write effect: NoExecute beside it, or remove it")
		}
		if toleration.Operator.Value == "Exists" && toleration.Value.IsSet() {
			v.fail(toleration.Value.Origin, "has no meaning with the operator Exists", "remove it")
		}
	}
	v.nodes(t.Nodes)
	v.podFields(t.Affinity, affinityFields)
}
