package format

import (
	"time"

	"render/render/wording"
)

var durationForm = Expression(`^([0-9]+(\.[0-9]+)?(h|m|s|ms))+$`)

func checkDuration(text string) wording.Fault {
	d, err := time.ParseDuration(text)
	if err != nil || !durationForm.MatchString(text) {
		help := "write numbers with h, m, s or ms behind each"
		if Decimal.MatchString(text) && text[0] != '-' {
			help = "write: " + text + "s"
		}
		return wording.Fault{Message: wording.Quote(text) + " is not a duration, such as 10s, 1m30s or 250ms", Help: help}
	}
	if d != 0 && d < time.Millisecond || d > 24*365*time.Hour {
		return wording.Fault{Message: wording.Quote(text) + " is not between a millisecond and a year", Help: "write a duration between them"}
	}
	if d%time.Millisecond != 0 {
		return wording.Fault{Message: wording.Quote(text) + " is finer than a millisecond, which Istio refuses", Help: "write: " + d.Round(time.Millisecond).String()}
	}
	return wording.Fault{}
}

// checkPeriod is checkDuration for what Istio refuses as 0s.
func checkPeriod(text string) wording.Fault {
	if d, err := time.ParseDuration(text); err == nil && d == 0 {
		return wording.Fault{Message: wording.Quote(text) + " is no time at all, which Istio refuses", Help: "remove it, or write at least 1ms"}
	}
	return checkDuration(text)
}

// checkInterval takes an interval of BFD, which MetalLB counts in milliseconds.
func checkInterval(text string) wording.Fault {
	if fault := checkDuration(text); fault.Found() {
		if Decimal.MatchString(text) && text[0] != '-' {
			fault.Help = "write: " + text + "ms"
		}
		return fault
	}
	d, _ := time.ParseDuration(text)
	if d < 10*time.Millisecond || d > time.Minute || d%time.Millisecond != 0 {
		return wording.Fault{Message: wording.Quote(text) + " is not in whole milliseconds between 10ms and 60s, as BFD's intervals are", Help: "write such a duration"}
	}
	return wording.Fault{}
}
