package review_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"render/render/compare"
	"render/render/objects"
	"render/render/places"
	"render/render/review"
)

// forms are a difference of two texts in all formats.
func forms(t *testing.T, old, new string) map[string]string {
	t.Helper()
	read := func(name, text string) *objects.World {
		w, list := objects.Read(places.NewSource(name, []byte(text)))
		if list.Failed() {
			t.Fatalf("%v\n%s", list, text)
		}
		return w
	}
	d := compare.Compare(read("old", old), read("new", new))
	out := map[string]string{}
	for _, format := range review.Formats() {
		var b bytes.Buffer
		if err := review.Write(&b, format, &review.Review{Old: "a", New: "b", Difference: d}, false); err != nil {
			t.Fatal(err)
		}
		out[format] = b.String()
	}
	return out
}

// places of texts in which somebody writes a password: SECRET is it, and beside is what may be
// shown, and is in the changed lines.
var withPassword = map[string]string{
	"an argument":           `{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: a, args: ["--beside", "--password=SECRET"]}]}}`,
	"an argument alone":     `{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: a, args: ["--token", "SECRET", "--beside"]}]}}`,
	"a command of a shell":  `{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: a, command: [sh, -c, "beside --api-key 'SECRET' -v"]}]}}`,
	"a variable":            `{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: a, env: [{name: BESIDE, value: "Bearer SECRET"}]}]}}`,
	"a variable by name":    `{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: a, env: [{name: beside_PASS, value: "SECRET"}]}]}}`,
	"a URL":                 `{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: a, env: [{name: BESIDE, value: "https://me:SECRET@beside"}]}]}}`,
	"a header":              "{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: v}, spec: {http: [{headers: {request: {set: {authorization: Bearer SECRET}}}}]}}",
	"a text of MetalLB":     "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: config}\ndata:\n  config: |\n    peers:\n    - peer-address: 10.0.0.1\n      password: SECRET\n      beside: 1\n",
	"a text over lines":     "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: config}\ndata:\n  config: |\n    beside: 1\n    password: |\n      SECRET\n      SECRET\n",
	"JSON":                  `{apiVersion: v1, kind: ConfigMap, metadata: {name: m}, data: {a: '{"beside": 1, "db": {"password": "SECRET"}}'}}`,
	"a sealed template":     `{apiVersion: bitnami.com/v1alpha1, kind: SealedSecret, metadata: {name: s}, spec: {template: {type: beside, data: {user: SECRET}}}}`,
	"one that comes":        `{apiVersion: bitnami.com/v1alpha1, kind: SealedSecret, metadata: {name: s}, spec: {template: {type: beside, stringData: {user: SECRET}}}}`,
	"an external template":  `{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: s}, spec: {target: {name: beside, template: {data: {user: SECRET}}}}}`,
	"what was applied":      `{apiVersion: v1, kind: Secret, metadata: {name: s, annotations: {kubectl.kubernetes.io/last-applied-configuration: '{"data":{"user":"SECRET"}}'}}, type: beside}`,
	"applied of what holds": `{apiVersion: v1, kind: ConfigMap, metadata: {name: s, annotations: {kubectl.kubernetes.io/last-applied-configuration: '{"data":{"password":"SECRET"}}'}}}`,
	"another annotation":    `{apiVersion: v1, kind: ConfigMap, metadata: {name: s, annotations: {beside: "token: SECRET"}}}`,
	"a resource of MetalLB": `{apiVersion: metallb.io/v1beta2, kind: BGPPeer, metadata: {name: b}, spec: {password: SECRET, peerPort: 179}}`,
}

// named is the beginning of an object, up to its name.
var named = regexp.MustCompile(`(?s)^.*metadata: ?\{name: [a-z]+`)

// TestPasswordsInTexts: what a text calls a password is in none of the formats, whether it
// changes, comes or goes, and that something differs is told.
func TestPasswordsInTexts(t *testing.T) {
	for name, object := range withPassword {
		t.Run(name, func(t *testing.T) {
			with := func(secret string) string { return strings.ReplaceAll(object, "SECRET", secret) }
			bare, _, _ := strings.Cut(object, ", annotations")
			bare = named.FindString(bare)
			bare += strings.Repeat("}", strings.Count(bare, "{")-strings.Count(bare, "}"))
			for _, pair := range [][2]string{{with("PLANTED1x"), with("PLANTED2x")}, {bare, with("PLANTED1x")}, {with("PLANTED1x"), bare}, {with("PLANTED1x"), strings.ReplaceAll(with("PLANTED2x"), "beside", "next")}, {"", with("PLANTED1x")}} {
				for format, text := range forms(t, pair[0], pair[1]) {
					if strings.Contains(text, "PLANTED") {
						t.Errorf("%s shows it:\n%s", format, text)
					}
					if !strings.Contains(text, "shown") && !strings.Contains(text, "...") && !strings.Contains(text, `"hidden"`) && pair[0] != "" || strings.Contains(text, "no difference") {
						t.Errorf("%s tells of no difference:\n%s", format, text)
					}
				}
			}
		})
	}
}

// TestMentionsOfPasswords: what only mentions one is shown, and so is what stands beside one.
func TestMentionsOfPasswords(t *testing.T) {
	for _, object := range []string{
		`{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: a, args: ["--password-file=/SEEN"]}]}}`,
		`{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: a, args: ["--token-path", "/SEEN"]}]}}`,
		`{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: a, args: ["--password=$(SEEN)"]}]}}`,
		`{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: a, args: ["--token", "--SEEN"]}]}}`,
		`{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: a, args: ["--token", "PLANTED", "--SEEN"]}]}}`,
		`{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: a, env: [{name: A, value: "the token of SEEN"}]}]}}`,
		"apiVersion: v1\nkind: ConfigMap\nmetadata: {name: config}\ndata:\n  config: |\n    peers:\n    - password: PLANTED\n      peer-address: SEEN\n",
		`{apiVersion: bitnami.com/v1alpha1, kind: SealedSecret, metadata: {name: s}, spec: {template: {type: SEEN, data: {user: PLANTED}}}}`,
		`{apiVersion: mine.example.org/v1, kind: SealedSecret, metadata: {name: s}, spec: {template: {data: {user: SEEN}}}}`,
	} {
		for format, text := range forms(t, strings.ReplaceAll(object, "SEEN", "here"), strings.ReplaceAll(object, "SEEN", "there")) {
			if !strings.Contains(text, "there") || strings.Contains(text, "PLANTED") {
				t.Errorf("%s\n%s", format, text)
			}
		}
	}
}
