package source

import (
	"strconv"
	"strings"

	"render/render/wording"
)

// valueAt is where the value of a line begins, behind its key or its dashes, and where it ends; from is to
// where there is none.
func valueAt(line string) (from, to int) {
	shown := bare(line)
	from = column(shown)
	if at := keyed.find(shown); at != nil {
		from = at[1]
	}
	return from, max(from, len(strings.TrimRight(shown, " \t")))
}

// bracesFirst are values that begin with a variable of a template, as Ansible's, and go on behind it: YAML takes them
// for an object.
func bracesFirst(_ *search, _ int, line string) []slip {
	from, to := valueAt(line)
	value := line[from:to]
	end := strings.Index(value, "}}")
	if !strings.HasPrefix(value, "{{") || end < 0 || end+2 == len(value) {
		return nil
	}
	return []slip{{code: "yaml-sign", from: from, to: to, with: strconv.Quote(value), message: wording.Quote(value) + " begins with {{, which in YAML begins an object"}}
}

// bracketsLeftOut are values in quotes, with commas between them, and no brackets around them.
func bracketsLeftOut(_ *search, _ int, line string) []slip {
	from, to := valueAt(line)
	if from == to || line[from] != '"' && line[from] != '\'' || strings.ContainsAny(bare(line)[from:to], "[]{}:") {
		return nil
	}
	for _, one := range strings.Split(bare(line)[from:to], ",") {
		if one = strings.TrimSpace(one); one == "" || strings.Trim(one, "q") != "" {
			return nil
		}
	}
	if !strings.Contains(bare(line)[from:to], ",") {
		return nil
	}
	return []slip{{code: "yaml-bracket", from: from, to: to, with: "[" + line[from:to] + "]", message: "several values are a list, which stands in brackets"}}
}
