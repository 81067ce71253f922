package consequences

import (
	"slices"

	"render/render/objects"
	"render/render/platform"
	"render/render/served"
)

// installedBy is who installs Istio.
type installedBy uint8

const (
	nobody   installedBy = iota // as far as the objects tell
	operator                    // in the cluster, of an IstioOperator
	istioctl                    // by a person, of an IstioOperator
	sail                        // the Sail operator
	helm                        // by a person, of values
)

var installedNames = [...]string{"nobody", "Istio's operator", "istioctl", "the Sail operator", "helm"}

func (i installedBy) String() string { return installedNames[i] }

// installation is what the objects of a side tell of Istio.
type installation struct {
	by       installedBy
	version  platform.Version // of the images; zero where nothing tells
	meant    platform.Version // what is rendered for
	revision string           // of the control plane; "" for the default one
	unseen   bool             // whether its images are others: the charts' values are not among the objects
	o        *objects.Object  // that tells, nil where none does
}

// moves reports whether another installation certainly is of another version.
func (i installation) moves(to installation) bool {
	if i.unseen != to.unseen && !i.meant.IsZero() && !to.meant.IsZero() {
		return !i.meant.MayBe(to.meant)
	}
	return !i.version.IsZero() && !to.version.IsZero() && !i.version.MayBe(to.version)
}

// istio is what a side tells of Istio: what says how it is installed tells first,
// then images.
func (s *side) istio() installation {
	var out installation
	for op := range s.World.IstioOperators() {
		out = installation{by: istioctl, o: op.Object(), version: served.VersionOf(op.Object(), "tag")}
		out.ofImages(op.Spec().At("tag"), op.Spec().At("values", "global", "tag"))
		out.revision, _ = op.Spec().At("revision").Raw().(string)
		if s.operated {
			out.by = operator
		}
		return out
	}
	for one := range s.World.SailIstios() {
		out = installation{by: sail, o: one.Object(), version: served.VersionOf(one.Object(), "version")}
		out.ofImages(one.Spec().At("values", "global", "tag"))
		if kind, _ := one.Spec().At("updateStrategy", "type").Raw().(string); kind == "RevisionBased" {
			out.revision = one.ID().Name + platform.SailRevision(out.meant)
		}
		return out
	}
	for n := range s.World.Namespaces() {
		if v := served.VersionOf(n.Object(), ""); !v.IsZero() {
			out = installation{by: helm, o: n.Object(), version: v, meant: v, revision: s.revisionOfLabels(), unseen: true}
			for o := range s.World.Values() {
				out.unseen = false
				out.ofImages(o.Root().At("global", "tag"))
			}
			return out
		}
	}
	for w := range s.World.Workloads() {
		for _, c := range w.Template().Spec().Containers().All() {
			if v := served.VersionOfImage(c.Image().Value()); !v.IsZero() {
				out = installation{version: v, o: w.Object()}
				out.revision = w.Metadata().Labels().Text("istio.io/rev").Value()
				return out
			}
		}
	}
	out.revision = s.revisionOfLabels()
	return out
}

// ofImages has an installation be of the version of its images, where what it is installed from names
// them by a tag: they stay what they are, whatever it is rendered for.
func (i *installation) ofImages(tags ...objects.Field) {
	i.meant = i.version
	for _, tag := range tags {
		text, _ := tag.Raw().(string)
		if images := served.ReadVersion(text); !images.IsZero() && !images.MayBe(i.version) {
			i.version = images
			return
		}
	}
}

// revisionOfLabels is the one that namespaces ask for, where they agree.
func (s *side) revisionOfLabels() string {
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

// byPerson is what installs from an IstioOperator where no operator does.
const byPerson = "istioctl install"

// installs is who acts on an IstioOperator.
func (c *change) installs() string {
	if c.new.operated || c.old.operated {
		return "the operator"
	}
	return byPerson
}
