package mesh

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"istio.io/istio/operator/pkg/component"
	"istio.io/istio/operator/pkg/manifest"
	"istio.io/istio/operator/pkg/render"
	"istio.io/istio/operator/pkg/util/clog"
)

// expand adds of what Istio's installer makes of an IstioOperator what is wanted.
func (w *world) expand(operator []byte, wanted func(set manifest.ManifestSet, kind string) bool) error {
	made := installed(string(operator))
	if made.err != nil {
		return made.err
	}
	if made.said != "" {
		w.warned = append(w.warned, made.said)
	}
	for _, set := range made.sets {
		for _, m := range set.Manifests {
			if set.Component == component.PilotComponentName && m.GetKind() == "Deployment" {
				w.learns(m.Unstructured)
			}
			if wanted(set, m.GetKind()) {
				w.objects = append(w.objects, m.DeepCopy())
			}
		}
	}
	return nil
}

// installation is what Istio's installer makes of an IstioOperator, and what it says.
type installation struct {
	sets []manifest.ManifestSet
	said string
	err  error
}

// installations are those of the last IstioOperators: to make one takes longer than
// all else that is judged of a topology, and in most of them istiod is the same.
var installations = struct {
	sync.Mutex
	of map[string]func() installation
}{of: map[string]func() installation{}}

// mostInstallations are kept.
const mostInstallations = 64

func installed(operator string) installation {
	installations.Lock()
	make, known := installations.of[operator]
	if !known {
		if len(installations.of) == mostInstallations {
			clear(installations.of)
		}
		make = sync.OnceValue(func() installation { return install(operator) })
		installations.of[operator] = make
	}
	installations.Unlock()
	return make()
}

// install runs the installer. The definitions of Istio's kinds, which are most of what
// it makes, are the same for all and are left out.
func install(operator string) (out installation) {
	folder, err := os.MkdirTemp("", "istio")
	if err != nil {
		return installation{err: err}
	}
	defer func() { _ = os.RemoveAll(folder) }()
	name := filepath.Join(folder, "istio.yaml")
	if err := os.WriteFile(name, []byte(operator), 0o600); err != nil {
		return installation{err: err}
	}
	var said bytes.Buffer
	out.sets, _, out.err = render.GenerateManifest([]string{name}, nil, false, nil, clog.NewConsoleLogger(&said, &said, nil))
	out.said = strings.TrimSpace(said.String())
	for i := range out.sets {
		out.sets[i].Manifests = slices.DeleteFunc(out.sets[i].Manifests, func(m manifest.Manifest) bool { return m.GetKind() == "CustomResourceDefinition" })
	}
	return out
}
