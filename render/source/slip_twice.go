package source

import "strings"

// commaTwice are two commas with nothing between them, or one behind the bracket that opens.
func commaTwice(_ *search, _ int, line string) []slip {
	shown := bare(line)
	var out []slip
	last := -1 // what is no space
	for i := 0; i < len(shown) && len(out) < maxSigns; i++ {
		c := shown[i]
		if c == ',' && last >= 0 && strings.IndexByte(",[{", shown[last]) >= 0 {
			out = append(out, slip{code: "yaml-comma", from: last, to: i + 1, with: line[last : last+1], message: "nothing is before this comma"})
			continue
		}
		if c != ' ' {
			last = i
		}
	}
	return out
}

// bracketTwice are two brackets of a kind beside each other, in a line that has more of them than of their counterparts.
func bracketTwice(_ *search, _ int, line string) []slip {
	shown := bare(line)
	var out []slip
	for _, pair := range []string{"[]", "{}"} {
		more := strings.Count(shown, pair[:1]) - strings.Count(shown, pair[1:])
		one := slip{code: "yaml-bracket", with: pair[:1], message: "a bracket is opened twice"}
		if more < 0 {
			one = slip{code: "yaml-bracket", message: "closes a bracket that is not open", help: "remove it"}
		}
		for i := 0; more != 0 && i+1 < len(shown) && len(out) < maxSigns; i++ {
			if shown[i] != shown[i+1] || shown[i] != pair[0] && more > 0 || shown[i] != pair[1] && more < 0 {
				continue
			}
			one.from, one.to = i+1-len(one.with), i+2
			out = append(out, one)
			i++
		}
	}
	return out
}
