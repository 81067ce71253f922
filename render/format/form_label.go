package format

import (
	"strings"

	"render/render/wording"
)

func checkLabelValue(text string) wording.Fault {
	if len(text) > 63 {
		return wording.Fault{Message: wording.Quote(text) + " is longer than the 63 characters of a label's value", Help: ""}
	}
	return wording.Fault{}
}

func checkLabelKey(text string) wording.Fault {
	prefix, name, ok := strings.Cut(text, "/")
	if !ok {
		prefix, name = "", text
	}
	if len(name) > 63 || len(prefix) > 253 {
		return wording.Fault{Message: wording.Quote(text) + " is longer than a label's key may be: 63 characters, and 253 before the \"/\"", Help: ""}
	}
	return wording.Fault{}
}

func labelKeyShape() shape { return shape{all: []string{`^([^/]{1,253}/)?[^/]{1,63}$`}} }

func labelValueShape() shape { return shape{max: 63} }

const (
	dnsLabel = `[a-z0-9]([-a-z0-9]*[a-z0-9])?`
	labelKey = `(` + dnsLabel + `(\.` + dnsLabel + `)*/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?`
)
