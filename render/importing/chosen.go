package importing

import (
	"fmt"
	"strings"

	"render/render/document"
	"render/render/manifest"
	"render/render/objects"
	"render/render/wording"
)

// selectorOf is that by which a Deployment chooses its pods.
func selectorOf(d manifest.Object) manifest.Object { return d.Object("spec").Object("selector") }

// selectsBy reports whether a Deployment chooses its pods by a label too.
func selectsBy(d manifest.Object, label string) bool {
	_, is := objects.Labels(selectorOf(d).Object("matchLabels")).Get(label)
	return is
}

// tellSelectors tells of Deployments that would get another selector than they have, which the API
// takes from nobody, and how they keep it.
func (im *importer) tellSelectors(a *app, pods []manifest.Object) {
	for _, d := range pods {
		rendered, selector := renderedSelector(a, d, len(pods)), selectorOf(d)
		if keepsSelector(selector, rendered) {
			continue
		}
		help := "write another name into names.deployment, and delete the old one once the new one runs"
		if patch := keptSelector(selector, rendered); patch != "" {
			help = "keep the old one by a patch of an overlay, " + patch + ", or " + help
		}
		about := d.Object("metadata")
		im.tell(manifest.ID{Group: "apps", Kind: "Deployment", Namespace: about.Text("namespace"), Name: about.Text("name")}, "spec.selector",
			fmt.Sprintf("becomes %s, and the API server refuses another one of a Deployment that is there; %s", wording.Quote("{matchLabels: "+document.Flow(rendered)+"}"), help))
	}
}

// renderedSelector are the labels by which a Deployment of an app, one of some, would choose its pods.
func renderedSelector(a *app, d manifest.Object, of int) manifest.Object {
	rendered := manifest.Object{{Key: "app", Value: document.Shortened(a.name)}}
	if version := templateLabel(d, "version"); version != "" && (of > 1 || selectsBy(d, "version")) {
		rendered = append(rendered, manifest.Member{Key: "version", Value: version})
	}
	return rendered
}

// keepsSelector reports whether a Deployment chooses its pods by what would be rendered.
func keepsSelector(selector, rendered manifest.Object) bool {
	labels := selector.Object("matchLabels")
	return len(selector) == 0 || len(selector) == 1 && len(labels) == len(rendered) && objects.Labels(labels).Match(objects.Labels(rendered))
}

// keptSelector is a JSON patch by which a Deployment keeps its selector; "" where its pods would no
// more be those of their Service, or nobody can tell.
func keptSelector(selector, rendered manifest.Object) string {
	patch := []string{"{op: replace, path: /spec/selector, value: " + document.Flow(selector) + "}"}
	if selector.Get("matchExpressions") != nil {
		return ""
	}
	for _, l := range selector.Object("matchLabels") {
		value := rendered.Get(l.Key)
		switch {
		case value == l.Value:
		case value != nil:
			return ""
		default:
			key := strings.NewReplacer("~", "~0", "/", "~1").Replace(l.Key)
			patch = append(patch, "{op: add, path: /spec/template/metadata/labels/"+key+", value: "+document.Flow(l.Value)+"}")
		}
	}
	return "[" + strings.Join(patch, ", ") + "]"
}

// tellStrategies tells of Deployments that are updated otherwise than a topology's, which start the new pod before they
// stop the old one, and how they keep that.
func (im *importer) tellStrategies(pods []manifest.Object) {
	for _, d := range pods {
		strategy := d.Object("spec").Object("strategy")
		if UsualStrategy(strategy) {
			continue
		}
		about := d.Object("metadata")
		why := ""
		if strategy.Text("type") == "Recreate" {
			why = "an update starts the new pod before it stops the old one, and what both write to hardly stands that; "
		}
		im.tell(manifest.ID{Group: "apps", Kind: "Deployment", Namespace: about.Text("namespace"), Name: about.Text("name")}, "spec.strategy",
			"is not taken up: "+why+"keep it by an overlay, patches: [{target: {kind: Deployment, name: "+about.Text("name")+"}, patch: '[{op: add, path: /spec/strategy, value: "+document.Flow(strategy)+"}]'}]")
	}
}

// UsualStrategy reports whether a Deployment is updated as one that says nothing of it.
func UsualStrategy(strategy manifest.Object) bool {
	rolling := strategy.Object("rollingUpdate")
	usual := func(key string) bool { return rolling.Get(key) == nil || rolling.Get(key) == "25%" }
	return strategy.Text("type") != "Recreate" && usual("maxSurge") && usual("maxUnavailable")
}
