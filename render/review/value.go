package review

import (
	"encoding/base64"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"render/render/certs"
	"render/render/compare"
	"render/render/diag"
	"render/render/manifest"
	"render/render/wording"
)

// maxValue is how many characters of a value in one line are shown.
const maxValue = 160

// unseen is told of what differs, and reads the same.
const unseen = ", changed where it is not shown"

// safe is a text as it may be shown: in one line, steering no terminal, and without a
// private key or a password.
func safe(text string) string {
	return diag.Name(diag.Visible(wording.Public(text)))
}

func safeAll(texts []string) []string {
	out := slices.Clone(texts)
	for i := range out {
		out[i] = safe(out[i])
	}
	return out
}

// plain reports whether a text is told from other values without quotes.
func plain(text string) bool {
	switch text {
	case "", "true", "false", "null", "none", "~":
		return false
	}
	if _, err := strconv.ParseFloat(text, 64); err == nil {
		return false
	}
	return strings.Trim(text, " ") == text && !strings.ContainsAny(text, "\"'`\n\t") && !strings.Contains(text, " -> ") && text == diag.Visible(text)
}

// readable is a value that fits a line, and whether it does: texts as they are where
// that is plain, else in quotes; lists and mappings of few words as in YAML's flow form.
func readable(v any) (string, bool) {
	switch v := v.(type) {
	case nil:
		return "none", true
	case string:
		if about, ok := certificate(v); ok {
			return about, true
		}
		if strings.Contains(strings.TrimSuffix(v, "\n"), "\n") {
			return "", false
		}
		if plain(v) {
			return safe(v), true
		}
		return inQuotes(v), true
	case manifest.Object:
		if len(v) > 0 {
			return "", false
		}
		return "{}", true
	case []any:
		parts := make([]string, len(v))
		length := 0
		for i, item := range v {
			text, ok := readable(item)
			if length += len(text) + 2; !ok || length > maxValue {
				return "", false
			}
			parts[i] = text
		}
		return "[" + strings.Join(parts, ", ") + "]", true
	}
	text, err := manifest.AppendJSON(nil, v)
	if err != nil {
		return "a value that cannot be shown", true
	}
	return string(text), true
}

func inQuotes(text string) string {
	return `"` + strings.ReplaceAll(safe(text), `"`, `\"`) + `"`
}

// alike are two values as a line has them: of two texts that are told from other values
// by quotes on one side, both in quotes.
func alike(a, b any, old, now string) (string, string) {
	was, both := a.(string)
	is, also := b.(string)
	switch {
	case !both || !also || plain(was) == plain(is):
	case old == safe(was): // and no certificate
		old = inQuotes(was)
	case now == safe(is):
		now = inQuotes(is)
	}
	return old, now
}

// certificate is what is told of a text that is certificates, in clear or as a Secret's
// data has it.
func certificate(text string) (string, bool) {
	if raw, err := base64.StdEncoding.DecodeString(text); err == nil && len(raw) > 0 {
		text = string(raw)
	}
	if !strings.Contains(text, "-----BEGIN CERTIFICATE-----") || wording.HoldsKey([]byte(text)) {
		return "", false
	}
	about, ok := certs.Describe([]byte(text))
	return told(about), ok
}

// around cuts two long values to where they differ.
func around(old, new string) (string, string) {
	if utf8.RuneCountInString(old) <= maxValue && utf8.RuneCountInString(new) <= maxValue {
		return old, new
	}
	a, b := []rune(old), []rune(new)
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	from := max(0, head-maxValue/4)
	window := func(all []rune) string {
		begin := min(from, max(0, len(all)-1))
		end := min(len(all), begin+maxValue)
		out := string(all[begin:end])
		if begin > 0 {
			out = "..." + out
		}
		if end < len(all) {
			out += "..."
		}
		return out
	}
	return window(a), window(b)
}

// certificates are what is told of a field that is a certificate on both sides.
func certificates(f *compare.Field) (old, now string, both bool) {
	old, was := aCertificate(f.Old)
	now, is := aCertificate(f.New)
	return old, now, was && is && f.Hidden != compare.Encrypted
}

// hidden is what is told of a field whose values are not shown; "" where they are.
func hidden(f *compare.Field) string {
	switch f.Hidden {
	case compare.Encrypted:
		return "encrypted anew"
	case compare.Secret:
		old, _ := aCertificate(f.Old)
		now, _ := aCertificate(f.New)
		switch {
		case f.Old == nil:
			return "added, not shown" + behind(now)
		case f.New == nil:
			return "removed, not shown" + behind(old)
		case old != "" && old == now:
			return now + unseen
		case old != "" && now != "":
			return old + " -> " + now
		}
		return "changed, not shown"
	}
	return ""
}

func behind(text string) string {
	if text == "" {
		return ""
	}
	return ": " + text
}

// aCertificate is what is told of a value that is a certificate.
func aCertificate(v any) (string, bool) {
	text, ok := v.(string)
	if !ok {
		return "", false
	}
	return certificate(text)
}

// public is a text without a private key, and without passwords.
func public(text string) string {
	if wording.SuspectsKey([]byte(text)) {
		return notShown
	}
	return wording.Public(text)
}

// visible is a line as it may be shown.
func visible(text string) string { return diag.Visible(public(text)) }

// told is a text of this program's, with words of people in it, which it has in quotes: what it
// says of a password itself it says behind a colon.
func told(text string) string {
	return diag.Shorten(diag.Name(diag.Visible(wording.WithoutPassword(wording.WithoutKey(text)))))
}
