package importing

import (
	"slices"
	"strings"

	"render/render/document"
	"render/render/manifest"
	"render/render/objects"
)

// controllerDefaults are the settings of ingress-nginx's own ConfigMap that hold for each Ingress without the annotation of
// that name (https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/configmap/).
var controllerDefaults = []string{"whitelist-source-range", "denylist-source-range", "ssl-redirect", "force-ssl-redirect"}

// settingsOf is the ConfigMap of ingress-nginx's own settings, by what its workload says, or where none was read by the name
// that its chart, its manifests or microk8s' addon give it; zero where there is none, or several are.
func settingsOf(list []manifest.Manifest) (settings manifest.ID) {
	named, several := false, false
	found := func(id manifest.ID) {
		several = several || settings != manifest.ID{} && settings != id
		settings = id
	}
	for i := range list {
		id := list[i].ID()
		for _, c := range list[i].Object.Object("spec").Object("template").Object("spec").List("containers") {
			for _, word := range document.Texts(asObject(c).List("args")) {
				if to, is := strings.CutPrefix(word, "--configmap="); is {
					namespace, name, _ := strings.Cut(strings.Replace(to, "$(POD_NAMESPACE)", id.Namespace, 1), "/")
					named = true
					found(manifest.ID{Kind: "ConfigMap", Namespace: namespace, Name: name})
				}
			}
		}
	}
	for i := range list {
		if id := list[i].ID(); !named && id.Group == objects.Core && id.Kind == "ConfigMap" &&
			(slices.Contains([]string{"nginx-configuration", "nginx-load-balancer-microk8s-conf"}, id.Name) || strings.HasSuffix(id.Name, "ingress-nginx-controller")) {
			found(id)
		}
	}
	if several {
		return manifest.ID{}
	}
	return settings
}

// defaultsIn are those settings of a ConfigMap.
func defaultsIn(settings manifest.Object) map[string]string {
	out := map[string]string{}
	for _, name := range controllerDefaults {
		if said := settings.Object("data").Text(name); said != "" {
			out[name] = said
		}
	}
	return out
}

// missedSettings are those of the settings of ingress-nginx's own ConfigMap that a topology does not have.
func missedSettings(settings manifest.Object) (missed []Told) {
	var rest []string
	for _, one := range settings.Object("data") {
		value, _ := one.Value.(string)
		switch text, alike := becomesOf(one.Key, value); {
		case text != "":
			missed = append(missed, Told{"data[" + one.Key + "]", "is not taken up" + text})
		case !alike:
			rest = append(rest, one.Key)
		}
	}
	if len(rest) > 0 {
		missed = append(missed, Told{"data", "is taken up without " + strings.Join(rest, ", ")})
	}
	return missed
}

// becomesOf tells what becomes of a setting of ingress-nginx's, and whether it is as it was: taken up, or as gateways are by
// themselves, or nothing to them. Of others nothing is known.
func becomesOf(name, value string) (text string, alike bool) {
	switch {
	case slices.Contains(controllerDefaults, name), name == "allow-snippet-annotations", name == "annotations-risk-level", name == "strict-validate-path-type", value == "false":
		return "", true
	case name == "http-redirect-code": // a note of the redirects tells it
		return "", true
	case name == "use-proxy-protocol":
		return ": write proxies: {protocol: true} at the tier where all that comes in speaks it", false
	case name == "use-forwarded-headers" || name == "enable-real-ip" || name == "compute-full-forwarded-for":
		return ": write proxies: {trusted: 1, from: [CIDR]} at the tier, with how many proxies are before it and their networks", false
	case name == "block-cidrs":
		return ", and who comes from there is let in from now on: write access with notFrom at the tier", false
	case name == "block-user-agents" || name == "block-referers":
		return ", and who it keeps out comes in from now on", false
	case name == "no-tls-redirect-locations":
		return ": write tls: {redirect: {except: [PATH]}} at the tier", false
	}
	if out := keptOut(nginxNotes + strings.TrimPrefix(name, "global-")); out != "" {
		return ", and " + out, false
	}
	what, same := holdsFor(name, value)
	if same || what == "" {
		return "", same
	}
	return ": " + what, false
}
