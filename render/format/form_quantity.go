package format

import (
	"cmp"
	"strings"

	"render/internal/later"
	"render/render/wording"
)

// mendQuantity knows 128mi, 1 Gi, 512MB and 0,5; "" where it knows none.
func mendQuantity(text string) string {
	text = joinedQuantity(text)
	number := strings.TrimRight(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
	switch suffix := strings.TrimSuffix(strings.ToLower(text[len(number):]), "b"); suffix {
	case "ki", "mi", "gi", "ti", "pi", "ei":
		return number + strings.ToUpper(suffix[:1]) + "i"
	case "g", "t", "p", "e":
		return number + strings.ToUpper(suffix)
	case "core", "cores", "cpu", "cpus", "vcpu", "vcpus":
		return number
	case "millicore", "millicores", "millicpu", "mcpu":
		return number + "m"
	case "k":
		return number + "k"
	case "m":
		if end := text[len(number):]; end == "m" || end == "mb" { // thousandths, which are never millions: see cureQuantity
			return ""
		}
		return number + "M"
	}
	return text
}

// cureQuantity knows 1 m and 0,5m, which are thousandths of a core; people write it of
// memory too, and mean mebibytes.
func cureQuantity(text string) string {
	if number, found := strings.CutSuffix(joinedQuantity(text), "mb"); found && amount.MatchString(number) {
		return "write: " + number + "M if it is memory, or " + number + "m if it is CPU"
	}
	if number, found := strings.CutSuffix(joinedQuantity(text), "%"); found && Decimal.MatchString(number) && number != "0" {
		return "write: " + number + "0m for that share of a core; memory is said in Mi or Gi"
	}
	number, found := strings.CutSuffix(joinedQuantity(text), "m")
	if !found || !amount.MatchString(number) {
		return ""
	}
	return "write: " + number + "m, or " + number + "Mi if it is memory"
}

// joinedQuantity is a quantity without spaces, and with a point in place of a comma.
func joinedQuantity(text string) string {
	return strings.Replace(strings.ReplaceAll(text, " ", ""), ",", ".", 1)
}

const amountText = `[0-9]+(\.[0-9]+)?`

// amount is a quantity's number.
var amount = whole(amountText)

// WrongUnits end a quantity that its resource is not counted in: memory's units,
// and thousandths.
func WrongUnits() map[string]string { return wrongUnitsOnce.Get(makeWrongUnits) }

var wrongUnitsOnce later.Value[map[string]string]

func makeWrongUnits() map[string]string {
	return map[string]string{"cpu": "i", "memory": "m"}
}

// mendResource is a resource as Kubernetes calls it, of a word that is short for it or in other
// letters.
func mendResource(text string) string {
	switch word := strings.ToLower(text); word {
	case "mem", "ram":
		return "memory"
	case "cpus", "core", "cores":
		return "cpu"
	case "disk", "storage", "ephemeralstorage":
		return "ephemeral-storage"
	default:
		if len(word) > len("gpu") { // which is no slip
			return cmp.Or(wording.Beside(word, []string{"cpu", "memory", "ephemeral-storage"}), word)
		}
		return word
	}
}

// mendPodShare knows 25 %, 25 percent and 0.25.
func mendPodShare(text string) string {
	text = strings.TrimSpace(text)
	for _, end := range []string{"%", "percent", "pct"} {
		if number, ok := strings.CutSuffix(strings.ToLower(text), end); ok {
			return strings.TrimSpace(number) + "%"
		}
	}
	if share, ok := strings.CutPrefix(text, "0."); ok && share != "" && len(share) < 3 { // as a part of one
		return strings.TrimPrefix((share + "0")[:2], "0") + "%"
	}
	return text
}

// curePodShare says what is one.
func curePodShare(string) string {
	return "write a number of pods, such as 1, or a share of them, such as 25%"
}
