package decode

import (
	"cmp"
	"slices"
	"strings"

	"render/render/format"
	"render/render/source"
)

// strategyOfPods is how pods take the place of others as a Deployment has it: the numbers of one way in an object of
// their own, or the way as a key.
func strategyOfPods(n *source.Node, i int) otherForm {
	value := n.Values[i]
	switch word := strategyWord(n.Keys[i].Text); {
	case word == "":
		return otherForm{}
	case n.Keys[i].Text != "rollingUpdate" && len(n.Keys) == 1:
		return otherForm{help: "write " + cmp.Or(sharesOf(value), word) + " in place of the object", wrong: true}
	case value.Null() || value.Kind == source.Map && len(value.Keys) == 0:
		return otherForm{help: "remove it", wrong: true}
	case strategyWord(scalarOf(n, "type")) == string(format.StrategyRecreate):
		return otherForm{help: "remove it: Recreate stops all pods first", wrong: true}
	}
	if shares := sharesOf(value); shares != "" {
		return otherForm{help: "write " + strings.Trim(shares, "{}") + " in its place", wrong: true}
	}
	return otherForm{help: "write what it holds in its place, maxSurge and maxUnavailable, one level farther out", wrong: true}
}

// strategyBeside is how an app's pods take the place of others, under another name.
func strategyBeside(n *source.Node, i int) otherForm {
	key := folded(n.Keys[i].Text)
	if !slices.Contains([]string{"updatestrategy", "deploymentstrategy", "rollout", "rolloutstrategy", "rollingupdate", "recreate"}, key) || n.Get("strategy") != nil {
		return otherForm{}
	}
	value := n.Values[i]
	meant := ""
	switch word := strategyWord(n.Keys[i].Text); {
	case word == "":
		meant = strategyMeant(value)
	case value.Kind == source.Map:
		meant = cmp.Or(sharesOf(value), word)
	case format.FlagMeant(value.Text) == "true":
		meant = word
	}
	if meant == "" {
		return otherForm{help: "write strategy: Recreate, which stops the old pods first, or strategy: RollingUpdate in its place"}
	}
	return otherForm{help: "write strategy: " + meant + " in its place"}
}

// strategyMeant is a strategy of a Deployment's as an app has it; "" where nobody can tell.
func strategyMeant(n *source.Node) string {
	if n.Kind == source.Scalar {
		return strategyWord(n.Text)
	}
	if rolling := n.Get("rollingUpdate"); rolling != nil && sharesOf(rolling) != "" {
		return sharesOf(rolling)
	}
	return cmp.Or(sharesOf(n), strategyWord(scalarOf(n, "type")))
}

// sharesOf are the numbers of an object as a strategy has them; "" where it has none, or more.
func sharesOf(n *source.Node) string {
	var parts []string
	for _, key := range []string{"maxSurge", "maxUnavailable"} {
		if value := scalarOf(n, key); value != "" {
			parts = append(parts, key+": "+value)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// strategyWord is a word of strategies in whatever letters, or as others call it; "" for none.
func strategyWord(text string) string {
	words := new(format.Strategy).Type.Words()
	for _, word := range words {
		if strings.EqualFold(folded(text), word) {
			return word
		}
	}
	return foreignWord(text, words)
}
