package source

import (
	"fmt"
	"slices"
	"strings"

	"render/render/diag"
	"render/render/places"
)

// conflicts tells, each once, of the two sides that a merge of git's left behind; none where
// marks are missing, whose lines are then slips.
func conflicts(src *places.Source) diag.List {
	var out diag.List
	begins, parts := 0, []string(nil)
	var apart []diag.Related
	for n := 1; n <= src.Lines(); n++ {
		line := strings.TrimRight(src.Line(n), "\r\n")
		mark := len(line) >= 7 && (len(line) == 7 || line[7] == ' ')
		switch {
		case mark && strings.HasPrefix(line, "<<<<<<<"):
			begins, apart, parts = n, nil, []string{fmt.Sprint(n)}
		case begins == 0:
		case mark && (strings.HasPrefix(line, "=======") || strings.HasPrefix(line, "|||||||")):
			apart = append(apart, diag.Related{Place: whole(src, n, line)})
			parts = append(parts, fmt.Sprint(n))
		case mark && strings.HasPrefix(line, ">>>>>>>") && len(apart) > 0:
			out.Add(diag.Diagnostic{Code: "yaml-leftover", Place: whole(src, begins, strings.TrimRight(src.Line(begins), "\r\n")),
				Message: fmt.Sprintf("git has left a conflict here, up to line %d", n),
				Help:    fmt.Sprintf("settle it: keep the lines of one side, or what is right of both, and remove lines %s and %d", strings.Join(parts, ", "), n),
				Related: append(apart, diag.Related{Place: whole(src, n, line)})})
			begins = 0
		}
		if len(out) == maxSlips {
			break
		}
	}
	return out
}

// whole is the place of a line.
func whole(src *places.Source, n int, line string) places.Place {
	return places.Place{Source: src, Line: n, Column: 1, Length: len([]rune(line))}
}

// otherText tells of a text of another format than YAML; false where it is none that is known. Most
// of TOML is one long text to readers of YAML.
func otherText(src *places.Source) (diag.Diagnostic, bool) {
	if other, ok := program(src); ok {
		return other, true
	}
	assigned, tables, blocks, first, inventory := 0, 0, 0, 0, false
	for n := 1; n <= src.Lines(); n++ {
		line := strings.TrimSpace(src.Line(n))
		if line == "" || line[0] == '#' {
			continue
		}
		inventory = inventory || isInventoryLine(line)
		switch key, value, cut := strings.Cut(line, "="); {
		case line[0] == '[' && strings.HasSuffix(line, "]") && tableName(strings.Trim(line, "[]")):
			tables++
		case cut && tableName(strings.TrimSpace(key)) && !strings.HasPrefix(value, "="):
			assigned++
		case strings.HasSuffix(line, "{") && tableName(strings.NewReplacer(`"`, "", " ", "").Replace(strings.TrimSuffix(line, "{"))):
			blocks++
		case strings.Contains(line, ": ") || strings.HasSuffix(line, ":"):
			return diag.Diagnostic{}, false // a key of YAML's
		default:
			continue
		}
		if first == 0 {
			first = n
		}
	}
	if inventory && tables > 0 {
		line := strings.TrimRight(src.Line(first), "\r\n")
		return diag.Diagnostic{Code: "yaml-syntax", Place: whole(src, first, line), Message: "is an inventory of Ansible's, and no YAML",
			Help: "where it has variables, have Ansible write it as YAML, and name that: ansible-inventory -i FILE --list --yaml > inventory.yml"}, true
	}
	what, how := "TOML", "a table [istio] is an object, istio: {...}, and each [[tiers]] an item of the list tiers, which begins with a dash"
	switch {
	case assigned == 0:
		return diag.Diagnostic{}, false
	case blocks > 0:
		what, how = "HCL, as Terraform writes it", "a block istio {...} is an object, istio: {...}, and several of one name are the items of a list, each with a dash"
	case tables == 0:
		what, how = "no YAML: its keys end with =", "a key ends with a colon and a space"
	}
	line := strings.TrimRight(src.Line(first), "\r\n")
	return diag.Diagnostic{Code: "yaml-syntax", Place: whole(src, first, line), Message: "is " + what, Help: "write it as YAML, name: home in place of name = \"home\": " + how}, true
}

// isInventoryLine reports whether a line is one that only an inventory of Ansible's has: the variables or the groups of a
// group, or a machine with how Ansible reaches it.
func isInventoryLine(line string) bool {
	return line[0] == '[' && (strings.HasSuffix(line, ":vars]") || strings.HasSuffix(line, ":children]")) ||
		strings.Contains(line, " ansible_") && strings.Contains(line, "=")
}

// tableName reports whether a text is what TOML has for a key or a table.
func tableName(text string) bool {
	return text != "" && strings.IndexFunc(text, func(c rune) bool {
		return (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && !strings.ContainsRune("_-.", c)
	}) < 0
}

// program tells of jsonnet in a file that is not called so, and of the configuration of other web servers, each by
// its first line.
func program(src *places.Source) (diag.Diagnostic, bool) {
	for n := 1; n <= src.Lines(); n++ {
		line := strings.TrimRight(src.Line(n), "\r\n")
		word := strings.TrimSpace(line)
		if word == "" || word[0] == '#' || strings.HasPrefix(word, "//") {
			continue
		}
		local, isLocal := strings.CutPrefix(word, "local ")
		switch name, _, assigned := strings.Cut(local, "="); {
		case isLocal && assigned && (tableName(strings.TrimSpace(name)) || strings.Contains(name, "(")), strings.HasPrefix(word, "(import "), strings.HasPrefix(word, "import '"), strings.HasPrefix(word, `import "`), strings.HasPrefix(word, "function("):
			return diag.Diagnostic{Code: "yaml-syntax", Place: whole(src, n, line), Message: "is jsonnet, in a file that is read as YAML", Help: "give the file a name that ends in .jsonnet, by which it is evaluated"}, true
		}
		opens, isBlock := strings.CutSuffix(word, "{")
		what := ""
		switch opens = strings.TrimSpace(opens); {
		case !isBlock:
		case slices.Contains([]string{"server", "http", "events", "stream"}, opens), strings.HasPrefix(opens, "upstream "), strings.HasPrefix(opens, "location "):
			what = "nginx"
		case strings.Contains(string(src.Text()), "reverse_proxy "):
			what = "Caddy"
		}
		if what == "" {
			return diag.Diagnostic{}, false
		}
		return diag.Diagnostic{Code: "yaml-syntax", Place: whole(src, n, line), Message: "is a configuration of " + what + ", and no YAML",
			Help: "write a topology: render explain shows one; its hosts are those of a tier, and each path to a server is a route of an app, with outside: ADDRESS where that is not in the cluster"}, true
	}
	return diag.Diagnostic{}, false
}
