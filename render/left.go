package render

import (
	"context"
	"errors"
	"fmt"

	"render/render/certs"
	"render/render/manifest"
)

// Left gives the objects that are left of a topology with something wrong in it, to be
// compared with others and never to be applied: what a rule refuses is as Derive leaves it.
// Overlays are not put on them, and no reference between them is checked. Its error is why
// nothing is left; what is wrong with the topology is Render's to tell. The files are those
// that the topology names, also where no object is left.
func Left(ctx context.Context, in Input) (list []manifest.Manifest, files []certs.File, err error) {
	r := newRendering(in)
	defer func() {
		if cause := recover(); cause != nil { // what is behind the rules relies on them
			list, err = nil, fmt.Errorf("nothing is left of it: %v", cause)
		}
	}()
	for _, phase := range []struct {
		do   func(context.Context) error
		must bool // without it there is nothing
	}{
		{r.read, true}, {r.findOverlays, false}, {r.derive, false}, {r.readCertificates, false}, {r.resolve, true}, {r.evaluate, false}, {r.writeSecrets, false},
	} {
		if err := context.Cause(ctx); err != nil {
			return nil, files, err
		}
		if err := phase.do(ctx); err != nil && (phase.must || !errors.Is(err, errRefused)) {
			return nil, files, err
		}
		if r.plan != nil {
			files = sourcesOf(r.plan, in.Name).files
		}
		r.out.Diagnostics = nil // so that the next one is not ended by what this one found
	}
	return r.list, files, nil
}
