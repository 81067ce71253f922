package main

import (
	"io/fs"
	"os"
)

func colors() []string { return []string{"auto", "always", "never"} }

// coloured reports whether text on stdout is coloured: as --color says, or else where
// stdout is a terminal whose user has not said otherwise by NO_COLOR, the one variable
// that is read (https://no-color.org).
func coloured(s *shell, when string) bool {
	switch when {
	case "always":
		return true
	case "never":
		return false
	}
	if value, _ := os.LookupEnv("NO_COLOR"); value != "" {
		return false
	}
	info := s.stdout.info()
	return info != nil && info.Mode()&fs.ModeCharDevice != 0
}
