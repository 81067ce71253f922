package scripts

import (
	_ "embed"
	"maps"
	"slices"
	"strings"

	"render/render/manifest"
)

//go:embed delete.sh
var deleteFunctions string

const deleteHelp = `delete: takes %s off the cluster, in the reverse of the order in which it came.

  sh delete.sh [--dry-run] [--yes]

  --dry-run  says what would be deleted
  --yes      asks nobody

An object that carries another topology's label, or none, stays. So does Istio
where its namespace does, a namespace with anything left in it, of whatever kind,
and each PersistentVolumeClaim.

Environment:
  KUBECTL="microk8s kubectl"  the kubectl to use, which may be two words
  ISTIOCTL=FILE HELM=FILE     what uninstalls Istio, where kubectl does not
  TIMEOUT=300                 seconds that each deletion may take

Exit codes: 0 done, 1 stopped in a stage, 2 nothing was done, 3 the command line
is wrong.
`

// Delete is a script that takes a topology off a cluster, the last stage first; with a
// newer one beside it what that has no more, and nil is none, but for what is needed, each
// with why. The notes tell what it leaves to a person.
func Delete(c, newer *Cluster, needed map[manifest.ID]string) (text []byte, notes []string) {
	w := deleteWriter{Cluster: c}
	w.begin(c, "delete", "run this again", deleteHelp, [2]string{"FORMER", c.Topology}, [2]string{"CONTROL_PLANE", c.Namespace})
	w.text(clusterFunctions + "\n" + deleteFunctions + "\n")
	if newer != nil {
		w.kept(newer, slices.Collect(maps.Keys(needed)))
		return w.fell(fallenOf(c, newer, needed))
	}
	if c.Reader == manifest.Istioctl {
		w.objects("istio", c.apart())
	}
	w.start()
	w.tools(c)
	w.line("ask", "delete all of "+c.Topology)
	for _, stage := range slices.Backward(c.stages()) {
		w.stage(stage)
	}
	w.line("finish", "deleted")
	w.text("}\n")
	return w.b.Bytes(), nil
}

type deleteWriter struct {
	*Cluster
	script
}

// fell writes what deletes that which fell out.
func (w *deleteWriter) fell(f *fallen) ([]byte, []string) {
	w.start()
	w.line("ask", "delete what fell out of "+w.Topology)
	if f.operator != nil {
		w.line("begins", "istio")
		w.line(f.retire()...)
	}
	w.line("begins", "old")
	for _, list := range [][]manifest.ID{f.services, f.rest} {
		for _, id := range list {
			w.line(drop(id)...)
		}
	}
	w.line("finish", "what fell out is deleted")
	w.text("}\n")
	return w.b.Bytes(), f.notes.texts()
}

// stage writes the deletion of one.
func (w *deleteWriter) stage(stage manifest.Stage) {
	w.text("\n")
	w.line("begins", stage.String())
	operator, deployment := w.operated()
	if stage == manifest.Istio {
		switch w.Reader {
		case manifest.Istioctl:
			w.text("if our_istio; then\n\tuninstall_by_istioctl\nfi\n")
		case manifest.Helm:
			w.text("if our_istio; then\n")
			for _, release := range slices.Backward(w.HelmReleases) {
				w.step(append([]string{"uninstall_by_helm"}, strings.Fields(release)...)...)
			}
			w.text("fi\n")
		}
	}
	for _, o := range slices.Backward(w.of(stage)) {
		switch {
		case operator != nil && o.ID == operator.ID:
			w.line("drop_operated", o.Namespace, o.Name, deployment.Namespace, deployment.Name)
		case o.Kind == "Namespace":
			w.line("drop_namespace", o.Name)
		case o.Kind == "CustomResourceDefinition":
			w.line("drop_crd", o.Name)
		case strings.HasPrefix(o.Kind, "PersistentVolume"):
			w.line("stays", kind(o.ID)+" "+o.Namespace+"/"+o.Name+" stays, since what is stored in it would go too")
		default:
			w.line(drop(o.ID)...)
		}
	}
}
