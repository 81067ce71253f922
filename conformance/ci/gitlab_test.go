package ci

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

var gitlabFolder = flag.String("gitlab", "", "the npm `folder` with gitlab-ci-local")

// gitlabProject is a repository with the pipeline that docs/ci.md shows, and a change of its topology.
func gitlabProject(t *testing.T, pipeline, changed string) (dir, base string) {
	t.Helper()
	dir, base = repository(t, map[string]string{"topology.yaml": topology, ".gitlab-ci.yml": pipeline}, map[string]string{"topology.yaml": changed})
	git(t, dir, "remote", "add", "origin", "git@gitlab.example.org:company/clusters.git")
	return dir, base
}

func gitlabPipeline(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "docs/ci.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, behind, ok := strings.Cut(string(text), "\n```yaml .gitlab-ci.yml\n")
	block, _, ok2 := strings.Cut(behind, "```\n")
	if !ok || !ok2 {
		t.Fatal("docs/ci.md shows no pipeline of GitLab")
	}
	return block
}

// gitlabJob has gitlab-ci-local, which judges a pipeline by GitLab's own schema first, run one
// job as that of a merge request; calls are what the API was asked.
func gitlabJob(t *testing.T, dir, base string, environment []string, args ...string) (said, calls string, err error) {
	t.Helper()
	if *gitlabFolder == "" {
		t.Fatal("gitlab-ci-local is not there; run: make conformance-ci")
	}
	node, err := filepath.Abs(filepath.Join(*gitlabFolder, "node_modules/.bin/gitlab-ci-local"))
	if err != nil {
		t.Fatal(err)
	}
	temp := t.TempDir()
	file := func(name, text string, mode os.FileMode) string {
		if err := os.WriteFile(filepath.Join(temp, name), []byte(text), mode); err != nil {
			t.Fatal(err)
		}
		return filepath.Join(temp, name)
	}
	file("apk", "#!/bin/sh\n", 0o755)
	file("rsync", "#!/bin/sh\n", 0o755) // copies for jobs in containers, of which there are none here
	file("curl", `#!/usr/bin/env bash
# Hands out the archive; of the API it answers what notes there are, and notes what it is asked.
for word in "$@"; do case "$word" in
render.tar.gz) cp "$ARCHIVE" render.tar.gz; exit ;;
@*) body=${word#@} ;;
*per_page*) echo "$NOTES"; exit ;;
esac; done
case " $* " in *" PRIVATE-TOKEN:secret "*) ;; *) exit 22 ;; esac
echo "$*" >> "$CALLS"
cat "$body" >> "$CALLS"
`, 0o755)
	sum := gitlabArchive(t, filepath.Join(temp, "archive.tar.gz"))
	c := exec.Command(node, append([]string{"--force-shell-executor", "--variable", "CI_PIPELINE_SOURCE=merge_request_event", "--variable", "CI_MERGE_REQUEST_DIFF_BASE_SHA=" + base,
		"--variable", "CI_MERGE_REQUEST_IID=7", "--variable", "RENDER_ARCHIVE=https://packages.example.org/render.tar.gz", "--variable", "RENDER_SUM=" + sum}, args...)...)
	c.Dir = dir
	c.Env = append(append(os.Environ(), "PATH="+temp+":"+os.Getenv("PATH"), "HOME="+temp, "NOTES=[]", "ARCHIVE="+filepath.Join(temp, "archive.tar.gz"), "CALLS="+filepath.Join(temp, "calls")), environment...)
	out, err := c.CombinedOutput()
	text, _ := os.ReadFile(filepath.Join(temp, "calls"))
	return string(out), string(text), err
}

