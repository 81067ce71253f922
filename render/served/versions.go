package served

import (
	"regexp"
	"strings"

	"render/internal/later"
	"render/render/objects"
	"render/render/platform"
)

// VersionOf is the version of Istio that an object's annotation tells, or else a field of its
// spec.
func VersionOf(o *objects.Object, field string) platform.Version {
	text := o.Resource().Metadata().Annotations().Text(objects.IstioVersionNote).Value()
	if text == "" && field != "" {
		text, _ = o.Resource().Spec().At(field).Raw().(string)
	}
	return ReadVersion(text)
}

// ReadVersion reads "1.31.1", "v1.31.1", "v1.31-latest" or "1.31.1-distroless".
func ReadVersion(text string) platform.Version {
	text, _, _ = strings.Cut(strings.TrimPrefix(text, "v"), "-")
	v, _ := platform.ParseVersion(text)
	return v
}

// VersionOfRevision is that which a revision is called by, as "1-31-1"; zero for other names, as a date.
func VersionOfRevision(revision string) platform.Version {
	v, _ := platform.ParseVersion(strings.ReplaceAll(strings.TrimPrefix(revision, "v"), "-", "."))
	if v.Major != 1 {
		return platform.Version{}
	}
	return v
}

func controlImage() *regexp.Regexp {
	return controlImageOnce.Get(func() *regexp.Regexp { return regexp.MustCompile(`/(?:pilot|operator|proxyv2):([^@]+)`) })
}

var controlImageOnce later.Value[*regexp.Regexp]

// VersionOfImage is that of an image of its control plane, or of its operator; zero for others.
func VersionOfImage(image string) platform.Version {
	if found := controlImage().FindStringSubmatch(image); found != nil {
		return ReadVersion(found[1])
	}
	return platform.Version{}
}
