package emit

import (
	"testing"

	"go.yaml.in/yaml/v3"
)

// Whatever a user writes has to be read back as the same text.
func TestScalar(t *testing.T) {
	for _, s := range []string{
		"", "a", "y", "No", "true", "null", "~", ".nan", ".inf", "1", "1.5", "1e3", "0x1f", "0o7", "1_000", "+1", "-1", "-", "--",
		"2001-01-01", "2001-01-01T00:00:00Z", "1-9-7", "12:30:45", "10.0.0.1", "10.0.0.0/8", "100m", "256Mi", "300s", ".5", ".",
		"*", "&a", "!b", "a: b", "a:", "a #b", "#", " a", "a ", "a b", "[a]", "{a}", "a\nb", "\"", "'", "%", "@", "`", "=", "<<", "/a/*", "a,b",
	} {
		e := emitter{}
		e.field("value: ", s)
		var back struct{ Value any }
		if err := yaml.Unmarshal(e.dst, &back); err != nil {
			t.Errorf("%q: %v", e.dst, err)
		} else if back.Value != s {
			t.Errorf("%q is written %q and read %v", s, e.dst, back.Value)
		}
	}
}
