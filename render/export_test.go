package render

// FileName is fileName, for tests.
var FileName = fileName

// NamedAlone reports whether a file is named for a kind without its group.
func NamedAlone(group, kind string) bool {
	home, known := homes()[kind]
	return known && home == group
}

// AskWhole has why try everything in the whole topology, however much that is.
func (a *Reasons) AskWhole() { a.subject.Small = 1 << 20 }
