package format

import (
	"path"
	"strings"
	"unicode"

	"render/render/wording"
)

// repoFolder is a folder's name in a path of a repository.
const repoFolder = `\.?[A-Za-z0-9_][-A-Za-z0-9._]*`

// mendRepoPath knows slashes that say the root of the repository, or the end.
func mendRepoPath(text string) string {
	return path.Clean(strings.Trim(strings.TrimSpace(text), "/"))
}

const (
	repoName = `[A-Za-z0-9][-A-Za-z0-9_]*(\.[A-Za-z0-9][-A-Za-z0-9_]*)*`
	repoHost = repoName + `(:[0-9]+)?`
	repoUser = `[A-Za-z0-9_][-A-Za-z0-9._]*`
	repoRest = `[^\t\n\f\r ?#@]+`
)

// mendRepository knows a name and a password in a URL, which everybody who reads
// the repository would see, and a URL without its scheme.
func mendRepository(text string) string {
	text, _, _ = strings.Cut(strings.TrimSpace(text), "?")
	scheme, rest, ok := strings.Cut(text, "://")
	if !ok {
		scheme, rest = "https", text
		if host, _, _ := strings.Cut(rest, "/"); !strings.Contains(withoutUser(host), ".") { // a path is none
			return ""
		}
	}
	if host, folder, ok := strings.Cut(rest, "/"); ok && scheme != "ssh" {
		rest = withoutUser(host) + "/" + folder
	}
	return scheme + "://" + rest
}

// withoutUser is the host of a URL without what is before the last @ of it.
func withoutUser(host string) string { return host[strings.LastIndexByte(host, '@')+1:] }

func cureRepository(string) string { return "write the URL by which Argo CD reads the repository" }

const revisionWords = "a branch, a tag or a commit, such as main, or a range of versions, such as 1.2.x"

const (
	// refWord is a part of a ref's name between dots or slashes
	// (https://git-scm.com/docs/git-check-ref-format).
	refWord = `[^ \t\n\f\r~^:?*\[\\/.]+`
	refPart = refWord + `(\.` + refWord + `)*`
	refName = refPart + `(/` + refPart + `)*`
	// A range is what github.com/Masterminds/semver takes, by which Argo CD finds the
	// newest tag in it.
	rangeVersion = `v?([0-9]+|[xX*])(\.([0-9]+|[xX*])){0,2}(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?`
	rangeOne     = `((=|!=|>|<|>=|=>|<=|=<|~|~>|\^)? *` + rangeVersion + `|` + rangeVersion + ` +- +` + rangeVersion + `)`
	rangeAll     = rangeOne + `(( *, *| +| *\|\| *)` + rangeOne + `)*`
)

var (
	revisionForm = whole(refName + `|` + rangeAll)
	// noRevision are what a ref's name does not hold.
	noRevision = Expression(noRef)
)

const noRef = `^-|@\{|\.lock(/|$)|^@$`

func revisionShape() shape {
	return shape{all: []string{revisionForm.String()}, none: []string{noRef}}
}

// checkRevision keeps out what git takes for no name, or for an option.
func checkRevision(text string) wording.Fault {
	switch {
	case revisionForm.MatchString(text) && !noRevision.MatchString(text) && !strings.ContainsFunc(text, unicode.IsControl):
		return wording.Fault{}
	case strings.TrimSpace(text) == "":
		return wording.Fault{Message: "is empty", Help: "remove it for the repository's default branch, or write " + revisionWords}
	}
	return wording.Fault{Message: wording.Quote(text) + " is not " + revisionWords, Help: "write its name as git branch or git tag lists it"}
}
