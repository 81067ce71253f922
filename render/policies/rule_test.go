package policies

import (
	"strings"
	"testing"
)

// read reads rules as tests write them.
func read(text string) []Rule {
	var out []Rule
	for line := range strings.SplitSeq(text, "; ") {
		var r Rule
		for part := range strings.SplitSeq(line, " & ") {
			kind, rest, _ := strings.Cut(part, ":")
			var alts []alternative
			for alt := range strings.SplitSeq(rest, "|") {
				var terms alternative
				for one := range strings.SplitSeq(alt, "+") {
					key, values, _ := strings.Cut(one, "=")
					key, not := strings.CutPrefix(key, "!")
					terms = terms.with(key, not, strings.FieldsFunc(values, func(r rune) bool { return r == ',' }))
				}
				alts = append(alts, terms)
			}
			if kind != "" {
				r.add(kind, alts...)
			}
		}
		out = append(out, r)
	}
	return out
}

// TestUncovered: what a rule is for, and no one of others, is told by its smallest parts
// that stand alone.
func TestUncovered(t *testing.T) {
	for _, c := range [...]struct{ list, others, want string }{
		{"from:namespaces=a", "from:namespaces=a", ""},
		{"from:namespaces=a", "from:namespaces=b", `namespaces "a"`},
		{"from:namespaces=a,b,c", "from:namespaces=a,c", `namespaces "b"`},
		{"from:namespaces=a,b & to:paths=/x|methods=GET", "from:namespaces=a & to:paths=/*|methods=GET", `namespaces "b" and (paths "/x" or methods "GET")`},
		{"from:namespaces=a,b", "from:namespaces=a; from:namespaces=b", ""},
		{"to:paths=/a/b", "to:paths=/a*", ""},
		{"to:paths=/a*", "to:paths=/a/*", `paths "/a*"`},
		{"to:paths=/a", "to:paths=*", ""},
		{"to:hosts=x.example.org", "to:hosts=*.example.org", ""},
		{"from:namespaces=a", "", ""},
		{"from:ipBlocks=10.1.2.3", "from:ipBlocks=10.0.0.0/8", ""},
		{"from:ipBlocks=10.0.0.0/8", "from:ipBlocks=10.1.0.0/16", `ipBlocks "10.0.0.0/8"`},
		{"ports:port=80", "ports:port=79-90", ""},
		{"ports:port=80-91", "ports:port=79-90", `port "80-91"`},
		{"from:!namespaces=a,b", "from:!namespaces=a", ""},
		{"from:!namespaces=a", "from:!namespaces=a,b", `not namespaces "a"`},
		{"from:namespaces=c", "from:!namespaces=a,b", ""},
		{"from:namespaces=a", "from:!namespaces=a,b", `namespaces "a"`},
		{"to:paths=/a*", "to:!paths=/a/b", `paths "/a*"`},
		{"to:paths=/a*", "to:!paths=/b,/b/*", ""},
		{"to:paths=/a*", "to:!paths=/a/*", `paths "/a*"`},
		{"to:paths=/a/*", "to:!paths=/a*", `paths "/a/*"`},
		{"to:paths=/a*", "to:!paths=*.php", `paths "/a*"`},
		{"to:paths=*.html", "to:!paths=*.php", ""},
		{"to:paths=*.html", "to:!paths=/b/*", `paths "*.html"`},
		{"to:hosts=x", "to:hosts=x+!paths=/a,/a/*", `hosts "x" and paths "/a" and "/a/*"`},
		{"to:hosts=x,y", "to:hosts=x+!paths=/a; to:hosts=x+paths=/a; to:hosts=y+!paths=/b; from:namespaces=n & to:hosts=y+paths=/b", `hosts "y" and paths "/b"`},
		{"from:namespaces=a,b", "from:namespaces=a+!principals=p; from:namespaces=b", `namespaces "a" and principals "p"`},
		{"", "to:!methods=GET", `methods "GET"`},
		{"to:paths=/a/{*}/b", "to:!paths=/a/x/b", `paths "/a/{*}/b"`},
		{"to:paths=/a/x/b", "to:!paths=/a/{*}/b", `paths "/a/x/b"`},
		{"to:paths=*", "to:!paths=/b", `paths "*"`},
		{"from:ipBlocks=10.0.0.0/8", "from:!ipBlocks=10.1.2.3", `ipBlocks "10.0.0.0/8"`},
		{"from:ipBlocks=10.0.0.0/8,11.0.0.0/8+!ipBlocks=10.1.2.4", "from:ipBlocks=10.0.0.0/7+!ipBlocks=10.1.2.3", `ipBlocks "10.0.0.0/8" and not ipBlocks "10.1.2.4"`},
		{"from:ipBlocks=11.0.0.0/8", "from:!ipBlocks=10.1.2.3", ""},
		{"ports:port=80-90", "ports:!port=85-95", `port "80-90"`},
		{"ports:port=80-84", "ports:!port=85-95", ""},
		{"from:namespaces=a+ipBlocks=10.0.0.1", "from:namespaces=a", ""},
		{"from:namespaces=a", "from:namespaces=a+ipBlocks=10.0.0.1", `namespaces "a"`},
		{"when:x=1 & when:y=1", "when:y=1,2", ""},
		{"when:x=1", "when:x=1 & when:y=1", `x "1"`},
		{"from:namespaces=a & provider:provider=one", "from:namespaces=a & provider:provider=two", `namespaces "a" and provider "one"`},
	} {
		for _, others := range [...]string{c.others, c.others + strings.Repeat("; from:namespaces=elsewhere & to:paths=/elsewhere", fewRules)} {
			var got []string
			for _, r := range Uncovered(read(c.list), read(others)) {
				got = append(got, r.Text())
			}
			if strings.Join(got, ", ") != c.want {
				t.Errorf("%s beside %s: %q, want %q", c.list, others, got, c.want)
			}
		}
	}
	if all := Uncovered([]Rule{{}}, read("from:namespaces=a")); len(all) != 1 || all[0].Text() != "" {
		t.Errorf("all beside some: %v", all)
	}
}

