package format

import "strings"

// mendQuantity knows 128mi, 1 Gi, 512MB and 0,5.
func mendQuantity(text string) string {
	text = strings.Replace(strings.ReplaceAll(text, " ", ""), ",", ".", 1)
	number := strings.TrimRight(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
	switch suffix := strings.TrimSuffix(strings.ToLower(text[len(number):]), "b"); suffix {
	case "ki", "mi", "gi", "ti", "pi", "ei":
		return number + strings.ToUpper(suffix[:1]) + "i"
	case "g", "t", "p", "e":
		return number + strings.ToUpper(suffix)
	case "k":
		return number + "k"
	case "m":
		return number + "M"
	}
	return text
}

// WrongUnits end a quantity that its resource is not counted in: memory's units,
// and thousandths.
var WrongUnits = map[string]string{"cpu": "i", "memory": "m"}
