package trace

// truth is whether something holds, where that can be known.
type truth uint8

const (
	no truth = iota
	maybe
	yes
)

func truthOf(holds bool) truth {
	if holds {
		return yes
	}
	return no
}

func (t truth) not() truth { return yes - t }
