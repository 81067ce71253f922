package importing

import (
	"fmt"
	"strings"

	"render/render/compare"
	"render/render/document"
	"render/render/format"
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

// strategy is how a Deployment goes over to new pods, as an app has it; nil where that is what the API server
// fills in, or nothing that it takes.
func strategy(d manifest.Object) any {
	said := d.Object("spec").Object("strategy")
	rolling := said.Object("rollingUpdate")
	switch kind := said.Text("type"); {
	case len(said) == 0, compare.Equal(rolling.Get("maxSurge"), "25%") && compare.Equal(rolling.Get("maxUnavailable"), "25%"):
		return nil
	case kind == string(format.StrategyRecreate), kind == string(format.StrategyRollingUpdate) && len(rolling) == 0:
		return kind
	case kind != "" && kind != string(format.StrategyRollingUpdate):
		return nil
	}
	var m document.Mapping
	for _, key := range [...]string{"maxSurge", "maxUnavailable"} {
		m.Add(key, rolling.Get(key))
	}
	return m
}

// UsualStrategy reports whether a Deployment is updated as one that says nothing of it.
func UsualStrategy(strategy manifest.Object) bool {
	rolling := strategy.Object("rollingUpdate")
	usual := func(key string) bool { return rolling.Get(key) == nil || rolling.Get(key) == "25%" }
	return strategy.Text("type") != "Recreate" && usual("maxSurge") && usual("maxUnavailable")
}
