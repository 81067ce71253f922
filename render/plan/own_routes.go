package plan

import (
	"fmt"
	"iter"

	"render/render/format"
)

// ownRoutes are a tier's own routes as those of an app that is none: nothing of it is
// deployed, and nothing goes to it.
func ownRoutes(t *Tier) *App {
	if len(t.Written.Routes) == 0 {
		return nil
	}
	written := &format.App{Origin: t.Written.Routes[0].Origin, Name: t.Written.Name, Routes: make([]format.Route, len(t.Written.Routes))}
	for i := range written.Routes {
		written.Routes[i] = t.Written.Routes[i].Route()
	}
	return &App{Written: written, Namespace: t.GatewaysIn, ofTier: true,
		Names: appNames{virtualService: t.Written.Name.Value + "-on-" + t.Names.Gateway}}
}

// Routers are those that have routes: a tier's apps, then the tier itself.
func (t *Tier) Routers() iter.Seq[*App] {
	return func(yield func(*App) bool) {
		for i := range t.Apps {
			if !yield(&t.Apps[i]) {
				return
			}
		}
		if t.Own != nil {
			yield(t.Own)
		}
	}
}

// Called is an app in a message, or the tier whose own routes it has.
func (a *App) Called() string {
	if a.ofTier {
		return fmt.Sprintf("tier %q", a.Written.Name.Value)
	}
	return fmt.Sprintf("app %q", a.Written.Name.Value)
}
