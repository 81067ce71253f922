package main

import (
	"fmt"
	"regexp"
	"strings"
)

var (
	verbLine = regexp.MustCompile(`^  ([a-z0-9-]+) +(\S.*)$`)
	flagLine = regexp.MustCompile(`^  (-\w, |    )(--[a-z0-9-]+(?: \S+)?) *(.*)$`)
	termLine = regexp.MustCompile(`^  (\S+(?: \S+)*)  +(\S.*)$`) // of a list in a description
	heading  = regexp.MustCompile(`^[A-Z][^:]*:$`)
)

// manual is a page of the manual for render itself and for each verb, made of what the
// program's help says.
func manual(program string) ([]file, error) {
	help, err := ask(program, "help")
	if err != nil {
		return nil, err
	}
	out := []file{{name: "man/man1/render.1", text: []byte(page("render", "turn a topology into a cluster's ingress objects", string(help)))}}
	_, verbs, _ := strings.Cut(string(help), "\nVerbs:\n")
	verbs, _, _ = strings.Cut(verbs, "\n\n")
	for _, line := range strings.Split(verbs, "\n") {
		m := verbLine.FindStringSubmatch(line)
		if m == nil {
			return nil, fmt.Errorf("render help lists a verb as %q", line)
		}
		help, err := ask(program, "help", m[1])
		if err != nil {
			return nil, err
		}
		out = append(out, file{name: "man/man1/render-" + m[1] + ".1", text: []byte(page("render-"+m[1], strings.ToLower(m[2][:1])+m[2][1:], string(help)))})
	}
	return out, nil
}

// page is a help text as a page of the manual.
func page(name, short, help string) string {
	var m manualPage
	m.begin("Description")
	for _, line := range strings.Split(strings.TrimRight(help, "\n"), "\n") {
		m.add(line)
	}
	m.begin("")
	return fmt.Sprintf(".TH %s 1 \"\" \"\" \"render\"\n.SH NAME\n%s \\- %s\n", strings.ToUpper(troff(name)), troff(name), troff(short)) + m.usage + m.rest
}

// manualPage is a page as it is made line by line. Its usage stands first, as in every manual.
type manualPage struct {
	usage, rest string // whole sections
	section     strings.Builder
	title       string
	literal     bool // lines as they are
	listed      bool // terms or flags, each with what it means
}

// begin ends a section, and begins another; "" for none.
func (m *manualPage) begin(title string) {
	if m.literal {
		m.section.WriteString(".fi\n")
	}
	if m.title == "Usage" {
		m.usage += m.section.String()
	} else {
		m.rest += m.section.String()
	}
	m.section.Reset()
	m.title, m.listed = title, false
	m.literal = title == "Usage" || title == "Examples" || title == "Verbs"
	head := strings.ToUpper(title)
	if title == "Usage" {
		head = "SYNOPSIS"
	}
	fmt.Fprintf(&m.section, ".SH %s\n", troff(head))
	if m.literal {
		m.section.WriteString(".nf\n")
	}
}

// add adds a line of a help text.
func (m *manualPage) add(line string) {
	flag, term := flagLine.FindStringSubmatch(line), termLine.FindStringSubmatch(line)
	codes, isCodes := strings.CutPrefix(line, "Exit codes: ")
	if m.literal && line != "" && !strings.HasPrefix(line, " ") && !heading.MatchString(line) && !isCodes {
		m.literal = false
		m.section.WriteString(".fi\n.PP\n")
	}
	switch {
	case heading.MatchString(line):
		m.begin(strings.TrimSuffix(line, ":"))
	case isCodes:
		m.begin("Exit status")
		m.section.WriteString(troff(codes) + "\n")
	case m.literal:
		m.section.WriteString(troff(line) + "\n")
	case flag != nil:
		m.listed = true
		short := strings.TrimSpace(flag[1])
		fmt.Fprintf(&m.section, ".TP\n%s\n%s\n", troff(short+strings.Repeat(" ", min(1, len(short)))+flag[2]), troff(flag[3]))
	case term != nil && m.title == "Description":
		m.listed = true
		fmt.Fprintf(&m.section, ".TP\n%s\n%s\n", troff(term[1]), troff(term[2]))
	case strings.TrimSpace(line) == "":
		if m.title == "Description" || !m.listed {
			m.section.WriteString(".PP\n")
		}
	default:
		m.section.WriteString(troff(strings.TrimSpace(line)) + "\n")
	}
}

// troff is a text that the formatter of manuals prints as it is.
func troff(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(text)
	if strings.HasPrefix(text, ".") || strings.HasPrefix(text, "'") {
		text = `\&` + text
	}
	return text
}
