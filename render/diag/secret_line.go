package diag

import (
	"bytes"
	"regexp"
	"strings"

	"render/internal/later"
	"render/render/places"
)

// secretLines is how many lines, on either side of one, are looked at for what says that
// it is a Secret's.
const secretLines = 200

func saysSecret() *regexp.Regexp {
	return saysSecretOnce.Get(func() *regexp.Regexp {
		return regexp.MustCompile(`["']?\bkind["']?\s*:\s*["']?Secret(List)?["']?\s*([,}\]#]|$)`)
	})
}

func saysData() *regexp.Regexp {
	return saysDataOnce.Get(func() *regexp.Regexp { return regexp.MustCompile(`["']?\b(data|stringData)["']?\s*:`) })
}

var saysSecretOnce, saysDataOnce later.Value[*regexp.Regexp]

// isOfSecret reports whether a line may be one of what a Secret holds: it is in a document,
// of YAML or of JSON, that says so and has data. A Gateway that names a Secret has none. What is
// no YAML yet is read no better than by lines.
func isOfSecret(s *places.Source, line int) bool {
	if !bytes.Contains(s.Text(), []byte("Secret")) {
		return false
	}
	first, last := line, line
	for first > max(1, line-secretLines) && !divides(s.Line(first)) {
		first--
	}
	for last < min(s.Lines(), line+secretLines) && (last == line || !divides(s.Line(last))) {
		last++
	}
	says := func(word string, pattern *regexp.Regexp) bool {
		for n := first; n <= last; n++ {
			if text := strings.TrimRight(s.Line(n), " \t\r"); strings.Contains(text, word) && pattern.MatchString(text) {
				return true
			}
		}
		return false
	}
	return says("Secret", saysSecret()) && says("ata", saysData())
}

// divides reports whether a line is between two documents.
func divides(line string) bool { return strings.HasPrefix(line, "---") }

// cure is the help, but where it repeats what a Secret holds.
func (p *Diagnostic) cure() string {
	if p.Help == "" || p.Place.Source == nil || p.Place.Line == 0 || !isOfSecret(p.Place.Source, p.Place.Line) {
		return p.Help
	}
	_, value, _ := strings.Cut(p.Place.Source.Line(p.Place.Line), ":")
	if value = strings.Trim(value, " \t\r\"'"); value != "" && strings.Contains(p.Help, value) {
		return ""
	}
	return p.Help
}
