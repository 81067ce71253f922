package consequences

import (
	"fmt"
	"slices"

	"render/render/compare"
	"render/render/manifest"
	"render/render/needs"
	"render/render/objects"
	"render/render/wording"
)

// tellShared tells of claims, and of folders of a node, that an old pod and a new one want at once, since a Deployment
// starts the new ones first: of a claim that pods of one node alone may have, where there is one pod. Of more pods
// they are shared already
// (https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes).
func (c *change) tellShared(w objects.Workload) {
	one := c.changes[w.Object()]
	if n, ok := c.new.pods(w); w.ID().Kind != "Deployment" || !ok || n != 1 || w.UpdateOf(1).Beside == 0 {
		return
	}
	const stopped = "give the Deployment the strategy Recreate, by an overlay, which stops the old pod first"
	folders := needs.FoldersWritten(one.Old.Workload())
	folders = slices.DeleteFunc(needs.FoldersWritten(w), func(path string) bool { return !slices.Contains(folders, path) })
	if len(folders) > 0 {
		c.tell("claim-shared", Note, fmt.Sprintf("the new pod of %s starts before the old one stops, and on one node both write to %s of it", wording.Quote(titleOf(w)), quoted(folders)), stopped, w.Object())
	}
	had := claimsMounted(one.Old.Workload())
	for _, name := range claimsMounted(w) {
		modes, known := c.accessModes(manifest.ID{Kind: "PersistentVolumeClaim", Namespace: w.ID().Namespace, Name: name})
		if !slices.Contains(had, name) || slices.Contains(modes, any("ReadWriteMany")) || slices.Contains(modes, any("ReadOnlyMany")) {
			continue
		}
		severity, claim := Note, fmt.Sprintf("claim %s: where that is ReadWriteOnce,", wording.Quote(name))
		if known {
			severity, claim = Warning, fmt.Sprintf("claim %s, which is %s:", wording.Quote(name), wording.Listed(textsIn(modes)))
		}
		both := "both write to it on one node, and on another the new one waits for ever"
		if slices.Contains(modes, any("ReadWriteOncePod")) {
			both = "the new one waits for ever"
		}
		c.tell("claim-shared", severity, fmt.Sprintf("the new pod of %s starts before the old one stops, and both want %s %s", wording.Quote(titleOf(w)), claim, both), stopped, w.Object())
	}
}

// tellScaledOnClaims tells of claims that more pods mount than did: more than one, where a claim is not known to
// be for many.
func (c *change) tellScaledOnClaims(one *compare.Change) {
	w := one.New.Workload()
	n, ok := c.new.pods(w)
	if was, said := c.old.pods(one.Old.Workload()); !ok || !said || n <= max(was, 1) {
		return
	}
	for _, name := range claimsMounted(w) {
		claim := "claim " + wording.Quote(name)
		switch modes, known := c.accessModes(manifest.ID{Kind: "PersistentVolumeClaim", Namespace: w.ID().Namespace, Name: name}); {
		case slices.Contains(modes, any("ReadWriteMany")) || slices.Contains(modes, any("ReadOnlyMany")):
			continue
		case known:
			claim += ", which is " + wording.Listed(textsIn(modes)) + ":"
		default:
			claim += ": where that is ReadWriteOnce,"
		}
		c.tell("claim-shared", Warning, fmt.Sprintf("%s: has %d pods from now on, which all mount %s those of one node write to it at once, and on another they wait for ever", titled(one.New), n, claim),
			"leave it at one pod, or have the claim of ReadWriteMany, where the program bears several that write", one.New)
	}
}

// claimsMounted are the claims that pods write to.
func claimsMounted(w objects.Workload) (out []string) {
	for _, v := range w.Template().Spec().At("volumes").Items().All() {
		claim := v.At("persistentVolumeClaim")
		if name, ok := claim.At("claimName").Raw().(string); ok && claim.At("readOnly").Raw() != true {
			out = append(out, name)
		}
	}
	return out
}

// accessModes are those of a claim, as far as a side has it.
func (c *change) accessModes(id manifest.ID) (modes []any, known bool) {
	for _, s := range [...]*side{c.new, c.old} {
		if o := s.World.Find(id); o != nil {
			modes, known = o.Resource().Spec().At("accessModes").Raw().([]any)
			return modes, known && len(modes) > 0
		}
	}
	return nil, false
}

func textsIn(list []any) (out []string) {
	for _, one := range list {
		out = append(out, fmt.Sprint(one))
	}
	return out
}
