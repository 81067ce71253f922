package topology

import (
	"fmt"
	"strings"

	"render/render/diag"
)

// versionPlan is one of several versions of an app.
type versionPlan struct {
	version    *AppVersion
	deployment string
	// subset is its name in a DestinationRule, a DNS label; "" where the version
	// is refused.
	subset   string
	replicas int
}

// appVersions settles the versions of an app that has several.
func (v *validator) appVersions(p *appPlan) {
	a := p.app
	if len(a.Versions) == 0 {
		return
	}
	for _, m := range []Origin{a.Image.Origin, a.Version.Origin, a.Names.Deployment.Origin} {
		if m.IsSet() {
			v.fail(m, "has no meaning beside `versions`, of which each has its own", "remove it, or `versions`", a.Versions[0].Origin)
		}
	}
	seen := map[string]*AppVersion{}
	sum := 0
	for i := range a.Versions {
		one := &a.Versions[i]
		sum += one.Weight.Value
		plan := versionPlan{version: one, deployment: a.Name.Value + "-" + one.Version.Value, replicas: a.Replicas.Value}
		if one.Replicas.IsSet() {
			plan.replicas = one.Replicas.Value
		}
		if fits(one.Version, "labelvalue") {
			plan.subset = v.subset(one, seen)
		}
		p.versions = append(p.versions, plan)
	}
	last := a.Versions[len(a.Versions)-1].Weight
	for i := range a.Versions {
		if !a.Versions[i].Weight.IsSet() {
			return // told as missing
		}
	}
	if sum == 100 {
		return
	}
	help := "write: weights that add up to 100"
	if rest := last.Value + 100 - sum; rest >= 0 {
		help = fmt.Sprintf("write: %d, or other weights that add up to 100", rest)
	}
	v.fail(last.Origin, fmt.Sprintf("the weights of app %q add up to %d, not 100", a.Name.Value, sum), help)
}

// subset names a version in a DestinationRule, where Istio takes DNS labels
// only (istio, validateSubsetName).
func (v *validator) subset(one *AppVersion, seen map[string]*AppVersion) string {
	text := one.Version.Value
	name := strings.ReplaceAll(text, ".", "-")
	if !formats["label"].takes(name) {
		help := "write: a-z, 0-9, - and ."
		if lower := strings.ToLower(strings.ReplaceAll(text, "_", "-")); formats["label"].pattern.MatchString(strings.ReplaceAll(lower, ".", "-")) {
			help = "write: " + lower
		}
		v.fail(one.Version.Origin, diag.Quote(text)+" cannot be the name of a subset, a DNS label but for its dots", help)
		return ""
	}
	if first := seen[name]; first != nil {
		message := "version " + diag.Quote(text) + " is there twice"
		if first.Version.Value != text {
			message = fmt.Sprintf("versions %s and %s would both be the subset %s", diag.Quote(first.Version.Value), diag.Quote(text), diag.Quote(name))
		}
		v.fail(one.Version.Origin, message, "write: another version", first.Version.Origin)
		return ""
	}
	seen[name] = one
	return name
}
