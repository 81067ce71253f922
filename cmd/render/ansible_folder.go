package main

import (
	"os"
	"path/filepath"
)

// groupVars is the folder in which Ansible looks for variables of groups of machines.
const groupVars = "group_vars"

// hostVars is the one of variables of single machines.
const hostVars = "host_vars"

// isVariables reports whether a folder is one of these two.
func isVariables(folder string) bool {
	base := filepath.Base(filepath.Clean(folder))
	return base == groupVars || base == hostVars
}

// variablesIn is the file of a folder that has variables of all machines, as Ansible calls it; "" where there is none.
func variablesIn(name string) string {
	for _, file := range [...]string{"all", "all.yml", "all.yaml"} {
		if info, err := os.Stat(filepath.Join(name, file)); err == nil && info.Mode().IsRegular() {
			return filepath.ToSlash(filepath.Join(name, file))
		}
	}
	return ""
}

// fromVariables is how a topology is made of the variables of a folder; "" where it is none of such.
func fromVariables(folder string) string {
	from := variablesIn(folder)
	if filepath.Base(filepath.Clean(folder)) == groupVars {
		from = folder
	}
	if from == "" {
		return ""
	}
	return "of variables of Ansible's one is made by: render init --from " + quoteWord(from)
}
