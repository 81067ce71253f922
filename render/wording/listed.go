package wording

// Listed are titles as a message lists them: `a, b and c`.
func Listed(titles []string) string {
	out := ""
	for i, title := range titles {
		switch {
		case i == 0:
		case i == len(titles)-1:
			out += " and "
		default:
			out += ", "
		}
		out += title
	}
	return out
}
