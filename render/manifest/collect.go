package manifest

import (
	"fmt"
	"maps"
	"slices"
)

// mostNested bounds how deep objects of manifests may hold each other.
const maxNested = 16

// Collect finds the manifests of one component: objects with apiVersion and
// kind, at any depth, in the order of their keys. like says what holds for all
// of them; with tiers the first key is the tier. An error tells of a value that
// is neither a manifest nor an object of manifests.
func Collect(objects map[string]any, like Manifest, tiers bool) ([]Manifest, error) {
	c := collector{like: like, tiers: tiers}
	if err := c.object(objects, nil); err != nil {
		return nil, err
	}
	return c.out, nil
}

type collector struct {
	like  Manifest
	tiers bool
	out   []Manifest
}

func (c *collector) object(object map[string]any, keys []string) error {
	_, version := object["apiVersion"].(string)
	_, kind := object["kind"].(string)
	if version && kind {
		m := c.like
		m.Object = NewObject(object)
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
	for _, key := range slices.Sorted(maps.Keys(object)) {
		below := append(slices.Clip(keys), key)
		inner, ok := object[key].(map[string]any)
		if !ok {
			return fmt.Errorf("%s is neither a manifest, with apiVersion and kind, nor an object of manifests",
				Origin{c.like.Origin.Component, below})
		}
		if err := c.object(inner, below); err != nil {
			return err
		}
	}
	return nil
}
