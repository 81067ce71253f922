package consequences

import "render/render/manifest"

// leaving is what a step leaves as it is, while it brings the rest of the change.
type leaving struct {
	titles []string
	routes []manifest.ID // that go first, all that it takes
	asked  bool          // something else is to be left, which a script does not
}
