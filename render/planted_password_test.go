package render_test

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"

	"render/render"
	"render/render/diag"
	"render/render/places"
)

// TestPlantedPassword: a password or a token of a URL, and each piece of one, is in no
// form in which mistakes are printed, however YAML has the URL written, and whichever of
// its lines a mistake is in.
func TestPlantedPassword(t *testing.T) {
	for _, repo := range []string{
		"https://me:PLANTED1PLANTED2@git.example.org/x",
		"https://PLANTED1PLANTED2@git.example.org/x",
		"me:PLANTED1PLANTED2@git.example.org",
		"https://git.example.org/x?k=PLANTED1PLANTED2",
		"https://git.example.org/x?a=b&access_token=PLANTED1PLANTED2",
		">-\n    https://me:\n    PLANTED1PLANTED2@git.example.org/x",
		">-\n    https://me:PLANTED1\n    PLANTED2@git.example.org/x",
		">\n    https://\n    me:PLANTED1\n    PLANTED2@git.example.org/x",
		">-\n    https://PLANTED1PLANTED2\n    @git.example.org/x",
		"|-\n    https://me:PLANTED1\n    PLANTED2@git.example.org/x",
		"https://me:PLANTED1\n    PLANTED2@git.example.org/x",
		"\"https://me:PLANTED1\\\n    PLANTED2@git.example.org/x\"",
		"\"https:\\\n    //me:PLANTED1\\\n    PLANTED2@git.example.org/x\"",
		"\"https:/\\\n    /me:PLANTED1PLANTED2@git.example.org/x\"",
		"'https://me:PLANTED1\n    PLANTED2@git.example.org/x'",
		">-\n    https://git.example.org/x\n    ?token=PLANTED1PLANTED2",
		">-\n    https://git.example.org/x?token=\n    PLANTED1PLANTED2",
		"\"https://git.example.org/x?k=PLANTED1\\\n    PLANTED2\"",
		"{url: \"https://me:PLANTED1\\\n    PLANTED2@git.example.org/x\"}",
	} {
		for _, where := range []string{
			"gitops:\n  layout: argocd\n  path: deploy/home\n  repo: REPO\n",
			"gitops:\n  layout: argocd\n  repo: REPO\n  repo: REPO\n  path: deploy/home\n", // a key twice
			"gitops:\n  layout: argocd\n  path: deploy/home\n  repos: REPO\n",              // and one that is not known
			"gitops:\n  layout: argocd\n  path: deploy/home\n  repo: !x REPO\n",
			"gitops: {path: deploy/home, repo: [REPO], layout: argo}\n",
			"gitops: {layout: argocd, path: deploy/home}\nnamespace: REPO\n",
		} {
			text := "name: home\nmicrok8s: \"1.36\"\nistio: {version: \"1.31\", install: none}\n" + strings.ReplaceAll(where, "REPO", repo) +
				"secrets: omit\ntiers:\n- {name: primary, ip: 192.168.1.141, hosts: [home.example.org]}\n"
			out, err := render.Render(context.Background(), render.Input{Name: "topology.yaml", Text: []byte(text)})
			if err != nil {
				t.Fatal(err)
			}
			isNotPlanted(t, text, out.Diagnostics)
			// Any line of it may be one's that another rule finds something in.
			everywhere := diag.List{}
			source := places.NewSource("topology.yaml", []byte(text))
			for line := 1; line <= source.Lines(); line++ {
				place := places.Place{Source: source, Line: line, Column: 1, Length: 1}
				everywhere.Add(diag.Diagnostic{Code: "yaml", Place: place, Message: "wrong", Related: []diag.Related{{Place: place}}})
			}
			isNotPlanted(t, text, everywhere)
		}
	}
}

func isNotPlanted(t *testing.T, topology string, list diag.List) {
	t.Helper()
	var b bytes.Buffer
	report := diag.Report{Inputs: []diag.Checked{{Name: "topology.yaml", Diagnostics: list}}}
	for _, print := range []func(io.Writer) error{
		func(w io.Writer) error { return diag.Text(w, list) },
		func(w io.Writer) error { return diag.JSON(w, report) },
		func(w io.Writer) error { return diag.SARIF(w, report) },
		func(w io.Writer) error { return diag.GitHub(w, report) },
	} {
		if err := print(&b); err != nil {
			t.Fatal(err)
		}
	}
	if strings.Contains(b.String(), "PLANTED") {
		t.Errorf("%s\nprints\n%s", topology, &b)
	}
}
