package decode

import (
	"reflect"

	"render/internal/later"
	"render/render/format"
	"render/render/source"
	"render/render/wording"
)

// opposites are names that flags have elsewhere for what they are not, by the type
// that has them: a value of true is false here. Keys are in lower case, without - and _.
func opposites() map[string]map[string]string { return oppositesOnce.Get(makeOpposites) }

var oppositesOnce later.Value[map[string]map[string]string]

func makeOpposites() map[string]map[string]string {
	return map[string]map[string]string{
		"BackendTLS": {"insecure": "verify", "insecureskipverify": "verify", "insecureskiptlsverify": "verify", "skipverify": "verify", "skiptlsverify": "verify", "tlsskipverify": "verify",
			"noverify": "verify", "allowinsecure": "verify"},
	}
}

// opposite tells of a key that is the opposite of a flag, which is then taken to be
// what was meant; false where it is none.
func (d *decoder) opposite(v reflect.Value, p *format.Layout, n *source.Node, i int, at format.Origin, seen []bool) bool {
	f := p.ByKey(opposites()[v.Type().Name()][folded(n.Keys[i].Text)])
	if f == nil {
		return false
	}
	message, help := "unknown field "+wording.Quote(n.Keys[i].Text), "write "+f.Key+": true or false in its place"
	meant := format.FlagMeant(n.Values[i].Text)
	switch {
	case n.Get(f.Key) != nil:
		help = "remove it: " + f.Key + " says it"
	case meant == "true":
		help = "write " + f.Key + ": false in its place"
	case meant == "false":
		help = "remove it: " + f.Key + " is " + f.Fallback + " where nothing else is written"
	}
	if n.Get(f.Key) == nil {
		seen[f.Index] = true
		flag := v.Field(f.Index).Addr().Interface().(*format.Flag)
		flag.Value = meant == "false"
		flag.Doubt()
	}
	d.fail("field-unknown", at, message, help)
	return true
}
