package format

import (
	"path"
	"strings"

	"render/render/wording"
)

// checkImage adds to the pattern the lengths that would make it large.
func checkImage(text string) wording.Fault {
	name, digest, digested := strings.Cut(text, "@sha256:")
	if digested && len(digest) != 64 {
		return wording.Fault{Message: wording.Quote(text) + " has a digest that is not 64 characters long", Help: "write the digest in full"}
	}
	if tag := name[strings.LastIndexByte(name, '/')+1:]; len(tag)-1-strings.IndexByte(tag, ':') > 128 && strings.Contains(tag, ":") {
		return wording.Fault{Message: wording.Quote(text) + " has a tag of more than 128 characters", Help: ""}
	}
	return wording.Fault{}
}

// IsLatest reports whether an image is by the tag latest, or by none, which is the same: Kubernetes has it pulled
// each time where nothing else is said.
func IsLatest(image string) bool {
	name := image[strings.LastIndexByte(image, '/')+1:]
	return !strings.Contains(image, "@") && (!strings.Contains(name, ":") || strings.HasSuffix(name, ":latest"))
}

// mendImage knows URLs, names in capitals, a tag that was left empty, white space round the colon, and in its place.
func mendImage(text string) string {
	text = strings.TrimPrefix(strings.TrimPrefix(text, "https://"), "http://")
	if parts := strings.Fields(text); len(parts) == 2 && !strings.Contains(path.Base(parts[0])+parts[1], ":") && !strings.Contains(parts[1], "/") {
		text = parts[0] + ":" + parts[1]
	}
	name, tag, ok := strings.Cut(text, ":")
	name, tag = strings.TrimSpace(name), strings.TrimSpace(tag)
	if !ok || tag == "" {
		return strings.ToLower(name)
	}
	return strings.ToLower(name) + ":" + tag
}

// mendHub knows URLs and white space round a registry.
func mendHub(text string) string {
	text = strings.TrimSpace(text)
	text = strings.TrimPrefix(strings.TrimPrefix(text, "https://"), "http://")
	return strings.TrimRight(text, "/")
}
