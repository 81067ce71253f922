// Package render owns the whole of the work: from a topology's text to the
// manifests and their bytes.
//
// In goes an Input, everything that the result depends on; out come manifests,
// diagnostics, and bytes that are the same for the same Input on any machine. It
// must never touch the network, a process, the environment, the clock or
// randomness, nor any file but through the fs.FS it is given.
package render

import (
	"context"
	"errors"
)

// Render does the whole of the work. What is wrong with the input is in the
// output's diagnostics, all of it at once, phase by phase of the work. An error is
// a fault of render itself, or why the work was ended: the cause of a context
// that is cancelled, which is looked at between the phases and inside the long
// ones, or what Input.Previous gave.
func Render(ctx context.Context, in Input) (*Output, error) {
	r := newRendering(in)
	defer r.leaveAccepted()
	for _, phase := range []func(context.Context) error{
		r.read,             // the topology's text to nodes
		r.findOverlays,     // what overlays say of fields that were left out
		r.derive,           // every field and every rule
		r.readCertificates, // what the Secrets are made of
		r.resolve,          // nothing left to decide
		r.evaluate,         // the library, and the user's mixin
		r.applyOverlays,    // overlays
		r.annotate,         // what the folder's layout has objects say
		r.writeSecrets,     // keys enter here
		r.encode,           // the very bytes
		r.layOut,           // who applies the folder is told of it
		r.checkReferences,  // between the objects as they will be written
	} {
		if err := context.Cause(ctx); err != nil {
			return r.out, err
		}
		switch err := phase(ctx); {
		case errors.Is(err, errRefused):
			return r.out, nil
		case err != nil:
			return r.out, err
		}
	}
	r.out.Manifests, r.out.documents = r.withValues()
	r.checkAccepted()
	r.out.sources, r.out.decisions, r.out.placeOf, r.out.gateways, r.out.known = r.kept.sources, r.kept.decisions, r.kept.placeOf, r.kept.gateways, r.kept.known
	return r.out, r.addObjects()
}
