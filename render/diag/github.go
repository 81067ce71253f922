package diag

import (
	"fmt"
	"io"
	"strings"
)

// maxAnnotations is how many annotations of each severity GitHub shows of a step
// (https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands,
// github.com/orgs/community/discussions/26680).
const maxAnnotations = 10

// GitHub writes a report as workflow commands, which become annotations of a
// change. What is beyond those that GitHub shows is told in plain lines.
func GitHub(w io.Writer, r Report) error {
	var b strings.Builder
	var shown [2]int
	for _, in := range r.Inputs {
		if in.Failure != "" {
			shown[Error]++
			fmt.Fprintf(&b, "::error title=render::%s\n", commandText(Visible(told(in.Failure))))
		}
	}
	for _, in := range r.Inputs {
		sorted := in.Diagnostics.Sorted()
		for _, p := range sorted {
			if shown[p.Severity]++; shown[p.Severity] > maxAnnotations {
				fmt.Fprintln(&b, strings.ReplaceAll(Visible(p.Header()), "\n", " ")) // one line, which begins with a file
				continue
			}
			b.WriteString(annotation(&p, in.Name))
		}
		if more := in.Diagnostics.Count() - len(sorted); more > 0 {
			fmt.Fprintf(&b, "%s: and %d more\n", Visible(in.Name), more)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func annotation(p *Diagnostic, input string) string {
	s := spotOf(p.Place, input)
	at := "file=" + commandProperty(Visible(s.file))
	if !s.whole {
		at += fmt.Sprintf(",line=%d,endLine=%d,col=%d,endColumn=%d", s.line, s.line, s.column, s.endColumn)
	}
	text := p.sentence(s)
	for _, also := range p.Related {
		other := spotOf(also.Place, input)
		text += fmt.Sprintf("\nsee %s", other.file)
		if !other.whole {
			text += fmt.Sprintf(":%d", other.line)
		}
		if also.Note != "" {
			text += " (" + told(also.Note) + ")"
		}
	}
	if cure := p.cure(); cure != "" {
		text += "\n" + told(cure)
	}
	return fmt.Sprintf("::%s %s,title=%s::%s\n", p.Severity, at, p.Code, commandText(Visible(text)))
}

// commandText is a text as GitHub's runner reads it in a command.
func commandText(text string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(text)
}

// commandProperty is a text as it reads a property of a command.
func commandProperty(text string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(text)
}
