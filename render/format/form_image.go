package format

import (
	"path"
	"slices"
	"strings"

	"render/render/wording"
)

// checkImage adds to the pattern the lengths that would make it large.
func checkImage(text string) wording.Fault {
	if site, image := pageOfImage(text); site != "" {
		fault := wording.Fault{Message: wording.Quote(text) + " is a page of " + site + ", and not an image", Help: imageOnPage(text)}
		if image != "" {
			fault.Help = "write: " + image
		}
		return fault
	}
	if first, _, ok := strings.Cut(text, "/"); ok && !strings.ContainsAny(first, ".:") && strings.ToLower(first) != first {
		return wording.Fault{Message: wording.Quote(text) + " names a registry, " + wording.Quote(first) + ", as all are that have a capital", Help: "write: " + strings.ToLower(first) + text[len(first):] + ", or the registry with its port"}
	}
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

// pageOfImage is the site of which a text is the address of a page about an image, and that image with
// the tag that stands behind; site is "" for any other text, and image "" where the address does not
// say it.
func pageOfImage(text string) (site, image string) {
	text = strings.TrimPrefix(strings.TrimPrefix(strings.TrimSpace(text), "https://"), "http://")
	host, rest, _ := strings.Cut(strings.TrimPrefix(text, "www."), "/")
	site = map[string]string{"hub.docker.com": "Docker Hub", "quay.io": "Quay", "gallery.ecr.aws": "Amazon's gallery", "github.com": "GitHub", "gitlab.com": "GitLab"}[host]
	if site == "" {
		return "", ""
	}
	rest, _, _ = strings.Cut(rest, "?")
	parts := strings.Split(strings.Trim(rest, "/"), "/")
	switch {
	case len(parts) < 2:
	case site == "Docker Hub" && parts[0] == "_":
		return site, parts[1]
	case site == "Docker Hub" && parts[0] == "r" && len(parts) > 2:
		return site, parts[1] + "/" + parts[2]
	case site == "Docker Hub" && len(parts) == 2 && parts[0] != "r" && parts[0] != "u":
		return site, parts[0] + "/" + parts[1]
	case site == "Quay" && parts[0] == "repository" && len(parts) > 2:
		return site, "quay.io/" + parts[1] + "/" + parts[2]
	case site == "Amazon's gallery":
		return site, "public.ecr.aws/" + strings.Join(parts, "/")
	}
	if at := slices.Index(parts, "container"); site == "GitHub" && at > 1 && at+1 < len(parts) { // the page of a package
		return site, "ghcr.io/" + parts[0] + "/" + parts[at+1]
	}
	if site == "Quay" { // which is the registry, too
		return "", ""
	}
	return site, ""
}

// imageOnPage is the help for a text whose image nothing here finds.
func imageOnPage(text string) string {
	if site, _ := pageOfImage(text); site != "" {
		return "write the image as that page has it behind docker pull, as in ghcr.io/OWNER/NAME:TAG"
	}
	return "write it as docker pull takes it, as in nginx:1.29 or registry.example.org:5000/shop/web:3.4"
}

// mendImage knows URLs, commands, names in capitals, a tag that was left empty, a comma for a dot, white space
// round the colon, and in its place.
func mendImage(text string) string {
	if site, image := pageOfImage(text); site != "" {
		return image
	}
	text = strings.TrimPrefix(strings.TrimPrefix(text, "https://"), "http://")
	if parts := strings.Fields(text); len(parts) == 2 && !strings.Contains(path.Base(parts[0])+parts[1], ":") && !strings.Contains(parts[1], "/") {
		text = parts[0] + ":" + parts[1]
	}
	for _, before := range []string{"docker pull ", "docker run ", "docker://"} {
		text = strings.TrimPrefix(text, before)
	}
	name, tag, ok := strings.Cut(text, ":")
	name, tag = strings.TrimSpace(name), strings.TrimSpace(tag)
	if !ok || tag == "" {
		return strings.ToLower(name)
	}
	return strings.ToLower(name) + ":" + strings.ReplaceAll(strings.TrimRight(tag, ":,. "), ",", ".")
}

// mendHub knows URLs and white space round a registry.
func mendHub(text string) string {
	text = strings.TrimSpace(text)
	text = strings.TrimPrefix(strings.TrimPrefix(text, "https://"), "http://")
	return strings.TrimRight(text, "/")
}
