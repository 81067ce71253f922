package render

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"

	"render/render/diag"
	"render/render/eval"
	"render/render/manifest"
	"render/render/model"
	"render/render/places"
	"render/render/wording"
)

// notCollected tells of a component in which a mixin has put what is no manifest: at the key that
// the library does not have, with those that it has there, or at one that takes the place of what
// the library has, where it is to be added to.
func (r *rendering) notCollected(ctx context.Context, t *model.Model, component string, reader string, err error) diag.Diagnostic {
	told := diag.Diagnostic{Code: "jsonnet-result", Place: r.by.of(component), Message: err.Error()}
	if r.by.mixin != nil {
		told.Place = r.by.inMixin(component)
	}
	var wrong *manifest.NoManifest
	if !errors.As(err, &wrong) || r.by.mixin == nil {
		return told
	}
	config := r.evalConfig()
	config.Reader = reader
	library, _, fault := eval.Run(ctx, t, nil, config)
	if fault != nil {
		return told // what is wrong is told all the same
	}
	way := append([]string{component}, wrong.Origin.Keys...)
	written := writtenKeys(r.by.mixin, way)
	if depth, known := unknownKey(library, way); depth < len(way) {
		told.Help = "write an object with apiVersion and kind in its place"
		if object := way[:len(way)-1]; len(object) > 1 {
			told.Help = "give " + strings.Join(object, ".") + " apiVersion and kind"
		}
		if wording.Suggest(way[depth], known) != "" {
			told.Help = wording.DidYouMean(way[depth], known)
		} else if depth > 0 {
			told.Help = "in place of " + way[depth] + " " + wording.OneOf(known)
		}
		if depth < len(written) {
			told.Place = written[depth].Place
		}
		return told
	}
	for _, key := range written {
		if value, whole := replaces(r.by.mixin, key); whole {
			told.Place, told.Help = key.Place, `write it with "+:" in place of ":", which keeps what the library has there`
			if len(value) > 0 && strings.IndexByte("\"'[0123456789", value[0]) >= 0 {
				told.Help = "write a manifest, or leave it out"
			}
			break
		}
	}
	return told
}

// unknownKey is the depth of the first key on a way that the library does not have, with those that
// it has in its place; the way's length where it has all, or a manifest on the way.
func unknownKey(library []eval.Component, way []string) (depth int, known []string) {
	at := slices.IndexFunc(library, func(c eval.Component) bool { return c.Name == way[0] })
	if at < 0 {
		for _, c := range library {
			known = append(known, c.Name)
		}
		return 0, known
	}
	here := library[at].Objects
	for i, key := range way[1:] {
		inner, ok := here.Get(key).(manifest.Object)
		switch {
		case here.Get("kind") != nil:
			return len(way), nil
		case !ok:
			for _, m := range here {
				known = append(known, m.Key)
			}
			return i + 1, known
		}
		here = inner
	}
	return len(way), nil
}

// writtenKeys are the keys of a way as far as a mixin writes them, each in the one before.
func writtenKeys(mixin *places.Source, way []string) []eval.Part {
	parts := eval.Parts(mixin)
	var deepest []eval.Part
	var descend func(so []eval.Part)
	descend = func(so []eval.Part) {
		if len(so) > len(deepest) {
			deepest = slices.Clone(so)
		}
		if len(so) == len(way) {
			return
		}
		for _, p := range parts {
			if p.Name == way[len(so)] && (len(so) == 0 || p.Start > so[len(so)-1].Start && p.End <= so[len(so)-1].End) {
				descend(append(so, p))
			}
		}
	}
	descend(nil)
	return deepest
}

// replaces is the value that a field puts in place of what was there, by ":" and not by "+:"; false
// where it does not.
func replaces(mixin *places.Source, p eval.Part) (value []byte, whole bool) {
	_, value, _ = bytes.Cut(mixin.Text()[p.Start:p.End], []byte(p.Name))
	value, whole = bytes.CutPrefix(bytes.TrimLeft(value, "'\" \t\r\n"), []byte(":"))
	return bytes.TrimLeft(value, " \t\r\n"), whole && !bytes.HasPrefix(value, []byte(":"))
}
