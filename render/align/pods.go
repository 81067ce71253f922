package align

import "render/render/manifest"

// podsOf is the template of a Deployment.
func podsOf(deployment manifest.Object) manifest.Object {
	return deployment.Object("spec").Object("template")
}

// proxyOf is the container of the proxy.
func proxyOf(object manifest.Object) manifest.Object {
	list := podsOf(object).Object("spec").List("containers")
	for _, item := range list {
		if one, is := item.(manifest.Object); is && (one.Text("name") == "istio-proxy" || one.Text("name") == "discovery" || len(list) == 1) {
			return one
		}
	}
	return nil
}
