package decode

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"render/render/format"
	"render/render/source"
	"render/render/wording"
)

func (d *decoder) scalar(n *source.Node, m format.Origin, help string) bool {
	switch {
	case n.Kind != source.Scalar:
		d.fail("not-a-value", m, "is "+n.What()+", not a single value", d.unfolded(n, m))
	case n.Null():
		d.fail("value-missing", m, "has no value", help)
	default:
		return true
	}
	return false
}

func (d *decoder) text(t *format.Text, f *format.Field, n *source.Node, m format.Origin) {
	t.Origin = m
	help := "write one, or remove the key"
	switch {
	case f.Required:
		help = "write one"
	case m.Key() == "":
		help = "write one, or remove the item"
	case f.Enum != nil:
		help = wording.AnyOf(f.Enum) + ", or remove the key"
	case f.Formats == nil || f.Formats[0] == "text":
		help = `write one, or "" for an empty text`
	}
	if kind := keyKindMeant(n, f); kind != "" && !slices.Contains(f.Enum, n.Text) {
		t.Doubt()
		d.fail("word-unknown", m, "is "+n.What()+", and the kind of a key is one word", "write: "+kind)
		return
	}
	if f.Enum != nil && n.Kind != source.Scalar && d.unfolded(n, m) == oneValue {
		d.fail("not-a-value", m, "is "+n.What()+", not a single value", wording.AnyOf(f.Enum))
		return
	}
	if !d.scalar(n, m, help) {
		t.Doubt()
		return
	}
	t.Value = n.Text
	if f.Key == "image" && format.IsLatest(n.Text) && d.taggedBeside() {
		t.Doubt() // of its tag is told
	}
	if source.Garbled(n.Text) != "" { // which is told
		t.Doubt()
		return
	}
	if f.Max >= 0 && utf8.RuneCountInString(n.Text) > f.Max {
		t.Doubt()
		d.fail("name-too-long", m, fmt.Sprintf("%s is longer than %d characters", wording.Quote(n.Text), f.Max), "write a shorter one")
		return
	}
	if f.Enum != nil {
		d.word(t, f, n, m)
		return
	}
	if m.Key() == "cert" && isAuthority(n.Text) {
		t.Doubt()
		d.fail("word-unknown", m, wording.Quote(n.Text)+" is who issues certificates, and no path of one", issuerHelp)
		return
	}
	d.ofForms(t, f, n, m)
}

// word reads one of a set of words.
func (d *decoder) word(t *format.Text, f *format.Field, n *source.Node, m format.Origin) {
	if slices.Contains(f.Enum, t.Value) {
		return
	}
	t.Doubt()
	message := wording.Quote(t.Value) + " is not known here"
	if t.Value == "TCP" && f.Key == "protocol" && slices.Contains(f.Enum, "grpc") && slices.Contains(f.Enum, "tcp") && d.above[len(d.above)-1].of == "Port" {
		if t.Value = f.Fallback; d.takesConnections() {
			t.Value = "tcp"
			d.fail("word-unknown", m, wording.Quote("TCP")+" is not known here", "write: tcp")
			return
		}
		d.fail("word-unknown", m, wording.Quote("TCP")+" is how packets are carried, and not what is spoken on the port", transportHelp)
		return
	}
	if isAuthority(t.Value) && slices.Contains(f.Enum, "passthrough") {
		d.fail("word-unknown", m, message, issuerHelp)
		return
	}
	if issuer := issuerMeant(t.Value); issuer != "" && slices.Contains(f.Enum, "cert-manager") {
		help := "write: {cert-manager: " + issuer + "}"
		if m.Key() == "mode" {
			help = "write cert-manager: " + issuer + " in its place"
		}
		d.fail("word-unknown", m, message, help+", with an issuer of cert-manager's that is on the cluster")
		return
	}
	if isRedirect(t.Value) && slices.Contains(f.Enum, "passthrough") {
		t.Value = "simple"
		d.fail("word-unknown", m, message, redirectHelp(m))
		return
	}
	switch meant, not, who := foreignWord(t.Value, f.Enum), unpassed(t.Value, f), accessMeant(t.Value, f); {
	case not.Found():
		d.fail(not.Code, m, not.Message, not.Help)
	case who != "":
		d.fail("word-unknown", m, message, who)
	case meant != "":
		t.Value = meant // and what follows from that
		d.fail("word-unknown", m, message, "did you mean "+wording.Quote(meant)+"?")
	case t.Value != "" && strings.Trim(t.Value, "0123456789.") == "": // a number near another one is no slip of the pen
		d.fail("word-unknown", m, message, wording.AnyOf(f.Enum))
	default:
		fault := wording.Fault{Code: "word-unknown", Message: message, Help: wording.DidYouMean(t.Value, f.Enum)}
		if near := wording.Suggest(t.Value, f.Enum); near != "" {
			t.Value = near
		}
		d.badText(n, m, fault, f.Right)
	}
}

