package importing

import (
	"regexp"
	"strconv"
	"strings"

	"render/internal/later"
	"render/render/document"
)

// stickyNotes are the annotations of what keeps a client with one pod that are read, as far as their
// values are.
var stickyNotes = []string{"affinity", "affinity-mode", "session-cookie-name", "session-cookie-max-age", "session-cookie-expires", "session-cookie-path", "upstream-hash-by"}

// usualCookie is what ingress-nginx calls the cookie by itself.
const usualCookie = "INGRESSCOOKIE"

func cookieWord() *regexp.Regexp {
	return cookieWordOnce.Get(func() *regexp.Regexp { return regexp.MustCompile("^[A-Za-z0-9!#$%&'*+.^_`|~-]+$") })
}

// hashedHeader is a header of a request as nginx calls it, by which clients are told apart.
func hashedHeader() *regexp.Regexp {
	return hashedHeaderOnce.Get(func() *regexp.Regexp { return regexp.MustCompile(`^\$http_([a-z0-9_]+)$`) })
}

var cookieWordOnce, hashedHeaderOnce later.Value[*regexp.Regexp]

// sticky is what keeps a client with one pod, as a topology says it; what it has no word for is
// missed.
func (in *ingress) sticky() (m document.Mapping) {
	missed := func(name string) { in.miss("metadata.annotations[" + nginxNotes + name + "]") }
	by := in.note("upstream-hash-by")
	if in.note("affinity") != "cookie" {
		for _, name := range stickyNotes {
			if in.note(name) != "" && name != "upstream-hash-by" {
				missed(name) // without which the others say nothing
			}
		}
		if header := hashedHeader().FindStringSubmatch(by); header != nil {
			m.Add("header", strings.ReplaceAll(header[1], "_", "-"))
		} else if by != "" {
			missed("upstream-hash-by")
		}
		return m
	}
	if by != "" {
		missed("upstream-hash-by") // the cookie decides
	}
	name := in.note("session-cookie-name")
	switch {
	case name == "":
		name = usualCookie
	case !cookieWord().MatchString(name):
		missed("session-cookie-name")
		name = usualCookie
	}
	m.Add("cookie", name)
	for i, key := range []string{"session-cookie-max-age", "session-cookie-expires"} {
		said := in.note(key)
		if said == "" {
			continue
		}
		seconds, err := strconv.ParseInt(said, 10, 64)
		if _, twice := find(m, "ttl"); err != nil || seconds <= 0 || i > 0 && twice && in.note("session-cookie-max-age") != said {
			missed(key)
		} else if !twice {
			m.Add("ttl", period(seconds))
		}
	}
	if path := in.note("session-cookie-path"); path != "" && path != "/" {
		missed("session-cookie-path")
	}
	if mode := in.note("affinity-mode"); mode != "" && mode != "balanced" {
		missed("affinity-mode") // by which a client stays though pods are added
	}
	return m
}
