package gitops

import (
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/argoproj/argo-cd/v3/cmpserver/apiclient"
	"github.com/argoproj/argo-cd/v3/cmpserver/plugin"
	"github.com/argoproj/argo-cd/v3/util/cmp"
	kustomize "github.com/fluxcd/kustomize-controller/api/v1"
	"google.golang.org/grpc"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"
)

// stream is a repository on its way to Argo CD's plugin server, and the answer.
type stream struct {
	grpc.ServerStream
	ctx       context.Context
	requests  []*apiclient.AppStreamRequest
	manifests []string
	supported bool
}

func (s *stream) Context() context.Context { return s.ctx }

func (s *stream) Send(r *apiclient.AppStreamRequest) error {
	s.requests = append(s.requests, r)
	return nil
}

func (s *stream) Recv() (*apiclient.AppStreamRequest, error) {
	if len(s.requests) == 0 {
		return nil, io.EOF
	}
	first := s.requests[0]
	s.requests = s.requests[1:]
	return first, nil
}

// generating and matching are the two questions that Argo CD asks.
type (
	generating struct{ *stream }
	matching   struct{ *stream }
)

func (g generating) SendAndClose(r *apiclient.ManifestResponse) error {
	g.manifests = r.Manifests
	return nil
}

func (m matching) SendAndClose(r *apiclient.RepositoryResponse) error {
	m.supported = r.IsSupported
	return nil
}

// TestPlugin has Argo CD's own plugin server run render by the file in integrations, on a
// repository that has a topology, on one that has none, and on a wrong one.
func TestPlugin(t *testing.T) {
	folder := filepath.Join(root, "integrations/argocd-cmp")
	config, err := plugin.ReadPluginConfig(folder)
	if err != nil {
		t.Fatal(err)
	}
	bin := t.TempDir()
	build := exec.Command("go", "build", "-o", filepath.Join(bin, "render"), "./cmd/render")
	build.Dir, build.Stderr = root, os.Stderr
	if err := build.Run(); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+":"+os.Getenv("PATH"))
	t.Setenv("ARGOCD_CMP_WORKDIR", t.TempDir())
	server := plugin.NewService(plugin.CMPServerInitConstants{PluginConfig: *config})
	right := topology(t, "small") + "secrets: omit\n"
	for name, c := range map[string]struct {
		files     map[string]string
		supported bool
		objects   int
		failure   string
	}{
		"a topology":     {map[string]string{"home/topology.yaml": right}, true, 8, ""},
		"another's file": {map[string]string{"home/kustomization.yaml": "resources: []\n"}, false, 0, ""},
		"a wrong one":    {map[string]string{"home/topology.yaml": strings.Replace(right, "1.141", "1.300", 1)}, true, 0, "is not an IP address"},
	} {
		repository := t.TempDir()
		for file, text := range c.files {
			path := filepath.Join(repository, file)
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		sent := func() *stream {
			out := &stream{ctx: t.Context()}
			if err := cmp.SendRepoStream(t.Context(), filepath.Join(repository, "home"), repository, out, nil, nil); err != nil {
				t.Fatal(name, err)
			}
			return out
		}
		asked := sent()
		if err := server.MatchRepository(matching{asked}); err != nil || asked.supported != c.supported {
			t.Errorf("%s: supported %v, %v", name, asked.supported, err)
		}
		if !c.supported {
			continue
		}
		asked = sent()
		err := server.GenerateManifest(generating{asked})
		if c.failure != "" {
			if err == nil || !strings.Contains(err.Error(), c.failure) || asked.manifests != nil {
				t.Errorf("%s: %v, %d manifests", name, err, len(asked.manifests))
			}
			continue
		}
		if err != nil || len(asked.manifests) < c.objects || slices.ContainsFunc(asked.manifests, func(m string) bool { return strings.Contains(m, "IstioOperator") }) {
			t.Errorf("%s: %v, %d manifests", name, err, len(asked.manifests))
		}
	}
}

// TestIntegrations: what else is in integrations is as the types of its readers have it.
func TestIntegrations(t *testing.T) {
	read := func(name string, document int, into any) {
		t.Helper()
		text, err := os.ReadFile(filepath.Join(root, "integrations", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := yaml.UnmarshalStrict([]byte(strings.Split(string(text), "\n---\n")[document]), into); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	var config plugin.PluginConfig
	read("argocd-cmp/plugin.yaml", 0, &config)
	var source unstructured.Unstructured
	read("flux/clusters.yaml", 0, &source.Object)
	var applied kustomize.Kustomization
	read("flux/clusters.yaml", 1, &applied)
	if applied.Spec.SourceRef.Name != source.GetName() || applied.Spec.SourceRef.Kind != source.GetKind() || applied.Namespace != source.GetNamespace() {
		t.Errorf("the Kustomization reads %+v, and there is %s", applied.Spec.SourceRef, source.GetName())
	}
	if at := topology(t, "flux"); !strings.Contains(at, strings.TrimPrefix(applied.Spec.Path, "./")) {
		t.Errorf("the Kustomization applies %s, and the example writes another folder", applied.Spec.Path)
	}
	var patch struct {
		Spec struct {
			Template struct {
				Spec struct{ Containers []map[string]any }
			}
		}
	}
	text, err := os.ReadFile(filepath.Join(root, "integrations/argocd-cmp/repo-server.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(text, &patch); err != nil || len(patch.Spec.Template.Spec.Containers) != 1 {
		t.Errorf("%v: %+v", err, patch)
	}
}
