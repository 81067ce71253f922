package importing

import (
	"regexp"

	"render/internal/later"
	"render/render/document"
)

// taggedVersion is a version as tags of images, Sail's versions and labels say it, and what they
// put behind it, as "-distroless".
func taggedVersion() *regexp.Regexp {
	return taggedVersionOnce.Get(func() *regexp.Regexp { return regexp.MustCompile(`^v?([0-9]+\.[0-9]+(?:\.[0-9]+)?)(?:[-+].*)?$`) })
}

var taggedVersionOnce later.Value[*regexp.Regexp]

// versionIn is the version that a tag begins with.
func versionIn(tag string) string {
	if parts := taggedVersion().FindStringSubmatch(tag); parts != nil {
		return parts[1]
	}
	return ""
}

// wordOf is a value that may have been read as a number, as 1.28 is.
func wordOf(v any) string {
	if text, is := v.(string); is {
		return text
	}
	if v == nil {
		return ""
	}
	return document.Flow(v)
}
