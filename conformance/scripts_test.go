package conformance

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"

	"mvdan.cc/sh/v3/syntax"
)

var withShellcheck = flag.Bool("shellcheck", false, "read the scripts by shellcheck too, which has to be installed")

// unfit finds topologies whose Secrets kubectl cannot apply: placeholders, or ciphertext of
// sops.
var unfit = regexp.MustCompile(`(?m)^secrets: redacted|^secrets:\s+\{?\s*sops`)

// TestScripts: the scripts of every example are ones of a POSIX shell, as its grammar
// has it; and shellcheck, if it is asked, finds nothing in them.
func TestScripts(t *testing.T) {
	program := filepath.Join(t.TempDir(), "render")
	build := exec.Command("go", "build", "-o", program, "./cmd/render")
	build.Dir = ".."
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	examples, err := filepath.Glob("../examples/*/topology.*")
	if err != nil || len(examples) < 50 {
		t.Fatalf("%d examples, %v", len(examples), err)
	}
	shellcheck := ""
	if *withShellcheck {
		if shellcheck, err = exec.LookPath("shellcheck"); err != nil {
			t.Fatal(err)
		}
	}
	checked := 0
	for _, example := range examples {
		text, err := os.ReadFile(example)
		if err != nil {
			t.Fatal(err)
		}
		for _, which := range []string{"apply", "smoke", "delete"} {
			args := []string{"script", which, "--quiet", example}
			if which == "apply" && unfit.Match(text) {
				args = append(args, "--secrets", "omit")
			}
			script, err := exec.Command(program, args...).Output()
			if err != nil {
				t.Errorf("render script %s %s: %v", which, example, err)
				continue
			}
			if err := parsePOSIX(script); err != nil {
				t.Errorf("%s %s: %v", which, example, err)
			}
			if shellcheck == "" {
				continue
			}
			command := exec.Command(shellcheck, "--shell=sh", "-")
			command.Stdin = bytes.NewReader(script)
			if out, err := command.Output(); err != nil {
				t.Errorf("shellcheck of %s %s: %v\n%s", which, example, err, out)
			}
			checked++
		}
	}
	t.Logf("shellcheck read %d scripts", checked)
}

func parsePOSIX(script []byte) error {
	_, err := syntax.NewParser(syntax.Variant(syntax.LangPOSIX)).Parse(bytes.NewReader(script), "script")
	return err
}

// TestScriptsBroken: what a POSIX shell does not read is refused.
func TestScriptsBroken(t *testing.T) {
	for _, text := range []string{"if x; then", "a=(1 2)", "cat <<'EOF'\nx\n", "f() { x"} {
		if parsePOSIX([]byte(text)) == nil {
			t.Errorf("%q is taken", text)
		}
	}
}
