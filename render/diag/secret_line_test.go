package diag

import (
	"io"
	"strings"
	"testing"

	"render/render/places"
)

// TestSecretLines: no line of what a Secret holds is shown, nor a cure that repeats it,
// in whatever form it is written; a line of what only names a Secret is.
func TestSecretLines(t *testing.T) {
	for _, c := range []struct {
		name, text, of string
		shown          bool
	}{
		{"block", "kind: Secret\ndata:\n  password: hunter2\n", "hunter2", false},
		{"quoted", "\"kind\": 'Secret' # x\nstringData:\n  password: hunter2\n", "hunter2", false},
		{"behind", "stringData:\n  password: hunter2\nkind: Secret\n", "hunter2", false},
		{"item", "kind: List\nitems:\n- kind: Secret\n  data: {password: hunter2}\n", "hunter2", false},
		{"json", `{"kind":"Secret","data":{"a":"hunter2"}}` + "\n", "hunter2", false},
		{"list", `{"kind":"SecretList","items":[{"data":{"a":"hunter2"}}]}` + "\n", "hunter2", false},
		{"patch", "patches:\n- patch: |-\n    kind: Secret\n    stringData: {a: hunter2}\n", "hunter2", false},
		{"another document", "kind: Secret\ndata: {a: b}\n---\nkind: ConfigMap\ndata: {a: hunter2}\n", "hunter2", true},
		{"store", "kind: SecretStore\ndata: {a: hunter2}\n", "hunter2", true},
		{"named", "kind: Gateway\nspec:\n  certificateRefs: [{kind: Secret, name: hunter2}]\n", "hunter2", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			src := places.NewSource("t.yaml", []byte(c.text))
			line := strings.Count(c.text[:strings.Index(c.text, c.of)], "\n") + 1
			_, value, _ := strings.Cut(src.Line(line), ":")
			list := List{{Place: places.Place{Source: src, Line: line, Column: 1, Length: 1}, Message: "is wrong", Help: "write: " + strings.Trim(value, ` "'`)}}
			printed := text(t, list)
			for _, to := range []func(io.Writer, Report) error{JSON, GitHub, SARIF} {
				printed += written(t, to, Report{Inputs: []Checked{{Name: "t.yaml", Diagnostics: list}}})
			}
			if strings.Contains(printed, c.of) != c.shown {
				t.Errorf("shown is not %v:\n%s", c.shown, printed)
			}
		})
	}
}
