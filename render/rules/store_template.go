package rules

import (
	"slices"
	"strings"
	"text/template/parse"

	"render/internal/later"
	"render/render/diag"
	"render/render/format"
	"render/render/wording"
)

// removedFunctions are those of templates before the operator's engine v2, by what is
// written in their place; "" where nothing is
// (https://external-secrets.io/latest/guides/templating/, "Migrating from v1").
func removedFunctions() map[string]string { return removedFunctionsOnce.Get(makeRemovedFunctions) }

var removedFunctionsOnce later.Value[map[string]string]

func makeRemovedFunctions() map[string]string {
	return map[string]string{
		"base64encode": "b64enc", "base64decode": "b64dec", "fromJSON": "fromJson", "toJSON": "toJson",
		"pemPrivateKey": "", "pemCertificate": "", "toBytes": "",
	}
}

// checkStoreTemplate checks what the operator is to make of what it reads: it fills the
// texts in long after they were applied, and says what is wrong in a status alone.
func (v *verdict) checkStoreTemplate() {
	e := v.doc.Secrets.External
	t := &e.Template
	known := []string{"tls.crt", "tls.key"}
	if v.authorities() {
		known = append(known, "ca.crt")
	}
	if len(t.Data) > 0 {
		known = nil
		for _, value := range t.Values {
			known = append(known, value.Key.Value)
		}
	}
	read, right := map[string]bool{}, true
	for _, list := range [][]format.Pair{t.Data, t.Annotations} {
		for _, one := range list {
			right = v.checkTemplateText(one, known, read) && right
		}
	}
	if len(t.Data) == 0 {
		if len(t.Values) > 0 {
			v.warn("no-effect", format.PairsOrigin(t.Values), "has no effect: the values are for the texts of `data`, and there are none", "write data beside it, or remove it")
		}
		return
	}
	if e.Properties.IsSet() {
		v.warn("no-effect", e.Properties.Origin, "has no effect: the template is filled in with its own values", "name them in template.values, or remove it", format.PairsOrigin(t.Data))
	}
	for _, value := range t.Values {
		if right && !read[value.Key.Value] && !read[everyValue] && value.Key.Value != "" {
			v.warn("no-effect", value.Key.Origin, "has no effect: no text of the template takes "+wording.Quote(value.Key.Value), "remove it, or write "+taken(value.Key.Value)+" in a text of data")
		}
	}
	v.checkTemplateKeys(t)
}

// checkTemplateKeys checks that the Secret has what a gateway reads.
func (v *verdict) checkTemplateKeys(t *format.StoreTemplate) {
	has := func(key string) bool {
		return slices.ContainsFunc(t.Data, func(p format.Pair) bool { return p.Key.Value == key })
	}
	for _, key := range []string{"tls.crt", "tls.key"} {
		if !has(key) {
			v.fail("store-template", format.PairsOrigin(t.Data), "the template gives no "+wording.Quote(key)+", without which a gateway has no certificate", "add "+key+" to data")
		}
	}
	for i := range v.plan.Tiers {
		for j := range v.plan.Tiers[i].Servers {
			if ca := v.plan.Tiers[i].Servers[j].Cert.CA; ca.IsSet() && !has("ca.crt") {
				v.fail("store-template", format.PairsOrigin(t.Data), `the template gives no "ca.crt", and a certificate has its authority beside it`, "add ca.crt to data, or remove the ca", ca.Origin)
				return
			}
		}
	}
}

// taken is how a text takes a value.
func taken(value string) string {
	if strings.ContainsAny(value, "-.") || value[0] >= '0' && value[0] <= '9' {
		return `{{ index . "` + value + `" }}`
	}
	return "{{ ." + value + " }}"
}

// checkTemplateText checks a text: its form, and what it takes. A text that may hold a key
// in clear is not shown.
func (v *verdict) checkTemplateText(one format.Pair, known []string, read map[string]bool) (right bool) {
	text := one.Value.Value
	right = true
	tell := func(message, help string) {
		right, v.Failed = false, true
		d := diag.At("store-template", one.Value.Origin, message, help)
		d.Hide = wording.SuspectsKey([]byte(text))
		v.Diagnostics.Add(d)
	}
	tree := parse.New(one.Key.Value)
	tree.Mode = parse.SkipFuncCheck
	if _, err := tree.Parse(text, "", "", map[string]*parse.Tree{}); err != nil {
		_, said, _ := strings.Cut(err.Error(), one.Key.Value+":")
		_, said, _ = strings.Cut(said, ": ")
		tell("is no template of Go's: "+wording.Public(said), "write it as {{ .VALUE | FUNCTION }}")
		return right
	}
	takes := templateReads{}
	takes.list(tree.Root, true)
	for _, name := range takes.values {
		read[name] = true
		if name != everyValue && !slices.Contains(known, name) {
			tell(wording.Quote(name)+" is no value that is read of the store", valueHelp(name, known))
		}
	}
	if takes.got {
		tell(`get takes nothing of what is read, which are texts: the operator fails on it`, "write index in its place")
	}
	for _, name := range takes.functions {
		if isTemplateFunction(name) {
			continue
		}
		now, removed := removedFunctions()[name]
		switch {
		case now != "":
			tell(wording.Quote(name)+" is a function of the operator's old templates, which are gone", "write "+now+" in its place")
		case removed:
			tell(wording.Quote(name)+" is a function of the operator's old templates, which are gone", "remove it: functions take and give texts")
		case name != strings.ToLower(name[:1])+name[1:]:
			tell(wording.Quote(name)+" is no function of the operator's", "write it in quotes, if it is a text")
		default:
			v.warn("store-template", one.Value.Origin, wording.Quote(name)+" is no function of the operator's, of those up to 1.3.2: without it no Secret is made", functionHelp(name))
		}
	}
	if block := pairBlocks()[one.Key.Value]; block != "" && len(takes.values) == 0 {
		tell("takes nothing of the store: it would be in clear wherever this file is, and the same for every tier", `write a template of a value, such as {{ .bundle | filterPEM "`+block+`" }}`)
	}
	return right
}

// pairBlocks are what blocks of PEM have in them, by the Secret's key.
func pairBlocks() map[string]string { return pairBlocksOnce.Get(makePairBlocks) }

var pairBlocksOnce later.Value[map[string]string]

func makePairBlocks() map[string]string {
	return map[string]string{"tls.crt": "CERTIFICATE", "tls.key": "PRIVATE KEY"}
}

// functionHelp is what to write for a function that is not known.
func functionHelp(name string) string {
	if near := wording.Suggest(name, strings.Fields(templateFunctions)); near != "" {
		return "did you mean " + wording.Quote(near) + "?"
	}
	return "write another, or see that your operator has it"
}

// valueHelp is what to write for a value that is not read.
func valueHelp(name string, known []string) string {
	known = slices.Clone(known) // of the caller
	if near := wording.Suggest(name, known); near != "" {
		return "did you mean " + wording.Quote(near) + "?"
	}
	help := "add it to template.values, with the property that it is in the store"
	if len(known) > 0 {
		for i := range known {
			known[i] = taken(known[i])
		}
		help = "write " + strings.Join(known, " or ") + ", or " + help
	}
	return help
}
