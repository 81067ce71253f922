package align

import (
	"strings"

	"render/render/manifest"
	"render/render/platform"
)

// image is what an image of Istio's tells: from where, and of which version.
type image struct {
	hub, tag string
	rev      string // of the control plane its pods are of; "" for the default one
}

// imageOf is that of istiod's or a proxy's container.
func imageOf(deployment manifest.Object) (image, bool) {
	text, _, _ := strings.Cut(proxyOf(deployment).Text("image"), "@")
	slash, colon := strings.LastIndex(text, "/"), strings.LastIndex(text, ":")
	if slash < 0 || colon < slash { // "auto", which is filled in by injection
		return image{}, false
	}
	rev := podsOf(deployment).Object("metadata").Object("labels").Text(istioRevision)
	if rev == "default" {
		rev = ""
	}
	return image{text[:slash], text[colon+1:], rev}, true
}

// into is an IstioOperator that says this image, where it says another.
func (i image) into(operator manifest.Object) manifest.Object {
	spec := operator.Object("spec")
	for key, value := range map[string]string{"hub": i.hub, "tag": i.tag} {
		if spec.Get(key) != nil {
			operator = operator.With(value, "spec", key)
		}
	}
	if rev := spec.Text("revision"); rev != i.rev && !(rev == "default" && i.rev == "") {
		if i.rev == "" {
			operator = operator.Without("spec", "revision")
		} else {
			operator = operator.With(i.rev, "spec", "revision")
		}
	}
	text, _, _ := strings.Cut(i.tag, "-")
	has, known := platform.ParseVersion(text)
	wanted, says := platform.ParseVersion(operator.Object("metadata").Object("annotations").Text(istioVersion))
	if known && says && !has.MayBe(wanted) {
		operator = operator.With(has.String(), "metadata", "annotations", istioVersion)
	}
	return operator
}
