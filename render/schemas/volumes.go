package schemas

import (
	"path"
	"regexp"
	"strings"

	"render/internal/later"
)

// composed is a volume as Compose files and docker run have it: what is mounted, and where.
func composed() *regexp.Regexp { return composedOnce.Get(makeComposed) }

var composedOnce later.Value[*regexp.Regexp]

func makeComposed() *regexp.Regexp {
	return regexp.MustCompile(`^(/[A-Za-z0-9_./-]*|[a-z0-9][a-z0-9-]*):(/[A-Za-z0-9_./-]*)(:[a-z,]+)?$`)
}

// plainVolume is a name alone, or a path in the container.
func plainVolume() *regexp.Regexp { return plainVolumeOnce.Get(makePlainVolume) }

var plainVolumeOnce later.Value[*regexp.Regexp]

func makePlainVolume() *regexp.Regexp {
	return regexp.MustCompile(`^/?[A-Za-z0-9][A-Za-z0-9_./-]*$`)
}

// isEmptyDir reports whether an object is that of a volume that begins empty.
func isEmptyDir(s shape) bool {
	return s.object != nil && s.object.find("sizeLimit") != nil && s.object.find("medium") != nil
}

// emptyDirOf is that object for a text in its place, which may be a size.
func emptyDirOf(text string, isSize bool) string {
	switch {
	case strings.EqualFold(text, "memory"):
		return "{medium: Memory}"
	case isSize:
		return "{sizeLimit: " + text + "}"
	}
	return "{}"
}

func isVolume(s shape) bool {
	return s.object != nil && s.object.find("hostPath") != nil && s.object.find("persistentVolumeClaim") != nil
}

func volumeName() *regexp.Regexp {
	return volumeNameOnce.Get(func() *regexp.Regexp { return regexp.MustCompile(`[^a-z0-9]+`) })
}

var volumeNameOnce later.Value[*regexp.Regexp]

// mountOf is the help for such a text in the place of a pod's volume: the volume, and
// where it is mounted, which is the container's to say; "" for any other.
func mountOf(s shape, text string) string {
	if !isVolume(s) {
		return ""
	}
	parts := composed().FindStringSubmatch(text)
	if parts == nil && !plainVolume().MatchString(text) {
		return ""
	}
	into := "/" + strings.TrimPrefix(text, "/")
	if parts != nil {
		into = parts[2]
	}
	name := strings.Trim(volumeName().ReplaceAllString(strings.ToLower(path.Base(into)), "-"), "-")
	if name == "" || len(name) > 63 {
		name = "data"
	}
	if parts == nil {
		return "write {name: " + name + ", emptyDir: {}}, if it may be empty whenever a pod begins, and container: {volumeMounts: [{name: " + name + ", mountPath: " + into + "}]} beside pod"
	}
	from := parts[1]
	holds := "hostPath: {path: " + from + "}"
	if from[0] != '/' {
		name, holds = from, "persistentVolumeClaim: {claimName: "+from+"}"
	}
	return "write {name: " + name + ", " + holds + "}, and container: {volumeMounts: [{name: " + name + ", mountPath: " + into + "}]} beside pod"
}
