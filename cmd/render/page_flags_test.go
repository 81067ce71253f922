package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// othersFlags are flags of other programs of which pages speak, and of scripts that render writes.
var othersFlags = map[string]string{
	"annotation-filter": "external-dns", "annotation-prefix": "external-dns", "label-filter": "external-dns", "policy": "external-dns", "source": "external-dns",
	"cookie-domain": "oauth2-proxy", "redirect-url": "oauth2-proxy", "reverse-proxy": "oauth2-proxy", "upstream": "oauth2-proxy",
	"outside": "the script smoke", "prune": "the script apply", "yes": "the script delete", "server-side": "kubectl apply", "delete-emptydir-data": "kubectl drain", "enable-alpha-plugins": "kustomize build", "enable-exec": "kustomize build", "take-ownership": "helm upgrade", "reclaim-policy": "microk8s enable",
}

// TestFlagsInPages: what the text of a page calls a command of render's is one, with flags that it has, and a flag
// that stands alone is one of some verb.
func TestFlagsInPages(t *testing.T) {
	pages, err := filepath.Glob("../../docs/*.md")
	if err != nil || len(pages) < 20 {
		t.Fatalf("%d pages: %v", len(pages), err)
	}
	spoken, others := 0, map[string]bool{}
	for _, page := range append(pages, "../../README.md") {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, span := range spans(string(text)) {
			wrong, checked := wrongFlags(span, others)
			if spoken += checked; wrong != "" {
				t.Errorf("%s speaks of %q: %s", page, span, wrong)
			}
		}
	}
	if spoken < 60 {
		t.Errorf("pages speak of only %d flags and verbs", spoken)
	}
	for flag, whose := range othersFlags {
		if !others[flag] {
			t.Errorf("no page speaks of --%s of %s", flag, whose)
		}
	}
	for span, right := range map[string]bool{
		"render": true, "render certs": true, "render diff --requests OLD NEW": true, "render diff --request OLD NEW": false,
		"render --stage istio -o a.yaml topology.yaml": true, "render check --stage istio topology.yaml": false,
		"--renew-before 60d": true, "--renew": false, "--layout plain|argocd|flux": true,
	} {
		if wrong, _ := wrongFlags(span, others); (wrong == "") != right {
			t.Errorf("of %q it is said %q", span, wrong)
		}
	}
}

// spans are what a page's text has in backquotes, outside of blocks.
func spans(page string) []string {
	page = regexp.MustCompile("(?ms)^```.*?^```$").ReplaceAllString(page, "")
	var out []string
	for _, found := range regexp.MustCompile("`([^`\n]+)`").FindAllStringSubmatch(page, -1) {
		out = append(out, found[1])
	}
	return out
}

// wrongFlags tells what of a span is no verb's flag, and how many flags and verbs it has; flags of others are noted.
func wrongFlags(span string, others map[string]bool) (wrong string, checked int) {
	words := strings.Fields(span)
	if len(words) == 0 || words[0] != "render" && !strings.HasPrefix(words[0], "--") {
		return "", 0
	}
	s := newShell(strings.NewReader(""), &bytes.Buffer{}, &bytes.Buffer{}, usualLimits())
	root := renderCommand(s)
	addVerbs(root, s, verbNames())
	root.InitDefaultHelpFlag()
	of := append([]*cobra.Command{root}, root.Commands()...)
	if words[0] == "render" {
		of = of[:1]
		for _, c := range root.Commands() {
			if slices.Contains(words[1:], c.Name()) {
				of, checked = []*cobra.Command{c}, 1
				break
			}
		}
	}
	for _, found := range regexp.MustCompile(`(?:^|\s)--([a-z][a-z-]*)`).FindAllStringSubmatch(span, -1) {
		checked++
		switch {
		case slices.ContainsFunc(of, func(c *cobra.Command) bool { return c.Flag(found[1]) != nil }):
		case len(of) > 1 && othersFlags[found[1]] != "":
			others[found[1]] = true
		default:
			return "there is no flag --" + found[1], checked
		}
	}
	return "", checked
}
