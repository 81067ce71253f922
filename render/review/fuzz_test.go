package review_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"render/render/align"
	"render/render/compare"
	"render/render/consequences"
	"render/render/manifest"
	"render/render/objects"
	"render/render/review"
)

// FuzzForms: of any two sides each form is written, whatever their objects hold where, and
// JSON and SARIF are JSON.
func FuzzForms(f *testing.F) {
	const live = `{apiVersion: v1, kind: Service, metadata: {name: a, namespace: b, uid: x, labels: [], annotations: {kubectl.kubernetes.io/last-applied-configuration: "{\"spec\": 1}"}}, spec: {ports: [{port: 80}, 1, null, [a]]}}`
	f.Add(live, `{apiVersion: v1, kind: Service, metadata: {name: a, namespace: b}, spec: {ports: {port: 80}}}`)
	f.Add(`{apiVersion: v1, kind: Secret, metadata: {name: a, managedFields: [{manager: kubectl, fieldsV1: {"f:data": {"k:{": 1, "v:1": {}, ".": {}}}}, 1]}, data: [a], stringData: 1}`, `{apiVersion: v1, kind: Secret, metadata: {name: a}, data: {a: 1, b: null}, stringData: {a: {b: c}}, sops: 1}`)
	f.Add("{apiVersion: 1, kind: [], metadata: x}", "{metadata: {name: 1, labels: {a: {b: c}}}}")
	f.Fuzz(func(t *testing.T, old, new string) {
		if len(old)+len(new) > 1<<16 {
			return
		}
		side := func(text string) []manifest.Manifest {
			var out []manifest.Manifest
			list, _ := manifest.ReadBack([]byte(text))
			for _, o := range list {
				out = append(out, manifest.Manifest{Object: o})
			}
			return out
		}
		olds, news, aside := align.Sides(side(old), side(new))
		d := compare.Compare(objects.New(olds), objects.New(news))
		r := &review.Review{Old: "a", New: "b", Difference: d, Consequences: consequences.Of(d, consequences.Flux), Aside: aside}
		for _, format := range review.Formats() {
			var out bytes.Buffer
			if err := review.Write(&out, format, r, true); err != nil {
				t.Fatal(format, err)
			}
			switch format {
			case "json", "sarif":
				if !json.Valid(out.Bytes()) {
					t.Errorf("%s is none: %s", format, out.String())
				}
			case "github":
				if wrong := unbalanced(out.String()); wrong != "" {
					t.Error(wrong)
				}
			}
		}
	})
}
