package trace

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"

	"render/render/objects"
)

// Places tells where a field stands: in the topology that it was rendered from, "" where
// there is none, and in the text of the objects.
type Places func(objects.Field) (topology, output string)

// Text writes traces for people, the verdict of each first.
func Text(list []Trace, places Places) []byte {
	var b bytes.Buffer
	for i := range list {
		if i > 0 {
			b.WriteByte('\n')
		}
		list[i].text(&b, places)
	}
	return Visible(b.Bytes())
}

// Visible is a text without what would steer a terminal: objects can be anybody's.
func Visible(text []byte) []byte {
	return bytes.Map(func(r rune) rune {
		if r != '\n' && unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return unicode.ReplacementChar
		}
		return r
	}, text)
}

// headline is the verdict in a line.
func (t *Trace) headline() string {
	status := ""
	if t.Status != 0 && t.Verdict == Fails {
		status = fmt.Sprintf(" with %d", t.Status)
	}
	method := ""
	if t.Request.Method != "GET" && t.Request.Method != "" && !t.Request.Raw {
		method = t.Request.Method + " "
	}
	switch t.Verdict {
	case Arrives:
		return method + t.Request.URL() + " " + t.Why + t.needed()
	case Fails:
		return method + t.Request.URL() + " does not arrive" + status + ": " + t.Why
	}
	return method + t.Request.URL() + ": " + t.Why + t.needed()
}

const column = 13

func (t *Trace) text(b *bytes.Buffer, places Places) {
	b.WriteString(t.headline() + "\n")
	if t.Cure != "" {
		fmt.Fprintf(b, "%-*s%s\n", column, "  to mend it", " "+t.Cure)
	}
	for _, h := range t.Hops {
		fmt.Fprintf(b, "  %-*s%s\n", column, h.Step, h.Text)
		if where := whereabouts(h.Field, places); where != "" {
			fmt.Fprintf(b, "  %-*s%s\n", column, "", where)
		}
	}
	for _, u := range t.Unjudged {
		fmt.Fprintf(b, "  %-*s%s\n", column, "may change", u.Text)
		if where := whereabouts(u.Field, places); where != "" {
			fmt.Fprintf(b, "  %-*s%s\n", column, "", where)
		}
	}
}

// whereabouts are the places of a field in a line.
func whereabouts(f objects.Field, places Places) string {
	if f.Object() == nil {
		return ""
	}
	f = objects.Written(f)
	topology, output := places(f)
	var parts []string
	for _, place := range [...]string{topology, output} {
		if place != "" {
			parts = append(parts, place)
		}
	}
	if path := f.Path(); path != "" {
		parts = append(parts, path)
	}
	return strings.Join(parts, ", ")
}