var (
	// likeNumber is what some YAML reader takes for a whole number.
	likeNumber = format.Expression(`^[-+]?(0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|[0-9][0-9_]*)$`)
	fraction   = format.Expression(`^-?(0|[1-9][0-9]*)\.[0-9]+$`)
)

func (d *decoder) number(t *format.Number, f *format.Field, n *source.Node, m format.Origin) {
	t.Value = f.Min
	t.Doubt() // and no place: what could not be read is in nobody's way
	limits := "a number"
	if f.Max >= 0 {
		limits = fmt.Sprintf("a number from %d to %d", f.Min, f.Max)
	}
	if !d.scalar(n, m, "write "+limits) {
		return
	}
	value, err := strconv.Atoi(n.Text)
	switch {
	case holdsVariable(n.Text):
		fault, _ := variable(n.Text, m)
		d.fail(fault.Code, m, fault.Message, fault.Help)
		return
	case n.Quoted && format.Decimal.MatchString(n.Text):
		d.fail("number-form", m, wording.Quote(n.Text)+" is text, since it is in quotes, not a number", "write: "+n.Text)
		return
	case n.Quoted && d.numberMeant(n.Text, m) != "":
		d.fail("number-form", m, wording.Quote(n.Text)+" is not a number", d.numberMeant(n.Text, m))
		return
	case n.Quoted:
		d.fail("number-form", m, wording.Quote(n.Text)+" is not a number", "write "+limits)
		return
	case !format.Decimal.MatchString(n.Text), n.Text == "-0":
		d.notDecimal(n.Text, m, limits)
		return
	case err != nil || f.Bounded && value < f.Min || f.Max >= 0 && value > f.Max:
		d.fail("number-range", m, wording.Quote(n.Text)+" is not "+limits, "write "+limits)
		return
	}
	t.Value, t.Origin = value, m
}

func (d *decoder) notDecimal(text string, m format.Origin, limits string) {
	if strings.ToLower(m.Key()) == "targetport" && !format.Formats()["portname"].Check(text).Found() {
		d.fail("number-form", m, wording.Quote(text)+" is the name of a container's port, and a number is meant", "write the number that the container listens on, as in targetPort: 8080")
		return
	}
	if number, ok := strings.CutSuffix(strings.ToLower(text), "/udp"); ok && m.Key() == "port" && format.Decimal.MatchString(number) {
		d.overUDP(text, number, m)
		return
	}
	if help := cmp.Or(d.numberMeant(text, m), d.connectionPort(text, m), bodyMeant(text, m)); help != "" {
		d.fail("number-form", m, wording.Quote(text)+" is not a whole number", help)
		return
	}
	if !likeNumber.MatchString(text) {
		d.fail("number-form", m, wording.Quote(text)+" is not a whole number", "write "+limits)
		return
	}
	plain := strings.ReplaceAll(strings.TrimPrefix(text, "+"), "_", "")
	message := wording.Quote(text) + " is a number that YAML readers read differently"
	if len(plain) > 1 && plain[0] == '0' && !strings.ContainsAny(plain, "xXoObB") {
		octal, err := strconv.ParseInt(plain, 8, 64)
		stripped := strings.TrimLeft(plain, "0")
		if err == nil && stripped != "" {
			d.fail("number-spelling", m, message, fmt.Sprintf("write: %s, or %d if octal is meant", stripped, octal))
			return
		}
		d.fail("number-spelling", m, message, "write: "+cmp.Or(stripped, "0"))
		return
	}
	if value, err := strconv.ParseInt(plain, 0, 64); err == nil {
		d.fail("number-spelling", m, message, fmt.Sprintf("write: %d", value))
		return
	}
	d.fail("number-spelling", m, message, "write it in decimal digits")
}

