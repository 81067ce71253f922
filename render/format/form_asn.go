package format

import (
	"strconv"
	"strings"

	"render/render/wording"
)

const (
	asnWords = "an autonomous system's number from 1 to 4294967295, internal or external"
	maxASN   = 1<<32 - 1
)

// checkASN takes a number as BGP has them, or a word for those that will do.
func checkASN(text string) wording.Fault {
	if text == ASNInternal || text == ASNExternal || isASN(text) {
		return wording.Fault{}
	}
	fault := wording.Fault{Message: wording.Quote(text) + " is not " + asnWords, Help: "write " + asnWords}
	lower := strings.ToLower(text)
	switch number := strings.TrimPrefix(lower, "as"); {
	case isASN(number):
		fault.Help = "write: " + number
	case lower == ASNInternal || lower == "ibgp":
		fault.Help = "write: " + ASNInternal
	case lower == ASNExternal || lower == "ebgp":
		fault.Help = "write: " + ASNExternal
	}
	return fault
}

func isASN(text string) bool {
	n, err := strconv.Atoi(text)
	return err == nil && n >= 1 && n <= maxASN && Decimal.MatchString(text)
}

func asnShape() shape {
	return shape{all: []string{entire(`[1-9][0-9]{0,9}|internal|external`)}}
}
