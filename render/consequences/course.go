package consequences

import "render/render/served"

// course is how pools come into the cluster, and which are refused.
type course struct {
	*served.PoolCourse
	first  []served.Denial // that the first run meets
	denied []served.Denial // that every run meets
}
