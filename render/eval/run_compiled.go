package eval

// compiledComponent is a component of the library as a Go function: over the
// model, its hidden fields and its objects.
type compiledComponent struct {
	name   string
	render func(t any) (hidden, objects map[string]any)
}

// runCompiled evaluates the library as it was compiled. It gives up, with false,
// where a value is not what the compiled code knows; jsonnet then has the last
// word.
func runCompiled(t map[string]any) (components []Component, ok bool) {
	defer func() {
		switch cause := recover().(type) {
		case nil:
		case unfit:
			components, ok = nil, false
		default:
			panic(cause)
		}
	}()
	out := make([]Component, 0, len(compiled))
	for _, c := range compiled {
		hidden, objects := c.render(t)
		stage, isText := get(hidden, "_stage", usualStage).(string)
		reader, isToo := get(hidden, "_reader", usualReader).(string)
		if !isText || !isToo {
			return nil, false
		}
		tiers, _ := get(hidden, "_tiers", false).(bool)
		out = append(out, Component{Name: c.name, Stage: stage, Reader: reader, Tiers: tiers, Objects: objects})
	}
	return out, true
}

// What lib/listing.libsonnet says of a component that says nothing.
const (
	usualStage  = "apps"
	usualReader = "kubectl"
)
