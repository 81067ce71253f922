package schemas

import (
	"regexp"
	"slices"
	"strings"

	"render/internal/later"
)

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

// mountOf is the help for such a text in the place of a pod's volume: the volume, and
// where it is mounted, which is the container's to say; "" for any other.
func mountOf(s shape, text string) string {
	if !isVolume(s) {
		return ""
	}
	mounted, ok := Composed(text)
	if !ok && !plainVolume().MatchString(text) {
		return ""
	}
	if !ok {
		mounted, ok = Composed("/" + strings.TrimPrefix(text, "/"))
	}
	if !ok {
		return ""
	}
	when := ""
	if mounted.Begins {
		when = ", if it may be empty whenever a pod begins"
	}
	return "write " + mounted.Volume + when + ", and container: {volumeMounts: [" + mounted.Mount + "]} beside pod"
}

// volumeWord is the help for a key of a volume whose fields are known, which says shortly what claim it is,
// or where the container has it; "" for any other.
func volumeWord(known []string, key string, value any) string {
	text, ok := value.(string)
	if !ok || !slices.Contains(known, "persistentVolumeClaim") || !slices.Contains(known, "hostPath") {
		return ""
	}
	switch key {
	case "claim", "claimName", "pvc", "existingClaim":
		return "write persistentVolumeClaim: {claimName: " + text + "} in its place"
	case "mountPath", "path", "subPath":
		return "write it at the container, as in container: {volumeMounts: [{name: data, " + map[bool]string{true: "mountPath: /data, subPath: ", false: "mountPath: "}[key == "subPath"] + text + "}]}, by the volume's name, and remove it here"
	}
	return ""
}
