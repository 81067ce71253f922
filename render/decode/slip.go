package decode

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"render/render/format"
	"render/render/source"
	"render/render/wording"
)

// The functions of this file find, in what is not of its form, the slip of the pen
// that keeps it from being so. What they give is told only where the mended text
// is of the form.

// slipOf finds the slip in a text; right reports whether one is of the form.
func slipOf(n *source.Node, m format.Origin, right func(string) bool) (wording.Fault, bool) {
	text := n.Text
	if len(text) > maxMended || wording.MarksKey([]byte(text)) || wording.HoldsPassword(text) {
		return wording.Fault{}, false
	}
	try := func(code wording.Code, message, word, behind string) (wording.Fault, bool) {
		if word == text || !right(word) {
			return wording.Fault{}, false
		}
		return wording.Fault{Code: code, Message: message, Help: "write: " + format.YAMLWord(word) + behind}, true
	}
	if at, name := source.StrangeSpace(text); at >= 0 {
		if out, ok := try("yaml-lookalike", wording.Quote(text)+" holds "+name, strings.TrimSpace(source.PlainSpaces(text)), ""); ok {
			return out, true
		}
	}
	if source.CurlyQuotes(text) {
		inner := strings.Trim(source.PlainQuotes(text), `"'`)
		if out, ok := try("yaml-quote", "typographic quotes are text to YAML, not quotes", inner, ""); ok {
			out.Help = "write: " + wording.Quoted(inner)
			return out, true
		}
	}
	if out, ok := variable(text, m); ok {
		return out, true
	}
	if word, comment, origin := cutComment(text); origin != "" {
		if out, ok := try("yaml-comment", "a comment begins with # in YAML, and a space before it", word, " # "+comment); ok {
			return out, true
		}
	}
	for _, end := range []string{",", ";"} {
		if word, ok := strings.CutSuffix(text, end); ok && !n.Quoted {
			if out, ok := try("yaml-comma", wording.Quote(text)+" ends in "+wording.Quote(end), word, ""); ok {
				return out, true
			}
		}
	}
	if len(text) > 2 && (text[0] == '"' || text[0] == '\'') && text[len(text)-1] == text[0] {
		if out, ok := try("yaml-quote", wording.Quote(text)+" is in quotes twice", text[1:len(text)-1], ""); ok {
			return out, true
		}
	}
	between := func(r rune) bool { return r == ',' || r == ' ' }
	if items := strings.FieldsFunc(text, between); m.Key() == "" && len(items) > 1 && !slices.ContainsFunc(items, func(w string) bool { return !right(w) || n.Quoted && !strings.Contains(w, ".") }) {
		return wording.Fault{Code: "text-space", Message: wording.Quote(text) + " is " + strconv.Itoa(len(items)) + " items in one", Help: "write an item each: " + words(items)}, true
	}
	return typed(text, try)
}

// shellVariable is a variable of a shell without braces.
var shellVariable = format.Expression(`\$[A-Z_][A-Z0-9_]*`)

// variable tells of what templates and shells would fill in.
func variable(text string, m format.Origin) (wording.Fault, bool) {
	filled := shellVariable.MatchString(text)
	for _, origins := range [][2]string{{"{{", "}}"}, {"${", "}"}, {"$(", ")"}, {"<%", "%>"}} {
		from := strings.Index(text, origins[0])
		filled = filled || from >= 0 && strings.Contains(text[from:], origins[1])
	}
	if !filled {
		return wording.Fault{}, false
	}
	help := "write the value"
	if path := m.Path(); path != "" {
		help += ", or give it with --set " + path + "=..."
	}
	return wording.Fault{Code: "template", Message: wording.Quote(text) + " has a variable in it, and render fills in none", Help: help}, true
}

// holdsVariable reports whether a text has such a variable.
func holdsVariable(text string) bool {
	_, ok := variable(text, format.Origin{})
	return ok
}

// cutComment divides a text at what was meant as a comment.
func cutComment(text string) (word, comment, origin string) {
	for _, origin := range []string{" //", " --", "\t#", "# ", " ;"} {
		if before, after, ok := strings.Cut(text, origin); ok && strings.TrimSpace(after) != "" {
			return strings.TrimSpace(before), strings.TrimSpace(after), origin
		}
	}
	return text, "", ""
}

