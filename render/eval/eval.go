// Package eval owns the running of jsonnet: the library over a model, the
// user's mixin, topologies written in jsonnet.
//
// In go a model, files as fs.FS and variables; out come the components' objects
// as Go values, or diagnostics with places in the user's files. It must never read
// a file that it was not given, nor let a certificate's data in: templates see
// the model alone. How deep user code may recurse is bounded; how long it runs
// is for the caller to watch.
package eval

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"render/render/diag"
	"render/render/eval/compiled"
	"render/render/manifest"
	"render/render/model"
	"render/render/places"
	"render/render/wording"
)

func (c *Config) evaluator() Evaluator {
	if c.Evaluator == nil {
		return func(_ context.Context, job Job, supply Supply) (Outcome, error) { return Do(job, supply) }
	}
	return c.Evaluator
}

// Mixin is the user's file that is mixed in last.
type Mixin struct {
	Path string       // relative to Config.Files
	Mark places.Place // where the topology names it
	Name string       // the field that names it
}

// Run evaluates the library over a model, with a mixin where there is one. An
// error is a fault of the library itself.
//
// The library was compiled, and a test compares it with what its files give. A
// mixin may change everything, so jsonnet evaluates it, over components that are
// made when it asks for them; those that it does not name never get there. Where
// compiled code gives up the library's files are interpreted.
func Run(ctx context.Context, model *model.Model, mixin *Mixin, config Config) ([]Component, diag.List, error) {
	t := model.Record()
	if mixin == nil {
		components, err := alone(t, config.Reader)
		return components, nil, err
	}
	files := newFiles(config)
	diagnostic := check(config)
	if diagnostic != nil {
		return nil, diag.List{*diagnostic}, nil
	}
	job := Job{Path: mixin.Path, Mixin: true, ExtStr: config.ExtStr}
	components, diagnostics, err := files.components(ctx, job, t)
	if len(diagnostics) > 0 && files.sources[mixin.Path] == nil { // it could not be read
		diagnostics[0].Place, diagnostics[0].Path = mixin.Mark, mixin.Name
		diagnostics[0].Message = strings.TrimPrefix(diagnostics[0].Message, "jsonnet: ") // as the field says already
	}
	return components, diagnostics, err
}

// alone is the library without a mixin.
func alone(t compiled.Record, reader string) ([]Component, error) {
	if components, ok := runCompiled(t, reader); ok {
		return components, nil
	}
	return newEvaluation(nil, nil).interpreted(whole(t).Map(), "")
}

// whole is a model with all that is in it.
func whole(t compiled.Record) manifest.Object { return manifest.Arrange(t.Object()) }

// components has a mixin's job done, and adds what the mixin leaves as it is.
func (f *files) components(ctx context.Context, job Job, t compiled.Record) ([]Component, diag.List, error) {
	u := &unchanged{t: t, reader: f.config.Reader, usual: map[string]description{}}
	text, diagnostics, err := f.do(ctx, job, Supply{Open: f.open, Describe: u.describe, Model: func() ([]byte, error) { return encodeJSON(whole(t)) }})
	if text == nil {
		return nil, diagnostics, err
	}
	var found []Component
	if err := json.Unmarshal(text, &found); err != nil {
		return nil, nil, err
	}
	for i := range found {
		if u.complete(&found[i]) {
			continue
		}
		if job.Interpreted {
			return nil, nil, fmt.Errorf("component %q was not interpreted", found[i].Name)
		}
		job.Interpreted = true
		return f.components(ctx, job, t)
	}
	return found, nil, nil
}

// do has a job done. Of text, diagnostics and an error there is one.
func (f *files) do(ctx context.Context, job Job, supply Supply) ([]byte, diag.List, error) {
	outcome, err := f.config.evaluator()(ctx, job, supply)
	switch limit := (*Limit)(nil); {
	case errors.As(err, &limit):
		return nil, diag.List{f.limited(limit, job)}, nil
	case err != nil:
		return nil, nil, err
	case outcome.Fault != nil:
		return nil, diag.List{f.diagnostic(outcome.Fault, job)}, nil
	}
	return outcome.Text, nil, nil
}

// check refuses variables that hold a private key.
func check(config Config) *diag.Diagnostic {
	for i, v := range slices.Concat(config.ExtStr, config.TLAStr) {
		flag := "--ext-str "
		if i >= len(config.ExtStr) {
			flag = "--tla-str "
		}
		if wording.HoldsKey([]byte(v.Value)) {
			return &diag.Diagnostic{Code: "jsonnet-import", Place: places.File(places.NewLoose(flag+v.Name, nil)), Message: holdsKey,
				Help: "leave keys to render, which puts them into Secrets itself, after jsonnet"}
		}
	}
	return nil
}

// Topology evaluates a topology written in jsonnet to the JSON text it stands
// for. An error tells that it could not be begun.
func Topology(ctx context.Context, name string, text []byte, config Config) ([]byte, diag.List, error) {
	files := newFiles(config)
	if diagnostic := check(config); diagnostic != nil {
		return nil, diag.List{*diagnostic}, nil
	}
	source := files.add(name, text)
	if p, deep := tooDeep(source); deep {
		return nil, diag.List{p}, nil
	}
	if wording.HoldsKey(text) {
		return nil, diag.List{{Code: "jsonnet-import", Place: places.File(source), Message: holdsKey, Help: "take the key out; render puts keys into Secrets itself, after jsonnet"}}, nil
	}
	return files.do(ctx, Job{Path: name, Text: text, ExtStr: config.ExtStr, TLAStr: config.TLAStr}, Supply{Open: files.open})
}
