package render_test

import (
	"context"
	"errors"
	"os"
	"testing"
	"testing/fstest"

	"render/render"
	"render/render/eval"
	"render/render/manifest"
)

// endsAt is a context that is cancelled once it was asked a number of times.
type endsAt struct {
	context.Context
	asked, at int
}

var errEnded = errors.New("ended by the test")

func (c *endsAt) Err() error {
	if c.asked++; c.asked >= c.at {
		return errEnded
	}
	return nil
}

// TestCancelled: wherever a context is looked at, one that is cancelled there
// ends the work with its cause and without an output.
func TestCancelled(t *testing.T) {
	_, in := readExample(t, "hardened")
	in.Overlays = []render.Overlay{{Name: "idle", Files: fstest.MapFS{"kustomization.yaml": {Data: []byte("patches:\n- target: {kind: Deployment}\n  patch: '[{op: replace, path: /kind, value: Deployment}]'\n")}}}}
	const places = 10 // between the stages alone
	at := 1
	for ; ; at++ {
		out, err := render.Render(&endsAt{Context: context.Background(), at: at}, in)
		if err == nil {
			if len(out.Manifests) == 0 {
				t.Error("nothing is rendered where nothing is cancelled")
			}
			break
		}
		if !errors.Is(err, errEnded) || out.Manifests != nil {
			t.Errorf("cancelled at look %d: %v, %d objects", at, err, len(out.Manifests))
		}
	}
	if at <= places {
		t.Errorf("the context is looked at %d times", at-1)
	}
}

// TestCancelledInJsonnet: so does one that is cancelled while the user's jsonnet
// is evaluated, a mixin or a topology.
func TestCancelledInJsonnet(t *testing.T) {
	mixin, err := os.ReadFile("../examples/mixin/topology.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range []render.Input{
		{Name: "topology.yaml", Text: mixin, Files: os.DirFS("../examples/mixin"), Secrets: "redacted"},
		{Name: "topology.jsonnet", Text: []byte("{}"), Jsonnet: true},
	} {
		ctx, cancel := context.WithCancelCause(context.Background())
		begun := 0
		in.Evaluator = func(inner context.Context, _ eval.Job, _ eval.Supply) (eval.Outcome, error) {
			begun++
			cancel(errEnded)
			return eval.Outcome{}, context.Cause(inner)
		}
		out, err := render.Render(ctx, in)
		if !errors.Is(err, errEnded) || len(out.Diagnostics) > 0 || begun != 1 {
			t.Errorf("%s: %v, %v, evaluated %d times", in.Name, err, out.Diagnostics, begun)
		}
	}
}

// TestWithModel: the model is kept for who asks for it.
func TestWithModel(t *testing.T) {
	_, in := readExample(t, "small")
	if out := mustRender(t, in); out.Model != nil || out.Install.Version == "" {
		t.Errorf("the model is kept, or what is said of Istio is not: %+v", out.Install)
	}
	in.WithModel = true
	out := mustRender(t, in)
	if out.Model == nil {
		t.Fatal("the model is not kept")
	}
	if text, err := manifest.AppendJSON(nil, out.Model.Value()); err != nil || len(text) < 1000 {
		t.Errorf("%d bytes, %v", len(text), err)
	}
}
