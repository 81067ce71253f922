package drawing

// Text is the picture in a form; answers are of a page alone.
func (p *Picture) Text(format string, answers *Answers) []byte {
	switch format {
	case HTML:
		return p.page(answers)
	case Mermaid:
		return p.mermaid()
	case DOT:
		return p.dot()
	}
	return p.svg()
}