// gitlabArchive writes an archive as a release has it, and gives its sum.
func gitlabArchive(t *testing.T, path string) string {
	t.Helper()
	render, err := program()
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(render)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	zipped, _ := gzip.NewWriterLevel(&out, gzip.BestSpeed)
	archive := tar.NewWriter(zipped)
	if err := archive.WriteHeader(&tar.Header{Name: "render-0.1.0-linux-amd64/render", Mode: 0o755, Size: int64(len(text))}); err != nil {
		t.Fatal(err)
	}
	if _, err := archive.Write(text); err != nil {
		t.Fatal(err)
	}
	if archive.Close() != nil || zipped.Close() != nil {
		t.Fatal("an archive cannot be written")
	}
	if err := os.WriteFile(path, out.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%x", sha256.Sum256(out.Bytes()))
}

// TestGitLab: the pipeline of docs/ci.md is one by GitLab's schema, and its jobs do what is said there.
func TestGitLab(t *testing.T) {
	pipeline := gitlabPipeline(t)
	dir, base := gitlabProject(t, pipeline, strings.Replace(topology, "/shop]", "/shop, /store]", 1))
	wrong, _ := gitlabProject(t, strings.Replace(pipeline, "codequality:", "quality:", 1), topology)
	if said, _, err := gitlabJob(t, wrong, base, nil, "--list"); err == nil {
		t.Errorf("the schema has nothing against a report that there is not:\n%s", said)
	}
	token := []string{"--variable", "RENDER_TOKEN=secret", "render-diff"}
	said, calls, err := gitlabJob(t, dir, base, nil, token...)
	if err != nil || !strings.Contains(said, "json schema validated") || !strings.Contains(calls, "--request POST") || !strings.Contains(calls, "/merge_requests/7/notes\n") || !strings.Contains(calls, `"<!-- render -->\n### render diff: 1 object differs`) {
		t.Errorf("%v\n%s\nasks %s", err, said, calls)
	}
	_, calls, err = gitlabJob(t, dir, base, []string{`NOTES=[{"id":3,"body":"a"},{"id":4,"body":"<!-- render -->\nb"}]`}, token...)
	if err != nil || !strings.Contains(calls, "--request PUT") || !strings.Contains(calls, "/notes/4\n") {
		t.Errorf("%v; a comment that is there is kept up to date by %s", err, calls)
	}
	if said, calls, err = gitlabJob(t, dir, base, nil, "render-diff"); err != nil || calls != "" || !strings.Contains(said, "1 object differs") {
		t.Errorf("without a token: %v\n%s\nasks %s", err, said, calls)
	}
	same, base := gitlabProject(t, pipeline, topology)
	if _, calls, err = gitlabJob(t, same, base, nil, token...); err != nil || calls != "" {
		t.Errorf("where nothing differs: %v, asks %s", err, calls)
	}
	gone, base := gitlabProject(t, pipeline, strings.Replace(topology, "home.example.org", "house.example.org", 1))
	if said, calls, err = gitlabJob(t, gone, base, nil, token...); err == nil || !strings.Contains(calls, "host-gone") {
		t.Errorf("a danger fails nothing:\n%s\nasks %s", said, calls)
	}
}

// TestGitLabReport: what check tells is a Code Quality report, also where it fails the job.
func TestGitLabReport(t *testing.T) {
	dir, base := gitlabProject(t, gitlabPipeline(t), strings.Replace(topology, "192.168.1.141", "192.168.1.0141", 1))
	said, _, err := gitlabJob(t, dir, base, nil, "render-check")
	if err == nil {
		t.Errorf("the job goes through:\n%s", said)
	}
	text, err := os.ReadFile(filepath.Join(dir, "quality.json"))
	if err != nil {
		t.Fatal(err, said)
	}
	var report []struct {
		Description, Severity, Fingerprint string
		CheckName                          string `json:"check_name"`
		Location                           struct {
			Path  string
			Lines struct{ Begin int }
		}
	}
	if err := json.Unmarshal(text, &report); err != nil || len(report) != 1 {
		t.Fatalf("%v: %s", err, text)
	}
	if r := report[0]; r.CheckName != "address-form" || r.Severity != "major" || r.Location.Path != "topology.yaml" || r.Location.Lines.Begin != 7 || r.Fingerprint == "" || !strings.Contains(r.Description, "0141") {
		t.Errorf("%s", text)
	}
}
