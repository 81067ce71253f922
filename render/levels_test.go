package render_test

import (
	"go/ast"
	"slices"
	"strings"
	"testing"
)

// levels are the packages from the bottom up: each imports only what is on a
// lower level.
var levels = [][]string{
	{"render/bounded", "internal/later"},
	{"render/worktree"},
	{"render/places", "render/wording", "render/platform", "render/routing", "render/naming", "render/nodes", "render/manifest",
		"jsonnet", "overlays", "internal/disk", "internal/git", "internal/jsonschema"},
	{"render/diag", "render/installing", "render/quantity", "render/renaming", "render/schemas", "render/eval/compiled"},
	{"cmd/generate"},
	{"render/krm", "render/source", "render/certs", "render/secret/age", "render/secret/sealed", "render/secret/sops"},
	{"render/format", "render/keyset"},
	{"render/accept", "render/calls", "render/compose", "render/document", "render/reference", "render/sizes", "render/starter", "render/versions"},
	{"render/composing", "render/decode", "render/plan"},
	{"render/endpoints", "render/findings", "render/inputs"},
	{"render/addresses", "render/handling", "render/pods"},
	{"render/rules", "render/model", "render/origins", "render/fleet"},
	{"render/gitops", "render/objects", "render/overlay", "render/secret", "render/eval", "render/scripts"},
	{"render/compare", "render/features", "render/needs", "render/policies", "render/served", "render/trace", "render/tree", "internal/child", "internal/cache"},
	{"render/acme", "render/volumes"},
	{"render/access", "render/check", "render/dns", "render/ends", "render/fixed", "render/making"},
	{"render/consequences", "render/align", "render/causes", "render/drawing", "render/importing"},
	{"render/review"},
	{"render"},
	{"render/consequences/pairs"},
	{"cmd/render", "cmd/crossings", "cmd/followed"},
}

// silent are the packages that report nothing, so that they know no diagnostics.
var silent = []string{"render/format", "render/compose", "render/composing", "render/document", "render/reference", "render/plan", "render/inputs", "render/endpoints", "render/scripts", "render/starter", "render/importing", "render/installing", "render/model", "render/routing", "render/naming", "render/nodes", "render/manifest", "render/gitops", "render/platform", "render/acme", "render/quantity", "render/schemas", "render/calls", "render/needs", "render/volumes", "render/served", "render/dns", "render/ends", "render/access", "render/fixed", "render/making", "render/trace", "render/tree", "render/worktree"}

func levelOf(folder string) int {
	return slices.IndexFunc(levels, func(level []string) bool { return slices.Contains(level, folder) })
}

// TestLevels: arrows between packages go down.
func TestLevels(t *testing.T) {
	imports := 0
	goFiles(t, false, func(folder, name string, file *ast.File) {
		if levelOf(folder) < 0 {
			t.Errorf("%s is on no level: say in levels where it stands", folder)
			return
		}
		for _, spec := range file.Imports {
			other, own := strings.CutPrefix(strings.Trim(spec.Path.Value, `"`), "render/")
			if !own {
				continue
			}
			imports++
			if levelOf(other) >= levelOf(folder) {
				t.Errorf("%s/%s imports %s, which is not below it", folder, name, other)
			}
			if other == "render/diag" && slices.Contains(silent, folder) {
				t.Errorf("%s/%s imports %s, and reports nothing", folder, name, other)
			}
		}
	})
	if imports < 100 {
		t.Errorf("found only %d imports", imports)
	}
}
