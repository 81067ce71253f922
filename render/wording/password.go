package wording

import (
	"slices"
	"strings"
)

// hidden stands for a password that is not shown.
const hidden = "..."

// secretNames are parts of the names of parameters of a URL that hold a password, and
// secretShort such names that are parts of many others.
var (
	secretNames = [...]string{"token", "secret", "pass", "pwd", "key", "credential", "sig", "auth", "jwt"}
	secretShort = [...]string{"k", "t", "p", "pw", "pat", "sas", "code"}
)

// WithoutPassword is a text in which no URL shows a password or a token, also where the
// URL was written over several lines.
func WithoutPassword(text string) string {
	if !MayHoldPassword(text) {
		return text
	}
	return MapWords(withoutFolded(text), separators, publicWord)
}

// MayHoldPassword reports whether a URL in a text could show a password, which is found out
// fast: behind it there is an "@", or it is a parameter's.
func MayHoldPassword(text string) bool {
	return strings.IndexByte(text, '@') >= 0 || strings.IndexByte(text, '=') >= 0 &&
		(strings.IndexByte(text, '?') >= 0 || strings.IndexByte(text, '&') >= 0 && strings.Contains(text, "://"))
}

// HoldsPassword reports whether a URL in a text shows a password.
func HoldsPassword(text string) bool { return WithoutPassword(text) != text }

// publicWord is a word without the password of a URL in it.
func publicWord(word string) string {
	before, rest, url := strings.Cut(word, "://")
	scheme := strings.ToLower(before)
	switch {
	case url:
		rest = publicParameters(withoutUser(rest, strings.HasSuffix(scheme, "http") || strings.HasSuffix(scheme, "https")))
		return before + "://" + rest
	}
	return publicParameters(withoutUserAlone(word))
}

// withoutUser is what follows a scheme without a name and its password; a name alone is
// shown, unless it may be a token.
func withoutUser(rest string, mayBeToken bool) string {
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		end = len(rest)
	}
	at := strings.LastIndexByte(rest[:end], '@')
	if at < 0 { // a password may hold a slash, and then the port is no number
		if _, port, ok := strings.Cut(rest[:end], ":"); !ok || strings.Trim(port, "0123456789") == "" || strings.HasPrefix(rest, "[") {
			return rest
		}
		at = strings.LastIndexByte(rest, '@')
	}
	if at < 0 || !mayBeToken && !strings.Contains(rest[:at], ":") {
		return rest
	}
	return hidden + rest[at:]
}

// withoutUserAlone is a URL without its scheme, and without a name and its password: not
// the tag and the digest of an image.
func withoutUserAlone(word string) string {
	at := strings.LastIndexByte(word, '@')
	if at < 0 || strings.HasPrefix(word[at:], "@sha256:") || strings.HasPrefix(word[at:], "@sha512:") {
		return word
	}
	from := strings.LastIndexAny(word[:at], "{[,(") + 1 // what YAML has before a value
	for from < at && word[from] == '/' {                // behind the end of a line the scheme may be missing
		from++
	}
	if colon := strings.IndexByte(word[from:at], ':'); colon <= 0 || strings.ContainsAny(word[from:from+colon], "/") {
		return word
	}
	return word[:from] + hidden + word[at:]
}

// publicParameters hides the values of parameters that hold a password.
func publicParameters(url string) string {
	path, query, ok := strings.Cut(url, "?")
	if !ok {
		return url
	}
	parts := strings.Split(query, "&")
	for i, part := range parts {
		if name, value, _ := strings.Cut(part, "="); value != "" && namesSecret(name) {
			parts[i] = part[:len(name)+1] + hidden + behindValue(value)
		}
	}
	return path + "?" + strings.Join(parts, "&")
}

// namesSecret reports whether a parameter of a URL is called as one that holds a password.
func namesSecret(name string) bool {
	name = strings.ToLower(name)
	return strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789_.-") == "" && (slices.Contains(secretShort[:], name) ||
		slices.ContainsFunc(secretNames[:], func(secret string) bool { return strings.Contains(name, secret) }))
}

// behindValue is what follows a value in a line of YAML, which ends in a bracket or a comma there.
func behindValue(value string) string { return value[len(strings.TrimRight(value, ",]})")):] }
