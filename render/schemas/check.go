package schemas

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"render/render/manifest"
	"render/render/wording"
)

const (
	maxDepth  = 200 // no object of an API is nested so deep
	maxFaults = 20  // of one value; who has more has another mistake
)

// checker collects the faults of one value.
type checker struct {
	faults []Fault
	hide   bool // values are not to be shown
	part   bool // what is required may be left out
}

// step is one step on the way to a value, and those before it.
type step struct {
	before *step
	key    string
	depth  int
	beside []field // of the object that has the key, where its fields are known
}

func (s *step) below(key string) *step {
	next := &step{before: s, key: key}
	if s != nil {
		next.depth = s.depth + 1
	}
	return next
}

func (s *step) path() []string {
	var out []string
	for ; s != nil; s = s.before {
		out = append(out, s.key)
	}
	slices.Reverse(out)
	return out
}

func (c *checker) fail(at *step, code wording.Code, message, help string) {
	if len(c.faults) < maxFaults {
		c.faults = append(c.faults, Fault{at.path(), wording.Fault{Code: code, Message: message, Help: help}})
	}
}

// value checks a value. Nothing, which means that a field is absent, is always
// right.
func (c *checker) value(s shape, value any, at *step) {
	if value == nil || at != nil && at.depth > maxDepth || len(c.faults) == maxFaults {
		return
	}
	switch s.form {
	case anything:
	case lists:
		list, ok := value.([]any)
		if !ok {
			c.mismatch(s, value, at)
			return
		}
		for i, item := range list {
			c.item(*s.of, item, at.below("["+strconv.Itoa(i)+"]"))
		}
	case keyed:
		c.each(s, value, at, func(key string, value any) { c.value(*s.of, value, at.below(key)) })
	case objects:
		c.object(s, value, at)
	case words:
		c.word(s, value, at)
	default:
		c.scalar(s, value, at)
	}
}

// item checks an item of a list, where nothing is an object without fields.
func (c *checker) item(s shape, value any, at *step) {
	if value == nil && s.form == objects {
		value = manifest.Object{}
	}
	c.value(s, value, at)
}

// each goes through the members of an object, in the order in which they are
// written, or of the alphabet.
func (c *checker) each(s shape, value any, at *step, visit func(key string, value any)) {
	switch v := value.(type) {
	case manifest.Object:
		for _, m := range v {
			visit(m.Key, m.Value)
		}
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			visit(key, v[key])
		}
	default:
		c.mismatch(s, value, at)
	}
}

func (c *checker) object(s shape, value any, at *step) {
	fields := s.object.members(tables())
	there := make([]bool, len(fields))
	isObject := false
	switch value.(type) {
	case manifest.Object, map[string]any:
		isObject = true
	}
	c.each(s, value, at, func(key string, value any) {
		i, known := slices.BinarySearchFunc(fields, key, func(f field, key string) int { return strings.Compare(f.key, key) })
		switch {
		case known:
			there[i] = value != nil
			next := at.below(key)
			next.beside = fields
			c.value(fields[i].shape, value, next)
		case !s.object.open:
			if i := c.unknown(fields, key, value, at.below(key)); i >= 0 {
				there[i] = true
			}
		}
	})
	if !isObject || c.part {
		return
	}
	for i, f := range fields {
		if f.required && !there[i] {
			c.fail(at, "object-incomplete", wording.Quote(f.key)+" is missing", "write "+f.key+": ...")
		}
	}
}

// unknown tells of a key that is no field, and gives the one that is meant; -1 where nobody can tell.
func (c *checker) unknown(fields []field, key string, value any, at *step) int {
	known := make([]string, len(fields))
	for i, f := range fields {
		known[i] = f.key
	}
	if word, rest, message := wording.KeySign(key); rest != "" && value == nil && !c.hide {
		if i := slices.Index(known, word); i >= 0 {
			c.fail(at, signOfKey, message, "write: "+word+": "+rest)
			return i
		}
	}
	help := "remove it"
	near := cmp.Or(wording.Suggest(key, known), beginsOtherwise(key, known), begun(key, known))
	switch elsewhere, ofVolume := misplaced(fields, key, at), volumeWord(known, key, value); {
	case ofVolume != "":
		help = ofVolume
	case near == "" && elsewhere != "":
		help = "write it below " + elsewhere
	case near != "":
		help = "did you mean " + wording.Quote(near) + "?"
	case len(known) > 0:
		help = wording.OneOf(known)
	}
	c.fail(at, "object-field", "unknown field "+wording.Quote(key), help)
	return slices.Index(known, near)
}

// beginsOtherwise is the one known word that ends as a key does, with a verb before it: runAsUser for
// user; "" for none, or several.
func beginsOtherwise(key string, known []string) string {
	return longer(key, known, func(word string) bool {
		return strings.EqualFold(word[len(word)-len(key):], key) && word[len(word)-len(key)] < 'a'
	})
}

// begun is the one known word that begins with a key: claimName for claim; "" for none, or several.
func begun(key string, known []string) string {
	return longer(key, known, func(word string) bool { return strings.HasPrefix(word, key) && word[len(key)] < 'a' })
}

// longer is the one known word that is longer than a key of several letters, and has it as is says; "" for none, or several.
func longer(key string, known []string, is func(word string) bool) string {
	found := ""
	for _, word := range known {
		if len(key) > 3 && len(word) > len(key) && is(word) {
			if found != "" {
				return ""
			}
			found = word
		}
	}
	return found
}

// misplaced is where a key belongs that stands in a wrong object: in one round that
// object, or in the only one inside it that has such a field; "" where neither has.
func misplaced(fields []field, key string, at *step) string {
	for s := at.before; s != nil; s = s.before {
		if has(s.beside, key) && s.before != nil {
			return (&Fault{Path: s.before.path()}).Field()
		}
	}
	var inside []string
	for _, f := range fields {
		if o := f.shape.object; o != nil && has(o.members(tables()), key) {
			inside = append(inside, f.key)
		}
	}
	if len(inside) != 1 {
		return ""
	}
	return (&Fault{Path: append(at.before.path(), inside[0])}).Field()
}

func has(fields []field, key string) bool {
	return slices.ContainsFunc(fields, func(f field) bool { return f.key == key })
}

func (c *checker) word(s shape, value any, at *step) {
	written, ok := value.(string)
	if !ok {
		c.mismatch(shape{form: texts}, value, at)
		return
	}
	known := strings.Split(s.words, "|")
	if !slices.Contains(known, written) {
		known = slices.DeleteFunc(known, func(word string) bool { return word == "" })
		c.fail(at, "object-word", wording.Quote(written)+" is none of the words that the API takes here", wording.DidYouMean(written, known))
	}
}
