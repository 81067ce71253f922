package check

import (
	"render/render/diag"
	"render/render/manifest"
	"render/render/objects"
	"render/render/places"
)

// Known is what exists in the cluster without being rendered, and who is
// responsible.
type Known struct {
	Secrets        map[string]bool // TLS Secrets that exist already, as namespace/name
	AnySecret      bool            // no Secret is rendered at all: credentialName is not checked
	Services       map[string]bool // that exist already, as namespace/name
	IstioNamespace string          // where istiod runs, and gateways whose item in the IstioOperator names no other
	Namespaces     map[string]bool // exist already, beside the four that every cluster has
	RulesApart     bool            // Istio makes no one rule of DestinationRules that are for other namespaces each
	PrivateRules   bool            // DestinationRules without exportTo are for their own namespace alone
	// PodSecurity are the standards of namespaces that exist already; NoPodSecurity is that the
	// cluster enforces none, SidecarsConfined that sidecars say a seccomp profile, SidecarValues that
	// istiod's values may have them say one.
	PodSecurity                                    map[string]string
	NoPodSecurity, SidecarsConfined, SidecarValues bool
	// ProbesFree: the standards let probes ask other hosts; UsersShared: they ask the same of pods with
	// users of their own.
	ProbesFree, UsersShared bool
	Nodes                   int    // how many the cluster has, as far as the topology names them
	OldMetalLB              string // the version of a MetalLB that reads no annotation that begins with metallb.io/
	// Added reports whether the user added an object, and the library did not make it; nil where it made all.
	Added func(*manifest.Manifest) bool
	// Claims are where the topology says that the pods of an app mount a claim, by "tier/app/claim".
	Claims map[string]diag.Related
	// Shared are places where the topology names a claim of which it is told that several pods mount it.
	Shared map[places.Place]bool
	// Unmounted is what is told of a volume of an app's pods, by "tier/app/volume", where no container of the object mounts
	// it either.
	Unmounted map[string]diag.Diagnostic
	// Lengths are how many bytes each object has as YAML; nil where that is not
	// known.
	Lengths []int
	// Responsible is the place that a diagnostic with a field of a rendered object points
	// to, and what else has to do with it; nil points nowhere. A diagnostic with one that was
	// read from a text points there.
	Responsible func(objects.Field) (places.Place, []diag.Related)
}

// checker is the objects under check, what rules have found out so far for those
// that come after them, and what is wrong.
type checker struct {
	world       *objects.World
	known       Known
	diagnostics diag.List
	suggested   int                 // suggestions for which names were compared
	failKind    func(objects.Field) // tells of a value of another kind than belongs there

	namespaces map[string]bool // that are rendered
	exists     string          // the namespace that was last found to exist
	served     map[string]bool // namespaces in which a Service is rendered
	pools      addressRanges
	proxies    proxies
	injected   map[*objects.Object]bool // whose pods istiod makes gateways of
	anywhere   *objects.LabelIndex      // pods in whatever namespace; nil until asked for
	homes      []string                 // their namespaces
	gateways   map[*objects.Object]*servedHosts
	listeners  map[*objects.Object][]listener
	showings   []showing
	subsets    map[string]map[string]bool // of DestinationRules, by the whole host
	shared     map[*objects.Object]bool   // claims that are told to be mounted by more pods than may have them
}

func newChecker(world *objects.World, known Known) *checker {
	c := &checker{world: world, known: known, namespaces: map[string]bool{}, served: map[string]bool{},
		injected: map[*objects.Object]bool{}, gateways: map[*objects.Object]*servedHosts{}, listeners: map[*objects.Object][]listener{}, subsets: map[string]map[string]bool{}, shared: map[*objects.Object]bool{}}
	c.failKind = func(f objects.Field) {
		want := f.Wants().String()
		c.fail("object-incomplete", f, f.Path()+" is not "+want, "write "+want+" there")
	}
	for n := range world.Namespaces() {
		if name := n.ID().Name; name != "" {
			c.namespaces[name] = true
		}
	}
	for s := range world.Services() {
		c.served[s.ID().Namespace] = true
	}
	return c
}

// ofEach puts rules to one object after the other.
func (c *checker) ofEach(rules ...func(*checker, *objects.Object)) {
	for o := range c.world.All() {
		for _, rule := range rules {
			rule(c, o)
		}
	}
}

// hasOperator reports whether an IstioOperator is rendered.
func (c *checker) hasOperator() bool {
	return len(c.world.OfKind(objects.IstioInstall, "IstioOperator")) > 0
}

// fail tells of what is wrong with a field, or with the whole of its object.
func (c *checker) fail(code diag.Code, f objects.Field, message, help string, related ...diag.Related) {
	c.diagnostics.Add(c.diagnostic(code, f, message, help, related...))
}

func (c *checker) warn(code diag.Code, f objects.Field, message, help string, related ...diag.Related) {
	c.diagnostics.Warn(c.diagnostic(code, f, message, help, related...))
}

// diagnostic is one of a field. The line that wrote it is not shown where it is a Secret's.
func (c *checker) diagnostic(code diag.Code, f objects.Field, message, help string, related ...diag.Related) diag.Diagnostic {
	place, made := c.place(f)
	return diag.Diagnostic{Code: code, Place: place, Message: nameOf(f.Object()) + ": " + message, Help: help,
		Related: append(related, made...), Hide: f.Object().Rendered() != nil && f.Object().ID().IsSecret()}
}

// nameOf is an object's identity and where it came from.
func nameOf(o *objects.Object) string {
	name := o.ID().String()
	if m := o.Rendered(); m != nil {
		if origin := m.Origin.String(); origin != "" {
			name += " (" + origin + ")"
		}
	}
	return name
}

// place is where what is wrong with a field is told, and what else has to do with it.
func (c *checker) place(f objects.Field) (places.Place, []diag.Related) {
	switch {
	case f.Object().Rendered() == nil:
		return f.Place(), nil
	case c.known.Responsible == nil:
		return places.Place{}, nil
	}
	return c.known.Responsible(f)
}

// related is another object that has to do with what is wrong, where it was made.
func (c *checker) related(o *objects.Object) diag.Related {
	place, made := c.place(o.Root())
	if len(made) > 0 {
		place = made[0].Place
	}
	return diag.Related{Place: place, Note: nameOf(o)}
}

// fits reports whether a field is absent or of the kind that belongs there, and
// tells where it is not.
func (c *checker) fits(f objects.Field) bool {
	if f.Fits() {
		return true
	}
	c.failKind(f)
	return false
}

// text is a field's text; something else there is told.
func (c *checker) text(t objects.Text) string {
	c.fits(t.Field)
	return t.Value()
}

// number is a field's number; something else there is told.
func (c *checker) number(n objects.Number) (int64, bool) {
	c.fits(n.Field)
	return n.Value()
}

// labels are a field's labels; something else there is told.
func (c *checker) labels(m objects.LabelMap) objects.Labels {
	c.fits(m.Field)
	return m.Labels()
}