// ofForms holds a text to the forms of its field.
func (d *decoder) ofForms(t *format.Text, f *format.Field, n *source.Node, m format.Origin) {
	for _, name := range f.Formats {
		if fault := format.Formats()[name].Check(n.Text); fault.Found() {
			t.Doubt()
			fault.Help = unitMeant(n.Text, m, pathCure(f, n, m, d.spreadCure(f, n, m, fault.Help)))
			switch name {
			case "ip":
				if path := m.Path(); strings.HasPrefix(path, "networks[") && strings.Contains(path, ".nodes[") && n.Text > "a" && format.Formats()["subdomain"].Takes(n.Text) {
					fault.Help = "write the node's address, as kubectl get nodes -o wide has it in INTERNAL-IP"
				}
			case "path":
				fault.Help = cmp.Or(d.askedAtPort(n.Text, m), fault.Help)
			case "subdomain":
				fault.Help = cmp.Or(d.keyBehindName(n.Text, m), fault.Help)
			}
			if rule, ok := d.ruleMeant(n, m); ok && (name == "path" || name == "route") {
				fault.Message, fault.Help = rule.Message, rule.Help
			}
			d.badText(n, m, fault, f.Right)
		}
	}
	d.quotedWhole(t, f, n, m)
}

// quotedWhole tells of a text that its form takes and that is in typographic quotes as a whole, or is a name of a
// token's and has white space round it: whoever compares it never finds it.
func (d *decoder) quotedWhole(t *format.Text, f *format.Field, n *source.Node, m format.Origin) {
	if f.Formats == nil || f.Formats[0] == "text" && f.Key != "prefix" || t.IsWrong() {
		return
	}
	_, first := utf8.DecodeRuneInString(n.Text)
	_, last := utf8.DecodeLastRuneInString(n.Text)
	isToken := f.Key == "issuer" || f.Key == "audiences"
	switch trimmed := strings.TrimSpace(n.Text); {
	case first+last <= len(n.Text) && source.CurlyQuotes(n.Text[:first]) && source.CurlyQuotes(n.Text[len(n.Text)-last:]):
		if inner := strings.Trim(source.PlainQuotes(n.Text), `"'`); inner != "" {
			t.Doubt()
			d.fail("yaml-quote", m, "typographic quotes are text to YAML, not quotes", "write: "+wording.Quoted(inner))
		}
	case isToken && trimmed != n.Text && trimmed != "":
		t.Doubt()
		d.fail("text-space", m, wording.Quote(n.Text)+" has white space round it", "write: "+format.YAMLWord(trimmed))
	}
}

// badText tells what is wrong with a text: the slip in it, else the fault.
func (d *decoder) badText(n *source.Node, m format.Origin, fault wording.Fault, right func(string) bool) {
	if d.lostDash(n, m, right) {
		return
	}
	out, ok := slipOf(n, m, right)
	if !ok {
		out, ok = dotsTwice(n.Text, fault.Code, right)
	}
	if ok && (out.Help != fault.Help || strings.TrimSpace(n.Text) != n.Text) && (out.Code != "template" || fault.Code != "redirect-form" || !format.FillsRedirect(n.Text)) {
		fault = out
	}
	d.fail(fault.Code, m, fault.Message, fault.Help)
}

