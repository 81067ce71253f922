package format

import (
	"fmt"
	"slices"
)

// Says is what an access says, wherever and in whichever order it stands: two that say the same let
// the same people in.
func (a *Access) Says() string {
	own := AccessWay{From: a.From, NotFrom: a.NotFrom, JWT: a.JWT, Auth: a.Auth}
	var ways []string
	for i := range a.AnyOf {
		ways = append(ways, a.AnyOf[i].says())
	}
	return fmt.Sprintf("%q %s %q %q", a.Off.Value, own.says(), sorted(ways), sorted(Values(a.Except)))
}

func (w *AccessWay) says() string {
	var tokens []string
	for i := range w.JWT {
		tokens = append(tokens, w.JWT[i].says())
	}
	return fmt.Sprintf("%q %q %q %q", sorted(Values(w.From)), sorted(Values(w.NotFrom)), sorted(tokens), w.Auth.Value)
}

func (j *JWT) says() string {
	return fmt.Sprintf("%q %q %q %q %q %q %q", j.Issuer.Value, j.JWKS.Value, sorted(Values(j.Audiences)), inPairs(j.Claims), j.Header.Value, j.Prefix.Value, inPairs(j.ToHeaders))
}

func inPairs(list []Pair) []string {
	var out []string
	for _, p := range list {
		out = append(out, fmt.Sprintf("%q %q", p.Key.Value, p.Value.Value))
	}
	return sorted(out)
}

func sorted(list []string) []string { return slices.Sorted(slices.Values(list)) }
