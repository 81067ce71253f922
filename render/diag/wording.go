package diag

import "render/render/wording"

// Quote is wording's, for those who import diagnostics anyway.
func Quote(s string) string { return wording.Quote(s) }

// Suggest is wording's.
func Suggest(written string, known []string) string { return wording.Suggest(written, known) }

// DidYouMean is wording's.
func DidYouMean(written string, known []string) string { return wording.DidYouMean(written, known) }

// OneOf is wording's.
func OneOf(known []string) string { return wording.OneOf(known) }

// MarksKey is wording's.
func MarksKey(text []byte) bool { return wording.MarksKey(text) }

// IsKey is wording's.
func IsKey(value string) bool { return wording.IsKey(value) }

// HoldsKey is wording's.
func HoldsKey(text []byte) bool { return wording.HoldsKey(text) }
