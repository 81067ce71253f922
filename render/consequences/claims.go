package consequences

import (
	"fmt"
	"strings"

	"render/render/compare"
	"render/render/manifest"
	"render/render/objects"
	"render/render/quantity"
	"render/render/scripts"
	"render/render/volumes"
	"render/render/wording"
)

func isClaim(id manifest.ID) bool {
	return id.Group == objects.Core && id.Kind == "PersistentVolumeClaim"
}

// checkSize tells of a claim that asks for more, or less, than it did: a volume may grow, where its
// class lets it, and never shrinks (kubernetes, pkg/apis/core/validation,
// ValidatePersistentVolumeClaimUpdate; plugin/pkg/admission/storage/persistentvolume/resize).
func (c *change) checkSize(one *compare.Change) {
	if !isClaim(one.New.ID()) {
		return
	}
	was, is := volumes.Storage(one.Old.Members()), volumes.Storage(one.New.Members())
	order, ok := quantity.Compare(is, was)
	switch {
	case !ok || order == 0:
	case order < 0:
		c.tellClaim(one.New, fmt.Sprintf("less storage, %s in place of %s", is, was))
	default:
		c.tellGrows(one.New, was, is)
	}
}

func (c *change) tellGrows(claim *objects.Object, was, is string) {
	class, _ := claim.Resource().Spec().At("storageClassName").Raw().(string)
	message := fmt.Sprintf("%s: grows from %s to %s", titled(claim), was, is)
	o := c.new.World.Find(manifest.ID{Group: "storage.k8s.io", Kind: "StorageClass", Name: class})
	switch {
	case o == nil || class == "":
		c.tell("claim-grows", Note, message+" where its StorageClass lets volumes grow, and the API server refuses it else", "see that the class has allowVolumeExpansion: true", claim)
	case o.Members().Get("allowVolumeExpansion") == true:
		c.tell("claim-grows", Note, message, "", claim)
	default:
		c.tell("claim-grows", Warning, fmt.Sprintf("%s: the API server refuses to let it grow from %s to %s, since its StorageClass %s lets no volume grow", titled(claim), was, is, wording.Quote(class)),
			"write allowVolumeExpansion: true into the class, where what makes its volumes can do that", claim, o)
	}
}

// tellClaim tells that the API server refuses a claim, of which to be made anew is to be empty.
func (c *change) tellClaim(claim *objects.Object, what string) {
	c.tell("immutable-field", Danger, fmt.Sprintf("%s: the API server refuses %s", titled(claim), what),
		"make a claim of another name beside it, copy what it holds, and let the pods use that one; deleted and made anew it is empty, and what it held is lost, unless its volume is retained", claim)
	c.steps.Need(beforehand, fmt.Sprintf("leave %s as it is: make another beside it, and copy what it holds", titled(claim)))
}

// claimsOf are the templates of a StatefulSet's claims.
func claimsOf(o *objects.Object) []any {
	out, _ := o.Members().Object("spec").Get("volumeClaimTemplates").([]any)
	return out
}

// tellStateful tells that the API server refuses a StatefulSet with claims, which it leaves where it
// is deleted, and which one of another name does not take over.
func (c *change) tellStateful(one *compare.Change, path string) {
	o := one.New
	alone, whole := strings.TrimPrefix(orphaning(o).String(), "kubectl "), strings.TrimPrefix(deletion(o), "kubectl ")
	step, help := alone, fmt.Sprintf("delete it alone (kubectl %s): its pods and claims stay, and it comes anew and takes them; under another name it begins with empty claims", alone)
	deed := run(scripts.AtOnce, alone)
	switch {
	case path == "spec.volumeClaimTemplates" && volumes.OnlyGrow(claimsOf(one.Old), claimsOf(o)):
		help = fmt.Sprintf("let each of its claims grow first (kubectl patch pvc), where their class lets them; then delete it alone (kubectl %s): its pods and claims stay, and it comes anew and takes them", alone)
		step, deed = "let the claims of "+titled(o)+" grow; "+alone, nil
	case path == "spec.volumeClaimTemplates":
		help = fmt.Sprintf("delete it alone (kubectl %s): it comes anew, and the claims that are there stay as they are, whatever the template says; for others make one of another name, and copy what these hold", alone)
	case path == "spec.selector":
		step, deed = whole, run(scripts.AtOnce, whole)
		help = fmt.Sprintf("delete it before (kubectl %s): it comes anew, and is gone meanwhile; its claims stay. Under another name it begins with empty ones", whole)
		if one.Old.Resource().Spec().At("persistentVolumeClaimRetentionPolicy", "whenDeleted").Raw() == "Delete" {
			const retain = "set persistentVolumeClaimRetentionPolicy.whenDeleted to Retain"
			step, deed = retain+"; "+whole, nil
			help = fmt.Sprintf("%s before, or its claims go with it, and what they hold; then delete it (kubectl %s): it comes anew, and is gone meanwhile", retain, whole)
		}
	}
	c.tell("immutable-field", Danger, fmt.Sprintf("%s: the API server refuses another %s", titled(o), wording.Quote(path)), help, o)
	c.steps.Does(beforehand, step, deed)
}
