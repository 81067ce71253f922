package render

// FileName is fileName, for tests.
var FileName = fileName

// NamedAlone reports whether a file is named for a kind without its group.
func NamedAlone(group, kind string) bool {
	home, known := homes()[kind]
	return known && home == group
}
