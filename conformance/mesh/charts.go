package mesh

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"helm.sh/helm/v4/pkg/chart/common"
	commonutil "helm.sh/helm/v4/pkg/chart/common/util"
	"helm.sh/helm/v4/pkg/chart/loader/archive"
	chartv2 "helm.sh/helm/v4/pkg/chart/v2"
	loaderv2 "helm.sh/helm/v4/pkg/chart/v2/loader"
	"helm.sh/helm/v4/pkg/engine"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"

	"istio.io/istio/manifests"

	"render/conformance/clauses"
)

// chartFolders are where Istio keeps the charts that are installed, by name.
var chartFolders = map[string]string{"base": "base", "istiod": "istio-control/istio-discovery", "cni": "istio-cni"}

// ownCharts are the charts of the Istio that judges, and its minor version.
const ownCharts = "1.31"

// embedded are those charts.
func embedded() fs.FS {
	folder, err := fs.Sub(manifests.FS, "charts")
	if err != nil {
		panic(err)
	}
	return folder
}

// installing is an install of Istio by helm, and what it is told.
type installing struct {
	charts map[string]*chartv2.Chart // by name
	minor  string                    // of the charts
	top    *topology
	values map[string]any
}

// newInstalling reads what helm is given for a topology: values, and those of some charts
// that are installed.
func newInstalling(top *topology, values []byte, charts fs.FS, minor string) (*installing, error) {
	i := &installing{charts: map[string]*chartv2.Chart{}, minor: minor, top: top, values: map[string]any{}}
	if err := yaml.Unmarshal(values, &i.values); err != nil {
		return nil, err
	}
	for _, name := range i.names() {
		chart, err := load(charts, chartFolders[name])
		if err != nil {
			return nil, err
		}
		i.charts[name] = chart
	}
	return i, nil
}

// names are the charts that are installed, in that order.
func (i *installing) names() []string {
	out := []string{"base"}
	if i.top.Istio.asksForCNI() {
		out = append(out, "cni")
	}
	return append(out, "istiod")
}

// asksForCNI reports whether the topology has istiod count on the CNI plugin: in what
// words depends on the version.
func (i *istio) asksForCNI() bool {
	path := []string{"pilot", "cni", "enabled"}
	if older(i.Version, 22) {
		path = []string{"istio_cni", "enabled"}
	} else if older(i.Version, 24) {
		former, _, _ := unstructured.NestedBool(i.Values, "istio_cni", "enabled")
		if former {
			return true
		}
	}
	asked, _, _ := unstructured.NestedBool(i.Values, path...)
	return asked
}

// older reports whether a version of Istio is below a minor one.
func older(version string, minor int) bool {
	var major, got int
	if n, _ := fmt.Sscanf(version, "%d.%d", &major, &got); n < 2 {
		return false
	}
	return major == 1 && got < minor
}

// revised is a name that the charts give to what each revision has of its own.
func (i *istio) revised(name string) string { return strings.TrimSuffix(name+"-"+i.Revision, "-") }

// rendered is what helm makes of one chart, by kind and name.
func (i *installing) rendered(name string, values map[string]any) (map[string]*unstructured.Unstructured, error) {
	chart, release := i.charts[name], "istio-"+name
	if name == "istiod" {
		release = i.top.Istio.revised(name)
	}
	all, err := commonutil.ToRenderValues(chart, values, common.ReleaseOptions{Name: release, Namespace: i.top.Istio.Namespace}, common.DefaultCapabilities)
	if err != nil {
		return nil, fmt.Errorf("chart %s: %w", name, err) // no clause: no chart has a schema
	}
	files, err := engine.Render(chart, all)
	if err != nil {
		return nil, clauses.Errorf("chart %s: %w", name, err)
	}
	record := "ConfigMap " + i.top.Istio.revised("values") // of all that was asked for, known or not
	out := map[string]*unstructured.Unstructured{}
	for _, file := range slices.Sorted(maps.Keys(files)) {
		if strings.HasSuffix(file, ".txt") {
			continue
		}
		for _, document := range strings.Split("\n"+files[file], "\n---") {
			o := &unstructured.Unstructured{}
			if err := yaml.Unmarshal([]byte(document), &o.Object); err != nil {
				return nil, fmt.Errorf("chart %s: %s: %w", name, file, err) // no clause: no values make a chart's YAML none
			}
			if o.GetKind() != "" && o.GetKind()+" "+o.GetName() != record {
				out[o.GetKind()+" "+o.GetName()] = o
			}
		}
	}
	return out, nil
}

// oneDefinition stands for all of Istio's, which are most of the charts.
const oneDefinition = "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: all.istio.io\n"

// load reads a chart.
func load(charts fs.FS, folder string) (*chartv2.Chart, error) {
	var files []*archive.BufferedFile
	err := fs.WalkDir(charts, folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(charts, path)
		if strings.HasSuffix(path, "crd-all.gen.yaml") {
			text = []byte(oneDefinition)
		}
		files = append(files, &archive.BufferedFile{Name: strings.TrimPrefix(path, folder+"/"), Data: text})
		return err
	})
	if err != nil {
		return nil, err
	}
	return loaderv2.LoadFiles(files)
}

// defaults are a chart's own values, with those that it keeps apart from the user's.
func defaults(chart *chartv2.Chart) map[string]any {
	for _, key := range []string{"_internal_defaults_do_not_set", "defaults"} {
		if inner, ok := chart.Values[key].(map[string]any); ok {
			return inner
		}
	}
	return chart.Values
}