// slipOfKey finds the field that a key means which has a slip in it; value is the
// one behind it.
func slipOfKey(key string, value *source.Node, p *format.Layout) (f *format.Field, out wording.Fault) {
	if at, name := source.StrangeSpace(key); at >= 0 {
		plain := strings.TrimSpace(source.PlainSpaces(key))
		word, rest, _ := strings.Cut(plain, ":")
		if f := p.ByKey(strings.TrimSpace(word)); f != nil {
			if rest != "" || strings.HasSuffix(plain, ":") {
				return f, wording.Fault{Code: "yaml-lookalike", Message: "holds " + name + ", which is no space to YAML", Help: "write: " + f.Key + ": " + strings.TrimSpace(rest)}
			}
			return f, wording.Fault{Code: "yaml-lookalike", Message: "holds " + name + ", which is no space to YAML", Help: "write: " + f.Key}
		}
	}
	if source.CurlyQuotes(key) {
		if f := p.ByKey(strings.Trim(source.PlainQuotes(key), `"'`)); f != nil {
			return f, wording.Fault{Code: "yaml-colon", Message: "typographic quotes are text to YAML, not quotes", Help: "write: " + f.Key}
		}
	}
	if word, rest, message := wording.KeySign(key); rest != "" && (value.Null() || strings.IndexByte("{[", rest[0]) >= 0) {
		if f := p.ByKey(word); f != nil {
			return f, wording.Fault{Code: "yaml-colon", Message: message, Help: "write: " + word + ": " + rest}
		}
	}
	if word := strings.TrimSpace(strings.TrimPrefix(key, "-")); word != key {
		if f := p.ByKey(word); f != nil {
			return f, wording.Fault{Code: "yaml-dash", Message: "the dash of a list item needs a space behind it", Help: "write: - " + word}
		}
	}
	return nil, wording.Fault{}
}

// notList tells of an object in the place of a list of objects: of one whose dash
// is missing, the line to write.
func (d *decoder) notList(f *format.Field, n *source.Node, m format.Origin) {
	p, message, help := f.Inner(), "is "+n.What()+", not a list", listCure(f, n, &d.cursor)
	if f.Of == "Network" && n.Kind == source.Map && !slices.ContainsFunc(n.Keys, func(k *source.Node) bool { return p.ByKey(k.Text) != nil }) {
		help = "remove it, if these are networks of Compose: the pods of a cluster reach each other; networks here are LANs, as in [{cidr: 192.168.1.0/24}]"
	}
	if help := cmp.Or(hostsAsKeys(p, n), d.protocolAsRoutes(f, n), d.pathsCure(f, n)); help != "" {
		d.fail("not-a-list", m, message, help)
		return
	}
	if isSet(n) && (p == nil || p.ByKey(n.Keys[0].Text) == nil) {
		var items []string
		for _, k := range n.Keys {
			items = append(items, k.Text)
		}
		d.fail("not-a-list", m, message, bracketed(itemOf(f), items))
		return
	}
	if n.Kind != source.Map || n.Flow || len(n.Keys) == 0 || p == nil {
		if n.Kind == source.Map && n.Flow && p != nil && itemsByName(f, n) == nil && slices.ContainsFunc(n.Keys, func(k *source.Node) bool { return p.ByKey(k.Text) != nil }) {
			help = roundIt
		}
		d.fail("not-a-list", m, message, help)
		return
	}
	if keyedItems(n, p) {
		d.namesAsKeys(n, m)
		return
	}
	first := n.Keys[0]
	word, dashed := strings.CutPrefix(first.Text, "-")
	if p.ByKey(word) == nil || first.Quoted || itemsByName(f, n) != nil {
		d.fail("not-a-list", m, message, help)
		return
	}
	at := first.Place
	if dashed {
		d.fail("yaml-dash", m.From(at), "the dash of a list item needs a space behind it", "write: - "+word)
		return
	}
	const most = 4 << 10 // bytes of a line that help repeats
	rest := strings.TrimRight(d.cursor.From(first.Place, most), " \t\r")
	at.Column = max(1, first.Place.Column-2)
	at.Length = first.Place.Column - at.Column + utf8.RuneCountInString(rest)
	d.fail("yaml-dash", m.From(at), "a list item begins here without its dash", "write: - "+rest)
}

// roundIt is the cure for an item that stands alone in the place of a list.
const roundIt = "write [ ] round it"

// keyedItems reports whether an object has the items of a list under their names,
// as Compose files have.
func keyedItems(n *source.Node, p *format.Layout) bool {
	if p.ByKey("name") == nil {
		return false
	}
	for i, k := range n.Keys {
		if p.ByKey(k.Text) != nil || n.Values[i].Kind != source.Map || n.Values[i].Flow || n.Values[i].Get("name") != nil {
			return false
		}
	}
	return true
}

func (d *decoder) namesAsKeys(n *source.Node, m format.Origin) {
	for _, k := range n.Keys {
		at := k.Place
		at.Length++ // with its colon
		d.fail("not-a-list", m.From(at), "is an object with a name for each, not a list", "write: - name: "+format.YAMLWord(k.Text))
	}
}
