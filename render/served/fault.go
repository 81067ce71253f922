package served

import (
	"strconv"

	"render/render/objects"
)

// Fault is what is done to some requests on purpose, on their way or in place of it; the zero one
// is nothing.
type Fault struct{ Fails, Waits Injury }

// Injury is of how many requests what becomes.
type Injury struct {
	Share string // "10 %", "all"; "" for none
	By    string // "503", "7s"
}

// injured are the requests that a rule does harm to.
func injured(percent float64, by string) Injury {
	switch {
	case percent <= 0:
		return Injury{}
	case percent >= 100:
		return Injury{"all", by}
	}
	return Injury{strconv.FormatFloat(percent, 'f', -1, 64) + " %", by}
}

func faultOf(f objects.Fault) Fault { return Fault{injured(f.Abort()), injured(f.Delay())} }

// WithoutFault is an outcome but for what is done to requests on purpose.
func (o Outcome) WithoutFault() Outcome {
	o.Fault = Fault{}
	return o
}
