package conformance

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"
)

// TestGoldens judges every object of every golden file.
func TestGoldens(t *testing.T) { judge(t, "../golden") }

// TestValid judges sample objects of every kind that the referee knows.
func TestValid(t *testing.T) { judge(t, "testdata/valid") }

func judge(t *testing.T, root string) {
	files, err := yamlFiles(os.DirFS(root))
	if err != nil {
		t.Fatalf("%s: %v", root, err)
	}
	for _, name := range files {
		t.Run(name, func(t *testing.T) {
			stream, err := fs.ReadFile(os.DirFS(root), name)
			if err != nil {
				t.Fatal(err)
			}
			judgeFile(t, path.Base(name), stream)
		})
	}
}

func judgeFile(t *testing.T, base string, stream []byte) {
	objects, errs := Split(stream)
	if len(objects) == 0 && len(errs) == 0 {
		t.Fatal("no objects")
	}
	for _, err := range append(errs, Twins(objects)...) {
		t.Error(err)
	}
	// istioctl reads one object a file.
	if base == "istio.yaml" && (len(objects) != 1 || objects[0].Kind != "IstioOperator") {
		t.Errorf("istio.yaml holds %d objects, not an IstioOperator alone", len(objects))
	}
	for i := range objects {
		t.Run(objects[i].String(), func(t *testing.T) {
			for _, err := range objects[i].Check() {
				t.Error(err)
			}
		})
	}
}

// TestKindsOfExamples: an example that is named for what makes its Secrets holds
// that.
func TestKindsOfExamples(t *testing.T) {
	for example, kind := range map[string]string{
		"sealed": "SealedSecret", "sops": "Secret", "external": "ExternalSecret", "cert-manager": "Certificate",
		"dns-endpoint": "DNSEndpoint",
	} {
		t.Run(example, func(t *testing.T) {
			stream, err := os.ReadFile(path.Join("../golden", example, "stream.yaml"))
			if err != nil {
				t.Fatal(err)
			}
			objects, errs := Split(stream)
			if len(errs) > 0 {
				t.Fatal(errs)
			}
			for _, o := range objects {
				if o.Kind == kind && (kind != "Secret" || o.sopsEncrypted()) {
					return
				}
			}
			t.Errorf("no %s among %d objects", kind, len(objects))
		})
	}
}

// yamlFiles finds every .yaml below a folder, in the order of their names, but for
// values of charts, which module conformance/mesh renders. No
// file at all is an error: a judge without a case has judged nothing.
func yamlFiles(root fs.FS) ([]string, error) {
	var files []string
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && strings.HasSuffix(name, ".yaml") && entry.Name() != "values.yaml" {
			files = append(files, name)
		}
		return err
	})
	if err == nil && len(files) == 0 {
		err = errors.New("no .yaml file")
	}
	return files, err
}

func TestNoGoldensIsAnError(t *testing.T) {
	if _, err := yamlFiles(os.DirFS(t.TempDir())); err == nil {
		t.Error("an empty folder passes")
	}
}

// TestValidCoversKinds keeps the samples as wide as the tables.
func TestValidCoversKinds(t *testing.T) {
	seen := map[string]bool{}
	files, err := yamlFiles(os.DirFS("testdata/valid"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		stream, err := os.ReadFile("testdata/valid/" + name)
		if err != nil {
			t.Fatal(err)
		}
		objects, _ := Split(stream)
		for _, o := range objects {
			seen[o.APIVersion+" "+o.Kind] = true
		}
	}
	for _, table := range []map[string]kind{native(), istio(), metallb(), sail(), gatewayAPI()} {
		for key := range table {
			if !seen[key] {
				t.Errorf("no sample of %s", key)
			}
		}
	}
}
