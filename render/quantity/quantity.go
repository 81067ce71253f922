// Package quantity owns amounts of resources in the form in which the API server
// stores them: 2000m comes back as 2, 1024Mi as 1Gi, and kubectl or Argo CD that
// compare what was written with what is there would see a difference for ever.
//
// In go texts, or whole objects; out come the same with each quantity in its
// canonical form. What is no quantity stays as it is: it is for others to refuse.
// It must never change how much a quantity says, nor the object it was given.
package quantity

import (
	"math/big"
	"slices"
	"strconv"
	"strings"
)

// maxLength bounds what is looked at, and with it the work of one quantity.
const maxLength = 64

// maxExponent bounds what stands behind an "e".
const maxExponent = 64

// format is which suffixes a quantity is written with; canonical form keeps it.
type format int

const (
	decimal    format = iota // 12M
	binary                   // 12Mi
	scientific               // 12e6
)

var (
	byThousands = [...]string{"n", "u", "m", "", "k", "M", "G", "T", "P", "E"} // from 10^-9
	byPower     = [...]string{"", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"}          // of 1024
)

const leastExponent, maxBinary = -9, 1<<63 - 1

func ten() *big.Int                { return big.NewInt(10) }
func thousandTwentyFour() *big.Int { return big.NewInt(1024) }

// Canonical is a quantity as the API server gives it back: the largest suffix
// with which no digit stands behind a point. A text that is no quantity, or is
// so large that the API server would cut it, is given back as it is.
//
// The rules are those of k8s.io/apimachinery, pkg/api/resource (Quantity's
// CanonicalizeBytes), against whose code the conformance tests hold this.
func Canonical(text string) string {
	if plain(text) {
		return text
	}
	if out, ok := canonical(text); ok {
		return out
	}
	return text
}

// plain reports, of the forms that nearly everybody writes, whether a text is
// canonical already.
func plain(text string) bool {
	suffix := strings.TrimLeft(text, "0123456789")
	digits := text[:len(text)-len(suffix)]
	if digits == "" || len(digits) > 9 || digits[0] == '0' {
		return text == "0"
	}
	switch suffix {
	case "", "m":
		return !strings.HasSuffix(digits, "000")
	case "Ki", "Mi", "Gi":
		n, err := strconv.Atoi(digits)
		return err == nil && n%1024 != 0
	}
	return false
}

func canonical(text string) (string, bool) {
	a, ok := parse(text)
	if !ok {
		return "", false
	}
	if a.unscaled.Sign() == 0 {
		return "0", true
	}
	if a.format != binary {
		return a.decimal()
	}
	whole, exact := a.whole()
	switch size := new(big.Int).Abs(whole); {
	case size.Cmp(big.NewInt(maxBinary)) > 0:
		return "", false
	case !exact || size.Cmp(thousandTwentyFour()) < 0:
		a.format = decimal
		return a.decimal()
	}
	power := withoutFactors(whole, thousandTwentyFour())
	if power >= len(byPower) {
		return "", false
	}
	return whole.String() + byPower[power], true
}

// amount is unscaled * 10^exponent.
type amount struct {
	unscaled *big.Int
	exponent int
	format   format
}

// parse reads a quantity: a number, perhaps with a sign and a point, and a
// suffix. Below a billionth it is rounded, away from zero.
func parse(text string) (a amount, ok bool) {
	if len(text) > maxLength {
		return a, false
	}
	unsigned := strings.TrimLeft(text, "+-")
	if len(text)-len(unsigned) > 1 {
		return a, false
	}
	suffix := strings.TrimLeft(unsigned, "0123456789.")
	integer, fraction, _ := strings.Cut(unsigned[:len(unsigned)-len(suffix)], ".")
	if integer+fraction == "" || strings.Contains(fraction, ".") {
		return a, false
	}
	a.unscaled, ok = new(big.Int).SetString(integer+fraction, 10)
	if !ok {
		return a, false
	}
	if strings.HasPrefix(text, "-") {
		a.unscaled.Neg(a.unscaled)
	}
	a.exponent = -len(fraction)
	if !a.suffix(suffix) {
		return a, false
	}
	if below := -9 - a.exponent; below > 0 {
		a.unscaled, a.exponent = quotientUp(a.unscaled, powerOfTen(below)), -9
	}
	return a, true
}

func (a *amount) suffix(suffix string) bool {
	if power := slices.Index(byThousands[:], suffix); power >= 0 {
		a.exponent += leastExponent + 3*power
		return true
	}
	if power := slices.Index(byPower[:], suffix); power >= 0 {
		a.format = binary
		a.unscaled.Lsh(a.unscaled, 10*uint(power))
		return true
	}
	if suffix[0] != 'e' && suffix[0] != 'E' {
		return false
	}
	exponent, err := strconv.Atoi(suffix[1:])
	if err != nil || exponent < -maxExponent || exponent > maxExponent {
		return false
	}
	a.format = scientific
	a.exponent += exponent
	return true
}

// decimal writes an amount with an exponent of three, six and so on.
func (a amount) decimal() (string, bool) {
	mantissa := new(big.Int).Set(a.unscaled)
	exponent := a.exponent + withoutFactors(mantissa, ten())
	for exponent%3 != 0 {
		mantissa.Mul(mantissa, ten())
		exponent--
	}
	if a.format == scientific && exponent != 0 {
		return mantissa.String() + "e" + strconv.Itoa(exponent), true
	}
	power := (exponent - leastExponent) / 3
	if exponent < leastExponent || power >= len(byThousands) {
		return mantissa.String(), false
	}
	return mantissa.String() + byThousands[power], true
}

// whole is an amount without what is behind the point; exact reports that there
// was nothing.
func (a amount) whole() (whole *big.Int, exact bool) {
	if a.exponent >= 0 {
		return new(big.Int).Mul(a.unscaled, powerOfTen(a.exponent)), true
	}
	whole, rest := new(big.Int).QuoRem(a.unscaled, powerOfTen(-a.exponent), new(big.Int))
	return whole, rest.Sign() == 0
}

// withoutFactors divides n, which is not zero, by a factor as often as it can.
func withoutFactors(n, factor *big.Int) (times int) {
	quotient, rest := new(big.Int), new(big.Int)
	for {
		if quotient.QuoRem(n, factor, rest); rest.Sign() != 0 {
			return times
		}
		n.Set(quotient)
		times++
	}
}

// quotientUp divides, and rounds away from zero.
func quotientUp(n, by *big.Int) *big.Int {
	quotient, rest := new(big.Int).QuoRem(n, by, new(big.Int))
	if rest.Sign() != 0 {
		quotient.Add(quotient, big.NewInt(int64(n.Sign())))
	}
	return quotient
}

func powerOfTen(n int) *big.Int { return new(big.Int).Exp(ten(), big.NewInt(int64(n)), nil) }

// Compare is which of two quantities is the larger, as cmp.Compare has it; not ok where one is
// none.
func Compare(a, b string) (order int, ok bool) {
	x, isOne := parse(a)
	y, isAnother := parse(b)
	if !isOne || !isAnother {
		return 0, false
	}
	least := min(x.exponent, y.exponent)
	scaled := func(q amount) *big.Int { return new(big.Int).Mul(q.unscaled, powerOfTen(q.exponent-least)) }
	return scaled(x).Cmp(scaled(y)), true
}
