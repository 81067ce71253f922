package review

import (
	"fmt"
	"io"
	"strings"

	"render/render/compare"
	"render/render/consequences"
	"render/render/trace"
	"render/render/wording"
)

// Colours of a terminal, by the sign of a line and for consequences.
const (
	red    = "\x1b[31m"
	green  = "\x1b[32m"
	yellow = "\x1b[33m"
	bold   = "\x1b[1m"
	off    = "\x1b[0m"
)

// text is a review for a person at a terminal: what is counted, what differs object by
// object, what it does, and in which order it is safe.
func (r *Review) text(w io.Writer, coloured bool) error {
	t := &printer{coloured: coloured}
	t.line(bold, r.summary())
	for _, d := range r.Decisions {
		t.line(yellow, decision(d))
	}
	for list := r.changes(); len(list) > 0; list = list[1:] {
		c := &list[0]
		t.b.WriteByte('\n')
		if ids := definitionsOf(list); len(ids) > 0 {
			t.definitions(c.Kind, ids)
			list = list[len(ids)-1:]
			continue
		}
		t.line(ofKind(c.Kind), fmt.Sprintf("%-8s %s", c.Kind, title(c)))
		for _, l := range fieldLines(c) {
			t.field(l)
		}
	}
	if len(r.Files) > 0 {
		t.b.WriteByte('\n')
	}
	for _, f := range r.Files {
		t.line(yellow, fileLine(f))
	}
	r.requests(t)
	r.consequences(t)
	for _, aside := range r.asides() {
		t.line("", "note: "+aside)
	}
	_, err := io.WriteString(w, t.b.String())
	return err
}

// consequences tell what the change does.
func (r *Review) consequences(t *printer) {
	list := r.Consequences
	if len(list.Consequences) > 0 {
		t.b.WriteString("\nwhat it does on the cluster, applied by " + r.Applier.String() + ":\n")
	}
	for _, c := range list.Consequences {
		colour := ""
		switch c.Severity {
		case consequences.Danger:
			colour = red
		case consequences.Warning:
			colour = yellow
		}
		t.line(colour, fmt.Sprintf("%-8s %s [%s]", c.Severity, told(c.Message), c.Code))
		if c.Help != "" {
			t.line("", "         = "+told(c.Help))
		}
	}
	if len(list.Steps) > 0 {
		t.b.WriteString("\nin this order it is safe" + butFor(list.Remaining()) + r.asFar() + ":\n")
	}
	for i, step := range list.Steps {
		t.line("", fmt.Sprintf("%2d. %s", i+1, told(step)))
	}
	if list.Commits {
		t.line("", "    "+inCommits)
	}
}

// inCommits is how a part of a change is brought where a folder is applied as it is committed.
const inCommits = "a part of the change in a commit of its own: render all of it into the folder; put what is to wait back as it was, its file (git checkout HEAD -- FILE; rm what is new) and its line in kustomization.yaml; " +
	"for the commit with the rest, remove what goes and render with --force"

// butFor names the codes of what an order of steps leaves as it is; "" for none.
func butFor(codes []string) string {
	if len(codes) == 0 {
		return ""
	}
	return " but for " + wording.Listed(codes)
}

// asFar hedges where not all of both sides is compared; "" where it is.
func (r *Review) asFar() string {
	if len(r.Aside.Unasked)+len(r.Aside.Partly) == 0 {
		return ""
	}
	return ", as far as the sides are compared"
}

// printer writes lines, of which the shell sees to what a terminal may be sent.
type printer struct {
	b        strings.Builder
	coloured bool
}

func (t *printer) line(colour, text string) {
	if t.coloured && colour != "" {
		text = colour + text + off
	}
	t.b.WriteString(text + "\n")
}

func (t *printer) field(l line) {
	colour, sign := "", string(l.sign)
	switch l.sign {
	case '+':
		colour = green
	case '-':
		colour = red
	default:
		sign = " "
	}
	t.line(colour, "  "+sign+" "+l.text)
}

func ofKind(kind compare.Kind) string {
	switch kind {
	case compare.Added:
		return green
	case compare.Removed:
		return red
	}
	return yellow
}

func decision(d Decision) string {
	was := "not recorded"
	if len(d.Was) > 0 {
		was = quoted(strings.Join(d.Was, " or "))
	}
	return fmt.Sprintf("rendered otherwise: %s was %s, and is %s; give the flags that the folder was rendered with, or -o wants --force", d.Key, was, quoted(d.Is))
}

func quoted(text string) string {
	if text == "" {
		return "none"
	}
	return `"` + safe(text) + `"`
}

func fileLine(f File) string {
	out := fmt.Sprintf("%-8s file %s", f.Kind, safe(f.Path))
	if f.Note != "" {
		out += ": " + safe(f.Note)
	}
	return out
}

// requests tell a person of them.
func (r *Review) requests(t *printer) {
	if r.Requests == nil {
		return
	}
	t.b.WriteByte('\n')
	t.line("", r.Requests.summary())
	colours := map[trace.ChangeKind]string{trace.Stops: red, trace.Elsewhere: yellow, trace.Starts: green}
	for i := range r.Requests.Changes {
		c := &r.Requests.Changes[i]
		old, now, why, help := endsOf(c)
		t.line(colours[c.Kind], fmt.Sprintf("%-9s %s%s", c.Kind, told(c.Request.Words()), andLike(c)))
		t.field(line{'-', old})
		if why != "" {
			now += ": " + why
		}
		t.field(line{'+', now})
		if help != "" {
			t.line("", "    = "+help)
		}
	}
}
