package conformance

import (
	"os"
	"strings"
	"testing"

	batch "k8s.io/api/batch/v1"
	"sigs.k8s.io/yaml"
)

// TestFleetJob: the indexed Job of the example of a fleet is one by Kubernetes' own type, and
// has as many parts as its command says.
func TestFleetJob(t *testing.T) {
	text, err := os.ReadFile("../examples/fleet/job.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var job batch.Job
	if err := yaml.UnmarshalStrict(text, &job); err != nil {
		t.Fatal(err)
	}
	spec := job.Spec
	if spec.CompletionMode == nil || *spec.CompletionMode != batch.IndexedCompletion || spec.Completions == nil || *spec.Completions != 3 {
		t.Errorf("%+v", spec)
	}
	if args := spec.Template.Spec.Containers[0].Args; len(args) != 1 || !strings.Contains(args[0], "+ 1))/3") {
		t.Errorf("%q", args)
	}
	if err := yaml.UnmarshalStrict([]byte(strings.Replace(string(text), "completionMode", "completionsMode", 1)), &batch.Job{}); err == nil {
		t.Error("a wrong field is taken")
	}
}
