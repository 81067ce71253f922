package main

import (
	"render/internal/disk"
	"render/render"
)

type renderFlags struct {
	inputFlags
	output     string
	stages     []string
	format     string
	allowPlain bool
	force      bool
	version    bool

	shardText   string
	shard       shard
	allowShared bool
	noCache     bool
	watching    bool
	watched     *watched        // nil unless watching
	places      *topologyPlaces // of several
}

// rendered renders a topology, and refuses warnings under --strict.
func (f *renderFlags) rendered(s *shell, name string, previous func(string) ([]render.Previous, error)) (*render.Output, error) {
	f.reads = &disk.Reads{Remember: f.remember || f.watched != nil}
	f.watched.add(f.reads)
	f.withModel = f.format == modelFormat
	out, err := f.render(s, name, previous)
	if err == nil && f.strict && out.Diagnostics.Warnings() > 0 {
		err = &failure{exitDiffers, name + ": nothing is written, since there are warnings and --strict"}
	}
	return out, err
}