func (d *decoder) flag(t *format.Flag, n *source.Node, m format.Origin) {
	t.Origin = m
	if !d.scalar(n, m, "write true or false, or remove the key") {
		t.Doubt()
		return
	}
	switch {
	case n.Quoted:
		help := "write true or false, without quotes"
		if meant := flagMeant(n.Text); meant == "true" || meant == "false" {
			help = "write: " + meant
		}
		d.fail("flag-form", m, wording.Quote(n.Text)+" is text, since it is in quotes", help)
		t.Doubt()
	case n.Text == "true":
		t.Value = true
	case n.Text == "false":
	default:
		d.fail("flag-form", m, wording.Quote(n.Text)+" is neither true nor false", strings.Replace("write: "+flagMeant(n.Text), "write: true or", "write true or", 1))
		t.Doubt()
	}
}

// flagMeant is what somebody means who writes a word for true or false, also as charts and Compose files do.
func flagMeant(text string) string {
	switch strings.ToLower(text) {
	case "enabled", "enable", "always", "https": // as in redirect: https
		return "true"
	case "disabled", "disable", "never":
		return "false"
	}
	if near := wording.Beside(text, []string{"true", "false"}); near != "" {
		return near
	}
	return format.FlagMeant(text)
}

// any reads a value that is handed on. Its numbers and truth values are those
// of JSON; what YAML readers disagree about has to be put in quotes.
func (d *decoder) any(n *source.Node, m format.Origin) any {
	switch n.Kind {
	case source.List:
		list := make([]any, len(n.Items))
		for i, item := range n.Items {
			list[i] = d.any(item, m.Item(i, item.Place))
		}
		return list
	case source.Map:
		object := make(map[string]any, len(n.Keys))
		for i, k := range n.Keys {
			object[k.Text] = d.any(n.Values[i], m.Member(k.Text, n.Values[i].Place))
		}
		return object
	}
	return d.anyScalar(n, m)
}

func (d *decoder) anyScalar(n *source.Node, m format.Origin) any {
	const exact = 1 << 53 // beyond it JSON readers lose digits
	switch {
	case n.Quoted:
		return n.Text
	case n.Null():
		return nil
	case n.Text == "true", n.Text == "false":
		return n.Text == "true"
	case format.Decimal.MatchString(n.Text) && n.Text != "-0":
		value, err := strconv.ParseInt(n.Text, 10, 64)
		if err != nil || value > exact || value < -exact {
			d.fail("value-ambiguous", m, n.Text+" is a number that JSON readers round", `write: "`+n.Text+`" if it is text`)
		}
		return float64(value)
	case fraction.MatchString(n.Text):
		value, _ := strconv.ParseFloat(n.Text, 64)
		return value
	case disputed.MatchString(n.Text):
		help := `write: "` + n.Text + `" for the text`
		if meant := format.FlagMeant(n.Text); meant == "true" || meant == "false" {
			help += ", or " + meant
		}
		d.fail("value-ambiguous", m, wording.Quote(n.Text)+" is read differently by different YAML readers", help)
	}
	return n.Text
}
