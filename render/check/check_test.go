package check

import (
	"os"
	"slices"
	"strings"
	"testing"

	"render/render/diag"
	"render/render/manifest"
	"render/render/objects"
	"render/render/places"
)

// plain is a set of objects in which every reference holds, as YAML.
func plain(t testing.TB) string {
	t.Helper()
	text, err := os.ReadFile("testdata/plain.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// manifests reads objects; each comes from the component "c", under its name.
func manifests(t testing.TB, text string) []manifest.Manifest {
	t.Helper()
	objects, err := manifest.Decode([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	list := make([]manifest.Manifest, len(objects))
	for i, o := range objects {
		list[i] = manifest.Manifest{Object: o}
		list[i].Origin = manifest.Origin{Component: "c", Keys: []string{list[i].ID().Name}}
	}
	return list
}

func known() Known {
	return Known{IstioNamespace: "istio-system", Namespaces: map[string]bool{"metallb-system": true}}
}

// told is each diagnostic as "message = help".
func told(list diag.List) []string {
	out := make([]string, len(list))
	for i, p := range list {
		out[i] = p.Message + " = " + p.Help
		if p.Severity == diag.Warning {
			out[i] = "warning: " + out[i]
		}
	}
	return out
}

func TestPlainObjectsHaveNoProblem(t *testing.T) {
	if got := told(References(objects.New(manifests(t, plain(t))), known())); len(got) > 0 {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
}

// change is an edit of the plain objects and what must be told of it; nothing
// where the edit is as good.
type change struct{ from, to, want string }

func try(t *testing.T, changes map[string]change) {
	t.Helper()
	for name, ch := range changes {
		t.Run(name, func(t *testing.T) {
			text := plain(t)
			if !strings.Contains(text, ch.from) {
				t.Fatalf("the plain objects have no %q", ch.from)
			}
			got := told(References(objects.New(manifests(t, strings.Replace(text, ch.from, ch.to, 1))), known()))
			want := strings.Split(ch.want, "\n")
			if ch.want == "" {
				want = nil
			}
			if !slices.Equal(got, want) {
				t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), ch.want)
			}
		})
	}
}

func TestBlame(t *testing.T) {
	src := places.NewSource("mixin.jsonnet", []byte("one\ntwo\n"))
	k := known()
	k.Responsible = func(f objects.Field) (places.Place, []diag.Related) {
		if f.Object().ID().Kind == "VirtualService" {
			return src.At(4, 3), nil
		}
		return places.File(src), nil
	}
	list := manifests(t, plain(t)+"---\n{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: shop, namespace: web}, spec: {http: [{directResponse: {status: 503}}]}}\n")
	got := References(objects.New(list), k)
	if len(got) != 1 || got[0].Place != src.At(4, 3) || len(got[0].Related) != 1 || got[0].Related[0].Place != src.At(4, 3) || got[0].Path != "" {
		t.Fatalf("%+v", got)
	}
	want := "mixin.jsonnet:2:1: VirtualService.networking.istio.io web/shop (c.shop): is there twice"
	if got[0].Header() != want {
		t.Errorf("got  %s\nwant %s", got[0].Header(), want)
	}
}

func TestKnownSecrets(t *testing.T) {
	text := strings.Replace(plain(t), "{name: tls-credential, namespace: istio-system}", "{name: other, namespace: istio-system}", 1)
	list := manifests(t, text)
	with := known()
	with.Secrets = map[string]bool{"istio-system/tls-credential": true}
	omitted := known()
	omitted.AnySecret = true
	elsewhere := known()
	elsewhere.Secrets = map[string]bool{"gateways/tls-credential": true}
	for name, c := range map[string]struct {
		known Known
		want  int
	}{"none": {known(), 1}, "known": {with, 0}, "omitted": {omitted, 0}, "in another namespace": {elsewhere, 1}} {
		if got := told(References(objects.New(list), c.known)); len(got) != c.want {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestObjectsAreOnlyRead(t *testing.T) {
	list := manifests(t, strings.ReplaceAll(plain(t), "shop", "sh"))
	before, err := manifest.Stream(list, manifest.Format(0))
	if err != nil {
		t.Fatal(err)
	}
	References(objects.New(list), known())
	after, err := manifest.Stream(list, manifest.Format(0))
	if err != nil || string(before) != string(after) {
		t.Errorf("the objects changed: %v", err)
	}
}
