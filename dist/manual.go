package main

import (
	"fmt"
	"regexp"
	"strings"
)

var (
	verbLine = regexp.MustCompile(`^  ([a-z0-9-]+) +(\S.*)$`)
	flagLine = regexp.MustCompile(`^  (-\w, |    )(--[a-z0-9-]+(?: \S+)?) *(.*)$`)
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
	var b strings.Builder
	fmt.Fprintf(&b, ".TH %s 1 \"\" \"\" \"render\"\n.SH NAME\n%s \\- %s\n", strings.ToUpper(troff(name)), troff(name), troff(short))
	section, inFlags, literal := "", false, false
	begin := func(title string) {
		if literal {
			b.WriteString(".fi\n")
		}
		section = title
		literal = section == "Usage" || section == "Examples" || section == "Verbs"
		inFlags = false
		heads := map[string]string{"Usage": "SYNOPSIS"}
		if heads[title] == "" {
			heads[title] = strings.ToUpper(title)
		}
		fmt.Fprintf(&b, ".SH %s\n", troff(heads[title]))
		if literal {
			b.WriteString(".nf\n")
		}
	}
	lines := strings.Split(strings.TrimRight(help, "\n"), "\n")
	begin("Description")
	for _, line := range lines {
		m := flagLine.FindStringSubmatch(line)
		switch {
		case heading.MatchString(line):
			begin(strings.TrimSuffix(line, ":"))
		case literal:
			b.WriteString(troff(line) + "\n")
		case m != nil:
			inFlags = true
			fmt.Fprintf(&b, ".TP\n%s\n%s\n", troff(strings.TrimSpace(m[1])+strings.Repeat(" ", min(1, len(strings.TrimSpace(m[1]))))+m[2]), troff(m[3]))
		case strings.TrimSpace(line) == "":
			if !inFlags {
				b.WriteString(".PP\n")
			}
		default:
			b.WriteString(troff(strings.TrimSpace(line)) + "\n")
		}
	}
	if literal {
		b.WriteString(".fi\n")
	}
	return b.String()
}

// troff is a text that the formatter of manuals prints as it is.
func troff(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(text)
	if strings.HasPrefix(text, ".") || strings.HasPrefix(text, "'") {
		text = `\&` + text
	}
	return text
}
