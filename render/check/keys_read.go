package check

import (
	"fmt"
	"slices"
	"strings"

	"render/render/needs"
	"render/render/objects"
	"render/render/wording"
)

// checkKeysRead warns of keys that pods read, by variables or files, of Secrets and ConfigMaps among the
// objects that have no such key.
func checkKeysRead(c *checker, o *objects.Object) { needs.EachKey(o, c.keyRead) }

// keyRead warns of a key that is not there.
func (c *checker) keyRead(r needs.Key) {
	keys, maker, all := c.world.KeysOf(r.Of)
	if !all || slices.Contains(keys, r.Name) {
		return
	}
	out := c.diagnostic("key-missing", r.Field, fmt.Sprintf("%s reads key %s of %s, which has none of that name: the container waits for it", r.Who, wording.Quote(r.Name), maker.ID()),
		keyMeant(r.Name, keys)+", or add "+wording.Quote(r.Name)+" to the "+maker.ID().Kind, c.related(maker))
	if last := len(out.Related) - 1; last > 0 && out.Related[last].Place.Source == out.Place.Source {
		// Which overlay has to do with it is no matter where none wrote the name of the key.
		out.Place, out.Related = out.Related[last].Place, out.Related[:last]
	}
	c.diagnostics.Warn(out)
}

// keyMeant is the help that has the key which is meant, or those that there are.
func keyMeant(wanted string, keys []string) string {
	const most = 6
	if near := wording.Suggest(wanted, keys); near != "" {
		return "write key: " + near
	}
	if slices.Sort(keys); len(keys) > most {
		return fmt.Sprintf("write one of its %d keys", len(keys))
	}
	return "write key: " + strings.Join(keys, ", or key: ")
}
