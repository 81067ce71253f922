package manifest

import "slices"

// Reader is who reads what is rendered, and brings it onto the cluster.
type Reader uint8

const (
	// Kubectl reads objects of the API server's, in one stream.
	Kubectl Reader = iota
	// Istioctl reads an object that the API server refuses, alone in its file.
	Istioctl
	// Helm reads values of charts, which are no object at all.
	Helm
)

var readerNames = [...]string{"kubectl", "istioctl", "helm"}

func (r Reader) String() string { return readerNames[r] }

// Readers are the names of all readers.
func Readers() []string { return slices.Clone(readerNames[:]) }

// ParseReader finds a reader by its name.
func ParseReader(name string) (Reader, bool) {
	i := slices.Index(readerNames[:], name)
	return Reader(max(i, 0)), i >= 0
}
