package importing

import "render/render/manifest"

// overlays are the built-in ones of which render's own objects tell: monitoring alone makes objects
// that nothing else does.
func (im *importer) overlays() []any {
	for _, o := range im.world.OfKind("monitoring.coreos.com", "PodMonitor") {
		if manifest.Rendered(o.Members()) {
			return []any{"monitoring"}
		}
	}
	return nil
}
