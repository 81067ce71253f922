package consequences

import (
	"render/render/compare"
	"render/render/manifest"
	"render/render/served"
)

// checkHelm tells of values: nothing of a change of them happens until a person runs helm.
// Of another version or revision checkUpgrade tells.
func checkHelm(c *change) {
	was, is := c.old.Istio(), c.new.Istio()
	if was.By == served.Helm && (was.Moves(is) || was.Revision != is.Revision) {
		return
	}
	for i := range c.Changes {
		one := &c.Changes[i]
		if one.New == nil || !one.New.IsValues() || !ofValues(one) {
			continue
		}
		what := "the values of helm: nothing of them happens until a person runs helm with them"
		if c.istioComes() {
			what += notBefore
		}
		taking := ""
		if was.HelmBeside(is) {
			taking = ", and with --take-ownership (helm 3.17) what has no revision, as istio-base"
		}
		c.tell("helm-needed", Warning, what, "run helm with the file of the stage istio"+taking, one.New)
		c.install("run helm with the new values"+taking, manifest.Helm)
	}
}

// ofValues reports whether a change is of values, and not of words about them alone.
func ofValues(one *compare.Change) bool {
	if one.Kind == compare.Added {
		return true
	}
	for _, f := range one.Fields {
		if !f.Path.Has("metadata") {
			return true
		}
	}
	return false
}
