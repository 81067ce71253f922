package format

import "render/render/wording"

// checkField holds a text to what names a field of a topology.
func checkField(text string) wording.Fault {
	if _, err := ParseSteps(text); err != nil {
		return wording.Fault{Message: err.Error(), Help: "write names joined by dots, and [number] or [name] for an item of a list"}
	}
	return wording.Fault{}
}

func fieldShape() shape {
	const step = `[^[.]+(\[[^\]]+\])*`
	return shape{all: []string{`^` + step + `(\.` + step + `)*$`}}
}
