package rules

import (
	"fmt"
	"strconv"
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/wording"
)

// checkAppVersions checks the versions of an app that has several.
func (v *verdict) checkAppVersions(a *format.App) {
	if len(a.Versions) == 0 {
		return
	}
	for _, m := range []format.Origin{a.Image.Origin, a.Version.Origin, a.Names.Deployment.Origin} {
		if m.IsSet() {
			v.fail("beside-versions", m, "has no meaning beside `versions`, of which each has its own", "remove it, or `versions`", a.Versions[0].Origin)
		}
	}
	seen := map[string]*format.AppVersion{}
	sum := 0
	for i := range a.Versions {
		one := &a.Versions[i]
		sum += one.Weight.Value
		if one.Version.IsSet() && format.Formats()["labelvalue"].Takes(one.Version.Value) {
			v.checkSubset(one, seen)
		}
	}
	last := a.Versions[len(a.Versions)-1].Weight
	for i := range a.Versions {
		if w := a.Versions[i].Weight; !w.IsSet() || w.IsWrong() {
			return // which is told
		}
	}
	if sum == 100 {
		return
	}
	help := "write: weights that add up to 100"
	if rest := last.Value + 100 - sum; rest >= 0 {
		help = fmt.Sprintf("write: %d, or other weights that add up to 100", rest)
	}
	if parts := hundredths(a.Versions, sum); parts != nil {
		help = "write the same parts as hundredths: " + wording.Listed(parts)
	}
	v.fail("weights", last.Origin, fmt.Sprintf("the weights of app %q add up to %d, not 100", a.Name.Value, sum), help)
}

// hundredths are weights as the same parts of 100, where those are whole numbers; nil where not.
func hundredths(versions []format.AppVersion, sum int) (out []string) {
	for i := range versions {
		n := versions[i].Weight.Value * 100
		if sum == 0 || n%sum != 0 {
			return nil
		}
		out = append(out, strconv.Itoa(n/sum))
	}
	return out
}

// checkSubset checks a version's name in a DestinationRule.
func (v *verdict) checkSubset(one *format.AppVersion, seen map[string]*format.AppVersion) {
	text, name := one.Version.Value, plan.SubsetName(one)
	if text == "" {
		v.fail("name-form", one.Version.Origin, "is empty, and is what the pods of a version are told apart by", "write: v1")
		return
	}
	if !format.Formats()["label"].Takes(name) {
		help := "write: a-z, 0-9, - and ."
		if lower := strings.ToLower(strings.ReplaceAll(text, "_", "-")); format.Formats()["label"].Pattern.MatchString(strings.ReplaceAll(lower, ".", "-")) {
			help = "write: " + lower
		}
		v.fail("name-form", one.Version.Origin, wording.Quote(text)+" cannot be the name of a subset, a DNS label but for its dots", help)
		return
	}
	if first := seen[name]; first != nil {
		message := "version " + wording.Quote(text) + " is there twice"
		if first.Version.Value != text {
			message = fmt.Sprintf("versions %s and %s would both be the subset %s", wording.Quote(first.Version.Value), wording.Quote(text), wording.Quote(name))
		}
		v.fail("versions-alike", one.Version.Origin, message, "write: another version", first.Version.Origin)
		return
	}
	seen[name] = one
}
