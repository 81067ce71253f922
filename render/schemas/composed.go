package schemas

import (
	"cmp"
	"path"
	"regexp"
	"strings"

	"render/internal/later"
)

// Mounted is a volume of a Compose file or of docker run in the words of a pod.
type Mounted struct {
	Name   string
	From   string // what is mounted, as it was written
	Volume string // what the pod has
	Mount  string // where its container has it
	Needs  string // what has to be there; "" for nothing
	Begins bool   // empty with every pod
}

// composed is what is mounted, where, and how.
func composed() *regexp.Regexp { return composedOnce.Get(makeComposed) }

var composedOnce later.Value[*regexp.Regexp]

func makeComposed() *regexp.Regexp {
	return regexp.MustCompile(`^(?:([^:\s,'"#\[\]]+):)?(/[A-Za-z0-9_./-]*)(?::([a-zA-Z,]+))?$`)
}

func notOfName() *regexp.Regexp {
	return notOfNameOnce.Get(func() *regexp.Regexp { return regexp.MustCompile(`[^a-z0-9]+`) })
}

var notOfNameOnce later.Value[*regexp.Regexp]

// nameOf is the end of a path, or a name, as one of a volume or a claim.
func nameOf(text string) string {
	name := strings.Trim(notOfName().ReplaceAllString(strings.ToLower(path.Base(text)), "-"), "-")
	if name == "" || len(name) > 63 {
		return "data"
	}
	return name
}

// Composed reads a volume as Compose files and docker run have it, as data:/var/lib/data, ./x:/x:ro
// or /x; false for any other text.
func Composed(text string) (Mounted, bool) { return ComposedAs(text, nil) }

// ComposedAs reads a volume as Composed does; what is in a cluster in place of a volume or of what is in
// a folder beside the file is called as the function says, where it says something: NAME, or NAME/FOLDER for a
// folder in it. What is of the node, or empty, has that name as a volume alone.
func ComposedAs(text string, called func(from, into string) string) (Mounted, bool) {
	parts := composed().FindStringSubmatch(text)
	if parts == nil {
		return Mounted{}, false
	}
	from, into := parts[1], parts[2]
	how := waysOf(parts[3], strings.HasPrefix(from, "/"))
	out, name := Mounted{From: from}, nameOf(into)
	given, folder := "", ""
	if called != nil {
		given, folder, _ = strings.Cut(called(from, into), "/")
	}
	mount := "mountPath: " + into + how + "}"
	if folder != "" {
		mount = "mountPath: " + into + ", subPath: " + folder + how + "}"
	}
	switch local := from != "" && strings.ContainsAny(from[:1], ".~$"); {
	case from == "":
		name = cmp.Or(given, name)
		out.Volume, out.Begins = "emptyDir: {}}", true
	case from[0] == '/':
		name = cmp.Or(given, name)
		out.Volume = "hostPath: {path: " + from + "}}"
	case local && IsFile(into):
		name = cmp.Or(given, name)
		mount = "mountPath: " + into + ", subPath: " + path.Base(into) + how + "}"
		out.Volume, out.Needs = "configMap: {name: "+name+"}}", "a ConfigMap "+name+" (kubectl create configmap "+name+" --from-file="+path.Base(into)+"="+from+")"
	default:
		if !local {
			name = nameOf(from)
		}
		name = cmp.Or(given, name)
		out.Volume, out.Needs = "persistentVolumeClaim: {claimName: "+name+"}}", "a claim "+name+" that exists"
	}
	out.Name = name
	out.Volume, out.Mount = "{name: "+name+", "+out.Volume, "{name: "+name+", "+mount
	return out, true
}

// waysOf are the options behind a volume as a mount has them. What is mounted later below a folder of the node is seen
// where they say so.
func waysOf(options string, onNode bool) (out string) {
	for way := range strings.SplitSeq(options, ",") {
		switch strings.ToLower(way) {
		case "ro", "readonly":
			out += ", readOnly: true"
		case "rslave", "slave":
			if onNode {
				out += ", mountPropagation: HostToContainer"
			}
		case "rshared", "shared":
			if onNode {
				out += ", mountPropagation: Bidirectional"
			}
		}
	}
	return out
}

// IsFile reports whether a path is one of a file, by its ending.
func IsFile(at string) bool {
	base := path.Base(at)
	return strings.LastIndexByte(base, '.') > 0 && !strings.HasSuffix(base, ".d")
}
