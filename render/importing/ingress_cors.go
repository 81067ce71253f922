package importing

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"render/internal/later"
	"render/render/manifest"
)

// corsNotes are the annotations of what pages of other origins may ask. Without
// enable-cors none has an effect.
var corsNotes = []string{"enable-cors", "cors-allow-origin", "cors-allow-methods", "cors-allow-headers", "cors-expose-headers", "cors-allow-credentials", "cors-max-age"}

// What ingress-nginx answers where an annotation does not say it, as its documentation has it.
const (
	usualCORSMethods = "GET, PUT, POST, DELETE, PATCH, OPTIONS"
	usualCORSHeaders = "DNT, Keep-Alive, User-Agent, X-Requested-With, If-Modified-Since, Cache-Control, Content-Type, Range, Authorization"
	usualCORSAge     = 1728000
)

func corsWord() *regexp.Regexp {
	return corsWordOnce.Get(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z0-9_-]+$`) })
}

func corsOrigin() *regexp.Regexp {
	return corsOriginOnce.Get(func() *regexp.Regexp {
		return regexp.MustCompile(`^(https?://)(\*\.)?([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*(?::[0-9]+)?)$`)
	})
}

var corsWordOnce, corsOriginOnce later.Value[*regexp.Regexp]

// cors is what pages of other origins may ask of an Ingress, nil where nothing.
func (in *ingress) cors() manifest.Object {
	if in.note("enable-cors") != "true" {
		return nil
	}
	origins, all := in.corsOrigins()
	if len(origins) == 0 {
		in.miss("metadata.annotations[" + nginxNotes + "enable-cors]")
		return nil
	}
	age := int64(usualCORSAge)
	if text := in.note("cors-max-age"); text != "" {
		if n, err := strconv.ParseInt(text, 10, 32); err == nil && n > 0 {
			age = n
		} else {
			in.miss("metadata.annotations[" + nginxNotes + "cors-max-age]")
		}
	}
	out := object("allowOrigins", origins, "allowMethods", in.corsWords("cors-allow-methods", usualCORSMethods), "allowHeaders", in.corsWords("cors-allow-headers", usualCORSHeaders),
		"exposeHeaders", in.corsWords("cors-expose-headers", ""), "maxAge", period(age))
	if !all && in.note("cors-allow-credentials") != "false" { // browsers send none where all may ask
		out = append(out, object("allowCredentials", true)...)
	}
	return out
}

// corsOrigins are those of an Ingress, and whether they are all that there are.
func (in *ingress) corsOrigins() (origins []any, all bool) {
	said := in.note("cors-allow-origin")
	if said == "" || said == "*" {
		return []any{object("exact", "*")}, true
	}
	for one := range strings.SplitSeq(said, ",") {
		switch parts := corsOrigin().FindStringSubmatch(strings.TrimSpace(one)); {
		case parts == nil:
			in.miss("metadata.annotations[" + nginxNotes + "cors-allow-origin]")
		case parts[2] != "": // one label
			origins = append(origins, object("regex", parts[1]+`[A-Za-z0-9-]+\.`+regexp.QuoteMeta(parts[3])))
		default:
			origins = append(origins, object("exact", parts[1]+parts[3]))
		}
	}
	return origins, false
}

// corsWords are those of an annotation, or the usual ones.
func (in *ingress) corsWords(name, usual string) (words []any) {
	said := in.note(name)
	list := strings.FieldsFunc(said, func(r rune) bool { return r == ',' || r == ' ' })
	if slices.ContainsFunc(list, func(w string) bool { return !corsWord().MatchString(w) }) {
		in.miss("metadata.annotations[" + nginxNotes + name + "]")
		list = nil
	}
	if len(list) == 0 {
		list = strings.FieldsFunc(usual, func(r rune) bool { return r == ',' || r == ' ' })
	}
	for _, w := range list {
		if strings.HasSuffix(name, "headers") {
			w = strings.ToLower(w)
		}
		words = append(words, w)
	}
	return words
}

// period is a number of seconds in the largest unit that it is whole of.
func period(seconds int64) string {
	switch {
	case seconds%3600 == 0:
		return strconv.FormatInt(seconds/3600, 10) + "h"
	case seconds%60 == 0:
		return strconv.FormatInt(seconds/60, 10) + "m"
	}
	return strconv.FormatInt(seconds, 10) + "s"
}
