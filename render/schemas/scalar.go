package schemas

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"

	"render/render/manifest"
	"render/render/wording"
)

// called is what a message calls a value of a form.
func (f form) called() string {
	switch f {
	case texts:
		return "text"
	case flags:
		return "true or false"
	case wholes, shorts:
		return "a whole number"
	case numbers:
		return "a number"
	case eithers:
		return "a whole number or text"
	case amounts:
		return "a quantity"
	case lists:
		return "a list"
	}
	return "an object"
}

// kindOf is what a value is, for a message.
func kindOf(value any) string {
	switch v := value.(type) {
	case string:
		return "text"
	case bool:
		return strconv.FormatBool(v)
	case []any:
		return "a list"
	case manifest.Object, map[string]any:
		return "an object"
	}
	return "a number"
}

// scalar checks a single value.
func (c *checker) scalar(s shape, value any, at *step) {
	written, isText := value.(string)
	_, isFlag := value.(bool)
	number, whole, isNumber := numberOf(value)
	fits := false
	switch s.form {
	case texts:
		fits = isText
	case flags:
		fits = isFlag
	case wholes:
		fits = isNumber && whole
	case shorts:
		fits = isNumber && whole && number >= math.MinInt32 && number <= math.MaxInt32
	case numbers:
		fits = isNumber
	case eithers:
		fits = isText || isNumber && whole
	case amounts:
		if fits = isText || isNumber; isText && !isQuantity(written) {
			c.fail(at, "quantity-form", wording.Quote(written)+" is no quantity", "write a number with a suffix such as m, k, M, Mi or Gi, or none")
		}
	}
	if !fits {
		c.mismatch(s, value, at)
	}
}

// mismatch tells of a value of a wrong type.
func (c *checker) mismatch(s shape, value any, at *step) {
	is, help := kindOf(value), "write "+s.form.called()
	number, _, isNumber := numberOf(value)
	written, isText := value.(string)
	switch {
	case s.form == shorts && isNumber && number == math.Trunc(number):
		is = "a number that 32 bits do not hold"
	case s.form != texts && isNumber && number != math.Trunc(number):
		is = "a number with a fraction"
	case c.hide:
	case s.form == objects && isText && mountOf(s, written) != "":
		help = mountOf(s, written)
	case isEmptyDir(s):
		help = "write: " + emptyDirOf(written, isText && written != "" && isQuantity(written))
	case s.form == objects && isText:
		help = objectOf(s, written)
	case s.form == lists && s.of.form == objects && isText && strings.HasPrefix(objectOf(*s.of, written), "write: "):
		help = "write: [" + strings.TrimPrefix(objectOf(*s.of, written), "write: ") + "]"
	case s.form == lists && s.of.form == texts && isText && plainWord(written):
		help = "write: [" + written + "]"
	case s.form == texts && (isNumber || value == true || value == false):
		help = "write: " + strconv.Quote(plain(value))
	case isText && meantScalar(s.form, written, at) != "":
		help = "write: " + meantScalar(s.form, written, at)
	case s.form == flags && (written == "true" || written == "false"), (s.form == wholes || s.form == shorts) && isText && decimal(written):
		help = "write: " + written
	}
	c.fail(at, "object-type", "is "+is+", and "+s.form.called()+" belongs here", help)
}

