package manifest

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// exact is the largest float64 up to which every integer has one of its own.
const exact = 1 << 53

// appendFloat appends f so that every reader gets f back: an integer without a
// point, else the shortest decimal, never with an exponent, which PyYAML would
// read as text.
func appendFloat(dst []byte, f float64) ([]byte, error) {
	switch {
	case math.IsNaN(f) || math.IsInf(f, 0):
		return dst, fmt.Errorf("%v is no number", f)
	case f != math.Trunc(f):
		return strconv.AppendFloat(dst, f, 'f', -1, 64), nil
	case math.Abs(f) > exact:
		return dst, fmt.Errorf("the number %s may already have lost digits: it is beyond 2^53; write it as text", strconv.FormatFloat(f, 'g', -1, 64))
	}
	return strconv.AppendInt(dst, int64(f), 10), nil
}

// appendNumber appends a number given as JSON text. Integers must fit 64 bits;
// others must be one float64, written with up to 17 digits (go-jsonnet writes
// 0.9 as 0.90000000000000002).
func appendNumber(dst []byte, text string) ([]byte, error) {
	digits, whole, ok := parseNumber(text)
	if !ok {
		return dst, fmt.Errorf("%s is no number of JSON", strconv.QuoteToASCII(text))
	}
	if digits == "" {
		return append(dst, '0'), nil
	}
	if whole {
		if _, err := strconv.ParseInt(text, 10, 64); err == nil {
			return append(dst, text...), nil
		}
		if _, err := strconv.ParseUint(text, 10, 64); err == nil {
			return append(dst, text...), nil
		}
		return dst, fmt.Errorf("the number %s does not fit 64 bits; write it as text", text)
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || len(digits) > 17 || floatDigits(f, len(digits)) != digits {
		return dst, fmt.Errorf("the number %s is not exactly a 64-bit float; write fewer digits, or write it as text", text)
	}
	return appendFloat(dst, f)
}

// floatDigits are the first n significant digits of f, rounded.
func floatDigits(f float64, n int) string {
	mantissa, _, _ := strings.Cut(strconv.FormatFloat(math.Abs(f), 'e', n-1, 64), "e")
	return strings.Replace(mantissa, ".", "", 1)
}

// parseNumber checks text against JSON's grammar (RFC 8259, section 6). digits
// are the significant ones, "" for a zero; whole tells that there is neither a
// point nor an exponent.
func parseNumber(text string) (digits string, whole, ok bool) {
	mantissa, exponent, scientific := text, "", false
	if i := strings.IndexAny(text, "eE"); i >= 0 {
		mantissa, exponent, scientific = text[:i], text[i+1:], true
	}
	integer, fraction, pointed := strings.Cut(strings.TrimPrefix(mantissa, "-"), ".")
	if scientific && exponent != "" && (exponent[0] == '+' || exponent[0] == '-') {
		exponent = exponent[1:]
	}
	if !allDigits(integer) || len(integer) > 1 && integer[0] == '0' ||
		pointed && !allDigits(fraction) || scientific && !allDigits(exponent) {
		return "", false, false
	}
	digits = strings.TrimRight(strings.TrimLeft(integer+fraction, "0"), "0")
	return digits, !pointed && !scientific, true
}

func allDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
