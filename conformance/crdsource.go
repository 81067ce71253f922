package conformance

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"

	"render/conformance/clauses"

	"istio.io/istio/manifests"
)

// Where the CustomResourceDefinitions come from. They are read from modules as
// they were published: a module of go.mod at the version there, any other at
// the version that is written here. A module comes through the go command, into
// its cache, from which it is read without network the next time; the checksum
// database vouches for both.
const (
	metallbModule = "go.universe.tf/metallb"
	metallbFolder = "config/crd/bases"

	gatewayAPIModule = "sigs.k8s.io/gateway-api"
	gatewayAPIFolder = "config/crd/standard"
)

type crdSource struct{ module, version, folder string }

func crdSources() []crdSource {
	return []crdSource{
		{metallbModule, "", metallbFolder},
		{gatewayAPIModule, "", gatewayAPIFolder},
		{"github.com/cert-manager/cert-manager", "v1.21.2", "deploy/crds"},
		{"github.com/external-secrets/external-secrets", "v1.3.2", "config/crds/bases"},
		{"github.com/bitnami-labs/sealed-secrets", "v0.40.0", "helm/sealed-secrets/crds"},
		{"sigs.k8s.io/external-dns", "v0.22.0", "config/crd/standard"},
	}
}

// crds are those of today: Istio's from the chart that is part of Istio's own
// code, the others' from their modules.
var crds = sync.OnceValues(func() (definitions, error) {
	all := definitions{}
	istio, err := fs.ReadFile(manifests.FS, "charts/base/files/crd-all.gen.yaml")
	if err != nil {
		return nil, err
	}
	if err := all.add(istio); err != nil {
		return nil, fmt.Errorf("istio: %w", err) // no clause: about what is fetched
	}
	for _, source := range crdSources() {
		if err := all.addModule(source); err != nil {
			return nil, fmt.Errorf("%s: %w", source.module, err) // no clause: about what is fetched
		}
	}
	return all, nil
})

// olderCRDs are those of an older release, which lacks fields that the newest
// has.
func olderCRDs(source crdSource) (definitions, error) {
	olderMutex.Lock()
	defer olderMutex.Unlock()
	if found := older[source]; found != nil {
		return found, nil
	}
	found := definitions{}
	if err := found.addModule(source); err != nil {
		return nil, fmt.Errorf("%s %s: %w", source.module, source.version, err) // no clause: about what is fetched
	}
	older[source] = found
	return found, nil
}

var (
	olderMutex sync.Mutex
	older      = map[crdSource]definitions{}
)

func (d definitions) addModule(source crdSource) error {
	dir, err := moduleDir(source.module, source.version)
	if err != nil {
		return err
	}
	files, err := filepath.Glob(filepath.Join(dir, filepath.FromSlash(source.folder), "*.yaml"))
	if err != nil {
		return err
	}
	before := len(d)
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if err := d.add(text); err != nil {
			return fmt.Errorf("%s: %w", filepath.Base(file), err) // no clause: about what is fetched
		}
	}
	if len(d) == before {
		return fmt.Errorf("no CustomResourceDefinition in %s", source.folder) // no clause: about what is fetched
	}
	return nil
}

// moduleDir finds a module's folder. Without a version it is the one of go.mod.
func moduleDir(module, version string) (string, error) {
	args := []string{"list", "-m", "-json", module}
	if version != "" {
		args = []string{"mod", "download", "-json", module + "@" + version}
	}
	dir, err := goJSON(args)
	if dir != "" || version != "" {
		return dir, err
	}
	// In go.mod, but not in the cache yet: none of its packages is compiled.
	return goJSON([]string{"mod", "download", "-json", module})
}

func goJSON(args []string) (string, error) {
	command := exec.Command("go", args...)
	var stdout, stderr bytes.Buffer
	command.Stdout, command.Stderr = &stdout, &stderr
	failed := command.Run()
	var answer struct {
		Dir, Error string
		Replace    *struct{ Dir string }
	}
	if err := json.Unmarshal(stdout.Bytes(), &answer); err != nil || failed != nil {
		return "", fmt.Errorf("go %s: %w: %s%s", strings.Join(args, " "), errors.Join(failed, err), answer.Error, stderr.String()) // no clause: about what is fetched
	}
	if answer.Replace != nil {
		return answer.Replace.Dir, nil
	}
	return answer.Dir, nil
}

// checkOldMetalLB judges an object of MetalLB by the CustomResourceDefinitions
// of the MetalLB it is for.
func (o *Object) checkOldMetalLB(version string) []error {
	if o.group() != "metallb.io" {
		return nil
	}
	known, err := olderCRDs(crdSource{metallbModule, version, metallbFolder})
	if err != nil {
		return []error{o.errorf("%w", err)}
	}
	d := known[o.APIVersion+" "+o.Kind]
	if d == nil {
		return []error{clauses.Err(o.errorf("MetalLB %s has no %s %s", version, o.APIVersion, o.Kind))}
	}
	var errs []error
	for _, err := range d.check(o.json) {
		// The old schemas have a maximum for 32-bit numbers that today's validation
		// calls too large, whatever the object says. That is no fault of the object.
		if !strings.Contains(err.Error(), "Maximum boundary value must be of type integer") {
			errs = append(errs, o.errorf("MetalLB %s: %w", version, err))
		}
	}
	if err := o.storedBy(d); err != nil {
		errs = append(errs, fmt.Errorf("MetalLB %s: %w", version, err)) // no clause: says where
	}
	return errs
}

// checkOldGatewayAPI judges an object of the Gateway API by the definitions of the
// release that is for it.
func (o *Object) checkOldGatewayAPI(version string) []error {
	if o.group() != "gateway.networking.k8s.io" {
		return nil
	}
	known, err := olderCRDs(crdSource{gatewayAPIModule, version, gatewayAPIFolder})
	if err != nil {
		return []error{o.errorf("%w", err)}
	}
	d := known[o.APIVersion+" "+o.Kind]
	if d == nil {
		return []error{clauses.Err(o.errorf("the Gateway API %s has no %s %s", version, o.APIVersion, o.Kind))}
	}
	errs := d.check(o.json)
	if err := o.storedBy(d); err != nil {
		errs = append(errs, err)
	}
	for i := range errs {
		errs[i] = o.errorf("Gateway API %s: %w", version, errs[i])
	}
	return errs
}

// ModuleFolder is where a module's files are, for who reads more of them than
// this package. Without a version it is the one that judges here.
func ModuleFolder(module, version string) (string, error) {
	for _, source := range crdSources() {
		if source.module == module && version == "" {
			version = source.version
		}
	}
	return moduleDir(module, version)
}
