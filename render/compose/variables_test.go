package compose

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestFill: variables as Compose fills them in, with what has no value and which passwords are in a text.
func TestFill(t *testing.T) {
	given := Variables{"A": {Text: "1"}, "E": {}, "PW": {Text: "x", Secret: true}, "DB_PASSWORD": {Text: "hunter2"}, "M": {Missing: "HOME"}}
	for text, want := range map[string]string{
		"$A-${A}":                                "1-1",
		"$$A $$$$ $ 5$":                          "$A $$ $ 5$",
		"${U:-d} ${U-d}":                         "d d, defaults [U=d]",
		"${E:-d} ${E-d}":                         "d , defaults [E=d]",
		"${A:-d} ${A-d}":                         "1 1",
		"${U:-${A}/${V:-w}}":                     "1/w, defaults [U=1/w V=w]",
		"${A:+set} ${U:+set} ${E:+set} ${E+set}": "set   set",
		"${A:?no} ${A?no}":                       "1 1",
		"${E?no}":                                "",
		"${E:?no}":                               ", missing E",
		"${U?no}":                                ", missing U",
		"$U ${V}":                                " , missing U",
		"${M}":                                   ", missing HOME",
		"${U:-a b":                               "${U:-a b, wrong",
		"${a.b}":                                 "${a.b}, wrong",
		"u:${PW}@x":                              "u:x@x, secrets [PW]",
		"${DB_PASSWORD}":                         "hunter2, secrets [DB_PASSWORD]",
		"${API_TOKEN:-hunter2}":                  "hunter2, secrets [API_TOKEN]",
		"${U:-${DB_PASSWORD}}":                   "hunter2, secrets [DB_PASSWORD]",
		"${A:+${DB_PASSWORD}}":                   "hunter2, secrets [DB_PASSWORD]",
		"${EMPTY_PASSWORD:-}":                    ", defaults [EMPTY_PASSWORD=]",
		"{{ $A }} `Host(\"$A\")`":                "{{ 1 }} `Host(\"1\")`",
	} {
		made := given.Fill(text)
		got := made.Text
		if made.Missing != "" {
			got += ", missing " + made.Missing
		}
		if made.Wrong {
			got += ", wrong"
		}
		if made.Defaults != nil {
			got += fmt.Sprint(", defaults ", made.Defaults)
		}
		if made.Secrets != nil {
			got += fmt.Sprint(", secrets ", made.Secrets)
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// TestEnvFile: files of variables as Compose reads them.
func TestEnvFile(t *testing.T) {
	for text, want := range map[string]string{
		"\uFEFFA=1\r\n\r\n# B=2\n  C = 3 # no\nD=4# yes\n": "1 A=1|4 C=3|5 D=4# yes",
		"export A=1\nexported=2\nB: 3":                     "1 A=1|2 exported=2|3 B=3",
		`A="x # y" # z` + "\n" + `B='$A \n \'q\''`:         "1 A=x # y|2 B=$A \\n 'q'",
		`A="a\tb\n\"q\" \$A $$B \x"`:                       "1 A=a\tb\n\"q\" $A $B \\x",
		"A=\"one\ntwo\"\nB=3":                              "1 A=one\ntwo|3 B=3",
		"A=1\nB=$A ${C:-2} ${GIVEN}\nA=3":                  "1 A=1|2 B=1 2 given|3 A=3",
		"A=${U}\nB=$A\n":                                   "1 A missing U|2 B missing U",
		"ALONE\nA=1":                                       "2 A=1",
		"DB_PASSWORD=x\nB=$DB_PASSWORD\nC=$B":              "1 DB_PASSWORD=x secret|2 B=x secret|3 C=x secret",
		"A='x":                                             "line 1: a value in quotes has no end",
		"A=1\nno variable\n":                               "line 2 is no variable, as NAME=value",
		"A=1\nhunter2!\n":                                  "line 2 is no variable, as NAME=value",
		"A=${\n":                                           "line 1: its ${ begins no variable; write: $${",
		"":                                                 "",
	} {
		list, err := EnvFile(text, Variables{"GIVEN": {Text: "given"}})
		var got []string
		for _, one := range list {
			shown := fmt.Sprintf("%d %s=%s", one.Line, one.Name, one.Text)
			if one.Missing != "" {
				shown = fmt.Sprintf("%d %s missing %s", one.Line, one.Name, one.Missing)
			}
			if one.Secret {
				shown += " secret"
			}
			got = append(got, shown)
		}
		if err != nil {
			got = []string{err.Error()}
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q: %q, want %q", text, strings.Join(got, "|"), want)
		}
	}
	if got := fmt.Sprint(RawFile("# c\n A=$B # x\nB='y'\r\nnone")); got != "[{A {$B # x  false} 2} {B {'y'  false} 3}]" {
		t.Error(got)
	}
}

// TestWords: commands as Compose divides them, by the rules of mattn/go-shellwords.
func TestWords(t *testing.T) {
	for text, want := range map[string][]string{
		`sh -c "echo 'a b'"`:    {"sh", "-c", "echo 'a b'"},
		`a\ b 'c\d' "e\"f"  ''`: {"a b", `c\d`, `e"f`, ""},
		"--x='a b'c\n\t--y=1":   {"--x=a bc", "--y=1"},
		"a `b c` $(d e)":        {"a", "`b c`", "$(d e)"},
		"$A ${B:-c}":            {"$A", "${B:-c}"},
		"a && b":                {"a", "behind: && b"},
		"a 2>/dev/null":         {"a", "behind: >/dev/null"},
		"a>b":                   {"a", "behind: >b"},
		`a 'b`:                  nil,
		`a (b)`:                 nil,
		`a b\`:                  nil,
		"":                      {},
	} {
		got, behind, ok := Words(text)
		if behind != "" {
			got = append(got, "behind: "+behind)
		}
		if ok != (want != nil) || !slices.Equal(got, want) {
			t.Errorf("%s: %q %v, want %q", text, got, ok, want)
		}
	}
}
