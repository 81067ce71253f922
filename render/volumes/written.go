package volumes

import (
	"render/render/objects"
	"render/render/wording"
)

// Written is a claim of a namespace, or a folder of nodes, that pods write to.
type Written struct{ Namespace, Claim, Folder string }

func (w Written) String() string {
	if w.Folder != "" {
		return "folder " + wording.Quote(w.Folder)
	}
	return "claim " + wording.Quote(w.Claim)
}

// WrittenBy is what the pods of a workload write to, but for claims of which a side says that they are for many;
// none where pods end by themselves, or are one a node.
func WrittenBy(w objects.Workload, sides ...*objects.World) (out []Written) {
	if id := w.ID(); id.Group != objects.Apps || id.Kind != "Deployment" && id.Kind != "StatefulSet" {
		return nil
	}
	for _, name := range Claims(w) {
		if !ModesOf(w.ID().Namespace, name, sides...).ForMany() {
			out = append(out, Written{Namespace: w.ID().Namespace, Claim: name})
		}
	}
	for _, path := range Folders(w) {
		out = append(out, Written{Folder: path})
	}
	return out
}