// meantScalar is what is meant by a text in the place of true or false, or of a whole number: a word that
// some readers of YAML take for one, a number with its unit, or one that is octal to some; "" for any
// other.
func meantScalar(of form, text string, at *step) string {
	switch {
	case of == flags:
		switch strings.ToLower(text) {
		case "yes", "y", "on", "enabled":
			return "true"
		case "no", "n", "off", "disabled":
			return "false"
		}
	case of != wholes && of != shorts:
	case len(text) > 1 && strings.Trim(text, "01234567") == "" && text[0] == '0':
		octal, err := strconv.ParseInt(text, 8, 32)
		plain, mode := strings.TrimLeft(text, "0"), at != nil && strings.HasSuffix(strings.ToLower(at.key), "mode")
		switch {
		case err != nil || plain == "":
		case mode:
			return strconv.FormatInt(octal, 10) + ", the number that the mode " + plain + " is"
		default:
			return plain + ", or " + strconv.FormatInt(octal, 10) + " if octal is meant"
		}
	default:
		number := strings.TrimRight(text, " abcdefghijklmnopqrstuvwxyz")
		switch unit := strings.TrimSpace(text[len(number):]); unit {
		case "s", "sec", "seconds", "second":
			if decimal(number) {
				return number
			}
		}
	}
	return ""
}

// objectOf is the help for a text in the place of an object: the object that has the text in
// the one field that has to be there, or that names something, or else the fields that it has
// to have.
func objectOf(s shape, text string) string {
	var required, names []string
	if s.object != nil && !isVolume(s) { // which is more than its name
		for _, f := range s.object.members(tables()) {
			if f.required {
				required = append(required, f.key)
			}
			if f.shape.form == texts && (f.key == "name" || strings.HasSuffix(f.key, "Name")) {
				names = append(names, f.key)
			}
		}
	}
	switch {
	case len(required) > 1:
		return "write {" + strings.Join(required, ": ..., ") + ": ...}"
	case len(required) == 0:
		required = names
	}
	if len(required) != 1 {
		return "write an object"
	}
	if s.object.find(required[0]).shape.form != texts && s.object.find(required[0]).shape.form != words || !plainWord(text) {
		return "write {" + required[0] + ": ...}"
	}
	return "write: {" + required[0] + ": " + text + "}"
}

// plain is a value as it is written without quotes.
func plain(value any) string {
	if on, ok := value.(bool); ok {
		return strconv.FormatBool(on)
	}
	if n, ok := value.(json.Number); ok {
		return n.String()
	}
	number, _, _ := numberOf(value)
	return strconv.FormatFloat(number, 'f', -1, 64)
}

func numberOf(value any) (number float64, whole, ok bool) {
	switch v := value.(type) {
	case int:
		number = float64(v)
	case int64:
		number = float64(v)
	case uint64:
		number = float64(v)
	case float64:
		number = v
	case json.Number:
		f, err := v.Float64()
		if err != nil {
			return 0, false, true // too large, as others tell
		}
		number = f
	default:
		return 0, false, false
	}
	return number, number == math.Trunc(number) && !math.IsInf(number, 0), true
}

// plainWord reports whether a text is one in YAML and in brackets too, without
// quotes.
func plainWord(text string) bool {
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	switch strings.ToLower(text) {
	case "", "y", "n", "yes", "no", "on", "off", "true", "false", "null":
		return false
	}
	return strings.Trim(text[:1], letters+"/") == "" && strings.Trim(text, letters+"0123456789/._-") == ""
}

// decimal reports whether a text is a whole number as YAML and JSON both have it.
func decimal(text string) bool {
	n, err := strconv.ParseInt(text, 10, 64)
	return err == nil && strconv.FormatInt(n, 10) == text
}

// isQuantity reports whether a text is of the form of a quantity
// (k8s.io/apimachinery, pkg/api/resource).
func isQuantity(text string) bool {
	if text != "" && (text[0] == '+' || text[0] == '-') {
		text = text[1:]
	}
	rest := strings.TrimLeft(text, "0123456789")
	digits := len(text) - len(rest)
	if after, ok := strings.CutPrefix(rest, "."); ok {
		rest = strings.TrimLeft(after, "0123456789")
		digits += len(after) - len(rest)
	}
	if digits == 0 {
		return false
	}
	switch rest {
	case "", "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei":
		return true
	}
	if rest[0] != 'e' && rest[0] != 'E' {
		return false
	}
	_, err := strconv.Atoi(rest[1:])
	return err == nil
}
