package review

import "io"

// Formats are the names of all forms.
func Formats() []string { return []string{"text", "unified", "json", "sarif", "github"} }

// Write writes a review in one of the forms; only text has colours.
func Write(w io.Writer, format string, r *Review, coloured bool) error {
	switch format {
	case "unified":
		return r.unified(w)
	case "json":
		return r.json(w)
	case "sarif":
		return r.sarif(w)
	case "github":
		return r.comment(w)
	}
	return r.text(w, coloured)
}