// TestApart: rules are apart where a clause of one rules out what the same one of the other asks for, and
// where that is in doubt they are not.
func TestApart(t *testing.T) {
	for _, c := range [...]struct {
		one, other string
		want       bool
	}{
		{"from:!requestPrincipals=*", "from:requestPrincipals=sso/*", true},
		{"from:!requestPrincipals=sso/*", "from:requestPrincipals=sso/a,sso/b", true},
		{"from:!requestPrincipals=sso/*", "from:requestPrincipals=sso/a,other/b", false},
		{"from:!requestPrincipals=sso/*", "from:requestPrincipals=*", false},
		{"from:!requestPrincipals=*", "from:!requestPrincipals=sso/*", false},
		{"from:!requestPrincipals=*", "from:requestPrincipals=sso/*|namespaces=a", false},
		{"from:!requestPrincipals=*|!requestPrincipals=sso/*", "from:requestPrincipals=sso/a", true},
		{"from:!requestPrincipals=*", "from:namespaces=a & to:hosts=x", false},
		{"to:hosts=a.org", "to:hosts=b.org,c.org", true},
		{"to:hosts=a.org", "to:hosts=b.org,A.org", false},
		{"to:hosts=a.org", "to:hosts=*.org", false},
		{"to:hosts=a*", "to:hosts=*.org", false},
		{"to:hosts=a.org", "to:!hosts=a.org", true},
		{"to:hosts=a.org,b.org", "to:!hosts=a.org", false},
		{"to:hosts=a.org+ports=80", "to:hosts=a.org+ports=81", true},
		{"to:hosts=a.org", "from:hosts=b.org", false},
		{"when:request.headers[x]=1", "when:request.headers[x]=2", false},
		{"when:request.headers[x]=1", "when:!request.headers[x]=1", true},
		{"when:request.headers[y]=1 & when:request.headers[x]=1", "when:!request.headers[x]=*", true},
		{"from:ipBlocks=10.0.0.0/8", "from:ipBlocks=11.0.0.0/8", false},
		{"to:hosts=a.org", "", false},
	} {
		one, other := read(c.one)[0], read(c.other)[0]
		if got, back := one.Apart(&other), other.Apart(&one); got != c.want || back != c.want {
			t.Errorf("%s beside %s: %t and %t, want %t", c.one, c.other, got, back, c.want)
		}
	}
}
