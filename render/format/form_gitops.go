package format

import (
	"path"
	"strings"
)

// repoFolder is a folder's name in a path of a repository.
const repoFolder = `\.?[A-Za-z0-9_][-A-Za-z0-9._]*`

// mendRepoPath knows slashes that say the root of the repository, or the end.
func mendRepoPath(text string) string {
	return path.Clean(strings.Trim(strings.TrimSpace(text), "/"))
}

// mendRepository knows a name and a password in a URL, which everybody who reads
// the repository would see, and a URL without its scheme.
func mendRepository(text string) string {
	scheme, rest, ok := strings.Cut(strings.TrimSpace(text), "://")
	if !ok {
		return "https://" + strings.TrimSpace(text)
	}
	if host, folder, ok := strings.Cut(rest, "/"); ok && scheme != "ssh" {
		_, host = cutLast(host, "@")
		rest = host + "/" + folder
	}
	return scheme + "://" + rest
}

// cutLast is what is before and behind the last of a separator, all of it behind
// where there is none.
func cutLast(text, separator string) (before, behind string) {
	i := strings.LastIndex(text, separator)
	if i < 0 {
		return "", text
	}
	return text[:i], text[i+len(separator):]
}
