package format

import (
	"strconv"
	"strings"
	"time"

	"render/render/wording"
)

// ofISO is a duration as ISO 8601 has it, without months and years.
var ofISO = Expression(`^P((?:[0-9]+D)?)T?((?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+S)?)$`)

var durationForm = Expression(`^([0-9]+(\.[0-9]+)?(h|m|s|ms))+$`)

func checkDuration(text string) wording.Fault {
	d, err := time.ParseDuration(text)
	if err != nil || !durationForm.MatchString(text) {
		help := "write numbers with h, m, s or ms behind each"
		if Decimal.MatchString(text) && text[0] != '-' {
			help = "write: " + text + "s"
		} else if meant := durationMeant(text); meant != "" {
			help = "write: " + meant
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

// durationMeant is a duration with its units as people write them: 10 s, 10sec, 5 minutes, 1 day;
// "" where it is none.
func durationMeant(text string) string {
	out, rest := "", strings.ToLower(text)
	if found := ofISO.FindStringSubmatch(text); found != nil {
		rest = strings.ToLower(found[1] + found[2])
	}
	if strings.Count(rest, ",") == 1 && !strings.Contains(rest, ".") { // as Germans and French write a fraction
		rest = strings.Replace(rest, ",", ".", 1)
	}
	for rest = strings.TrimSpace(rest); rest != ""; rest = strings.TrimSpace(rest) {
		number := rest[:len(rest)-len(strings.TrimLeft(rest, "0123456789."))]
		rest = strings.TrimSpace(rest[len(number):])
		word := rest[:len(rest)-len(strings.TrimLeft(rest, "abcdefghijklmnopqrstuvwxyz"))]
		rest = rest[len(word):]
		unit := ""
		switch word {
		case "ms", "msec", "msecs", "millis", "millisecond", "milliseconds", "millisekunde", "millisekunden", "milliseconde", "millisecondes":
			unit = "ms"
		case "s", "sec", "secs", "second", "seconds", "sek", "sekunde", "sekunden", "seconde", "secondes":
			unit = "s"
		case "m", "min", "mins", "minute", "minutes", "minuten":
			unit = "m"
		case "h", "hr", "hrs", "hour", "hours", "std", "stunde", "stunden", "heure", "heures":
			unit = "h"
		case "d", "day", "days", "tag", "tage", "jour", "jours":
			days, err := strconv.Atoi(number)
			if err != nil || days > 365 {
				return ""
			}
			number, unit = strconv.Itoa(24*days), "h"
		}
		out += number + unit
		if unit == "" || number == "" {
			return ""
		}
	}
	if !durationForm.MatchString(out) {
		return ""
	}
	return out
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
