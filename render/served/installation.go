package served

import (
	"cmp"
	"slices"
	"strings"

	"render/render/objects"
	"render/render/platform"
)

// InstalledBy is who installs Istio.
type InstalledBy uint8

const (
	Nobody   InstalledBy = iota // as far as the objects tell
	Operator                    // in the cluster, of an IstioOperator
	Istioctl                    // by a person, of an IstioOperator
	Sail                        // the Sail operator
	Helm                        // by a person, of values
)

var installedNames = [...]string{"nobody", "Istio's operator", "istioctl", "the Sail operator", "helm"}

func (i InstalledBy) String() string { return installedNames[i] }

// Installation is what the objects of a side tell of Istio.
type Installation struct {
	By       InstalledBy
	Version  platform.Version // of the images; zero where nothing tells
	Meant    platform.Version // what is rendered for
	Revision string           // of the control plane; "" for the default one
	Unseen   bool             // whether its images are others: the charts' values are not among the objects
	Object   *objects.Object  // that tells, nil where none does
}

// Moves reports whether another installation certainly is of another version.
func (i Installation) Moves(to Installation) bool {
	if i.Unseen != to.Unseen && !i.Meant.IsZero() && !to.Meant.IsZero() {
		return !i.Meant.MayBe(to.Meant)
	}
	return !i.Version.IsZero() && !to.Version.IsZero() && !i.Version.MayBe(to.Version)
}

// Pins reports whether another installation names the patch version of a minor one, where this
// one left it open: nobody knows then which of them runs.
func (i Installation) Pins(to Installation) bool {
	return !i.Version.IsZero() && !to.Version.IsZero() && i.Version.MayBe(to.Version) &&
		i.Version.MinorText() == i.Version.String() && to.Version.MinorText() != to.Version.String()
}

// HelmBeside reports whether helm installs a revision beside that of an IstioOperator. The charts base and cni have none, so
// that their objects are there already, and helm refuses them unless it is told to take them over.
func (i Installation) HelmBeside(to Installation) bool {
	return to.By == Helm && i.Revision != to.Revision && (i.By == Istioctl || i.By == Operator)
}

// Uninstall is the command that takes its revision away, once another installation is there: it is the
// istioctl of that which a person has at hand then.
func (i Installation) Uninstall(beside Installation) string {
	switch i.By {
	case Helm: // the object that tells is Istio's Namespace
		return "helm uninstall " + strings.TrimSuffix("istiod-"+i.Revision, "-") + " -n " + i.Object.ID().Name
	case Sail:
		return "kubectl delete istiorevision " + cmp.Or(i.Revision, "default")
	}
	at := i.Version
	if beside.By == Istioctl && !beside.Version.IsZero() {
		at = beside.Version
	}
	return platform.IstioctlUninstall(at) + " --revision " + cmp.Or(i.Revision, "default")
}

// Istio is what a side tells of Istio: what says how it is installed tells first,
// then images.
func (s *Side) Istio() Installation {
	var out Installation
	for op := range s.World.IstioOperators() {
		out = Installation{By: Istioctl, Object: op.Object(), Version: VersionOf(op.Object(), "tag")}
		out.Revision, _ = op.Spec().At("revision").Raw().(string)
		out.ofImages(op.Spec().At("tag"), op.Spec().At("values", "global", "tag"))
		if out.Version.IsZero() {
			out.Version = VersionOfRevision(out.Revision)
			out.Meant = out.Version
		}
		if s.Operated {
			out.By = Operator
		}
		return out
	}
	for one := range s.World.SailIstios() {
		out = Installation{By: Sail, Object: one.Object(), Version: VersionOf(one.Object(), "version")}
		out.ofImages(one.Spec().At("values", "global", "tag"))
		if kind, _ := one.Spec().At("updateStrategy", "type").Raw().(string); kind == "RevisionBased" {
			out.Revision = one.ID().Name + platform.SailRevision(out.Meant)
		}
		return out
	}
	for n := range s.World.Namespaces() {
		if v := VersionOf(n.Object(), ""); !v.IsZero() {
			out = Installation{By: Helm, Object: n.Object(), Version: v, Meant: v, Revision: s.revisionOfLabels(), Unseen: true}
			for o := range s.World.Values() {
				out.Unseen = false
				out.ofImages(o.Root().At("global", "tag"))
			}
			return out
		}
	}
	for w := range s.World.Workloads() {
		for _, c := range w.Template().Spec().Containers().All() {
			if v := VersionOfImage(c.Image().Value()); !v.IsZero() {
				out = Installation{Version: v, Object: w.Object()}
				out.Revision = w.Metadata().Labels().Text("istio.io/rev").Value()
				return out
			}
		}
	}
	out.Revision = s.revisionOfLabels()
	return out
}

// ofImages has an installation be of the version of its images, where what it is installed from names
// them by a tag: they stay what they are, whatever it is rendered for.
func (i *Installation) ofImages(tags ...objects.Field) {
	i.Meant = i.Version
	for _, tag := range tags {
		text, _ := tag.Raw().(string)
		if images := ReadVersion(text); !images.IsZero() && !images.MayBe(i.Version) {
			i.Version = images
			return
		}
	}
}

// revisionOfLabels is the one that namespaces ask for, where they agree.
func (s *Side) revisionOfLabels() string {
	var all []string
	for n := range s.World.Namespaces() {
		if text := n.Metadata().Labels().Text("istio.io/rev").Value(); text != "" && !slices.Contains(all, text) {
			all = append(all, text)
		}
	}
	if len(all) == 1 {
		return all[0]
	}
	return ""
}

// Meshed reports whether a side shows anything of Istio at all, so that proxies may stand before its
// Services.
func (s *Side) Meshed() bool {
	for o := range s.World.All() {
		labels := o.Resource().Metadata().Labels()
		switch id := o.ID(); {
		case id.Group == "istio.io" || strings.HasSuffix(id.Group, ".istio.io") || id.Group == objects.GatewayAPI:
			return true
		case id.Kind == "Namespace" && (labels.Text("istio-injection").Value() != "" || labels.Text("istio.io/rev").Value() != ""):
			return true
		}
	}
	return s.Istio().Object != nil
}
