package importing

import (
	"fmt"
	"slices"

	"render/render/manifest"
	"render/render/objects"
)

// podsBehind are the Deployments of which a Service chooses the pods, where an app can have them.
func (im *importer) podsBehind(namespace, name string) (pods []manifest.Object) {
	s, found := im.world.Service(namespace, name)
	if !found {
		return nil
	}
	selector := objects.Labels(s.Members().Object("spec").Object("selector"))
	for w := range im.world.PodsOf(namespace, selector) {
		if w.Object().ID().Kind == "Deployment" && len(selector) > 0 {
			pods = append(pods, w.Members())
		}
	}
	if slices.ContainsFunc(pods, ofChart) {
		return nil // which whoever installs the chart goes on deploying
	}
	if why := unlikeApp(pods); why != "" {
		im.tell(s.Object().ID(), "", "is not taken up, and what leads to it leads to it as it is: "+why)
		return nil
	}
	return pods
}

// ofChart reports whether an object is of a chart of Helm's.
func ofChart(o manifest.Object) bool {
	_, is := ReleaseOf(o)
	return is
}

// unlikeApp is why no app can have the pods of some Deployments; "" where one can.
func unlikeApp(pods []manifest.Object) string {
	versions := map[string]string{}
	for _, d := range pods {
		name := d.Object("metadata").Text("name")
		if templateLabel(d, "istio") != "" {
			return fmt.Sprintf("the pods of Deployment %q have the label istio, by which Gateways choose theirs", name)
		}
		version := templateLabel(d, "version")
		switch other, twice := versions[version]; {
		case len(pods) > 1 && version == "":
			return fmt.Sprintf("it is for the pods of %d Deployments, and those of %q have no label version that tells them apart", len(pods), name)
		case twice:
			return fmt.Sprintf("it is for the pods of Deployments %q and %q, which have the same label version, %q", other, name, version)
		}
		versions[version] = name
	}
	return ""
}

// podsOf are the Deployments behind what an app's routes lead to, as "<namespace>/<name>".
func (im *importer) podsOf(a *app) []string {
	return keysOfAll(im.podsBehind(objects.ServiceOfHost(a.to, a.namespace)))
}

func keysOfAll(list []manifest.Object) (out []string) {
	for _, d := range list {
		out = append(out, keyOf(d))
	}
	return out
}
