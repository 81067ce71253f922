package manifest

import (
	"fmt"
	"slices"
	"strings"
)

// mostNested bounds how deep objects of manifests may hold each other.
const maxNested = 16

// Collect finds the manifests of one component: objects with apiVersion and
// kind, at any depth, in the order of their keys. What is for helm is no such
// object: there each key holds values, whole. like says what holds for all
// of them; with tiers the first key is the tier. An error tells of a value that
// is neither a manifest nor an object of manifests.
func Collect(objects Object, like Manifest, tiers bool) ([]Manifest, error) {
	c := collector{like: like, tiers: tiers}
	if err := c.object(objects, nil); err != nil {
		return nil, err
	}
	return c.out, nil
}

// NoManifest is a value of a component that is neither a manifest nor an object of manifests.
type NoManifest struct{ Origin Origin }

// Error tells which.
func (n *NoManifest) Error() string {
	return n.Origin.String() + " is neither a manifest, with apiVersion and kind, nor an object of manifests"
}

type collector struct {
	like  Manifest
	tiers bool
	out   []Manifest
}

func (c *collector) object(object Object, keys []string) error {
	_, version := object.Get("apiVersion").(string)
	_, kind := object.Get("kind").(string)
	if version && kind || c.like.Reader == Helm && len(keys) > 0 {
		m := c.like
		m.Object = Arrange(object)
		m.Origin.Keys = keys
		if c.tiers && len(keys) > 0 {
			m.Tier = keys[0]
		}
		c.out = append(c.out, m)
		return nil
	}
	if len(keys) > maxNested {
		return fmt.Errorf("%s is nested more than %d deep", Origin{c.like.Origin.Component, keys}, maxNested)
	}
	byKey := func(a, b Member) int { return strings.Compare(a.Key, b.Key) }
	if !slices.IsSortedFunc(object, byKey) {
		object = slices.SortedFunc(slices.Values(object), byKey)
	}
	for _, member := range object {
		below := append(slices.Clip(keys), member.Key)
		inner, ok := member.Value.(Object)
		if !ok {
			return &NoManifest{Origin{c.like.Origin.Component, below}}
		}
		if err := c.object(inner, below); err != nil {
			return err
		}
	}
	return nil
}
