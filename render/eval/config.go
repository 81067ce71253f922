package eval

import "io/fs"

// Config is what user code may see beside the model.
type Config struct {
	Files     fs.FS      // the topology's folder
	Libraries []fs.FS    // -J, tried in this order after the importing file's folder
	ExtStr    []Variable // std.extVar
	TLAStr    []Variable // arguments of a topology that is a function
	// Evaluator does the user's jsonnet, elsewhere perhaps; nil: in this process.
	Evaluator Evaluator
	// Reader, where it is set, is the only one whose components are wanted: of others of
	// the library's there may be no manifests.
	Reader string
}
