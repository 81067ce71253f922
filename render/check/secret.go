package check

import (
	"fmt"

	"render/render/manifest"
	"render/render/objects"
	"render/render/wording"
)

// checkSecretMaker checks that no two objects of different kinds or names make the
// same Secret.
func checkSecretMaker(c *checker, o *objects.Object) {
	maker, ok := o.SecretMaker()
	if !ok {
		return
	}
	made := maker.Makes()
	if first, _ := c.world.Secret(made.Namespace, made.Name); first.ID() != o.ID() {
		c.fail("object-twice", o.Root(), fmt.Sprintf("makes %s, which %s makes too", made, first.ID()), "remove one of the two", c.related(first.Object()))
	}
}

// secretRefs checks that the Secrets that a Gateway of the Gateway API names are
// there, and that another namespace grants them.
func (c *checker) secretRefs(refs objects.List[objects.ObjectRef]) {
	for _, ref := range refs.Fitting(c.failKind) {
		if kind := ref.Kind(); kind.Present() && kind.Value() != "Secret" {
			continue
		}
		name := c.text(ref.Name())
		namespace := c.text(ref.Namespace())
		if namespace == "" {
			namespace = ref.Object().ID().Namespace
		}
		c.granted(refs.Field, manifest.ID{Kind: "Secret", Namespace: namespace, Name: name})
		if c.known.AnySecret || c.known.Secrets[namespace+"/"+name] {
			continue
		}
		if _, ok := c.world.Secret(namespace, name); !ok {
			c.fail("object-reference", ref.Field, fmt.Sprintf("%s: Secret %s is not among the objects in namespace %s", refs.Path(), wording.Quote(name), wording.Quote(namespace)),
				c.nearestOf(name, "add the Secret there", c.world.SecretNames(namespace)))
		}
	}
}
