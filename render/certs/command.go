package certs

import "strings"

// word is a file name as one word of a shell command.
func word(name string) string {
	safe := func(c rune) bool {
		return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.ContainsRune("._/@+,:-", c)
	}
	if strings.HasPrefix(name, "-") {
		name = "./" + name
	}
	if strings.IndexFunc(name, func(c rune) bool { return !safe(c) }) < 0 {
		return name
	}
	return "'" + strings.ReplaceAll(name, "'", `'\''`) + "'"
}

// inPlace is the help that runs a command from the file to a new one, and puts
// that in its place.
func inPlace(command, name string) string {
	from, to := word(name), word(name+".new")
	return "run: " + command + " -in " + from + " -out " + to + " && mv " + to + " " + from
}
