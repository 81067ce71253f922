package render

import (
	"bytes"
	"io/fs"
	"time"
)

// openedText is a text as an open file.
type openedText struct {
	*bytes.Reader
	info fs.FileInfo
}

// Stat implements fs.File.
func (t *openedText) Stat() (fs.FileInfo, error) { return t.info, nil }

// Close implements fs.File.
func (t *openedText) Close() error { return nil }

// textInfo tells of a text that stands in a file's place.
type textInfo struct {
	name string
	size int64
}

func (i textInfo) Name() string       { return i.name }
func (i textInfo) Size() int64        { return i.size }
func (i textInfo) Mode() fs.FileMode  { return 0o444 }
func (i textInfo) ModTime() time.Time { return time.Time{} }
func (i textInfo) IsDir() bool        { return false }
func (i textInfo) Sys() any           { return nil }
