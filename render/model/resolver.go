package model

import "render/render/plan"

// resolver turns a plan into its model.
type resolver struct {
	plan    *plan.Plan
	keySets map[string]string
	model   *Model // what is there of it so far: what all objects have
}
